"""Copies in TypeScript and JavaScript modules that are deleted in favour of the owner's function."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.fixes.apply import apply
from ssot_check.model.config import Config
from ssot_check.model.finding import Fix, Safety
from ssot_check.pipeline.check import checked
from tests.repositories import write

REGISTRY = "schema_version: 2\ndomains:\n  backoff:\n    paths: [src/retry.ts]\n    exports: [delayOf]\n"
BODY = """\
function delayOf(attempt: number, base = 0.5, limit = 30): number {
  const wait = base * Math.pow(2, attempt);
  const jitter = Math.random() * (wait / 10);
  if (wait + jitter > limit) {
    return limit;
  }
  return round(wait + jitter, 3);
}
"""
ROUND = 'import { round } from "lodash";\n'
OWNER = f"{ROUND}\nexport {BODY}"
USE = "\nexport const first = delayOf(1);\nconsole.log(round(first));\n"
IMPORT = 'import { delayOf } from "../retry";\n'


def repaired(tmp_path: Path, text: str, owner: str = OWNER, files: dict[str, str] | None = None) -> tuple[Fix | None, str]:
    """The repair of the only copy, and the text after it."""
    root = write(tmp_path, {"SSOT_LOCK.yml": REGISTRY, "src/retry.ts": owner, "src/jobs/a.ts": text, **(files or {})})
    _, report = checked(Config(root=root, select=("SSOT201", "SSOT202")))
    (fix,) = [item.fix for item in report.findings if item.location.path == "src/jobs/a.ts"]
    return fix, apply(text, sorted(fix.edits, key=lambda edit: (edit.location, edit.text == ""))) if fix else ""


def test_a_plain_copy_is_certain(tmp_path: Path) -> None:
    fix, after = repaired(tmp_path, f'{ROUND}import fs from "fs";\n\n/**\n * As in retry.\n */\n{BODY}{USE}')
    assert fix is not None
    assert (fix.safety, fix.title) == (Safety.SAFE, "import `delayOf` and delete this copy")
    assert after == f'{ROUND}import fs from "fs";\n{IMPORT}\nexport const first = delayOf(1);\nconsole.log(round(first));\n'


def test_what_the_copy_exported_is_exported_still(tmp_path: Path) -> None:
    assert repaired(tmp_path, f"{ROUND}\nexport {BODY}{USE}")[1].startswith(f"{ROUND}{IMPORT}\nexport {{ delayOf }};\n\nexport const")
    default = repaired(tmp_path / "2", f"{ROUND}\nexport default {BODY}{USE}")[1]
    assert default.startswith(f"{ROUND}{IMPORT}\nexport {{ delayOf as default }};\n\nexport const")


def test_the_file_keeps_its_style(tmp_path: Path) -> None:
    text = f"import {{ round }} from 'lodash'\nimport {{ b }} from './b.js'\n\n{BODY}{USE}\nb()\n"
    after = repaired(tmp_path, text)[1]
    assert after.startswith("import { round } from 'lodash'\nimport { b } from './b.js'\nimport { delayOf } from '../retry.js'\n\nexport")


@pytest.mark.parametrize(
    ("there", "after"),
    [
        ("import { limit } from '../retry';\n", "import { limit, delayOf } from '../retry';\n"),
        ("import {\n  limit,\n  type Wait,\n} from '../retry';\n", "import {\n  limit,\n  type Wait,\n  delayOf,\n} from '../retry';\n"),
        ("import retry, { limit } from '../retry';\n", "import retry, { limit, delayOf } from '../retry';\n"),
        ("import type { Wait } from '../retry';\n", "import type { Wait } from '../retry';\nimport { delayOf } from '../retry';\n"),
        ("import * as retry from '../retry';\n", "import * as retry from '../retry';\nimport { delayOf } from '../retry';\n"),
    ],
)
def test_a_module_that_is_imported_already_gives_one_name_more(there: str, after: str, tmp_path: Path) -> None:
    lodash = ROUND.replace('"', "'")
    assert repaired(tmp_path, f"{lodash}{there}\n{BODY}{USE}")[1].startswith(f"{lodash}{after}\nexport const first")
    exported = repaired(tmp_path / "2", f"{lodash}{there}\nexport {BODY}{USE}")[1]
    assert exported.startswith(f"{lodash}{after}\nexport {{ delayOf }};\n\nexport const first")


def test_without_an_import_it_stands_below_the_head(tmp_path: Path) -> None:
    body = BODY.replace("round(wait + jitter, 3)", "wait + jitter")
    text = f'// Licence.\n"use strict";\n\n{body}\nexport const first = delayOf(1);\n'
    after = repaired(tmp_path, text, f"export {body}")[1]
    assert after == '// Licence.\n"use strict";\n\nimport { delayOf } from "../retry";\n\nexport const first = delayOf(1);\n'


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        (f"{ROUND}\n{BODY}\nexport const first = delayOf(1);\n", OWNER),
        (f"const round = Math.round;\n\n{BODY}{USE}", OWNER),
        (f"{ROUND}\n{BODY.replace('return limit', 'return this')}{USE}", OWNER.replace("return limit", "return this")),
        (f"{ROUND}\n{BODY.replace('delayOf', 'pause')}{USE.replace('delayOf', 'pause')}", OWNER),
    ],
    ids=[
        "an import left idle",
        "its own function",
        "this",
        "another name",
    ],
)
def test_what_is_not_certain_is_only_suggested(text: str, owner: str, tmp_path: Path) -> None:
    fix, after = repaired(tmp_path, text, owner)
    assert fix is not None
    assert fix.safety is Safety.SUGGESTED
    assert "Math.pow" not in after


def test_a_name_that_comes_from_another_module_there_means_another_thing(tmp_path: Path) -> None:
    fix, _ = repaired(tmp_path, f'import {{ round }} from "mathjs";\n\n{BODY}{USE}')
    assert fix is None


def test_another_literal_may_be_what_is_meant(tmp_path: Path) -> None:
    fix, _ = repaired(tmp_path, f"{ROUND}\n{BODY.replace('30', '60')}{USE}")
    assert fix is None


def test_another_package_is_only_suggested(tmp_path: Path) -> None:
    fix, _ = repaired(tmp_path, f"{ROUND}\n{BODY}{USE}", files={"src/jobs/package.json": '{"name": "jobs"}\n'})
    assert fix is not None
    assert fix.safety is Safety.SUGGESTED


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        (f"{ROUND}\n{BODY}{USE}", f"{ROUND}\n{BODY}\nexport const x = delayOf;\n"),
        (f'const round = require("lodash").round;\n\n{BODY}\nmodule.exports = {{ delayOf }};\n', OWNER),
        (f"{ROUND}\nif (round) {{\n{BODY}}}\nexport {{}};\n", OWNER),
        (f"{ROUND}\n{BODY}{USE}", OWNER.replace("function delayOf", "async function delayOf")),
    ],
    ids=["an owner that keeps it", "the notation of Node", "inside something", "another sort of function"],
)
def test_what_would_need_more_is_left_to_a_person(text: str, owner: str, tmp_path: Path) -> None:
    root = write(tmp_path, {"SSOT_LOCK.yml": REGISTRY, "src/retry.ts": owner, "src/jobs/a.ts": text})
    _, report = checked(Config(root=root, select=("SSOT2",)))
    assert all(item.fix is None for item in report.findings)


@pytest.mark.parametrize(
    "more",
    [
        "delayOf = round;",
        "(delayOf as any) = round;",
        "[delayOf] = [round];",
        "({ delayOf } = other);",
        "for (delayOf of [round]) { round(1); }",
        "(delayOf as any).tag = 1;",
        "namespace delayOf { export const extra = 1; }",
    ],
)
def test_a_copy_that_the_file_writes_to_stays(tmp_path: Path, more: str) -> None:
    assert repaired(tmp_path, f"{ROUND}\n{BODY}{USE}{more}\n")[0] is None


def test_a_module_that_is_found_by_its_whole_name_only_is_imported_by_it(tmp_path: Path) -> None:
    root = write(tmp_path, {"SSOT_LOCK.yml": REGISTRY, "src/retry.ts": OWNER, "src/jobs/a.mts": f"{ROUND}\n{BODY}{USE}"})
    _, report = checked(Config(root=root, select=("SSOT201",)))
    (finding,) = report.findings
    assert finding.fix is not None
    assert [edit.text for edit in finding.fix.edits] == ['import { delayOf } from "../retry.js";\n', ""]


def test_a_copy_in_another_package_is_replaced_by_the_import_that_the_help_names(tmp_path: Path) -> None:
    registry = REGISTRY.replace("src/retry.ts", "packages/net/src/retry.ts")
    files = {
        "SSOT_LOCK.yml": registry,
        "packages/net/package.json": '{"name": "@shop/net", "exports": {".": "./dist/index.js"}}',
        "packages/net/src/index.ts": 'export * from "./retry";\n',
        "packages/net/src/retry.ts": OWNER,
        "web/package.json": '{"name": "web", "dependencies": {"@shop/net": "workspace:*"}}',
        "web/src/a.ts": f"{ROUND}\n{BODY}{USE}",
        "cli/package.json": '{"name": "cli"}',
        "cli/a.ts": f"{ROUND}\n{BODY}{USE}",
    }
    _, report = checked(Config(root=write(tmp_path, files), select=("SSOT201",)))
    line = 'import { delayOf } from "@shop/net"'
    told = {item.location.path: (line in item.help, item.fix and item.fix.edits[0].text) for item in report.findings}
    assert told == {"web/src/a.ts": (True, f"{line};\n"), "cli/a.ts": (True, None)}
