"""Two sides of one package that keep apart: what both have goes to the folder from which both take."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.model.finding import Finding
from ssot_check.model.match import CloneType, Tier
from ssot_check.model.unit import UnitKind
from ssot_check.pipeline.check import checked
from ssot_check.pipeline.scan import scan
from ssot_check.rules.support.reach import in_reach
from ssot_check.rules.support.siblings import shared_by_siblings
from tests.builders import a_match, a_unit
from tests.repositories import write

FILTER = """\
export function statusToFilter(status: string, fresh: boolean) {
  const known = ["draft", "shared", "archived"].filter((name) => name !== status);
  const wanted = fresh ? known.concat("published") : known.slice(1);
  return { where: { status: { in: wanted } }, order: ["created", status.toLowerCase()] };
}
"""
TYPES = "export interface Answer {\n  id: string;\n  code: number;\n  body: string;\n  path: string;\n  sent: number;\n  kind: string;\n}\n"
ADDRESS = 'export const MANUAL = "https://docs.acme.internal/api/v1/manual";\n'
MANIFEST = {"package.json": '{"name": "wiki"}\n'}
MOVED = "to shared/, from which server/ and app/ both import, and neither from the other"


def side(name: str, takes: str = "../shared/text") -> dict[str, str]:
    return {f"{name}/page{number}.ts": f'import {{ text }} from "{takes}";\n\nexport const p{number} = text({number});\n' for number in range(3)}


SIDES = {**MANIFEST, **side("app"), **side("server"), "shared/text.ts": "export const text = (value: number) => `${value}`;\n"}


def told(root: Path, files: Mapping[str, str], owner: str = "server/filters.ts") -> Finding:
    registry = f"schema_version: 2\ndomains:\n  filters:\n    paths: [{owner}]\n"
    _, report = checked(Config(root=write(root, {"SSOT_LOCK.yml": registry, **files}), select=("SSOT2",), hints=True))
    (finding,) = report.findings
    return finding


def test_what_a_browser_and_its_server_have_goes_to_what_both_share(tmp_path: Path) -> None:
    found = told(tmp_path, {**SIDES, "server/filters.ts": FILTER, "app/search.ts": FILTER})
    first = f"first move `statusToFilter` out of server/filters.ts {MOVED}"
    assert found.help == f"{first}; then delete this `statusToFilter` and take it from there"
    assert found.fix is None


@pytest.mark.parametrize(
    "more",
    [
        {"app/menu.ts": 'import { p1 } from "../server/page1";\n\nexport const menu = p1;\n'},
        {f"shared/own{number}.ts": f'import {{ p{number} }} from "../app/page{number}";\n\nexport const o = p{number};\n' for number in range(3)},
        {"app/page2.ts": "export const p2 = 2;\n"},
        {"app/package.json": json.dumps({"name": "app"})},
    ],
)
def test_one_import_across_is_no_border_nor_is_a_folder_that_few_share(more: Mapping[str, str], tmp_path: Path) -> None:
    assert MOVED not in told(tmp_path, {**SIDES, "server/filters.ts": FILTER, "app/search.ts": FILTER, **more}).help


def test_types_and_tests_may_come_from_anywhere(tmp_path: Path) -> None:
    more = {
        "server/editor.ts": 'import type { Page } from "../app/page0";\n\nexport const edit = (page: Page) => page;\n',
        "server/editor.test.ts": 'import { p0 } from "../app/page0";\n\ntest("p", () => p0);\n',
    }
    assert MOVED in told(tmp_path, {**SIDES, "server/filters.ts": FILTER, "app/search.ts": FILTER, **more}).help


def test_sources_of_a_package_have_sides_too(tmp_path: Path) -> None:
    files = {f"src/{path}" if path != "package.json" else path: text for path, text in SIDES.items()}
    found = told(tmp_path, {**files, "src/server/filters.ts": FILTER, "src/app/search.ts": FILTER}, "src/server/filters.ts")
    assert "to src/shared/, from which src/server/ and src/app/ both import" in found.help


@pytest.mark.parametrize(("use", "place"), [("", "in a module that both can import"), ("import { Filters }", "of server/filters.ts that both call")])
def test_methods_share_a_function_of_neither_side(use: str, place: str) -> None:
    owner, copy = (
        a_unit("statusToFilter", "a = 1", path, kind=UnitKind.METHOD, scope=scope)
        for path, scope in (("server/filters.ts", "Filters"), ("app/search.ts", "Search"))
    )
    assert shared_by_siblings(a_match(owner, copy, use=use), more=False).endswith(place)


def test_fields_are_declared_in_what_both_share(tmp_path: Path) -> None:
    found = told(tmp_path, {**SIDES, "server/filters.ts": TYPES, "app/search.ts": TYPES.replace("Answer", "Reply")})
    assert found.help == f"first move `Answer` out of server/filters.ts {MOVED}; then use `Answer` from there, or extend it"


def test_a_constant_is_taken_from_what_both_share(tmp_path: Path) -> None:
    use = 'export function link() {\n  return open("https://docs.acme.internal/api/v1/manual");\n}\n'
    found = told(tmp_path, {**SIDES, "server/filters.ts": ADDRESS, "app/search.ts": use})
    assert (found.code, found.fix) == ("SSOT206", None)
    assert found.help == f"first move `MANUAL` out of server/filters.ts {MOVED}; then use `MANUAL` from there"


@pytest.mark.parametrize(("into", "tier"), [("app/search.ts", Tier.HINT), ("server/search.ts", Tier.ADVISORY)])
def test_what_was_written_anew_on_the_other_side_is_a_hint(into: str, tier: Tier, tmp_path: Path) -> None:
    registry = "schema_version: 2\ndomains:\n  filters:\n    paths: [server/filters.ts]\n"
    files = {**SIDES, "SSOT_LOCK.yml": registry, "server/filters.ts": FILTER, into: "export const x = 1;\n"}
    owner, copy = (a_unit(name, "a = 1", path) for name, path in (("statusToFilter", "server/filters.ts"), ("wanted", into)))
    match = a_match(owner, copy, CloneType.SEMANTIC, tier=Tier.ADVISORY, use="import { statusToFilter } from ...")
    assert in_reach(scan(Config(root=write(tmp_path, files))), match).tier is tier
