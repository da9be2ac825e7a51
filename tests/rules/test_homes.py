"""Where a utility that nobody owns is sent to: an owner in its language."""

from __future__ import annotations

import pytest

from ssot_check.model.match import CloneClass, CloneType, Stray
from ssot_check.model.parsed import ParsedFile
from ssot_check.rules.duplicates import stray_utility, unowned_duplicate
from tests.builders import a_domain, a_parsed_file, a_path, a_project, a_tree, a_unit

NEW = "a file of its own that `docker` lists under `paths`"


def helps(*owners: str, copies: ParsedFile, entries: tuple[str, ...] = ()) -> list[str]:
    """The help of 205 and 211 for code in the file of `copies`, where `docker` owns `owners`, as `entries` write it."""
    languages = {"go": "go", "sh": "shell", "ts": "typescript"}
    files = [a_parsed_file(path, language=languages[path.rpartition(".")[2]]) for path in owners]
    selected = {(entry, line): tuple(sorted(owners)) for line, entry in enumerate(entries, 1)}
    domain = a_domain("docker", *(a_path(entry, line) for line, entry in enumerate(entries or owners, 1)))
    unit = a_unit("release", "return $a", copies.path)
    project = a_project(
        domain,
        tree=a_tree(*owners, copies.path),
        files=[*files, copies],
        clone_classes=(CloneClass("docker", (unit, unit), CloneType.EXACT, 1.0),),
        strays=(Stray("docker", unit, 9.0),),
        **({"selected": selected} if entries else {}),
    )
    return [finding.help for rule in (unowned_duplicate, stray_utility) for finding in rule.check(project)]


SHELL = a_parsed_file("plugins/builder/release", language="shell")
WEB = a_parsed_file("docs/dump.mjs", language="typescript")


@pytest.mark.parametrize(
    ("owners", "home"),
    [
        (("common/docker.sh",), "common/docker.sh"),
        (("common/docker.go",), NEW),
        (("common/docker.go", "common/docker.sh"), "common/docker.sh"),
    ],
)
def test_the_home_is_an_owner_in_the_language_of_the_copies(owners: tuple[str, ...], home: str) -> None:
    assert helps(*owners, copies=SHELL) == [
        f"move one of them to {home}, export it there, and replace the others by it",
        f"if others may need it, move it to {home} and export it there",
    ]


@pytest.mark.parametrize(
    ("entry", "home"),
    [("http/*.ts", "http/agent.ts"), ("http", "http"), ("!http/old.ts", NEW)],
)
def test_a_pattern_is_no_home_but_a_folder_is(entry: str, home: str) -> None:
    owners = () if entry.startswith("!") else ("http/agent.ts", "http/fetch.ts")
    assert helps(*owners, copies=WEB, entries=(entry,))[0].startswith(f"move one of them to {home},")


def test_nobody_looks_for_a_shell_function_in_a_go_file() -> None:
    unit = a_unit("release", "return $a", SHELL.path)
    files = [a_parsed_file("docker.go", language="go"), SHELL]
    project = a_project(
        a_domain("docker", "docker.go"), tree=a_tree("docker.go", SHELL.path), files=files, strays=(Stray("docker", unit, 9.0),)
    )
    assert [finding.why for finding in stray_utility.check(project)] == [
        "who looks for it in the files of `docker` will not find it, and will write it again"
    ]
