"""Which units count as compared."""

from __future__ import annotations

from ssot_check.pipeline.judging.compared import compared
from tests.builders import a_domain, a_parsed_file, a_project, a_unit

LARGE = "\n".join(f"call_{number}($a, 'text', {number})" for number in range(8))


def test_units_too_small_to_be_copies_are_not_counted() -> None:
    units = (a_unit("large", LARGE), a_unit("small", "return $a"))
    files = [a_parsed_file("app/log.py", units=units), a_parsed_file("b.py", units=(a_unit("other", LARGE, path="b.py"),))]
    project = a_project(a_domain("logging", "app/log.py"), a_domain("docs", "b.md"), files=files)
    assert compared(project) == {"": 2, "logging": 1}
