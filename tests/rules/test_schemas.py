"""Two declarations of the same fields: the same data, or the data before and after it was read."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.languages import go, rust
from ssot_check.matching.fingerprint import fingerprint
from ssot_check.model.config import Config
from ssot_check.model.finding import HINT
from ssot_check.model.source import SourceFile
from ssot_check.model.unit import Unit
from ssot_check.rules.support.schemas import SchemaCopy
from ssot_check.pipeline.check import checked
from tests.builders import a_domain
from tests.repositories import write

TEXTS = """
pub struct KeymapConfig {
    pub emacs: HashMap<String, KeyBinding>,
    pub vim_normal: HashMap<String, KeyBinding>,
    pub inspector: HashMap<String, KeyBinding>,
    pub prefix: HashMap<String, KeyBinding>,
}
"""


def struct(text: str, path: str = "src/keys.rs") -> Unit:
    (unit,) = rust.LANGUAGE.parse(SourceFile(path, "rust", text, "0"), fingerprint).units
    return unit


@pytest.mark.parametrize(
    ("name", "type_", "other"),
    [("KeymapSet", "Keymap", True), ("KeymapConfig", "Keymap", False), ("Bindings", "HashMap<String, Key>", False)],
    ids=["parsed", "the same name", "the same types"],
)
def test_what_was_parsed_stands_beside_the_text_that_it_was_parsed_from(name: str, type_: str, other: bool) -> None:
    owner = struct(TEXTS)
    copy = struct(TEXTS.replace("KeymapConfig", name).replace("HashMap<String, KeyBinding>", type_))
    assert SchemaCopy(a_domain("keys"), owner, copy, owner.fields, (), ()).is_other_form is other


@pytest.mark.parametrize(
    ("name", "known", "other"),
    [("NextArgs", True, True), ("NextArgs", False, False), ("KeymapConfig", True, False)],
    ids=["taken in", "a stranger", "the same name"],
)
def test_a_file_that_takes_the_type_in_turns_one_into_the_other(name: str, known: bool, other: bool) -> None:
    owner, copy = struct(TEXTS), struct(TEXTS.replace("KeymapConfig", name))
    assert SchemaCopy(a_domain("keys"), owner, copy, owner.fields, (), (), known).is_other_form is other


@pytest.mark.parametrize(
    ("name", "only_copy", "other"),
    [("VimConfig", ("leader",), True), ("VimConfig", (), False), ("KeymapConfig", ("leader",), False), ("VimKeys", ("leader",), False)],
    ids=["of one family", "equal throughout", "the same name", "of another kind"],
)
def test_types_of_one_family_are_frames_of_their_own_things(name: str, only_copy: tuple[str, ...], other: bool) -> None:
    owner, copy = struct(TEXTS), struct(TEXTS.replace("KeymapConfig", name))
    assert SchemaCopy(a_domain("keys"), owner, copy, owner.fields, (), only_copy).is_other_form is other


def test_a_field_of_another_type_is_a_difference() -> None:
    owner = struct(TEXTS)
    copy = struct(TEXTS.replace("KeymapConfig", "VimConfig").replace("prefix: HashMap<String, KeyBinding>", "prefix: BTreeMap"))
    assert SchemaCopy(a_domain("keys"), owner, copy, owner.fields, (), ()).is_other_form


@pytest.mark.parametrize(
    ("owner", "copy", "other"),
    [
        ("src/keys.rs", "pkg/apis/config/v1alpha4/keys.rs", True),
        ("src/keys.rs", "operator/api/v1/keys.rs", True),
        ("api/v1beta1/keys.rs", "api/v1/keys.rs", True),
        ("api/v1/keys.rs", "api/v1/more.rs", False),
        ("api/v1/keys.rs", "src/keys.rs", False),
        ("src/keys.rs", "storage/v2/keys.rs", False),
        ("src/keys.rs", "api/keys.rs", False),
    ],
)
def test_a_version_of_an_api_declares_its_own_types(owner: str, copy: str, other: bool) -> None:
    mine, theirs = struct(TEXTS, owner), struct(TEXTS, copy)
    assert SchemaCopy(a_domain("keys"), mine, theirs, mine.fields, (), ()).is_other_form is other


@pytest.mark.parametrize(("tag", "other"), [("", True), ("hcl", False)])
def test_a_struct_with_tags_is_what_one_without_was_read_from(tag: str, other: bool) -> None:
    owner, copy = (
        go.LANGUAGE.parse(SourceFile(path, "go", f"package a\n\ntype Hook struct {{\n{rows}}}\n", "0"), fingerprint).units[0]
        for path, rows in (("a.go", _rows("json")), ("b.go", _rows(tag)))
    )
    assert SchemaCopy(a_domain("keys"), owner, copy, owner.fields, (), ()).is_other_form is other


def _rows(tag: str) -> str:
    names = ("Commands", "Execute", "WorkingDir", "OnErrors")
    return "".join(f"\t{name} string" + (f' `{tag}:"{name.lower()},omitempty"`' if tag else "") + "\n" for name in names)


ROWS = "package %s\n\ntype %s struct {\n\tImageName %s `json:\"image\"`\n\tLabelled  %s `json:\"labels\"`\n\tShellPath %s `json:\"shell\"`\n\tUptime    %s `json:\"up\"`\n}\n"


@pytest.mark.parametrize(
    ("name", "types", "hint"),
    [
        ("DockerEntry", ("string", "string", "string", "time.Duration"), True),
        ("DockerEntry", ("string", "map[string]string", "string", "time.Duration"), False),
        ("DockerEntry", ("*string", "map[string]string", "[]string", "Duration"), False),
        ("PodmanRow", ("string", "string", "string", "time.Duration"), False),
    ],
    ids=["two of other types", "one", "a pointer and no package", "one name"],
)
def test_fields_of_other_types_are_another_form(name: str, types: tuple[str, ...], hint: bool, tmp_path: Path) -> None:
    files = {
        "SSOT_LOCK.yml": "schema_version: 2\ndomains:\n  rows: {paths: [podman.go]}\n",
        "go.mod": "module shop.test/rows\n",
        "podman.go": ROWS % ("rows", "PodmanRow", "string", "map[string]string", "[]string", "time.Duration"),
        "docker/docker.go": ROWS % ("docker", name, *types),
    }
    _, report = checked(Config(root=write(tmp_path, files), hints=True))
    (found,) = (item for item in report.findings if item.code == "SSOT209")
    assert (found.confidence == HINT) is hint
