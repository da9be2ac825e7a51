"""Copies in Go and Rust that are deleted in favour of the owner's function."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.fixes.apply import apply
from ssot_check.model.config import Config
from ssot_check.model.finding import Safety
from ssot_check.pipeline.check import checked
from tests.repositories import write

GO = """\
// DelayOf says how long to wait.
func DelayOf(attempt int, limit float64) float64 {
	wait := 0.5 * math.Pow(2, float64(attempt))
	jitter := rand.Float64() * wait / 10
	if wait+jitter > limit {
		return limit
	}
	return math.Round((wait+jitter)*1000) / 1000
}
"""
RUST = """\
/// How long to wait.
#[inline]
fn delay_of(attempt: u32, limit: f64) -> f64 {
    let wait = 0.5 * 2f64.powi(attempt as i32);
    let jitter = fraction() * wait / 10.0;
    if wait + jitter > limit {
        return limit;
    }
    ((wait + jitter) * 1000.0).round() / 1000.0
}
"""
PUBLIC = RUST.replace("fn delay_of", "pub fn delay_of")
GO_OWNER = f'package retry\n\nimport (\n\t"math"\n\t"math/rand"\n)\n\n{GO}'


def repaired(tmp_path: Path, owner: tuple[str, str], copy: tuple[str, str]) -> str:
    """The copy's file after its repair; "" when there is none."""
    registry = f"schema_version: 2\ndomains:\n  backoff:\n    paths: [{owner[0]}]\n"
    root = write(tmp_path, {"SSOT_LOCK.yml": registry, "go.mod": "module example.org/app\n", owner[0]: owner[1], copy[0]: copy[1]})
    _, report = checked(Config(root=root, select=("SSOT201", "SSOT202")))
    (fix,) = [item.fix for item in report.findings if item.location.path == copy[0]]
    assert fix is None or fix.safety is Safety.SUGGESTED
    return apply(copy[1], sorted(fix.edits, key=lambda edit: (edit.location, edit.text == ""))) if fix else ""


def test_a_go_function_becomes_a_variable_and_takes_its_imports_along(tmp_path: Path) -> None:
    end = "\nfunc Run() { fmt.Println(DelayOf(1, 2), math.Pi) }\n"
    text = f'package jobs\n\nimport (\n\t"fmt"\n\t"math"\n\t"math/rand"\n)\n\n{GO}{end}'
    after = 'package jobs\n\nimport (\n\t"fmt"\n\t"math"\n\t"example.org/app/retry"\n)\n\n// DelayOf says how long to wait.\n'
    after += "var DelayOf = retry.DelayOf\n"
    assert repaired(tmp_path, ("retry/retry.go", GO_OWNER), ("jobs/jobs.go", text)) == after + end


@pytest.mark.parametrize(
    "text",
    [
        GO_OWNER.replace("package retry", "package jobs").replace("limit float64", "limit float32"),
        GO_OWNER.replace("package retry", "package jobs").replace(")\n\n//", ")\n\nvar retry = 3\n\n//"),
        f'package jobs\n\nimport "math"; import "math/rand"\n\n{GO}',
        f"{GO_OWNER.replace('package retry', 'package jobs')[:-2]}}}; var x = 1\n",
    ],
    ids=["other types", "the name of the package taken", "imports on one line", "sharing its line"],
)
def test_what_would_need_more_in_go_is_left_to_a_person(text: str, tmp_path: Path) -> None:
    assert repaired(tmp_path, ("retry/retry.go", GO_OWNER), ("jobs/jobs.go", text)) == ""


@pytest.mark.parametrize(
    ("text", "after"),
    [
        (f"use std::fmt;\n\n{RUST}\nfn run() {{}}\n", "use std::fmt;\nuse crate::retry::delay_of;\n\nfn run() {}\n"),
        (f"//! Jobs.\n\n{PUBLIC}", "//! Jobs.\n\npub use crate::retry::delay_of;\n"),
        (f"{RUST.replace('delay_of', 'pause')}\nfn run() {{}}\n", "use crate::retry::delay_of as pause;\n\nfn run() {}\n"),
    ],
)
def test_a_rust_function_is_used_from_its_owner(text: str, after: str, tmp_path: Path) -> None:
    assert repaired(tmp_path, ("src/retry.rs", PUBLIC), ("src/jobs.rs", text)) == after


@pytest.mark.parametrize(
    ("owner", "text"),
    [
        (RUST, RUST),
        (PUBLIC, RUST.replace("#[inline]", '#[cfg(feature = "a")]')),
        (PUBLIC, RUST.replace("limit: f64", "limit: f32")),
        (PUBLIC, f"mod inner {{\n{RUST}}}\n"),
    ],
    ids=["a private owner", "a condition", "other types", "inside something"],
)
def test_what_would_need_more_in_rust_is_left_to_a_person(owner: str, text: str, tmp_path: Path) -> None:
    assert repaired(tmp_path, ("src/retry.rs", owner), ("src/jobs.rs", text)) == ""
