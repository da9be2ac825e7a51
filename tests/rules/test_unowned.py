"""Copies that nobody owns are moved to a file that all of them can import."""

from __future__ import annotations

import pytest

from ssot_check.model.match import CloneClass, CloneType
from ssot_check.rules.duplicates.unowned_duplicate import check
from tests.builders import a_domain, a_parsed_file, a_project, a_tree, a_unit

PATHS = ("tool/metrics.ts", "api/a.ts", "api/b.ts")
WALL = "move it to a package that both can depend on, such as `util` (nothing depends on `tool`; or let this copy stand)"


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        ("", "move what is equal in them to tool/metrics.ts as one function, with what differs as arguments"),
        ("export `timed`", "move what is equal in them to tool/metrics.ts as one function, with what differs as arguments"),
        (
            WALL,
            "move what is equal in them, with what differs as arguments, to a file of a package that both can depend on, such as `util` "
            "(not to tool/metrics.ts: nothing depends on `tool`), list that file under `paths` of `metrics`",
        ),
        (
            "own this one instead (`tool` depends on `api`)",
            "move what is equal in them, with what differs as arguments, to a file that all can import "
            "(not to tool/metrics.ts: `tool` depends on `api`), list that file under `paths` of `metrics`",
        ),
    ],
    ids=["in reach", "not exported yet", "nothing depends on it", "it depends on them"],
)
def test_copies_are_moved_to_where_all_can_take_them_from(first: str, expected: str) -> None:
    copies = CloneClass("metrics", tuple(a_unit("timed", "run($a)", path) for path in PATHS[1:]), CloneType.NEAR, 0.9)
    project = a_project(
        a_domain("metrics", PATHS[0]),
        tree=a_tree(*PATHS),
        files=[a_parsed_file(path, language="typescript") for path in PATHS],
        clone_classes=(copies,),
        first=lambda _: first,
    )
    assert [finding.help for finding in check(project)] == [f"{expected}, export it there, and call it in both"]
