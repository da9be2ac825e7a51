"""How loud a circle of imports is told, and which of two owners tells it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.model.verdict import Severity
from ssot_check.pipeline.check import check, checked
from tests import repositories as make
from tests.repositories import write

SAMPLE = Path(__file__).resolve().parent / "inverted_dependency" / "bad_circles"


def told(root: Path, *, hints: bool = False) -> list[tuple[str, Severity]]:
    _, report = checked(Config(root=root, select=("SSOT313",), hints=hints))
    return [(finding.location.path, finding.severity) for finding in report.findings]


def test_a_circle_that_is_closed_on_purpose_is_a_hint(tmp_path: Path) -> None:
    shutil.copytree(SAMPLE, tmp_path / "sample", ignore=shutil.ignore_patterns("expected.txt"))
    registry = tmp_path / "sample" / "SSOT_LOCK.yml"
    registry.write_text(registry.read_text().replace("  text: {paths: [app/text.py]}\n", ""))
    assert told(tmp_path / "sample") == [("app/settings.py", Severity.WARNING)]
    assert told(tmp_path / "sample", hints=True) == [
        ("app/log.py", Severity.INFORMATION),
        ("app/settings.py", Severity.WARNING),
        ("web/log.ts", Severity.INFORMATION),
        ("web/log.ts", Severity.INFORMATION),
    ]


TWO = "schema_version: 2\ndomains:\n  a: {paths: [app/a.py]}\n  b: {paths: [app/b.py]}\n"
WEB = "schema_version: 2\ndomains:\n  a: {paths: [web/a.ts]}\n"


@pytest.mark.parametrize(
    ("registry", "before", "now", "place"),
    [
        (TWO, {"app/a.py": "X = 1\n", "app/b.py": "import app.a\n"}, {"app/a.py": "import app.b\n\nX = 1\n"}, "app/a.py"),
        (TWO, {"app/a.py": "import app.b\n", "app/b.py": "X = 1\n"}, {"app/b.py": "import app.a\n\nX = 1\n"}, "app/a.py"),
        (
            WEB,
            {"web/a.ts": "export const x = 1;\n", "web/b.ts": 'import { x } from "./a";\nexport const y = x;\n'},
            {"web/a.ts": 'import { y } from "./b";\nexport const x = () => y;\n'},
            "web/a.ts",
        ),
    ],
)
@pytest.mark.parametrize("staged", [True, False])
def test_a_usual_circle_is_told_to_whoever_brings_it(
    registry: str, before: dict[str, str], now: dict[str, str], place: str, staged: bool, tmp_path: Path
) -> None:
    root = make.repository(tmp_path, {"SSOT_LOCK.yml": registry, "app/__init__.py": "", **before})

    def change(files: dict[str, str]) -> list[tuple[str, Severity]]:
        make.write(root, files)
        make.git(root, "add", "-A")
        if staged:
            options = Config(root=root, select=("SSOT313",), staged=True)
        else:
            make.git(root, "commit", "-q", "-m", "a change")
            options = Config(root=root, select=("SSOT313",), since="HEAD~1")
        return [(finding.location.path, finding.severity) for finding in check(options).findings]

    assert change(now) == [(place, Severity.WARNING)]
    if staged:
        make.git(root, "commit", "-q", "-m", "a change")
    assert told(root) == []
    assert told(root, hints=True) == [(place, Severity.INFORMATION)]
    assert change({path: f"{text}\n\n\n\n" for path, text in now.items()}) == []


def test_what_a_package_passes_on_is_told_once_for_a_line(tmp_path: Path) -> None:
    files = {
        "SSOT_LOCK.yml": "schema_version: 2\ndomains:\n  a: {paths: [app/a.py]}\n",
        "app/__init__.py": "",
        "app/models/__init__.py": "from app.models.page import Page\nfrom app.models.shelf import Shelf\n",
        "app/models/page.py": "from app.a import name\n\n\nclass Page:\n    name = name\n",
        "app/models/shelf.py": "from app.a import name\n\n\nclass Shelf:\n    name = name\n",
        "app/a.py": "from app.models import Page, Shelf\n\n\ndef name():\n    return Page, Shelf\n",
    }
    assert told(write(tmp_path, files)) == [("app/a.py", Severity.WARNING)]


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
    assert told(write(tmp_path / "apart", {"SSOT_LOCK.yml": registry, **apart}), hints=True) == []
    assert told(write(tmp_path / "closed", {"SSOT_LOCK.yml": registry, **closed}), hints=True) == [("web/error.server.ts", Severity.INFORMATION)]


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


@pytest.mark.parametrize(
    ("more", "closed"),
    [
        ({}, False),
        ({"app/web.py": "from app.docker.client import connect\n"}, False),
        ({"app/run.py": "from docker.client import connect\n"}, True),
        ({"app/jobs/a.py": "from docker.client import connect\n"}, True),
    ],
)
def test_a_library_that_is_called_like_the_folder_is_no_part_of_it(more: dict[str, str], closed: bool, tmp_path: Path) -> None:
    files = {
        "SSOT_LOCK.yml": "schema_version: 2\ndomains:\n  docker: {paths: [app/docker/utils.py]}\n",
        "app/__init__.py": "",
        "app/docker/__init__.py": "",
        "app/docker/utils.py": "from .client import connect\n\n\ndef bind():\n    return connect()\n",
        "app/docker/client.py": "from docker.utils import bind\n\n\ndef connect():\n    return bind\n",
    }
    assert bool(told(write(tmp_path, {**files, **more}))) == closed
