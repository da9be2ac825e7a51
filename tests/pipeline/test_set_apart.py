"""Copies in TypeScript, Go and Rust that say what their owner says, where a name of the file means something else."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.model.finding import Finding
from ssot_check.model.verdict import Severity
from ssot_check.pipeline.check import check
from tests import repositories as make

REGISTRY = "schema_version: 2\ndomains:\n  stores:\n    paths: [src/shop/store{ending}]\n"
KEEP = """
export function {name}(target: object, field: string) {{
  const {names}: string[] = Reflect.getMetadata({key}, target);

  if (!{names}) {{
    return Reflect.defineMetadata({key}, [field], target);
  }}

  {names}.push(field);
}}
"""
GO = """package {package}

{head}

func CountRows(rows []string, kept map[string]bool) int {{
	total := 0
	for _, row := range rows {{
		if total >= limit {{
			break
		}}
		if kept[strings.TrimSpace(row)] {{
			total += strings.Count(row, ",") + 1
		}}
	}}
	return total
}}
"""
RUST = """
{head}

pub fn count_rows(rows: &[String], kept: &Kept) -> u32 {{
    let mut total = 0;
    for row in rows {{
        if total >= limit_of_rows {{
            break;
        }}
        if kept.contains(row.trim_start_matches("row:")) {{
            total += row.matches(',').count() as u32 + 1;
        }}
    }}
    total
}}
"""


def told(tmp_path: Path, ending: str, owner: str, copy: str) -> Finding:
    root = make.repository(
        tmp_path / "repo",
        {"SSOT_LOCK.yml": REGISTRY.format(ending=ending), f"src/shop/store{ending}": owner, f"src/page/rows{ending}": copy},
    )
    (found,) = (item for item in check(Config(root=root)).findings if item.code.startswith("SSOT20"))
    return found


def kept(head: str, key: str = "key", name: str = "Keep", names: str = "kept") -> str:
    return head + KEEP.format(name=name, names=names, key=key)


@pytest.mark.parametrize(
    ("owner", "copy", "expected"),
    [
        ('const key = Symbol("kept");\n', 'const key = Symbol("shown");\n', True),
        ('const key = Symbol("kept");\n', "const key: symbol = Symbol('kept')\n", False),
        ("const key = [\n  1,\n  2,\n];\n", "const key = [\n  1,\n  3,\n];\n", True),
        ('import { key } from "keys";\n', 'import { key } from "symbols";\n', True),
        ('import { key } from "../common/keys";\n', 'import { key } from "./keys";\n', True),
        ('import { key } from "../common/keys";\n', 'import { key } from "./../common/keys.js";\n', False),
        ('import { key } from "../common/keys";\n', 'import { key } from "@app/common/keys";\n', False),
        ('import { key } from "../common";\n', 'import { key } from "../common/keys";\n', False),
    ],
    ids=["two values", "one value", "over lines", "two packages", "two files", "one file", "an alias", "an index"],
)
def test_a_name_that_each_file_of_typescript_binds(tmp_path: Path, owner: str, copy: str, expected: bool) -> None:
    item = told(tmp_path, ".ts", kept(owner), kept(copy))
    assert ("`key` (this file has its own)" in item.help) is expected
    assert (item.fix is None) is expected


def test_an_attribute_of_that_name_is_another_one(tmp_path: Path) -> None:
    item = told(tmp_path, ".ts", kept("const key = 1;\n", "field.key"), kept("const key = 2;\n", "field.key"))
    assert "this file has its own" not in item.help


def test_a_renamed_function_for_a_thing_of_its_own_is_a_warning(tmp_path: Path) -> None:
    copy = kept('const key = Symbol("shown");\n', name="Public", names="shown")
    item = told(tmp_path, ".ts", kept('const key = Symbol("kept");\n', name="SkipChangeset"), copy)
    assert (item.severity, item.fix) == (Severity.WARNING, None)
    assert "`key` (this file has its own)" in item.help


@pytest.mark.parametrize(
    ("owner", "copy", "expected"),
    [
        ('import "strings"\n\nvar limit = 3', 'import "strings"\n\nvar limit = 4', "`limit`"),
        ('import "strings"\n\nvar limit = 3', 'import "strings"\n\nconst (\n\tlimit = 3\n)', ""),
        ('import "strings"\n\nvar limit = 3', 'import "example.org/text/strings"\n\nvar limit = 3', "`strings`"),
    ],
    ids=["two values", "one value", "two packages"],
)
def test_a_name_that_each_file_of_go_binds(tmp_path: Path, owner: str, copy: str, expected: str) -> None:
    item = told(tmp_path, ".go", GO.format(package="shop", head=owner), GO.format(package="page", head=copy))
    assert (f"{expected} (this file has its own)" in item.help) is bool(expected)


@pytest.mark.parametrize(
    ("owner", "copy", "expected"),
    [
        ("static limit_of_rows: u32 = 3;", "pub static limit_of_rows: u32 = 4;", True),
        ("static limit_of_rows: u32 = 3;", "pub static limit_of_rows: u32 = 3;", False),
        ("use std::limits::limit_of_rows;", "use shared::limit_of_rows;", True),
    ],
    ids=["two values", "one value", "not of the standard library"],
)
def test_a_name_that_each_file_of_rust_binds(tmp_path: Path, owner: str, copy: str, expected: bool) -> None:
    item = told(tmp_path, ".rs", RUST.format(head=owner), RUST.format(head=copy))
    assert ("`limit_of_rows` (this file has its own)" in item.help) is expected
