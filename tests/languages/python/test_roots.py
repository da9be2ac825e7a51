"""A module is spelled as the repository's own imports spell it."""

from __future__ import annotations

import pytest

from ssot_check.languages import toml
from ssot_check.languages.support.python.roots import learn
from ssot_check.languages.support.python.use import spell_use
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.plugins import Use
from ssot_check.model.source import SourceFile
from tests.languages.python.python_reading import read, simple, unit

OWNER = "def setup(): return 1\n"


def parsed(path: str, text: str) -> ParsedFile:
    return read(text, path) if path.endswith(".py") else toml.parse(SourceFile(path, "toml", text, "0"), simple)


def spelled(owner: str, into: str, files: dict[str, str]) -> str:
    """The module of `owner` in the import that `into` would write."""
    files = {owner: OWNER, into: "", **files}
    roots = learn({path: parsed(path, text) for path, text in files.items()}, frozenset(files))
    line = spell_use(Use(unit(OWNER, "setup", owner), into, frozenset(files), roots))
    return line.removeprefix("from ").removesuffix(" import setup")


@pytest.mark.parametrize(
    ("owner", "into", "files", "module"),
    [
        # A namespace package without `__init__.py`, below a folder that is no name, or at the top.
        ("core-src/app/log.py", "tests/a.py", {"tests/b.py": "from app.log import setup"}, "app.log"),
        ("core-src/app/log.py", "core-src/app/a.py", {"core-src/app/b.py": "import app.log"}, "app.log"),
        ("app/cli/log/a.py", "app/cli/b.py", {"app/cli/log/__init__.py": "", "app/cli/c.py": "from app.cli.log import a"}, "app.cli.log.a"),
        # The module itself need not be imported: its package is.
        ("core-src/app/log.py", "tests/a.py", {"core-src/app/net.py": "", "tests/b.py": "from app.net import get"}, "app.log"),
        # Most imports win over one.
        ("x/app/log.py", "t/a.py", {"t/b.py": "import x.app.log", "t/c.py": "import x.app.log", "t/d.py": "import app.log"}, "x.app.log"),
        # What a service calls its own modules says nothing about other services.
        ("one/app/log.py", "two/a.py", {"one/b.py": "import app.log"}, "one.app.log"),
        ("one/app/log.py", "one/a.py", {"one/b.py": "import app.log"}, "app.log"),
        # Relative imports, the standard library and bare words are no votes.
        ("src/app/log.py", "t/a.py", {"src/app/__init__.py": "", "src/app/b.py": "from . import log\nfrom .log import setup"}, "app.log"),
        ("x/logging/handlers.py", "a.py", {"b.py": "import logging.handlers"}, "x.logging.handlers"),
        ("x/y/log.py", "a.py", {"b.py": "import log"}, "x.y.log"),
        # A folder inside a package is no root, however an old script imports from it.
        ("app/parts/log.py", "a.py", {"app/__init__.py": "", "app/b.py": "import parts.log"}, "app.parts.log"),
        # Two services with a module of one name: the one beside the importer is meant.
        ("one/app/log.py", "one/a.py", {"two/app/log.py": "", "two/b.py": "import app.log", "one/b.py": "import app.log"}, "app.log"),
        ("core-src/app/log.py", "tests/a.py", {"pyproject.toml": '[tool.setuptools.packages.find]\nwhere = ["core-src/"]\n'}, "app.log"),
        ("core-src/app/log.py", "tests/a.py", {"pyproject.toml": '[tool.setuptools]\npackage-dir = {"" = "core-src"}\n'}, "app.log"),
        ("p/core/app/log.py", "p/a.py", {"p/pyproject.toml": '[tool.hatch.build.targets.wheel]\npackages = ["core/app"]\n'}, "app.log"),
        ("core/app/log.py", "a.py", {"pyproject.toml": '[tool.poetry]\npackages = [{include = "app", from = "core"}]\n'}, "app.log"),
    ],
)  # fmt: skip
def test_the_name_is_the_one_that_the_repository_writes(owner: str, into: str, files: dict[str, str], module: str) -> None:
    assert spelled(owner, into, files) == module


def test_a_declared_root_outside_of_the_repository_is_none() -> None:
    text = '[tool.pytest.ini_options]\npythonpath = ["../x", "."]\n'
    assert learn({"pyproject.toml": parsed("pyproject.toml", text)}, frozenset()).declared == {""}
