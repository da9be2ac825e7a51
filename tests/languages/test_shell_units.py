"""Which units, traits, definitions and problems a script has."""

from __future__ import annotations

import pytest

from ssot_check.languages.shell import LANGUAGE
from ssot_check.model.location import Location
from ssot_check.model.plugins import Use
from ssot_check.model.unit import Trait, UnitKind
from ssot_check.model.verdict import Severity
from tests.languages.shell_reading import script, unit


def test_functions_nested_functions_and_places() -> None:
    parsed = script("outer() {\n  inner() { a; }\n  inner\n}\n")
    outer, inner = unit(parsed, "outer"), unit(parsed, "outer.inner")
    assert outer.location == Location("scripts/deploy.sh", 1, 1, 4, 2)
    assert outer.signature == Location("scripts/deploy.sh", 1, 1, 1, 8)
    assert inner.traits == {Trait.NESTED}
    assert "L:inner" in outer.fingerprint.exact


def test_columns_count_code_points() -> None:
    place = unit(script("echo '\U0001f600é'; f() { a; }\n"), "f").location
    assert (place.column, place.end_column) == (12, 22)


def test_blocks_end_at_functions_and_at_commented_sections() -> None:
    text = """\
#!/bin/sh
set -e
HERE="$(cd "$(dirname "$0")" && pwd)"
. "$HERE/lib.sh"

# build
docker build -t a .
docker tag a b
docker push b

# clean up
rm -rf build
find . -name x
log_info done

helper() { a; }
one
"""
    blocks = [item for item in script(text).units if item.kind is UnitKind.SCRIPT]
    assert [(item.name, item.location.line, item.location.end_line) for item in blocks] == [
        ("docker build", 7, 9),
        ("rm", 12, 14),
    ]


def test_a_short_section_joins_its_neighbour() -> None:
    blocks = [item for item in script("a\n\n# x\nb\nc\nd\n").units if item.kind is UnitKind.SCRIPT]
    assert [(item.location.line, item.location.end_line) for item in blocks] == [(1, 6)]


def test_braces_around_the_whole_script_are_looked_through() -> None:
    parsed = script("{ # all of it\nf() { a; }\nb\nc\nd\n}\n")
    assert [(item.kind, item.name) for item in parsed.units] == [(UnitKind.FUNCTION, "f"), (UnitKind.SCRIPT, "b")]


def test_arrays_of_four_are_tables() -> None:
    parsed = script('COLORS=(red green blue "dark red")\ndeclare -A PORTS=([web]=80 [db]=5432 [mq]=5672 [log]="$LOG")\nFEW=(a b c)\n')
    assert [item.name for item in parsed.units if item.kind is UnitKind.TABLE] == ["COLORS", "PORTS"]
    assert unit(parsed, "PORTS").fingerprint.exact.split("\n") == [
        "SELF:PORTS =", "N:web = #:80", "N:db = #:5432", "N:mq = #:5672", "N:log = N:LOG",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "trait"),
    [
        ("f() { :; }", Trait.STUB),
        ("f() { return 0; }", Trait.STUB),
        ('f() { log_info "$@"; }', Trait.DELEGATE),
        ('f() { log_info "prefix" "$1" >&2; }', Trait.DELEGATE),
        ("usage() { cat <<E\nUsage: x [-h]\n -h help\nE\n}", Trait.ARGUMENTS),
        ("f() { echo 'Usage: x'; echo '  -a all'; echo '  --bare'; }", Trait.ARGUMENTS),
        ('f() { while [ $# -gt 0 ]; do case "$1" in -a) A=1 ;; --bee) B="$2"; shift ;; *) usage ;; esac; shift; done; }', Trait.ARGUMENTS),
        ('f() { while getopts "ab:" o; do case $o in a) A=1 ;; b) B=$OPTARG ;; esac; done; }', Trait.ARGUMENTS),
        ("if ! . ./lib.sh; then\nf() { a; }\nfi", Trait.FALLBACK),
        ("if [ -f lib.sh ]; then . lib.sh; else f() { a; }; fi", Trait.FALLBACK),
        ("[ -f lib.sh ] && . lib.sh || f() { a; }", Trait.FALLBACK),
        ("type f >/dev/null 2>&1 || f() { a; }", Trait.FALLBACK),
        ("declare -F f >/dev/null || f() { a; }", Trait.FALLBACK),
        ("if ! command -v f >/dev/null; then\nf() { a; }\nfi", Trait.FALLBACK),
        ("[[ $(type -t f) == function ]] || f() { a; }", Trait.FALLBACK),
    ],
)
def test_traits(text: str, trait: Trait) -> None:
    found = [item for item in script(text + "\n").units if item.kind is UnitKind.FUNCTION]
    assert [trait in item.traits for item in found] == [True]


