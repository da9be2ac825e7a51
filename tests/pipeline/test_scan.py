"""The world is read once: registry, files, and what the matching room says of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.model.errors import RegistryError
from ssot_check.model.match import CloneType
from ssot_check.model.problem import Problem
from ssot_check.model.project import Project
from ssot_check.model.source import Skip
from ssot_check.model.verdict import Severity
from ssot_check.pipeline import scan as corridor
from ssot_check.pipeline.scan import scan
from ssot_check.pipeline.start import started
from tests.pipeline.trees import COPY, EDITED, INNOCENT, OWNER, REGISTRY, tree
from tests.repositories import write

BROKEN = "def broken(:\n    return (\n"


def scanned(root: Path, *paths: str) -> Project:
    return scan(Config(root, paths=paths))


def told(project: Project) -> list[tuple[str, str, Severity]]:
    return [(problem.code, problem.location.path, problem.severity) for problem in project.problems]


def test_matches_shadows_and_classes_reach_the_project(tmp_path: Path) -> None:
    shadow = "import logging\n\n\ndef setup_logging():\n    logging.getLogger().addHandler(logging.StreamHandler())\n    return 1\n"
    mail = (
        "import smtplib\n\n\ndef send_mail(to, subject, text):\n    server = smtplib.SMTP('mail')\n    server.starttls()\n"
        "    for address in to:\n        server.sendmail('robot@acme', address, subject + text)\n    server.quit()\n    return len(to)\n"
    )
    registry = REGISTRY + "  notifications:\n    paths: [app/notify.py]\n"
    files = {"jobs/a.py": COPY, "jobs/b.py": EDITED, "jobs/c.py": shadow, "x/mail.py": mail, "y/mail.py": mail, "app/notify.py": INNOCENT}
    project = scanned(tree(tmp_path, files, registry))
    assert [(match.copy_path, match.clone_type, match.use) for match in project.matches] == [
        ("jobs/a.py", CloneType.RENAMED, "from app.log import setup_logging"),
        ("jobs/b.py", CloneType.NEAR, "from app.log import setup_logging"),
    ]
    assert [(found.copy.location.path, found.use) for found in project.shadows] == [("jobs/c.py", "from app.log import setup_logging")]
    assert [(group.domain, len(group.units)) for group in project.clone_classes] == [("notifications", 2)]
    assert (project.problems, project.owners) == ((), {"app/log.py": ("logging",), "app/notify.py": ("notifications",)})


def test_a_copy_with_a_comment_above_is_no_shadow_too(tmp_path: Path) -> None:
    project = scanned(tree(tmp_path, {"jobs/a.py": OWNER.replace("def setup", "# set up\n# the log\ndef setup")}))
    (match,) = project.matches
    assert (match.copy.location.line, match.copy.signature.line) == (5, 7)
    assert project.shadows == ()


@pytest.mark.parametrize("copies", [7, 8, 9, 20])
def test_a_much_copied_utility_is_found_everywhere(copies: int, tmp_path: Path) -> None:
    project = scanned(tree(tmp_path, {f"jobs/job{number}.py": COPY for number in range(copies)}))
    assert [match.clone_type for match in project.matches] == [CloneType.RENAMED] * copies


def test_without_a_registry_there_is_nothing_to_say(tmp_path: Path) -> None:
    with pytest.raises(RegistryError) as raised:
        scanned(tmp_path)
    assert [(problem.code, problem.location.path) for problem in raised.value.problems] == [("SSOT001", "SSOT_LOCK.yml")]


def test_a_registry_that_is_named_is_the_only_one_looked_for(tmp_path: Path) -> None:
    with pytest.raises(RegistryError):
        scan(Config(tree(tmp_path), registry=tmp_path / "other.yml"))
    write(tmp_path, {"conf/owners.yml": REGISTRY.replace("logging:", "other:"), "jobs/a.py": COPY})
    project = scan(Config(tmp_path, registry=tmp_path / "conf/owners.yml"))
    assert project.registry.path == "conf/owners.yml"
    assert [match.domain for match in project.matches] == ["other"]
    assert {item.path for item in project.skipped if item.reason is Skip.REGISTRY} == {"SSOT_LOCK.yml", "conf/owners.yml"}


def test_a_registry_of_which_nothing_can_be_read_ends_the_run(tmp_path: Path) -> None:
    with pytest.raises(RegistryError) as raised:
        scanned(tree(tmp_path, registry="just a sentence\n"))
    assert raised.value.problems


def test_a_registry_of_which_a_part_can_be_read_is_checked_as_far(tmp_path: Path) -> None:
    broken = REGISTRY + "  metrics:\n    paths: [app/metrics.py]\n    description: good: and bad\n"
    project = scanned(tree(tmp_path, {"jobs/a.py": COPY}, broken))
    assert {problem.code for problem in project.problems if problem.severity is Severity.ERROR} == {"SSOT002"}
    assert [match.domain for match in project.matches] == ["logging"]


def test_a_wrong_key_keeps_the_rest_of_the_registry(tmp_path: Path) -> None:
    project = scanned(tree(tmp_path, {"jobs/a.py": COPY}, REGISTRY + "    colour: blue\n"))
    assert [code for code, _, _ in told(project)] == ["SSOT004"]
    assert len(project.matches) == 1


def test_nothing_scanned_is_a_problem_and_no_quiet_pass(tmp_path: Path) -> None:
    project = scanned(write(tmp_path, {"SSOT_LOCK.yml": REGISTRY, "README.md": "# hi\n", "logo.png": b"\0"}))
    assert told(project) == [("SSOT008", "SSOT_LOCK.yml", Severity.ERROR)]
    assert "nothing was scanned" in project.problems[0].message
    assert {item.path: item.reason for item in project.skipped} == {
        "README.md": Skip.NO_LANGUAGE, "SSOT_LOCK.yml": Skip.REGISTRY, "logo.png": Skip.NO_LANGUAGE,
    }  # fmt: skip


@pytest.mark.parametrize("name", ["SSOT_LOCK.yaml", ".ssot/SSOT_LOCK.yml"])
def test_a_second_registry_is_told(name: str, tmp_path: Path) -> None:
    tree(tmp_path, {name: REGISTRY})
    assert told(scanned(tmp_path)) == [("SSOT001", name, Severity.ERROR)]
    assert told(scan(Config(root=tmp_path, registry=tmp_path / name))) == []


@pytest.mark.parametrize("path", ["ignored/x.py", "nowhere", "ap"])
def test_a_path_under_which_nothing_is_checked_is_a_problem(path: str, tmp_path: Path) -> None:
    project = scanned(tree(tmp_path, {".gitignore": "ignored/\n", "ignored/x.py": COPY}), "app", path)
    assert told(project) == [("SSOT008", path, Severity.ERROR)]
    assert path in project.problems[0].message


@pytest.mark.parametrize("path", ["docs", "docs/a.rb", "vendor"])
def test_a_path_of_which_nothing_is_compared_is_told(path: str, tmp_path: Path) -> None:
    project = scanned(tree(tmp_path, {"docs/a.rb": "puts 1\n", "docs/logo.png": b"\0", "vendor/x.py": COPY}), path)
    assert told(project) == [("SSOT008", path, Severity.WARNING)]
    reason = {"docs": "no analyser for this kind of file", "docs/a.rb": "no analyser for this kind of file", "vendor": "vendored"}[path]
    assert project.problems[0].message == f"nothing under {path} is compared: {reason}"


@pytest.mark.parametrize("path", [".", "app", "app/log.py", "SSOT_LOCK.yml"])
def test_a_path_with_listed_files_is_none(path: str, tmp_path: Path) -> None:
    assert told(scanned(tree(tmp_path), path)) == []


def test_paths_never_narrow_the_comparison(tmp_path: Path) -> None:
    root = tree(tmp_path, {"jobs/a.py": COPY})
    assert scanned(root, "jobs") == scanned(root)
    assert len(scanned(root, "app").matches) == 1


def test_a_broken_file_is_an_error_but_among_the_tests_a_warning(tmp_path: Path) -> None:
    project = scanned(tree(tmp_path, {"jobs/bad.py": BROKEN, "tests/bad.py": BROKEN}))
    assert {(path, severity) for _, path, severity in told(project)} == {
        ("jobs/bad.py", Severity.ERROR), ("tests/bad.py", Severity.WARNING),
    }  # fmt: skip
    assert project.files["tests/bad.py"].problems[0].severity is Severity.ERROR, "the file itself stays as it was read"


def test_a_broken_owner_among_the_tests_is_an_error_all_the_same(tmp_path: Path) -> None:
    root = tree(tmp_path, {"tests/bad.py": BROKEN}, REGISTRY.replace("[app/log.py]", "[app/log.py, tests/bad.py]"))
    assert {(path, severity) for _, path, severity in told(scanned(root))} == {("tests/bad.py", Severity.ERROR)}


@pytest.mark.parametrize(
    ("paths", "severity"),
    [("app/log.py, lib/", Severity.WARNING), ("app/log.py, lib/testdata/", Severity.ERROR), ("'lib/**'", Severity.WARNING)],
)
def test_a_broken_test_that_a_folder_takes_along_with_code_is_no_owner(paths: str, severity: Severity, tmp_path: Path) -> None:
    files = {"lib/read.py": COPY, "lib/testdata/bad.py": BROKEN}
    root = tree(tmp_path, files, REGISTRY.replace("[app/log.py]", f"[{paths}]"))
    assert ("lib/testdata/bad.py", severity) in {(path, level) for _, path, level in told(scanned(root))}


@pytest.mark.parametrize(
    "extra",
    [
        "    wrappers: [{path: jobs/a.py, must_delegate: false}]\n",
        "    duplicates: {ignore: [jobs/**]}\n",
        "    deprecated: [{path: jobs/a.py, use: app/log.py}]\n",
    ],
    ids=["wrapper", "ignored", "deprecated"],
)
def test_copies_that_the_registry_knows_are_not_reported(extra: str, tmp_path: Path) -> None:
    files = {"jobs/a.py": COPY}
    assert scanned(tree(tmp_path / "with", files, REGISTRY + extra)).matches == ()
    assert len(scanned(tree(tmp_path / "without", files)).matches) == 1


def test_a_deprecated_name_exempts_no_file(tmp_path: Path) -> None:
    extra = "    deprecated: [{path: jobs/a.py, symbol: other, use: app/log.py}]\n"
    assert len(scanned(tree(tmp_path, {"jobs/a.py": COPY}, REGISTRY + extra)).matches) == 1


def test_unsaved_texts_count_instead_of_the_disk(tmp_path: Path) -> None:
    root = tree(tmp_path, {"jobs/a.py": INNOCENT, "jobs/b.py": COPY})
    config = Config(root)
    with started(config, {"jobs/a.py": EDITED, "jobs/b.py": INNOCENT}) as start:
        project = corridor.scanned(config, start)
    assert [match.copy_path for match in project.matches] == ["jobs/a.py"]
    assert project.matches[0].confirmation is not None
    assert "not confirmed" not in project.matches[0].confirmation.reason


def test_every_listed_file_is_read_or_skipped_with_a_reason(tmp_path: Path) -> None:
    root = tree(tmp_path, {"a.bin": b"\0", "b.md": "x", "vendor/c.py": COPY, "jobs/d.py": BROKEN, "e.py": "# @generated\n"})
    (root / "link.py").symlink_to("jobs/d.py")
    project = scanned(root)
    skipped = [item.path for item in project.skipped]
    assert sorted([*project.files, *skipped]) == sorted(project.tree.files)
    assert skipped == sorted(skipped)


def test_problems_are_values_with_a_place(tmp_path: Path) -> None:
    problems = scanned(tree(tmp_path, {"jobs/bad.py": BROKEN}), "nowhere").problems
    assert {problem.code for problem in problems} == {"SSOT007", "SSOT008"}
    for problem in problems:
        assert isinstance(problem, Problem)
        assert problem.location.path
        assert problem.message


def test_a_copy_inside_a_function_is_told_where_it_stands(tmp_path: Path) -> None:
    inner = "".join(f"    {line}\n" if line else "\n" for line in OWNER.partition("def ")[2].splitlines())
    host = f"import logging\n\n\ndef host(path):\n    def {inner.lstrip()}\n    return setup_logging(path)\n"
    (match,) = scanned(tree(tmp_path, {"jobs/a.py": host})).matches
    assert (match.copy.qualified_name, match.clone_type) == ("host.setup_logging", CloneType.EXACT)


def test_filters_that_leave_only_the_owners_are_no_quiet_pass(tmp_path: Path) -> None:
    root = tree(tmp_path, {"jobs/a.py": COPY}, REGISTRY + "scan: {exclude: [jobs/**]}\n")
    assert ("SSOT008", "SSOT_LOCK.yml", Severity.ERROR) in told(scanned(root))


POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"0" * 64 + b"\nsize 9\n"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (COPY.encode() + b"#\0\n", "binary"),
        (COPY.encode() + b"#" * 3_000_000, "larger than the size limit"),
        (POINTER, "Git LFS pointer"),
    ],
    ids=["binary", "huge", "pointer"],
)
def test_code_that_is_left_out_for_its_bytes_is_named(tmp_path: Path, data: bytes, why: str) -> None:
    copies = dict.fromkeys(("jobs/a.py", "tests/a.py", "web/a.js"), data)
    files = {**copies, "jobs/picture.bin": b"\0\1", "jobs/data.json": b'"' + b" " * 3_000_000 + b'"'}
    found = [item for item in scanned(tree(tmp_path, files)).problems if "named like" in item.message]
    assert [(item.code, item.location.path, item.severity) for item in found] == [
        ("SSOT007", "jobs/a.py", Severity.ERROR),
        ("SSOT010", "tests/a.py", Severity.WARNING),
        ("SSOT010", "web/a.js", Severity.WARNING),
    ]
    assert all(why in item.message for item in found)


@pytest.mark.parametrize(("name", "head"), [("d.rs", "fn f()"), ("d.go", "package a\nfunc f()"), ("d.ts", "function f()")])
def test_bare_blocks_in_each_other_end_in_one_statement(tmp_path: Path, name: str, head: str) -> None:
    project = scanned(tree(tmp_path, {name: head + "{" + "{\n" * 1_000 + "}\n" * 1_000 + "}"}))
    assert [(item.location.path, item.severity) for item in project.problems if item.code == "SSOT007"] == [(name, Severity.WARNING)]
