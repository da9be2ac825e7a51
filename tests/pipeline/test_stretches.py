"""Blocks of Python are told where they align, down to what takes them back; names that call nothing are imported."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.model.finding import Finding
from ssot_check.pipeline.check import check
from tests import repositories as make

REGISTRY = "schema_version: 2\ndomains:\n  logs:\n    paths: [shop/context.py]\n"
HEAD = "import logging\nfrom typing import IO, Tuple, Union\n\nfrom shop.loggers import ExplicitLogger\n\n"
QUIET = """logger = logging.getLogger(__name__)

original_logger_class = logging.getLoggerClass()
# It says much.
logging.setLoggerClass(ExplicitLogger)
{name}_debug_logger = logging.getLogger("shop.{name}.debug")
\"\"\"
A logger for what is hard to find.
\"\"\"
# Restore the original class
logging.setLoggerClass(original_logger_class)


def log_{name}(text):
    {name}_debug_logger.debug(text)
"""
ALIASES = """WithType = Union[
    Tuple[str, IO[str], str],
    Tuple[str, IO[bytes], str],
]
WithoutType = Union[Tuple[str, IO[str]], Tuple[str, IO[bytes]]]
Attachment = Union[WithType, WithoutType]
"""


def told(root: Path, owner: str, copy: str, package: str = "") -> Finding:
    files = {"SSOT_LOCK.yml": REGISTRY, "shop/__init__.py": package, "shop/context.py": owner, "shop/users.py": copy, "shop/loggers.py": ""}
    (found,) = (item for item in check(Config(root=make.repository(root / "repo", files))).findings if item.code == "SSOT210")
    return found


@pytest.mark.parametrize(("before", "line"), [("", 6), ('P = int("1")\n\n', 8)])
def test_a_block_begins_where_it_aligns_and_ends_where_it_is_taken_back(tmp_path: Path, before: str, line: int) -> None:
    found = told(tmp_path, HEAD + QUIET.format(name="context"), HEAD + before + QUIET.format(name="user"))
    assert found.extent is not None
    assert (found.location.line, found.extent.line, found.extent.end_line) == (line, line, line + 10)
    assert f"the script block at line {line} of shop/users.py" in found.message
    assert "make one function of lines 6 to 16 of shop/context.py" in found.help


def test_names_that_call_nothing_are_imported(tmp_path: Path) -> None:
    found = told(tmp_path, HEAD + "log = logging.getLogger(__name__)\n" + ALIASES, HEAD + ALIASES + "print(Attachment)\n")
    assert found.help == (
        "delete lines 6 to 11, which say the same to the letter, and write instead: "
        "from shop.context import WithType, WithoutType, Attachment"
    )


def test_names_that_say_something_else_are_not(tmp_path: Path) -> None:
    other = ALIASES.replace("WithoutType = Union[Tuple[str, IO[str]]", "WithoutType = Union[Tuple[int, IO[str]]")
    found = told(tmp_path, HEAD + ALIASES + "print(Attachment)\n", HEAD + other + "print(Attachment)\n")
    assert found.help.startswith("make one function of lines 6 to 12 of shop/context.py")