@pytest.mark.parametrize(
    "text",
    [
        'f() { echo "$@"; }',
        'f() { printf "%s" "$1"; }',
        'f() { command -v "$1"; }',
        'f() { log_info "x $*"; }',
        'f() { case "$1" in start) a ;; stop) b ;; esac; }',
        'f() { case "$1" in -a) docker build . ;; -b) docker push x ;; esac; }',
        "if [ -n x ]; then\n. lib.sh\nf() { a; }\nfi",
        "if command -v docker; then\nf() { a; }\nelse\nf() { b; }\nfi",
        "f() { echo starting; echo done; }",
        'f() { a=$(ls /boot | tail -1); echo \'Usage: x\'; if [ -z "$a" ]; then echo none; exit 1; fi; echo "$a"; }',
    ],
)
def test_plain_functions_have_no_trait(text: str) -> None:
    assert [item.traits for item in script(text + "\n").units if item.kind is UnitKind.FUNCTION] == [frozenset()] * text.count("f()")


def test_parameters_are_the_highest_one_read() -> None:
    assert unit(script('f() { a "$1" "${3:-x}"; }\n'), "f").parameters == 3
    assert unit(script('f() { a "$@"; }\n'), "f").parameters == 1


def test_definitions() -> None:
    text = """\
TOP=1
export SHARED=2 LATER
readonly FIXED=3
alias ll='ls -l'
f() { local hidden=1; export FROM_F=1; inner() { :; }; }
if true; then COND=1; g() { :; }; fi
( LOST=1 )
X=1 command_only
"""
    assert [item.name for item in script(text).definitions] == [
        "TOP", "SHARED", "LATER", "FIXED", "ll", "f", "FROM_F", "COND", "g",
    ]  # fmt: skip


def test_eval_and_unknown_sources_leave_the_names_open() -> None:
    assert script('eval "$(x)"\n').open_names
    assert script('. "$SOMEWHERE/x.sh"\n').open_names
    assert not script(". lib/x.sh\n").open_names


def test_bats_cases_are_units_of_a_test() -> None:
    parsed = script('setup() { a; }\n@test "adds two" {\n  run x\n}\n', "tests/a.bats")
    assert [item.name for item in parsed.units] == ["setup", "adds two"]
    assert [item.name for item in parsed.definitions] == ["setup"]
    assert parsed.test


def test_damage_is_reported_and_the_rest_is_read() -> None:
    parsed = script("f() { a; }\n" * 3 + "if then )\n" + "g() { b; }\n" * 3)
    assert [item.severity for item in parsed.problems] == [Severity.WARNING]
    assert parsed.problems[0].location.line == 4
    assert parsed.problems[0].excerpt == ((3, "f() { a; }"), (4, "if then )"))
    assert {"f", "g"} <= {item.name for item in parsed.units}


def test_a_file_that_is_mostly_damaged_is_an_error() -> None:
    assert {item.severity for item in script(")\n)\n;;\n}\n").problems} == {Severity.ERROR}


@pytest.mark.parametrize(
    ("owner", "into", "line"),
    [
        ("lib/log.sh", "scripts/a.sh", 'source "$(dirname "${BASH_SOURCE[0]}")/../lib/log.sh"'),
        ("lib/log.sh", "a.sh", 'source "$(dirname "${BASH_SOURCE[0]}")/lib/log.sh"'),
        ("lib/log.sh", "lib/b.sh", 'source "$(dirname "${BASH_SOURCE[0]}")/log.sh"'),
    ],
)
def test_the_line_that_replaces_a_copy(owner: str, into: str, line: str) -> None:
    assert LANGUAGE.spell_use is not None
    function = unit(script("f() { a; }\n", owner), "f")
    assert LANGUAGE.spell_use(Use(function, into, frozenset())) == line


def test_a_block_cannot_be_sourced() -> None:
    assert LANGUAGE.spell_use is not None
    block = script("a\nb\nc\n").units[0]
    assert LANGUAGE.spell_use(Use(block, "x.sh", frozenset())) == ""
