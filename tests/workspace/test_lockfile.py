"""What every registry file goes through before its dialect matters: bytes, YAML, aliases, duplicate keys, versions."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from ssot_check.model.registry import Dialect
from ssot_check.model.verdict import Severity
from ssot_check.workspace.lockfile import Loaded, find, find_upwards, load
from ssot_check.workspace.registry.compose import MAX_DEPTH, MAX_NODES
from ssot_check.workspace.registry.document import compose
from ssot_check.workspace.registry.nodes import Mapping, Scalar, Sequence
from tests.workspace.lockfiles import LIMIT, load_bytes, load_text

TEXTS = st.sampled_from(["a", "3.10", "on", "x y", "", "ä", "it's", "#"])
KEYS = st.sampled_from(["k", "l", "m n"])
VALUES = st.recursive(TEXTS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=8)


def codes(loaded: Loaded) -> list[str]:
    return [problem.code for problem in loaded.problems]


def only(loaded: Loaded) -> str:
    """The one problem as `code line:column message`."""
    assert len(loaded.problems) == 1, loaded.problems
    problem = loaded.problems[0]
    return f"{problem.code} {problem.location.line}:{problem.location.column} {problem.message}"


@pytest.mark.parametrize("name", ["SSOT_LOCK.yml", "SSOT_LOCK.yaml", ".ssot/SSOT_LOCK.yml"])
def test_find_knows_every_name(tmp_path: Path, name: str) -> None:
    assert find(tmp_path) is None
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).touch()
    assert find(tmp_path) == tmp_path / name


def test_find_upwards_stops_at_the_top_of_git(tmp_path: Path) -> None:
    (tmp_path / "SSOT_LOCK.yml").touch()
    inner = tmp_path / "repository" / "src" / "deep"
    inner.mkdir(parents=True)
    assert find_upwards(inner) == tmp_path / "SSOT_LOCK.yml"
    (tmp_path / "repository" / ".git").mkdir()
    assert find_upwards(inner) is None
    (tmp_path / "repository" / "SSOT_LOCK.yaml").touch()
    assert find_upwards(inner) == tmp_path / "repository" / "SSOT_LOCK.yaml"


def test_a_missing_registry_is_ssot001(tmp_path: Path) -> None:
    loaded = load(tmp_path / "SSOT_LOCK.yml", tmp_path, LIMIT)
    assert loaded.registry is None
    assert only(loaded) == "SSOT001 0:1 there is no registry `SSOT_LOCK.yml`"


def test_a_folder_is_no_registry(tmp_path: Path) -> None:
    (tmp_path / "SSOT_LOCK.yml").mkdir()
    assert only(load(tmp_path / "SSOT_LOCK.yml", tmp_path, LIMIT)) == "SSOT002 0:1 `SSOT_LOCK.yml` is not a file"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "SSOT_LOCK.yml")
    assert codes(load(tmp_path / "SSOT_LOCK.yml", tmp_path, LIMIT)) == ["SSOT002"]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"", "SSOT002 0:1 the registry is empty"),
        (b"# only a comment\n", "SSOT002 0:1 the registry is empty"),
        (b"---\n...\n", "SSOT002 0:1 the registry is empty"),
        (b"- a\n- b\n", "SSOT005 1:1 the registry is a list; expected a mapping"),
        (b"just words\n", "SSOT005 1:1 the registry is `just words`; expected a mapping"),
        (b"a: 1\n---\nb: 2\n", "SSOT002 2:1 a second document starts here"),
        (b"a: \xff\n", "SSOT002 1:4 byte 0xff at offset 3 is not UTF-8"),
        (b"a: 1\nb: \x00\n", "SSOT002 2:4 the control character U+0000 stands in the text"),
        (b"a: \x1b[31m\n", "SSOT002 1:4 the control character U+001B stands in the text"),
        ("a: 1\n".encode("utf-16"), "SSOT002 0:1 the registry is UTF-16"),
        (b"a: &x [*x]\n", "SSOT002 1:8 the alias `*x` contains itself"),
        (b"a: " + b"[" * 10_000, f"SSOT002 1:{3 + MAX_DEPTH} nested more than {MAX_DEPTH} levels deep"),
        (b"{a: " * 10_000, f"SSOT002 1:{1 + 4 * MAX_DEPTH} nested more than {MAX_DEPTH} levels deep"),
        (b"schema_version: 3\n", "SSOT006 1:17 `schema_version` is 3; this program reads up to 2"),
        (b"name: x\n", "SSOT005 1:1 the registry has neither `schema_version` nor `sources_of_truth`"),
    ],
)
def test_what_is_no_registry_gives_one_clear_problem(tmp_path: Path, raw: bytes, expected: str) -> None:
    loaded = load_bytes(tmp_path, raw)
    assert only(loaded) == expected
    assert loaded.registry is None


@pytest.mark.parametrize("version", ['"2"', '"2.0"', "two", "0x2"])
def test_a_version_that_is_no_number_is_said_once(tmp_path: Path, version: str) -> None:
    problems = load_text(tmp_path, f"schema_version: {version}\ndomains: {{}}\n").problems
    assert [item.message for item in problems if "schema_version" in item.message] == [
        f"`schema_version` is `{version.strip(chr(34))}`; expected the number 2"
    ]


def test_block_nesting_without_end_is_refused(tmp_path: Path) -> None:
    deep = "".join(" " * level + "a:\n" for level in range(2_000))
    assert codes(load_text(tmp_path, deep)) == ["SSOT002"]


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    text = b"schema_version: 2\ndomains: {a: {paths: [x]}}\n"
    assert codes(load_bytes(tmp_path, text, limit=len(text))) == []
    assert only(load_bytes(tmp_path, text, limit=len(text) - 1)) == f"SSOT002 0:1 the registry is larger than {len(text) - 1:,} bytes"


def test_an_alias_bomb_is_refused(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]" for level in range(1, 12)]
    loaded = load_text(tmp_path, "\n".join(lines))
    assert codes(loaded) == ["SSOT002"]
    assert f"more than {MAX_NODES:,} values" in loaded.problems[0].message


@pytest.mark.parametrize("text", ["x" + " " * 300_000 + "or", "(" * 300_000, "All " * 100_000, "Archive " + "a " * 100_000])
def test_prose_without_end_is_kept_and_not_searched(tmp_path: Path, text: str) -> None:
    keys = ("note", "consumers", "rules", "deprecated_paths")
    loaded = load_text(tmp_path, "sources_of_truth:\n  a:\n    path: a\n" + "".join(f'    {key}: ["{text}"]\n' for key in keys))
    assert loaded.registry is not None
    assert loaded.problems == ()
    assert loaded.registry.domains[0].policies[0].text == text
    assert loaded.registry.domains[0].named == ()


def test_a_merge_bomb_is_refused(tmp_path: Path) -> None:
    lines = ["a0: &a0 {" + ", ".join(f"k{number}: 1" for number in range(100)) + "}"]
    lines += [f"a{level}: &a{level} {{<<: [{', '.join([f'*a{level - 1}'] * 20)}]}}" for level in range(1, 6)]
    assert codes(load_text(tmp_path, "\n".join(lines))) == ["SSOT002"]


def test_aliases_and_merge_keys_mean_what_they_name(tmp_path: Path) -> None:
    loaded = load_text(
        tmp_path,
        "schema_version: 2\n"
        "domains:\n"
        "  base: &base {paths: &paths [src/base.py], exports: [one]}\n"
        "  other:\n"
        "    <<: *base\n"
        "    exports: [two]\n"
        "  third: {paths: *paths}\n",
    )
    assert loaded.problems == ()
    assert loaded.registry is not None
    other, third = loaded.registry.domain("other"), loaded.registry.domain("third")
    assert [item.name for item in other.exports] == ["two"]
    assert [(item.path, item.location.line) for item in (*other.owner_paths, *third.owner_paths)] == [("src/base.py", 3)] * 2


def test_the_earlier_of_two_merged_mappings_wins() -> None:
    root = compose("x: &x {k: 1}\ny: &y {k: 2, l: 3}\nz: {<<: [*x, *y]}\n", "f").root
    assert isinstance(root, Mapping)
    merged = root.get("z")
    assert isinstance(merged, Mapping)
    assert [(entry.name, merged.text(entry.name)) for entry in merged.entries] == [("k", "1"), ("l", "3")]


def test_a_merge_of_a_text_is_refused(tmp_path: Path) -> None:
    loaded = load_text(tmp_path, "schema_version: 2\ndomains: {a: {paths: [x], <<: word}}\n")
    assert only(loaded) == "SSOT005 2:31 `<<` takes a mapping or a list of mappings"


def test_an_alias_without_anchor_is_a_syntax_error(tmp_path: Path) -> None:
    loaded = load_text(tmp_path, "schema_version: 2\ndomains: {a: {paths: [x]}, b: {paths: *nowhere}}\n")
    assert only(loaded).startswith("SSOT002 2:1 line 2 is not valid YAML")
    assert loaded.problems[0].cause.startswith("an alias stands for nothing")


def test_duplicate_keys_are_refused_at_every_level(tmp_path: Path) -> None:
    loaded = load_text(
        tmp_path,
        "schema_version: 2\ndomains:\n  a:\n    paths: [x]\n    paths: [y]\n  'a':\n    paths: [z]\ndomains: {}\n",
    )
    assert [(problem.code, problem.location.line, problem.message) for problem in loaded.problems] == [
        ("SSOT003", 5, "the key `paths` stands twice in one mapping"),
        ("SSOT003", 6, "the key `a` stands twice in one mapping"),
        ("SSOT003", 8, "the key `domains` stands twice in one mapping"),
    ]
    assert loaded.problems[0].cause == "first on line 4, again on line 5; only the first was read"
    assert loaded.registry is not None
    assert [entry.path for entry in loaded.registry.domain("a").owner_paths] == ["x"]


def test_two_merge_keys_are_duplicates(tmp_path: Path) -> None:
    text = "schema_version: 2\ndomains:\n  a: &a {paths: [x]}\n  b:\n    <<: *a\n    <<: *a\n"
    assert only(load_text(tmp_path, text)) == "SSOT003 6:5 the key `<<` stands twice in one mapping"


def test_keys_that_are_no_words_are_named(tmp_path: Path) -> None:
    loaded = load_text(tmp_path, "schema_version: 2\ndomains: {a: {paths: [x]}, [b]: {}, ? {c: d} : {}, null: {}}\n")
    assert [problem.message for problem in loaded.problems] == ["this key is not a word"] * 3


def test_scalars_stay_text() -> None:
    root = compose("[3.10, 22:22, on, yes, 012, 0x1F, 1_000, 2027-03-01, ~, '~', 'null']", "f").root
    assert isinstance(root, Sequence)
    scalars = [item for item in root.items if isinstance(item, Scalar)]
    assert [item.text for item in scalars[:8]] == ["3.10", "22:22", "on", "yes", "012", "0x1F", "1_000", "2027-03-01"]
    assert [item.is_null for item in scalars[8:]] == [True, False, False]


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.system ['true']", "!thing x"])
def test_tags_are_never_acted_upon(tmp_path: Path, tag: str) -> None:
    loaded = load_text(tmp_path, f"schema_version: 2\ndomains: {{a: {{paths: [x], notes: {tag}}}}}\n")
    assert loaded.problems[-1].severity is Severity.WARNING
    assert "means nothing in a registry" in loaded.problems[-1].message


def test_core_tags_change_nothing(tmp_path: Path) -> None:
    assert codes(load_text(tmp_path, "schema_version: 2\ndomains: !!map {a: {paths: !!seq [!!str x]}}\n")) == []


@pytest.mark.parametrize(
    "raw",
    [
        b"\xef\xbb\xbfschema_version: 2\ndomains:\n  a:\n    paths: [x]\n",
        b"schema_version: 2\r\ndomains:\r\n  a:\r\n    paths: [x]\r\n",
        b"schema_version: 2\rdomains:\r  a:\r    paths: [x]\r",
        b"--- # one document\nschema_version: 2\ndomains:\n  a:\n    paths: [x]\n...\n",
    ],
)
def test_byte_order_mark_and_line_ends_do_not_matter(tmp_path: Path, raw: bytes) -> None:
    loaded = load_bytes(tmp_path, raw)
    assert loaded.problems == ()
    assert loaded.registry is not None
    entry = loaded.registry.domain("a").owner_paths[0]
    text = loaded.registry.lines[entry.location.line - 1]
    assert text[entry.location.column - 1 : entry.location.end_column - 1] == "x"


def test_columns_count_characters(tmp_path: Path) -> None:
    loaded = load_text(tmp_path, 'schema_version: 2\ndomains:\n  a: {description: "Grüße 🙂", paths: [x], pfad: y}\n')
    assert only(loaded).startswith("SSOT004 3:43 ")
    assert "\n".join(line for _, line in loaded.problems[0].excerpt)[-8:] == "pfad: y}"


def test_a_schema_version_that_is_no_number_is_refused_and_the_rest_read(tmp_path: Path) -> None:
    for written in ("two", "'2'", "[2]", "-1", "2.0"):
        loaded = load_text(tmp_path, f"schema_version: {written}\ndomains: {{a: {{paths: [x]}}}}\n")
        assert {problem.location.line for problem in loaded.problems} == {1}, written
        assert loaded.registry is not None


def test_domains_without_a_version_are_read_and_the_version_is_asked_for(tmp_path: Path) -> None:
    loaded = load_text(tmp_path, "domains: {a: {paths: [x]}}\n")
    assert loaded.registry is not None
    assert loaded.registry.dialect is Dialect.VERSION_2
    assert any("add `schema_version: 2`" in problem.remedy for problem in loaded.problems)


def test_a_registry_outside_the_root_is_named_from_the_root(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (tmp_path / "other.yml").write_text("schema_version: 2\ndomains: {a: {paths: [x]}}\n")
    loaded = load(tmp_path / "other.yml", root, LIMIT)
    assert loaded.registry is not None
    assert loaded.registry.path == "../other.yml"


@settings(max_examples=300, deadline=None)
@given(st.text() | st.text(alphabet=" -:[]{}#&*!|>'\"%@`,?\n\tab<.1~\\"))
def test_no_text_raises_anything(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("registry")
    loaded = load_bytes(folder, text.encode("utf-8", "surrogatepass"))
    assert loaded.registry is not None or loaded.problems
    assert all(1 <= problem.location.line <= len(text) + 1 or problem.location.line == 0 for problem in loaded.problems)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_raise_anything(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    loaded = load_bytes(tmp_path_factory.mktemp("registry"), raw)
    assert loaded.registry is not None or loaded.problems


@pytest.mark.skipif(not hasattr(yaml, "CSafeLoader"), reason="PyYAML was built without libyaml")
@settings(max_examples=300, deadline=None)
@given(VALUES, st.booleans())
def test_both_parsers_give_the_same_nodes(value: object, flow: bool) -> None:
    text = yaml.safe_dump(value, default_flow_style=flow, allow_unicode=True)
    fast, slow = compose(text, "f"), compose(text, "f", pure=True)
    assert fast.broken is None
    assert fast == slow


@pytest.mark.parametrize("head", ["schema_version: 2\ndomains:\n", "# older\nsources_of_truth:\n"])
@pytest.mark.parametrize("name", ['""', "' '"])
def test_a_domain_without_a_name_is_refused(tmp_path: Path, head: str, name: str) -> None:
    body = "{paths: [a.py]}" if "schema" in head else "{path: a.py}"
    loaded = load_text(tmp_path, f"{head}  {name}: {body}\n  logging: {body}\n")
    assert loaded.registry is not None
    assert [domain.name for domain in loaded.registry.domains] == ["logging"]
    (problem,) = loaded.problems
    assert (problem.code, problem.severity, problem.location.line) == ("SSOT005", Severity.ERROR, 3)
    assert (problem.message, problem.remedy) == ("a domain has an empty name", "write a name before the colon")


def test_domains_that_are_all_comments_are_told_as_such(tmp_path: Path) -> None:
    begun = load_text(tmp_path, "schema_version: 2\ndomains:\n  # logging:\n  #   paths: [lib/log.py]\n")
    assert [problem.remedy for problem in begun.problems] == ["take the `#` from what stands below it in comments, or write a mapping"]
    bare = load_text(tmp_path, "schema_version: 2\ndomains:\n")
    assert [problem.remedy for problem in bare.problems] == ["write a mapping"]
