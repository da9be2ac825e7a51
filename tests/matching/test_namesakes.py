"""Names that are nobody's, and definitions that give one anew on purpose."""

from __future__ import annotations

import pytest

from ssot_check.matching.namesakes import is_bare, is_given_anew
from ssot_check.model.unit import Unit, UnitKind
from tests.builders import a_unit
from tests.matching.haystacks import EDITED, SETUP

FIXTURE = ("pytest.fixture", "models.create")
EMPTY, FULL = "$base = 1", SETUP


@pytest.mark.parametrize(("name", "expected"), [("init", True), ("get", True), ("set_to", True), ("setup", False), ("init_logging", False)])
def test_some_names_say_nothing(name: str, expected: bool) -> None:
    assert is_bare(name) is expected


def a_class(path: str, text: str, *bases: str) -> Unit:
    return a_unit("ConfigurationError", text, path, kind=UnitKind.CLASS, bases=bases)


@pytest.mark.parametrize(
    ("owner", "unit", "expected"),
    [
        (a_unit("user", SETUP, calls=FIXTURE), a_unit("user", EDITED, "tests/b.py", calls=FIXTURE), True),
        (a_unit("user", SETUP, calls=FIXTURE), a_unit("user", EDITED, "tests/b.py"), False),
        (a_class("app/log.py", EMPTY, "Exception"), a_class("jobs/a.py", EMPTY, "bus.BusError"), True),
        (a_class("app/log.py", EMPTY, "Exception"), a_class("jobs/a.py", EMPTY, "Exception"), False),
        (a_class("app/log.py", FULL, "Exception"), a_class("jobs/a.py", FULL, "bus.BusError"), False),
    ],
    ids=["two fixtures", "a fixture and a helper", "other bases", "one base", "with a body"],
)
def test_a_name_is_given_anew_in_another_suite_or_under_another_base(owner: Unit, unit: Unit, expected: bool) -> None:
    assert is_given_anew(owner, unit) is expected
