"""Edited functions of TypeScript, Go and Rust: in what they differ is said, and no call is told that may break the program."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.model.finding import Finding
from ssot_check.model.match import TURNED, Alignment, CloneType, Confirmation, Match
from ssot_check.model.unit import Trait, UnitKind
from ssot_check.pipeline.check import checked
from ssot_check.rules.support.barriers import barred
from ssot_check.rules.support.remedies import help_for
from tests.builders import a_match, a_unit
from tests.repositories import write

BODY = "one($x)\ntwo($x)\nthree($x)"
WHOLE = Alignment(((1, 1), (2, 2), (3, 3)), 3, 3)


def edited(*differs: tuple[str, str, str], alignment: Alignment = WHOLE, **fields: object) -> Match:
    owner, copy = a_unit("save", BODY, "lib/store.ts"), a_unit("keep", BODY, "app/jobs.ts")
    said = Confirmation(CloneType.NEAR, copy.location, copy.signature, differs=differs)
    found = a_match(owner, copy, CloneType.NEAR, use='import { save } from "../lib/store"', confirmation=said)
    return replace(found, alignment=alignment, **fields)


def test_what_differs_a_little_is_said_beside_the_call() -> None:
    said = edited(("types", "string", "URL"), ("calls", "", "trim"), ("says", "1", "2"), ("texts", "1", "0"))
    assert help_for(said, "SSOT203") == (
        'where `save` does all that `keep` is for, call it instead: import { save } from "../lib/store"; '
        "else let it take what is another here as an argument, or let this one stand with an allow that says why "
        "(this one takes `URL`, calls `trim`, and says `2`; the owner takes `string` and says `1`)"
    )


@pytest.mark.parametrize(
    "found",
    [
        edited(("answers", "number", "number | undefined")),
        edited(("takes", "a, b", "a")),
        edited(("calls", "", "this")),
        edited(("calls", "x", ""), alignment=Alignment(((1, 1),), 3, 1)),
        edited(("calls", "x", ""), alignment=Alignment(((1, 1),), 1, 3)),
    ],
    ids=["another answer", "other parameters", "its object", "the owner does more", "it does more"],
)
def test_neither_is_called_in_the_place_of_the_other_where_that_breaks(found: Match) -> None:
    said = help_for(found, "SSOT203")
    assert said.startswith(
        "make one function of what is equal in `keep` and `save` of lib/store.ts, in that file, with what differs as arguments"
    )
    assert re.search("in both: (?:this one|only this one|only the owner) ", said)
    assert "import {" not in said


def test_texts_are_counted_and_never_shown() -> None:
    said = help_for(edited(("answers", "a", "b"), ("texts", "2", "1")), "SSOT203")
    assert said.endswith("this one answers `b` and says 1 text of its own; the owner answers `a` and says 2 texts of its own")


def test_each_name_has_its_quotes_and_what_stands_on_one_side_only_is_said_so() -> None:
    said = help_for(edited(("answers", "(A, B)", "A"), ("calls", "trim, split and 3 more", "")), "SSOT203")
    assert said.endswith(": this one answers `A`; the owner answers `(A, B)`, and calls `trim`, `split` and 3 more")
    assert help_for(edited(("takes", "a, b", "")), "SSOT203").endswith(": only the owner takes `a`, `b`")


def test_what_keeps_both_apart_comes_before_the_call() -> None:
    said = help_for(edited(("calls", "a", "b"), apart="export `save`"), "SSOT203")
    assert said.startswith("where `save` does all that `keep` is for, first export `save`, and call it instead: import")
    moved = help_for(edited(("takes", "a", "b"), apart="move `save` out of lib, which is for tests", use=""), "SSOT203")
    assert "of lib/store.ts, in a place that both can use, with what differs as arguments" in moved
    both = "move it to a package that both can depend on, such as `@shop/util` (nothing depends on `app`)"
    said = help_for(edited(("takes", "a", "b"), apart=both, use=""), "SSOT203")
    assert "of lib/store.ts, in a file of `@shop/util` that both can use, with what differs as arguments" in said


@pytest.mark.parametrize("kind", [CloneType.EXACT, CloneType.NEAR])
def test_a_copy_that_the_owner_needs_becomes_the_owner(kind: CloneType) -> None:
    apart = f"{TURNED} (lib imports app)"
    whole = "own this one instead (lib imports app), and let lib/store.ts take it from here"
    third = (
        "make one function here of what is equal in `keep` and `save` of lib/store.ts, with what differs as arguments, and call it in both"
    )
    found = replace(edited(apart=apart, use=""), clone_type=kind)
    assert help_for(found, "SSOT201") == (whole if kind is CloneType.EXACT else f"{third} (lib imports app)")


def test_methods_of_two_classes_share_as_before() -> None:
    found = edited(("answers", "a", "b"))
    both = [replace(unit, kind=UnitKind.METHOD, scope=scope) for unit, scope in ((found.owner, "Store"), (found.copy, "Jobs"))]
    assert "make one function" not in help_for(replace(found, owner=both[0], copy=both[1]), "SSOT203")


REGISTRY = "schema_version: 2\ndomains:\n  retry: {paths: [lib/retry.%s], exports: [retryDelay]}\n"
TYPESCRIPT = """
export function retryDelay(limited: boolean, conflict: boolean, attempt: number, header?: string): number {
  if (header) {
    const seconds = Number.parseInt(header, 10);
    if (!Number.isNaN(seconds)) {
      return seconds * 1000;
    }
    const date = new Date(header);
    if (!Number.isNaN(date.getTime())) {
      return Math.max(0, date.getTime() - Date.now());
    }
  }
  if (limited || conflict) {
    return Math.min(10000, 500 * 2 ** attempt);
  }
  return -1;
}
"""
GO = """
package lib

