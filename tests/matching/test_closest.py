"""Which original is named where several are like a copy."""

from __future__ import annotations

import pytest

from ssot_check.matching.closest import closest
from ssot_check.model.dataclass import replace
from ssot_check.model.match import Alignment, CloneType, Match, Tier
from ssot_check.model.unit import Unit, UnitKind
from tests.builders import a_unit

COPY = a_unit("extract_loom_id", "match = find ( url )\nreturn match", "web/video.py", calls=("re.compile", "startSpan", "end"))
METHOD = a_unit("save", "self.begin ( )\nself.commit ( )", "web/store.py", kind=UnitKind.METHOD, scope="Database")


def near(name: str, score: float = 0.98, tier: Tier = Tier.GATE, pairs: int = 4, **fields: object) -> Match:
    owner = a_unit(name, "match = search ( text )\nreturn match", **fields)
    aligned = tuple((line, line) for line in range(1, pairs + 1))
    return Match("logging", owner, COPY, CloneType.NEAR, tier, score, Alignment(aligned, 5, 5))


def test_what_is_equal_throughout_is_the_original_even_where_it_is_too_small_to_be_told() -> None:
    whole = Match("logging", METHOD, METHOD, CloneType.RENAMED, Tier.HINT, 1.0, Alignment((), 5, 5))
    other = Match("logging", a_unit("push_batch", "x = 1"), METHOD, CloneType.NEAR, Tier.GATE, 0.99, Alignment((), 5, 5))
    assert closest([other, whole]) is whole


def test_a_hint_is_not_named_where_something_else_is_a_copy() -> None:
    sure, hint = near("find_id"), near("find_video", 0.99, Tier.HINT)
    assert closest([hint, sure]) is sure


def test_a_function_that_has_kept_its_name_comes_from_the_one_of_that_name() -> None:
    named = near("extract_loom_id", 0.96, Tier.HINT, pairs=2)
    found = closest([near("extract_id", 0.99), named])
    assert (found.owner.name, found.tier) == ("extract_loom_id", Tier.GATE)


def test_a_name_alone_does_not_bring_a_much_worse_original_forward() -> None:
    better = near("extract_id", 0.99)
    assert closest([better, near("extract_loom_id", 0.80)]) is better


def test_of_two_that_are_as_like_it_the_one_with_the_same_calls_is_named() -> None:
    active = near("with_span", calls=("startActiveSpan", "end"))
    plain = near("with_span_sync", calls=("startSpan", "end"))
    assert closest([active, plain]) is plain
    assert closest([near("with_span", calls=("startActiveSpan", "end"), pairs=8), plain]).owner.name == "with_span"


def test_the_same_texts_come_before_the_same_calls() -> None:
    copy = saying('"wss', '"socket', calls=("get_address", "is_secure"))
    pages = Match("pages", saying('"https', '"page', calls=copy.calls), copy, CloneType.NEAR, Tier.GATE, 1.0, Alignment(((1, 1),), 5, 5))
    sockets = replace(pages, domain="sockets", owner=saying('"wss', '"socket', calls=("get_address",)), score=0.99)
    assert closest([pages, sockets]) is sockets


def saying(*words: str, calls: tuple[str, ...]) -> Unit:
    unit = a_unit("connected", "self.scheme = found", calls=calls)
    return replace(unit, fingerprint=replace(unit.fingerprint, words=words))


def a_block(name: str, score: float, pairs: int, statements: int) -> Match:
    """A match of the job `build-amd64`, of 10 statements."""
    owner, copy = (a_unit(found, "steps = run ( make )", kind=UnitKind.CONFIG) for found in (name, "build-amd64"))
    aligned = tuple((line, line) for line in range(1, pairs + 1))
    return Match("ci", owner, copy, CloneType.NEAR, Tier.ADVISORY, score, Alignment(aligned, statements, 10))


@pytest.mark.parametrize(
    ("matches", "expected"),
    [
        ([a_block("build-arm64", 0.93, 8, 10), a_block("build-amd64", 0.85, 8, 18)], "build-amd64"),
        ([a_block("build-arm64", 0.99, 8, 10), a_block("build-amd64", 0.80, 8, 18)], "build-arm64"),
        ([a_block("build-arm64", 0.93, 9, 10), a_block("build-amd64", 0.90, 3, 10)], "build-arm64"),
        ([a_block("lint", 0.97, 3, 3), a_block("build-arm64", 0.95, 8, 10)], "build-arm64"),
    ],
    ids=["its name", "much less of it", "another text", "the closest text"],
)
def test_of_blocks_that_read_alike_the_one_with_the_name_is_named_and_else_the_closest(matches: list[Match], expected: str) -> None:
    assert closest(matches).owner.name == expected
