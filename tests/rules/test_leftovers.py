"""What an edited function does besides is not lost, and what a class has by its base is not imported."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.model.match import Alignment, CloneType, Confirmation
from ssot_check.model.unit import UnitKind
from ssot_check.model.verdict import Severity
from ssot_check.pipeline.check import checked
from ssot_check.rules.support.leftovers import edited
from tests.builders import a_match, a_unit
from tests.repositories import write

BODY = "a()\nb()\nc()\nd()"
OWNER, COPY = a_unit("load", BODY, "app/a.py"), a_unit("read", BODY, "app/b.py")
LINES = tuple(COPY.fingerprint.lines)


def aligned(count: int, of_owner: int) -> Alignment:
    return Alignment(tuple((line, line) for line in LINES[:count]), of_owner, len(LINES))


@pytest.mark.parametrize(("copied", "says"), [(len(LINES), "replace `read` by `load`"), (len(LINES) - 1, "let `load` take what differs (line 5 here)")])
def test_what_only_the_copy_does_is_said_by_its_line(copied: int, says: str) -> None:
    match = replace(a_match(OWNER, COPY, CloneType.NEAR, use="from a import load"), alignment=aligned(copied, copied))
    assert says in edited(match, "")
    assert edited(replace(match, clone_type=CloneType.RENAMED), "") == ""


def test_of_two_that_both_do_more_neither_stands_in_for_the_other() -> None:
    match = replace(a_match(OWNER, COPY, CloneType.NEAR), alignment=aligned(len(LINES) - 1, 3 * len(LINES)))
    assert edited(match, "").startswith("make one function of what is equal in `read` and `load` of app/a.py")
    other = a_unit("read", BODY, "app/b.py", kind=UnitKind.METHOD, scope="Mine")
    siblings = replace(match, owner=a_unit("load", BODY, "app/a.py", kind=UnitKind.METHOD, scope="Theirs"), copy=other)
    assert edited(siblings, "") == ""


def test_many_lines_that_differ_are_no_arguments() -> None:
    said = Confirmation(CloneType.NEAR, COPY.location, COPY.signature, here=tuple(range(2, 14)), there=tuple(range(3, 11)))
    match = replace(a_match(OWNER, COPY, CloneType.NEAR), alignment=aligned(len(LINES), len(LINES)), confirmation=said)
    assert edited(match, "") == (
        "make functions of the stretches that are equal in `read` and `load` of app/a.py, and call them in both; "
        "the rest (lines 2, 3, 4, 5 and 8 more here, lines 3, 4, 5, 6 and 4 more there) has grown apart, and stays where it is"
    )
    few = replace(match, confirmation=replace(said, here=(2, 3)))
    assert edited(few, "").startswith("first let `load` take what differs")


TABLE = """
    {name} = [
        ("enabled", "switch", "whether the loader runs", True),
        ("max_wait", "minutes", "reconnect when it waits longer", 10),
        ("premium", "switch", "whether the paid account is used", True),
        ("fallback", "switch", "whether the free one is tried then", True),
        ("chk_size", "switch", "whether sizes are compared", True),
    ]
"""


@pytest.mark.parametrize(
    ("name", "base", "severity", "says"),
    [
        ("OPTIONS", "Loader", Severity.ERROR, "delete this `OPTIONS`: the class inherits it from `Loader`"),
        ("OPTIONS", "object", Severity.ERROR, "write `OPTIONS = Loader.OPTIONS` here: from app.base import Loader"),
        ("__options__", "Loader", Severity.INFORMATION, "delete this `__options__`: the class inherits it from `Loader`"),
    ],
)
def test_what_a_class_sets_for_itself(name: str, base: str, severity: Severity, says: str, tmp_path: Path) -> None:
    files = {
        "SSOT_LOCK.yml": "schema_version: 2\ndomains:\n  loaders:\n    paths: [app/base.py]\n",
        "app/__init__.py": "",
        "app/base.py": f"class Loader:{TABLE.format(name=name)}",
        "app/site.py": f"from app.base import Loader\n\n\nclass Site({base}):{TABLE.format(name=name)}",
    }
    _, report = checked(Config(root=write(tmp_path, files), select=("SSOT201",), hints=True))
    (finding,) = report.findings
    assert (finding.severity, finding.help) == (severity, says)
