"""The owned units nearest to one."""

from __future__ import annotations

from ssot_check.matching.haystack import Haystack, owned_units
from ssot_check.matching.nearest import Near, nearest
from ssot_check.matching.weights import weigh
from ssot_check.model.unit import Unit
from tests.builders import a_domain, a_parsed_file, a_registry, a_unit
from tests.matching.haystacks import EDITED, OTHER, RENAMED, SETUP


def ask(unit: Unit, *owners: Unit) -> list[Near]:
    owned_files = {
        path: a_parsed_file(path, units=tuple(item for item in owners if item.location.path == path))
        for path in {o.location.path for o in owners}
    }
    domain = a_domain("logging", *sorted(owned_files))
    own = owned_files.get(unit.location.path)
    file = own or a_parsed_file(unit.location.path, units=(unit,))
    files = {**owned_files, file.path: file}
    hay = Haystack(a_registry(domain), files, dict.fromkeys(owned_files, ("logging",)), {})
    weights = weigh(hay, [unit, *owners])
    return nearest(hay, weights["python"], owned_units(hay), unit, file)


def test_a_copy_is_nearest_and_an_edited_one_next_to_it() -> None:
    owner = a_unit("setup", SETUP)
    assert ask(a_unit("mine", RENAMED, "jobs/a.py"), owner)[0].score == 1.0
    edited = ask(a_unit("mine", EDITED, "jobs/a.py"), owner)[0]
    assert 0.3 <= edited.score <= 1.0
    assert edited.alignment.pairs


def test_what_is_unlike_is_not_told_and_nothing_is_like_itself() -> None:
    owner = a_unit("setup", SETUP)
    assert ask(a_unit("mine", OTHER, "jobs/a.py"), owner) == []
    assert ask(owner, owner) == []
