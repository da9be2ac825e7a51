"""Which language reads which file."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.model.parsed import ParsedFile
from ssot_check.model.plugins import Language
from ssot_check.model.source import SourceFile
from ssot_check.model.unit import Fingerprinter
from ssot_check.pipeline.reading.claims import Claims, claims
from ssot_check.pipeline.reading.read import Request, read_all
from tests.repositories import write


def never(_source: SourceFile, _fingerprint: Fingerprinter) -> ParsedFile:
    raise AssertionError


ALPHA = Language("alpha", never, suffixes=(".al", ".tar.al"), names=("Alphafile",), interpreters=("alpha",), folders=("vars/**",))
BETA = Language("beta", never, suffixes=(".be",), names=("Betafile", "Betafile.*", "special.al"), interpreters=("beta", "bsh"))
BOTH = Claims([ALPHA, BETA])


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a.al", "alpha"),
        ("deep/down/a.al", "alpha"),
        ("A.AL", "alpha"),
        ("a.b.c.al", "alpha"),
        ("x.tar.al", "alpha"),
        ("a.be", "beta"),
        ("Alphafile", "alpha"),
        ("sub/Alphafile", "alpha"),
        ("Betafile.al", "beta"),
        ("Betafile.anything", "beta"),
        ("special.al", "beta"),
        ("alphafile", None),
        ("Alphafile.txt", None),
        ("a.alx", None),
        ("al", None),
        ("a.", None),
        ("a", None),
        ("folder.al/readme", None),
        ("hosts/vars/all/users", "alpha"),
        ("vars/users", "alpha"),
        ("vars/users.txt", None),
        ("variables/users", None),
    ],
)
def test_exact_names_win_over_prefixes_and_prefixes_over_suffixes(path: str, expected: str | None) -> None:
    found = BOTH.by_path(path)
    assert (found.name if found else None) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("#!/bin/sh", "shell"),
        ("#! /bin/sh -e", "shell"),
        ("#!/bin/bash", "shell"),
        ("#!/usr/bin/env bash", "shell"),
        ("#!/usr/bin/env -S bash -e", "shell"),
        ("#!/usr/bin/env -i -S bash", "shell"),
        ("#!/usr/bin/env -S LANG=C LC_ALL=C bash -eu", "shell"),
        ("#!/usr/local/bin/zsh -f", "shell"),
        ("#!/usr/bin/env bats", "shell"),
        ("#!/usr/bin/python", "python"),
        ("#!/usr/bin/python3", "python"),
        ("#!/opt/venv/bin/python3.12 -u", "python"),
        ("#!/usr/bin/env python3.12", "python"),
        ("#!/usr/bin/env -S python3 -I", "python"),
        ("#!/usr/bin/env pypy3", "python"),
        ("#!python", "python"),
        ("#!/usr/bin/env -S uv run --script", "python"),
        ("#!/usr/bin/env -S uv run --with rich python3.12", "python"),
        ("#!/usr/bin/env -S poetry run python", "python"),
        ("#!/bin/busybox sh", "shell"),
        ("#!/usr/bin/env -S npx tsx", "typescript"),
        ("#!/usr/bin/env node", "typescript"),
        ("#!/usr/bin/env", None),
        ("#!/usr/bin/perl -w", None),
        ("#!/usr/bin/tclsh", None),
        ("#!/usr/bin/make -f", None),
        ("#!/usr/bin/awk -f /usr/lib/sh", None),
        ("#!", None),
        ("", None),
        ("# !/bin/sh", None),
        ("echo '#!/bin/sh'", None),
    ],
)
def test_the_interpreter_of_a_script_tells_its_language(line: str, expected: str | None) -> None:
    found = claims().by_shebang(line)
    assert (found.name if found else None) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("app/log.py", "python"),
        ("types.pyi", "python"),
        ("deploy.sh", "shell"),
        (".github/workflows/ci.yml", "yaml"),
        ("docker-compose.yaml", "yaml"),
        ("pyproject.toml", "toml"),
        ("package.json", "json"),
        ("Dockerfile", "dockerfile"),
        ("docker/Dockerfile.prod", "dockerfile"),
        (".env", "dotenv"),
        (".env.production", "dotenv"),
        (".env.example", "dotenv"),
        ("setup.cfg", "ini"),
        ("services/a/tox.ini", "ini"),
        ("pytest.ini", None),
        ("app.cfg", None),
        (".env.patch", None),
        (".env.py", "python"),
        (".env.sh", "shell"),
        ("Dockerfile.md", None),
        ("README.md", None),
        ("bin/deploy", None),
    ],
)
def test_the_claims_of_the_house(path: str, expected: str | None) -> None:
    found = claims().by_path(path)
    assert (found.name if found else None) == expected


def test_no_two_languages_claim_the_same() -> None:
    """A second claim would silently win or lose by the order of the names."""
    languages = list(claims().by_name.values())
    for kind in ("suffixes", "names", "interpreters"):
        claimed = [item for language in languages for item in getattr(language, kind)]
        assert sorted(claimed) == sorted(set(claimed)), kind
    assert all(suffix == suffix.lower() for language in languages for suffix in language.suffixes if suffix != ".Dockerfile")


LIBRARY = '# Messages of the installer\nmsg_error() {\n  if [ -t 2 ]; then\n    echo "$1" >&2\n  fi\n}\n'
STEPS = 'if [ -z "$target" ]; then\n  target=/mnt\nfi\ncp -a boot "$target"\n'


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("lib/messages", LIBRARY, "shell"),
        ("lib/messages.func", LIBRARY, "shell"),
        ("lib/messages", LIBRARY.replace("  if", "  #").replace("  fi\n", ""), None),
        ("lib/install", STEPS, "shell"),
        ("INSTALL", STEPS, None),
        ("Vagrantfile", STEPS, None),
        ("lib/install", "# shellcheck shell=bash disable=SC2034\nname=web\n", "shell"),
        ("lib/install", "# shellcheck disable=SC2034\nname=web\ntake shell=bash\n", None),
        ("lib/install", "name=web\n# vim: set ft=sh ts=2:\n", "shell"),
        ("lib/install", "# -*- mode: python -*-\nname = 1\n", "python"),
        ("lib/install", "# -*- mode: cobol -*-\nname = 1\n", None),
        ("lib/list", "web\ndone\n", None),
        ("lib/code", "f() {\n  return done;\n}\n", None),
    ],
)
def test_a_library_without_an_ending_is_known_by_its_text(path: str, text: str, expected: str | None) -> None:
    found = claims().by_text(path, text)
    assert (found.name if found else None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"NAME=web\n{LIBRARY}", "shell"),
        (f"NAME=web\n{STEPS}", "shell"),
        ("NAME=web\n. ./.env.local\n", "shell"),
        ('# shellcheck disable=SC2034\nexport NAME=web OTHER=one\n: "${PORT:=80}"\n', "shell"),
        ("NAME=web\none or two\n", "dotenv"),
        (f"STEPS='\n{STEPS}'\n", "dotenv"),
        ("set -x\n" + "one ) two\n" * 9, "dotenv"),
        ("# shellcheck disable=SC2034\nNAME=web\n", "dotenv"),
    ],
)
def test_assignments_among_commands_are_a_script(text: str, expected: str, tmp_path: Path) -> None:
    write(tmp_path, {"build.env": text})
    found = read_all(Request(tmp_path, 10_000, frozenset(), frozenset(), {}), ["build.env"], 1).parsed["build.env"]
    assert found.language == expected
    assert (found.problems == ()) == (expected == "shell" or "two" not in text)
