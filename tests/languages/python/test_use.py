from __future__ import annotations

import pytest

from ssot_check.languages.support.python.use import spell_use
from ssot_check.model.plugins import Use
from tests.languages.python.python_reading import unit

CODE = """class Maker:
    def make(self):
        def inner(): return 1
        return inner

def setup(): return 1

TABLE = [1, 2, 3, 4]
print(1)
"""


def use(path: str, into: str, *more: str, name: str = "setup") -> str:
    return spell_use(Use(unit(CODE, name, path), into, frozenset({path, into, *more})))


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("setup", "from app.log import setup"),
        ("Maker", "from app.log import Maker"),
        ("Maker.make", "from app.log import Maker"),
        ("TABLE", "from app.log import TABLE"),
        ("Maker.make.inner", ""),
        ("<script>", ""),
    ],
)
def test_each_kind_of_unit(name: str, line: str) -> None:
    assert use("app/log.py", "services/a.py", "app/__init__.py", name=name) == line


@pytest.mark.parametrize(
    ("path", "into", "more", "module"),
    [
        ("app/log.py", "services/a.py", ("app/__init__.py",), "app.log"),
        ("app/log/__init__.py", "app/a.py", ("app/__init__.py",), "app.log"),
        ("app/log.py", "app/a.py", ("app/__init__.py",), "app.log"),
        ("src/app/log.py", "src/app/a.py", ("src/app/__init__.py",), "app.log"),
        ("src/app/log.py", "tests/a.py", ("src/app/__init__.py",), "app.log"),
        ("src/app/log.py", "src/app/a.py", (), "app.log"),
        ("src/app/log.py", "tests/a.py", ("src/__init__.py", "src/app/__init__.py"), "src.app.log"),
        ("one/app/log.py", "one/worker/a.py", ("one/app/__init__.py",), "app.log"),
        ("one/app/log.py", "two/a.py", ("one/app/__init__.py",), "one.app.log"),
        ("one/src/app/log.py", "two/a.py", ("one/src/app/__init__.py",), "app.log"),
        ("app/parts/log.py", "b.py", ("app/__init__.py",), "app.parts.log"),
        ("scripts/log.py", "scripts/a.py", (), "log"),
        ("scripts/log.py", "deploy.py", (), "scripts.log"),
        ("log.py", "services/a.py", (), "log"),
        ("lib/log.py", "services/a.py", (), "log"),
        ("tools/lib/log.py", "services/a.py", (), "tools.lib.log"),
        ("lib/log.py", "src/log.py", (), "lib.log"),
        ("lib/log.py", "log.py", (), "lib.log"),
    ],
)
def test_module_names(path: str, into: str, more: tuple[str, ...], module: str) -> None:
    assert use(path, into, *more) == f"from {module} import setup"


@pytest.mark.parametrize("path", ["my-scripts/log.py", "app/2fa.py", "app/class.py", "bin/deploy-log.py"])
def test_what_cannot_be_imported_by_name(path: str) -> None:
    assert use(path, "services/a.py") == ""


def test_a_file_does_not_import_itself() -> None:
    assert use("app/log.py", "app/log.py") == ""


@pytest.mark.parametrize(("package", "module"), [(("shop/util/__init__.py", "shop/__init__.py"), "shop.util.requests"), ((), "requests")])
def test_no_name_of_another_library_begins_inside_a_package(package: tuple[str, ...], module: str) -> None:
    path, into = "shop/util/requests.py", "tools/release.py"
    taken = Use(unit(CODE, "setup", path), into, frozenset({path, into, *package}), text="import requests\n")
    assert spell_use(taken) == f"from {module} import setup"
