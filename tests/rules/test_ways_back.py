"""Help names no import that leads back to the file that would write it, in TypeScript and Go as in Python."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.pipeline.check import checked
from tests.repositories import write

TS = """\
export function statusToFilter(status: string, fresh: boolean) {
  const known = ["draft", "shared", "archived"].filter((name) => name !== status);
  const wanted = fresh ? known.concat("published") : known.slice(1);
  return { where: { status: { in: wanted } }, order: ["created", status.toLowerCase()] };
}
"""
BACK = 'import { other } from "./b";\n\nexport const more = () => other();\n\n'
OTHER = "\n\nexport const other = () => 1;\n"
GO = """\
func StatusToFilter(status string, fresh bool) (string, error) {
	known := strings.Split("draft,shared,archived", ",")
	if !fresh || len(known) < 3 {
		return "", fmt.Errorf("no filter for %s of %d", status, len(known))
	}
	return strings.Join(append(known, strings.ToLower(status)), " or "), nil
}
"""
HEAD = 'import (\n\t"fmt"\n\t"strings"\n)\n\n'
MODULE = {"go.mod": "module acme.org/shop\n"}


def told(root: Path, owner: str, files: Mapping[str, str], code: str = "SSOT2") -> str:
    registry = f"schema_version: 2\ndomains:\n  filters:\n    paths: [{owner}]\n"
    _, report = checked(Config(root=write(root, {"SSOT_LOCK.yml": registry, **files}), select=(code,)))
    (finding,) = report.findings
    return finding.help


MOVE = "first move `statusToFilter` out of lib/a.ts to a module that both can import, for lib/a.ts imports this file; then "
GONE = "delete this `statusToFilter` and "
WRITE = 'write instead: import { statusToFilter } from "./a"; export { statusToFilter }'


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (BACK, f"{MOVE}{GONE}take it from there"),
        (BACK.replace("import {", "import type {"), GONE + WRITE),
        ('export { other } from "./b";\n\n', f"{MOVE}{GONE}take it from there"),
        ("", GONE + WRITE),
    ],
    ids=["it imports this file", "a type of it", "passes something of it on", "not at all"],
)
def test_a_module_that_imports_the_file_of_a_copy_is_not_imported_there(head: str, expected: str, tmp_path: Path) -> None:
    assert told(tmp_path, "lib/a.ts", {"lib/a.ts": head + TS, "lib/b.ts": TS + OTHER}) == expected


def test_an_index_gathers_what_lies_below_it(tmp_path: Path) -> None:
    help_line = told(tmp_path, "lib/index.ts", {"lib/index.ts": BACK + TS, "lib/b.ts": TS + OTHER})
    assert help_line == GONE + 'write instead: import { statusToFilter } from "."; export { statusToFilter }'


def go(package: str, *imports: str) -> str:
    head = HEAD.replace(")\n", "".join(f'\t"acme.org/shop/{name}"\n' for name in imports) + ")\n")
    uses = "".join(f"\nvar _ = {name}.Some\n" for name in imports)
    return f"package {package}\n\n{head}{GO}{uses}"


BETWEEN = 'package mid\n\nimport "acme.org/shop/web"\n\nvar Some = web.Some\n'


@pytest.mark.parametrize(
    ("owner", "expected"),
    [
        (
            go("core", "mid"),
            "first move `StatusToFilter` out of core/a.go to a package that both can import, for core imports mid, which leads back to web; "
            "then delete this `StatusToFilter` and take it from there",
        ),
        (go("core"), 'delete this `StatusToFilter` and write instead: import "acme.org/shop/core", and core.StatusToFilter'),
    ],
    ids=["round", "straight"],
)
def test_no_package_of_go_is_imported_that_leads_back(owner: str, expected: str, tmp_path: Path) -> None:
    files = {**MODULE, "core/a.go": owner, "web/b.go": go("web"), "mid/m.go": BETWEEN, "web/some.go": "package web\n\nvar Some = 1\n"}
    assert told(tmp_path, "core/a.go", files) == expected


def test_what_is_better_placed_has_to_be_exported_to_be_taken(tmp_path: Path) -> None:
    owner, copy = (text.replace("StatusToFilter", "statusToFilter") for text in (go("core", "web"), go("web")))
    files = {**MODULE, "core/a.go": owner, "web/b.go": copy, "web/some.go": "package web\n\nvar Some = 1\n"}
    assert told(tmp_path, "core/a.go", files) == (
        "own this one instead (core imports web), and let core/a.go take it from here: first export `statusToFilter` as `StatusToFilter` here"
    )


OTHERS = "\n\ndef other():\n    return 1\n"
PY = """\
def status_filter(status, fresh):
    known = [name for name in ("draft", "shared", "archived") if name != status]
    wanted = [*known, "published"] if fresh else known[1:]
    return {"where": {"status": {"in": wanted}}, "order": ["created", status.lower()]}
"""


@pytest.mark.parametrize(
    ("head", "moved"),
    [
        ("", True),
        ("from lib.a import LIMIT\n\n\n", False),
        ("def limit():\n    from lib.a import LIMIT\n\n    return LIMIT\n\n\n", True),
        ("from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from lib.a import LIMIT\n\n\n", True),
    ],
    ids=["not yet", "it works by now", "as it is called", "for its types"],
)
def test_what_is_imported_from_a_file_shows_that_more_can_be(head: str, moved: bool, tmp_path: Path) -> None:
    files = {"lib/__init__.py": "", "lib/a.py": f"import lib.b\n\nLIMIT = 3\n\n\n{PY}", "lib/b.py": f"{head}{PY}{OTHERS}"}
    found = told(tmp_path, "lib/a.py", files)
    assert ("first move `status_filter` out of lib/a.py" in found) == moved, found