func RetryDelay(header string, limited bool, attempt int) (time.Duration, error) {
	if header != "" {
		seconds, err := strconv.Atoi(header)
		if err == nil {
			return time.Duration(seconds) * time.Second, nil
		}
		date, err := http.ParseTime(header)
		if err != nil {
			return 0, fmt.Errorf("parse header: %w", err)
		}
		return time.Until(date), nil
	}
	if limited {
		return time.Duration(attempt) * backoffStep, nil
	}
	return 0, nil
}
"""


def told(tmp_path: Path, ending: str, owner: str, copy: str) -> Finding:
    files = {
        "SSOT_LOCK.yml": REGISTRY % ending,
        f"lib/retry.{ending}": owner,
        f"app/jobs.{ending}": copy,
        "go.mod": "module example.test/shop\n",
    }
    _, report = checked(Config(root=write(tmp_path, files), select=("SSOT203",)))
    (finding,) = report.findings
    return finding


def test_what_a_function_of_typescript_takes_and_answers_is_read_off_its_head(tmp_path: Path) -> None:
    copy = (
        TYPESCRIPT.replace("conflict", "failed")
        .replace("10000", "30000")
        .replace("): number {", "): number | null {")
        .replace("-1", "null")
    )
    assert told(tmp_path, "ts", TYPESCRIPT, copy).help.endswith(
        ": this one answers `number | null`, takes `failed`, and says `30000`; the owner answers `number`, takes `conflict`, and says `1`, `10000`"
    )


def test_parameters_of_one_type_that_change_places_are_told(tmp_path: Path) -> None:
    copy = TYPESCRIPT.replace("limited: boolean, conflict: boolean", "conflict: boolean, limited: boolean").replace("10000", "30000")
    copy = copy.replace("  return -1;", '  tell("no header");\n  return -1;')
    said = told(tmp_path, "ts", TYPESCRIPT, copy).help
    assert "this one takes `conflict`, `limited`, `attempt`, `header`" in said
    assert "the owner takes `limited`, `conflict`, `attempt`, `header`" in said


def test_what_a_function_of_go_takes_and_answers_is_read_off_its_head(tmp_path: Path) -> None:
    copy = GO.replace("package lib", "package app").replace("bool, attempt int) (time.Duration, error)", "bool) (time.Duration, bool)")
    copy = copy.replace("attempt", "3").replace(", nil\n", ", true\n").replace('fmt.Errorf("parse header: %w", err)', "false")
    said = told(tmp_path, "go", GO, copy).help
    assert "this one answers `(time.Duration, bool)`" in said
    assert "the owner answers `(time.Duration, error)`, takes `attempt`" in said


def test_a_function_that_is_answered_in_go_is_written_as_it_is_written(tmp_path: Path) -> None:
    owner = GO.replace("(time.Duration, error) {", "func(config *Config) (*Client, error) {")
    copy = (
        GO.replace("package lib", "package app")
        .replace("(time.Duration, error) {", "func(config *Config) error {")
        .replace("seconds)", "3)")
    )
    said = told(tmp_path, "go", owner, copy).help
    assert "this one answers `func(config *Config) error`" in said
    assert "the owner answers `func(config *Config) (*Client, error)`" in said


RUST = """
pub fn model_entry(name: &str, folder: &PathBuf) -> Option<String> {
    let entries = fs::read_dir(folder).ok()?;
    for entry in entries.flatten() {
        let file = entry.file_name().to_string_lossy().to_string();
        if file.starts_with(PREFIX) && file.contains(name) {
            return Some(file);
        }
    }
    None
}
"""


def test_a_borrowed_type_of_rust_is_written_as_it_is_written(tmp_path: Path) -> None:
    copy = RUST.replace("folder: &PathBuf", "folder: &str").replace("file.contains(name)", "file.ends_with(name) && tell(name)")
    said = told(tmp_path, "rs", RUST.replace("model_entry", "retryDelay"), copy).help
    assert "this one takes `&str, &str`" in said
    assert "the owner takes `&str, &PathBuf`" in said


@pytest.mark.parametrize(
    ("ending", "told"),
    [
        ("py", "call `save` as `await asyncio.to_thread(save, ...)`"),
        ("rs", "call `save` as `tokio::task::spawn_blocking(move || save(...)).await`"),
        ("ts", ""),
    ],
)
def test_what_would_hold_up_who_awaits_is_called_aside_as_the_language_does_it(ending: str, told: str) -> None:
    owner, copy = a_unit("save", BODY, f"lib/store.{ending}"), a_unit("keep", BODY, f"app/jobs.{ending}")
    found = a_match(owner, replace(copy, traits=frozenset((Trait.ASYNC,))), CloneType.SEMANTIC)
    assert told in barred(found)
    assert bool(told) is bool(barred(found))


VALUES = Confirmation(CloneType.RENAMED, a_unit("a", BODY).location, a_unit("a", BODY).signature, values=1)


def test_what_differs_is_an_argument_too_where_the_owner_moves_or_the_copy_stays() -> None:
    found = replace(edited(use=""), clone_type=CloneType.RENAMED, confirmation=VALUES)
    given = "let `save` take the value that differs as an argument, where it matters"
    moved = replace(found, apart="move `save` out of lib, which is for tests")
    assert help_for(moved, "SSOT202") == (
        f"first move `save` out of lib, which is for tests, and {given}; then call it from there with what is meant here"
    )
    turned = replace(found, apart=f"{TURNED} (lib imports app)")
    assert help_for(turned, "SSOT202") == f"own this one instead (lib imports app), {given}, and let lib/store.ts take it from here"


def test_where_nothing_else_differs_the_lines_that_one_has_alone_are_named() -> None:
    said = help_for(edited(("lines", "5, 7", "")), "SSOT203")
    assert said.endswith("let this one stand with an allow that says why (only the owner has lines 5 and 7 of its own)")
    said = help_for(edited(("lines", "5, 7", ""), own=("LIMIT",)), "SSOT203")
    assert said.startswith("first let `save` take `LIMIT` (this file has its own) as an argument; then ")


def test_a_question_that_only_the_owner_asks_is_told_by_its_line(tmp_path: Path) -> None:
    copy = GO.replace("package lib", "package app").replace("\tif limited {\n", "\t{\n")
    assert told(tmp_path, "go", GO, copy).help.endswith("(only the owner has line 16 of its own)")
