"""Pairs that stand on one frame: alike in form, and each says its own."""

from __future__ import annotations

from typing import Any

import pytest

from ssot_check.matching.frames import is_twin
from ssot_check.matching.similarity import measure
from ssot_check.model.match import Tier
from ssot_check.model.unit import Trait, Unit, UnitKind
from tests.builders import a_unit
from tests.matching.haystacks import EDITED, OTHER, SETUP, a_haystack, searched, weights_of

CLASS, CONFIG, TABLE, FUNCTION = UnitKind.CLASS, UnitKind.CONFIG, UnitKind.TABLE, UnitKind.FUNCTION
HALF = "\n".join(SETUP.strip().split("\n")[:5]) + OTHER
CACHE = "uses: 'actions/cache'\npath: '.mypy_cache'\nkey: 'mypy-pyproject-lock'\nrestore: 'mypy-typing'"
LOCK = "uses: 'actions/cache'\npath: '.pnpm_store'\nkey: 'frontend-pnpm-yaml'\nrestore: 'frontend-store'"
CUT = "uses: 'actions/cache'\npath: '.mypy_cache'\nkey: 'mypy-pyproject-lock'"
BROKER = "uses: 'broker/image'\npath: 'topic_log'\nkey: 'partition-leader-zone'\nrestore: 'offset-replica'"
ENDPOINTS = "'delete': 'api-documents'\n'merge': 'api-join'\n'rotate': 'api-turn'\n'split': 'api-cut'"
FIELDS = "'delete': 'deleted_at'\n'merge': 'pages'\n'rotate': 'angle'\n'split': 'parent'\n'tag': 'colour'\n'owner': 'person'"


def twin(owner: Unit, copy: Unit) -> bool:
    weights = weights_of(a_haystack(owner, copy))
    return is_twin(owner, copy, weights, measure(owner, copy, weights))


def copied(name: str, text: str, **fields: Any) -> Unit:
    return a_unit(name, text, "jobs/a.py", **fields)


@pytest.mark.parametrize(
    ("name", "fields", "expected"),
    [("Mailer", {}, True), ("FileLogger", {}, False), ("FileLogger", {"bases": ("logging.Handler",)}, True)],
    ids=["another name", "its name", "one base"],
)
def test_half_a_class_is_told_by_its_methods_where_the_frame_explains_the_rest(name: str, fields: Any, expected: bool) -> None:
    owner = a_unit("Logger", SETUP, kind=CLASS, bases=("logging.Handler",))
    assert twin(owner, copied(name, HALF, kind=CLASS, **fields)) is expected


def test_a_class_that_is_nearly_whole_is_one_finding() -> None:
    assert not twin(a_unit("Logger", SETUP, kind=CLASS), copied("Mailer", EDITED, kind=CLASS))


def test_two_uses_of_an_action_are_one_call_when_they_hand_over_the_same() -> None:
    uses = {"kind": CONFIG, "traits": frozenset((Trait.DELEGATE,))}
    owner = a_unit("Cache types", CACHE, **uses)
    assert twin(owner, copied("Cache types", LOCK, **uses))
    assert not twin(owner, copied("Restore", CUT, **uses))


def test_config_blocks_of_other_names_start_other_programs() -> None:
    owner = a_unit("adverts", CACHE, kind=CONFIG)
    assert twin(owner, copied("kafka", BROKER, kind=CONFIG))
    assert not twin(owner, copied("adverts", BROKER, kind=CONFIG))
    assert not twin(owner, copied("kafka", CUT, kind=CONFIG))


def test_a_table_under_another_name_has_the_keys_for_other_values() -> None:
    owner = a_unit("MOVED_ENDPOINTS", ENDPOINTS, kind=TABLE)
    assert twin(owner, copied("FIELD_BY_METHOD", FIELDS, kind=TABLE))
    assert not twin(owner, copied("FIELD_BY_METHOD", ENDPOINTS, kind=TABLE))
    assert not twin(owner, copied("OLD_ENDPOINTS", FIELDS, kind=TABLE))


def test_functions_are_not_asked() -> None:
    assert not twin(a_unit("setup_logging", SETUP), copied("send", OTHER))


def test_a_twin_is_a_hint() -> None:
    owner = a_unit("Logger", SETUP, kind=CLASS)
    edited = SETUP.replace("$root.handlers.clear()", "$root.flush($quiet)").replace("$root.setLevel($level)", "$root.drop($quiet, 7)")
    lines = edited.strip().split("\n")
    text = "\n".join([*lines[:-1], "$root.extra($service)", lines[-1]]).replace("$handler.setFormatter", "$handler.setStyle")
    found = searched(a_haystack(owner, copied("Mailer", text, kind=CLASS)))
    assert [match.tier for match in found] == [Tier.HINT]
    assert [match.tier for match in searched(a_haystack(owner, copied("Logger", text, kind=CLASS)))] != [Tier.HINT]
