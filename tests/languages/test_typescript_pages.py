"""Scripts that a page loads as they stand: what help says in place of an import."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.pipeline.check import checked
from tests.repositories import write

OWNER = """\
function formatMoney(amount, currency, locale) {
  var parts = Number(amount).toFixed(2).split(".");
  parts[0] = parts[0].replace(/(?=(\\d{3})+(?!\\d))/g, ",");
  if (currency === "EUR") {
    return parts.join(".") + " Euro";
  }
  return currency + " " + parts.join(".") + locale;
}
"""
COPY = OWNER.replace("formatMoney", "showPrice")
EDITED = OWNER.replace("  if (currency", "  if (!amount) {\n    return '';\n  }\n  if (currency")
SERVED, CART, BUILT, MANIFEST = "app/static/money.js", "app/static/cart.js", "web/src/money.js", "web/package.json"
LOADED = f"first let pages load {SERVED} before {CART}, for scripts of a page import nothing and call what was loaded before; then "
IMPORTED = "replace `showPrice` by `formatMoney`: import { formatMoney } from "


def told(root: Path, files: dict[str, str], owner: str) -> str:
    registry = f"schema_version: 2\ndomains:\n  money:\n    paths: [{owner}]\n"
    _, report = checked(Config(root=write(root, {"SSOT_LOCK.yml": registry, **files}), select=("SSOT201", "SSOT202", "SSOT203")))
    (finding,) = report.findings
    assert finding.fix is None or "import" in finding.help
    return finding.help


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (OWNER, f"{LOADED}delete this `formatMoney`"),
        (COPY, f"{LOADED}delete `showPrice` and call `formatMoney` in its place"),
        (EDITED, f"{LOADED[:-1]}, where that one does all that this is for, delete this `formatMoney`; else make one function there"),
    ],
    ids=["exact", "renamed", "edited"],
)  # fmt: skip
def test_a_script_of_a_page_calls_what_was_loaded_before(text: str, expected: str, tmp_path: Path) -> None:
    assert told(tmp_path, {SERVED: OWNER, CART: text}, SERVED).startswith(expected)


@pytest.mark.parametrize(
    ("files", "owner"),
    [
        ({SERVED: OWNER, CART: f"import a from './b.js';\n{COPY}"}, SERVED),
        ({SERVED: OWNER, CART: COPY, "app/static/c.js": "export const a = 1;\n"}, SERVED),
        ({BUILT: OWNER, "web/src/cart.js": COPY, MANIFEST: '{"name": "web"}'}, BUILT),
    ],
    ids=["a module", "a module beside it", "of a package"],
)
def test_a_module_imports(files: dict[str, str], owner: str, tmp_path: Path) -> None:
    assert told(tmp_path, files, owner).startswith(IMPORTED)


@pytest.mark.parametrize("library", ["editor-6.0.1.js", "editor.min.js"])
def test_a_library_beside_a_script_makes_it_no_module(library: str, tmp_path: Path) -> None:
    said = told(tmp_path, {SERVED: OWNER, CART: COPY, f"app/static/{library}": "export const a = 1;\n"}, SERVED)
    assert said.startswith(LOADED)


def test_what_is_built_is_set_where_the_page_sees_it(tmp_path: Path) -> None:
    said = told(tmp_path, {BUILT: f"export {OWNER}", CART: COPY, MANIFEST: '{"name": "web"}'}, BUILT)
    assert said.startswith(f"first set `window.formatMoney` in what pages load of {BUILT} before {CART}, for a script of a page can import")
