"""Makefiles, Justfiles, crontabs and Jenkinsfiles: what they define and run."""

from __future__ import annotations

import pytest

from ssot_check.discovery import languages
from ssot_check.languages import crontab, jenkinsfile, justfile, makefile
from ssot_check.languages.support.makefile import expanded, read_makefile
from ssot_check.matching.fingerprint import fingerprint
from ssot_check.model.parsed import ParsedFile, ReferenceKind
from ssot_check.model.plugins import Language
from ssot_check.model.source import SourceFile
from ssot_check.model.touch import Watch
from ssot_check.pipeline.reading.claims import Claims, claims

MAKEFILE = """\
TOOL ?= docker
include common.mk $(EXTRA)
ID := $(shell scripts/id.sh -q)

image: check | folder
\t@-$(TOOL) build \\
\t  --tag app .

%.o: %.c ; cc $<
check:
\ttest "$$HOME" && ./scripts/check.sh
"""
JENKINS = """\
// sh 'a.sh'
node { sh 'tools/run.sh'; echo 'sh "b.sh"' /* c */ }
"""


def parsed(language: Language, path: str, text: str) -> ParsedFile:
    return language.parse(SourceFile(path, language.name, text, "0" * 16), fingerprint)


def named(file: ParsedFile, kind: ReferenceKind) -> list[tuple[int, str]]:
    return [(item.location.line, item.name) for item in file.references if item.kind is kind]


def test_a_makefile_defines_targets_and_variables_and_refers_to_what_it_runs() -> None:
    file = parsed(makefile.LANGUAGE, "build/Makefile", MAKEFILE)
    assert [(item.location.line, item.name) for item in file.definitions] == [(1, "TOOL"), (3, "ID"), (5, "image"), (10, "check")]
    assert named(file, ReferenceKind.SOURCE) == [(2, "build/common.mk"), (2, "common.mk")]
    assert {(3, "scripts/id.sh"), (11, "scripts/check.sh")} <= set(named(file, ReferenceKind.FILE))
    assert (6, "docker build") in named(file, ReferenceKind.COMMAND)
    assert file.lines == MAKEFILE.count("\n")


def test_a_justfile_defines_recipes_and_refers_to_what_they_run() -> None:
    text = 'tag := "a:b"\n\nimage target="a:b" *rest: check\n    @scripts/id.sh -q\n\n    docker \\\n      build .\n@check:\n\t-make test\n'
    file = parsed(justfile.LANGUAGE, "justfile", text)
    assert [(item.location.line, item.name) for item in file.definitions] == [(3, "image"), (8, "check")]
    assert named(file, ReferenceKind.FILE) == [(4, "scripts/id.sh")]
    assert named(file, ReferenceKind.COMMAND) == [(4, "scripts/id.sh"), (6, "docker build"), (9, "make")]


def test_a_recipe_of_another_program_is_no_shell_text() -> None:
    text = "a:\n    #!/usr/bin/env python3\n    docker build\nb:\n    #!/bin/bash -e\n\n    docker push\n    # rest\n  \n    docker tag"
    file = parsed(justfile.LANGUAGE, "justfile", text)
    assert named(file, ReferenceKind.COMMAND) == [(7, "docker push"), (10, "docker tag")]


def test_recipes_keep_their_lines_and_marks() -> None:
    made = read_makefile(MAKEFILE)
    assert [(item.names, item.line, item.marks) for item in made.recipes] == [
        ((), 3, ""), (("image",), 6, "@-"), (("%.o",), 9, ""), (("check",), 11, ""),
    ]  # fmt: skip
    assert made.recipes[1].script == "docker build \\\n\t  --tag app ."
    assert made.recipes[3].script.startswith('test "$HOME"')
    assert made.targets["image"] == (5, ("check", "folder"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$(A) $(B)", "x ${B}"),
        ("$$(docker build) $${A}", "$(docker build) ${A}"),
        ("$(foreach a,$(A),docker build $(a))", "${_}"),
        ("$(shell docker ps)", "$(docker ps)"),
        ("$(if (,docker build", "$(if (,docker build"),
    ],
)
def test_variables_are_put_in_and_functions_are_not(text: str, expected: str) -> None:
    assert expanded(text, {"A": "x"}) == expected


def test_a_variable_that_names_itself_ends() -> None:
    assert "docker" in expanded("$(A)", {"A": "docker $(A)"})


@pytest.mark.parametrize(
    ("path", "line", "command"),
    [("crontab", "0 3 * * 1-5 docker build .", "docker build ."), ("etc/cron.d/a", "@daily root docker build .", "docker build .")],
)
def test_a_crontab_runs_what_stands_behind_the_times(path: str, line: str, command: str) -> None:
    source = SourceFile(path, "crontab", f"# {line}\nMAILTO=a\n{line}\n", "0" * 16)
    assert crontab.LANGUAGE.touch is not None
    (touch,) = crontab.LANGUAGE.touch(source, Watch(commands=(("docker", "build"),)))
    assert (touch.location.line, touch.spelled, touch.place) == (3, command, "cron")


def test_a_jenkinsfile_runs_its_steps_and_knows_its_comments() -> None:
    file = parsed(jenkinsfile.LANGUAGE, "Jenkinsfile", JENKINS)
    assert named(file, ReferenceKind.FILE) == [(2, "tools/run.sh")]
    assert jenkinsfile.LANGUAGE.comments is not None
    comments = jenkinsfile.LANGUAGE.comments(SourceFile("Jenkinsfile", "jenkinsfile", JENKINS, ""))
    assert [(item.text, item.location.line, item.location.column) for item in comments] == [("// sh 'a.sh'", 1, 1), ("/* c */", 2, 44)]


@pytest.mark.parametrize(
    "path", ["Makefile", "web/GNUmakefile", "rules.mk", "crontab", "ops/cron.d/backup", "ci/Jenkinsfile.release", "web/justfile"]
)
def test_such_files_are_claimed(path: str) -> None:
    found = claims().by_path(path)
    assert found in (makefile.LANGUAGE, crontab.LANGUAGE, jenkinsfile.LANGUAGE, justfile.LANGUAGE)


def test_a_folder_claims_only_what_nothing_else_does() -> None:
    known = Claims(languages())
    assert known.by_path("ops/cron.d/backup.sh") == known.by_name["shell"]
    assert known.by_path("cron.d/a/b") is None


def test_a_line_of_a_crontab_that_ends_after_its_time_starts_nothing() -> None:
    assert parsed(crontab.LANGUAGE, "crontab", "@daily \n0 3 * * *  \n").references == ()
