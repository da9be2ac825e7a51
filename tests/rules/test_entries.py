"""A copy beside imports of the owner's entry (`paths` of a tsconfig) takes the owner from there, and by no path across folders."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.pipeline.check import checked
from ssot_check.pipeline.edited import _written
from tests.repositories import write

BODY = (
    "export function hasTags(options: Options): boolean {\n  const found = [];\n  for (const line of run('git tag', options).split('\\n')) {\n"
    "    const name = line.trim();\n    if (name.length > 0 && !name.startsWith('#')) {\n      found.push(name.toLowerCase());\n    }\n  }\n"
    "  return found.length > 0 && found.every((name) => name.includes('.'));\n}\n"
)
TOLD = "import { hasTags } from"


@pytest.mark.parametrize(
    ("passed", "first"),
    [("", "export `hasTags` from libs/core/src/index.ts"), ("export { hasTags } from './lib/tags';\n", ""), ("export * from './lib/tags';\n", "")],
)
def test_the_entry_of_a_part_passes_its_owner_on(passed: str, first: str, tmp_path: Path) -> None:
    files = {
        "SSOT_LOCK.yml": "schema_version: 2\ndomains:\n  core:\n    paths: [libs/core/]\n",
        "tsconfig.json": '{"compilerOptions": {"paths": {"@shop/core": ["libs/core/src/index.ts"]}}}\n',
        "libs/core/src/index.ts": f"export const log = 1;\n{passed}",
        "libs/core/src/lib/tags.ts": f"import {{ run, Options }} from 'runner';\n\n{BODY}",
        "libs/diff/src/last.ts": f"import {{ log }} from '@shop/core';\nimport {{ run, Options }} from 'runner';\n\n{BODY}\nexport const way = log;\n",
    }
    _, report = checked(Config(root=write(tmp_path, files), select=("SSOT201", "SSOT202", "SSOT203")))
    (finding,) = report.findings
    assert f'{TOLD} "@shop/core"' in finding.help
    assert finding.help.partition("; then ")[0] == f"first {first}" if first else "first" not in finding.help


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        ("( _ [ ] byte , err error )", "(_ []byte, err error)"),
        ("map [ string ] [ ] byte", "map[string][]byte"),
        ("( string [ ] )", "(string[])"),
    ],
)
def test_what_a_function_answers_is_written_as_its_language_writes_it(parts: str, shown: str) -> None:
    assert _written(parts.split()) == shown
