"""How loud a circle of imports is told, and which of two owners tells it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.model.verdict import Severity
from ssot_check.pipeline.check import checked
from tests.repositories import write

SAMPLE = Path(__file__).resolve().parent / "inverted_dependency" / "bad_circles"


def told(root: Path, *, hints: bool = False) -> list[tuple[str, Severity]]:
    _, report = checked(Config(root=root, select=("SSOT313",), hints=hints))
    return [(finding.location.path, finding.severity) for finding in report.findings]


def test_a_circle_that_is_closed_on_purpose_is_a_hint(tmp_path: Path) -> None:
    shutil.copytree(SAMPLE, tmp_path / "sample", ignore=shutil.ignore_patterns("expected.txt"))
    loud = [("app/settings.py", Severity.WARNING), ("web/log.ts", Severity.WARNING)]
    assert told(tmp_path / "sample") == loud
    assert told(tmp_path / "sample", hints=True) == [
        ("app/log.py", Severity.INFORMATION),
        ("app/settings.py", Severity.WARNING),
        ("web/log.ts", Severity.WARNING),
        ("web/log.ts", Severity.INFORMATION),
    ]


def test_a_circle_of_two_owners_that_both_wait_is_told_once(tmp_path: Path) -> None:
    registry = "schema_version: 2\ndomains:\n  a: {paths: [app/a.py]}\n  b: {paths: [app/b.py]}\n"
    files = {f"app/{one}.py": f"def {one}():\n    from app.{two} import {two}\n\n    return {two}\n" for one, two in ("ab", "ba")}
    assert told(write(tmp_path, {"SSOT_LOCK.yml": registry, "app/__init__.py": "", **files}), hints=True) == [("app/a.py", Severity.INFORMATION)]


@pytest.mark.parametrize("depends", ["[text]", "[text, other]"])
def test_of_two_owners_the_one_that_may_not_use_the_other_tells(depends: str, tmp_path: Path) -> None:
    registry = (
        "schema_version: 2\ndomains:\n"
        f"  a: {{paths: [app/a.py], depends_on: {depends}}}\n  text: {{paths: [app/text.py]}}\n  other: {{paths: [app/other.py]}}\n"
    )
    files = {"app/__init__.py": "", "app/other.py": "X = 1\n", "app/a.py": "import app.text\n", "app/text.py": "import app.a\n"}
    assert told(write(tmp_path, {"SSOT_LOCK.yml": registry, **files})) == [("app/text.py", Severity.WARNING)]


def test_modules_of_a_crate_take_types_from_each_other(tmp_path: Path) -> None:
    shutil.copytree(SAMPLE.parent / "bad_rust", tmp_path / "sample", ignore=shutil.ignore_patterns("expected.txt"))
    assert told(tmp_path / "sample") == []
    assert told(tmp_path / "sample", hints=True) == [("core/src/bus.rs", Severity.INFORMATION), ("core/src/print.rs", Severity.INFORMATION)]


def test_of_a_module_and_a_package_of_one_name_python_takes_the_package(tmp_path: Path) -> None:
    registry = "schema_version: 2\ndomains:\n  a: {paths: [shop/log.py]}\n"
    files = {"shop.py": "import shop.log\n\nshop.log.setup()\n", "shop/__init__.py": "", "shop/log.py": "import shop\n\n\ndef setup():\n    return shop\n"}
    assert told(write(tmp_path / "both", {"SSOT_LOCK.yml": registry, **files}), hints=True) == []


def test_a_module_with_a_dot_in_its_name_is_not_the_one_before_the_dot(tmp_path: Path) -> None:
    registry = "schema_version: 2\ndomains:\n  errors: {paths: [web/error.server.ts]}\n"
    files = {"web/error.server.ts": 'import { auth } from "./auth";\nauth();\n', "web/error.ts": "export const fail = 1;\n"}
    apart = {**files, "web/auth.ts": 'import { fail } from "./error";\nexport const auth = () => fail;\n'}
    closed = {**files, "web/auth.ts": 'import { fail } from "./error.server";\nexport const auth = () => fail;\n'}
    assert told(write(tmp_path / "apart", {"SSOT_LOCK.yml": registry, **apart})) == []
    assert told(write(tmp_path / "closed", {"SSOT_LOCK.yml": registry, **closed})) == [("web/error.server.ts", Severity.WARNING)]


def test_the_way_out_is_told_of_the_file_whose_annotations_close_the_circle(tmp_path: Path) -> None:
    files = {
        "SSOT_LOCK.yml": "schema_version: 2\ndomains:\n  settings: {paths: [app/settings.py]}\n",
        "app/__init__.py": "",
        "app/settings.py": "from app import tools\n\n\ndef read():\n    return tools.parse()\n",
        "app/tools.py": 'from app import settings\n\n\ndef parse(given: "settings.Settings" = None):\n    return given\n',
    }
    _, report = checked(Config(root=write(tmp_path, files), select=("SSOT313",)))
    (finding,) = report.findings
    assert finding.help.startswith("only annotations of app/tools.py say `settings`: import it in line 1 under `if TYPE_CHECKING:`")
