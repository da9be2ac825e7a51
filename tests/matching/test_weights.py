"""Words, their rarity, and the candidates that follow from it."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssot_check.matching.candidates import MIN_RARE_SHARE, RareIndex, Rarity, share
from ssot_check.matching.steps import middle, stepped
from ssot_check.matching.weights import COMMON_COUNT, COMMON_SHARE, Weights
from ssot_check.matching.words import split_identifier
from ssot_check.model.unit import Unit
from tests.builders import a_unit
from tests.matching.haystacks import SETUP


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("setup_logging", ("setup", "logging")),
        ("setupHTTPLogging_v2", ("setup", "http", "logging", "v", "2")),
        ("__init__", ("init",)),
        ("HTTPServer", ("http", "server")),
        ("wait-for-port", ("wait", "for", "port")),
        ("utf8", ("utf", "8")),
        ("_", ()),
    ],
)
def test_identifiers_are_split_into_lower_case_words(name: str, parts: tuple[str, ...]) -> None:
    assert split_identifier(name) == parts


def unlike(number: int, *words: str) -> Unit:
    """A unit with these words and nothing else in common with another of these units."""
    return a_unit(f"f{number}", "\n".join([*words, f"own{number}"]))


def counted(**counts: int) -> Weights:
    """Weights of a repository in which each word stands in so many units."""
    units = [
        unlike(number, *(word for word, count in sorted(counts.items()) if number < count))
        for number in range(max(counts.values(), default=0))
    ]
    return Weights(units, ())


def test_a_word_weighs_one_up_to_two_units_and_nothing_when_it_is_common() -> None:
    weights = counted(one=1, two=2, three=3, most=COMMON_COUNT)
    assert (weights.word("unseen"), weights.word("one"), weights.word("two")) == (1.0, 1.0, 1.0)
    assert 0.0 < weights.word("three") < 1.0
    assert weights.word("most") == 0.0


@pytest.mark.parametrize("units", [COMMON_COUNT, 300, 2000])
def test_weights_fall_by_steps_and_never_rise(units: int) -> None:
    common = max(COMMON_COUNT, int(stepped(units) * COMMON_SHARE))
    counts = {f"w{count}": count for count in range(1, 2 * common)}
    weights = counted(**counts, all=units)
    values = [weights.word(f"w{count}") for count in range(1, 2 * common)]
    assert values == sorted(values, reverse=True)
    assert values[1] == 1.0 > values[2] > values[3] == values[4] > values[5] == values[6] > values[7]
    assert values[common // 2 - 1] > 0.0
    assert set(values[int(1.4 * common) :]) == {0.0}


def test_what_counts_as_common_grows_with_the_repository() -> None:
    few, many = counted(word=25), counted(word=25, all=2000)
    assert few.word("word") == 0.0
    common = int(stepped(2000) * COMMON_SHARE)
    assert many.word("word") == pytest.approx(math.log(common / middle(25)) / math.log(common / 2))


@given(st.integers(3, 10**6))
def test_a_step_is_half_an_octave_and_its_middle_lies_in_it(count: int) -> None:
    assert count / math.sqrt(2) < middle(count) < count * math.sqrt(2)
    assert middle(count) <= middle(count + 1)
    assert count / 2 ** (1 / 8) - 1 < stepped(count) <= count


def test_one_unit_more_moves_few_weights() -> None:
    counts = {f"w{count}": count for count in range(1, 400)}
    before, after = counted(**counts), counted(**{word: count + 1 for word, count in counts.items()})
    moved = [word for word in counts if before.word(word) != after.word(word)]
    assert 0 < len(moved) <= 2 * math.log2(400)


def test_informative_words_are_the_rarest_first_and_the_common_ones_left_out() -> None:
    weights = counted(bb=2, aa=2, rare=1, edge=COMMON_COUNT - 2, common=COMMON_COUNT + 1)
    assert weights.informative({"common", "edge", "bb", "rare", "aa"}) == ["rare", "aa", "bb", "edge"]


def test_features_are_counted_only_where_they_were_asked_for() -> None:
    one, two = unlike(1, "alpha", "beta", "gamma(0)"), unlike(2, "alpha", "beta", "delta(0)")
    shared = sorted(set(one.fingerprint.features) & set(two.fingerprint.features))
    alone = sorted(set(one.fingerprint.features) - set(two.fingerprint.features))
    weights = Weights([one, two], [*shared, *alone[:1]])
    assert [weights.frequency(feature) for feature in shared] == [2] * len(shared)
    assert weights.frequency(alone[0]) == 1
    assert weights.frequency(alone[1]) == 0
    assert weights.feature(shared[0]) == 1.0


def test_order_of_the_units_does_not_matter() -> None:
    words = ["ant", "bee", "cat", "dog", "elk"]
    units = [unlike(number, *words[:number]) for number in range(1, 9)]
    asked = {feature for unit in units for feature in unit.fingerprint.features}
    forth, back = Weights(units, asked), Weights(reversed(units), asked)
    assert [forth.feature(feature) for feature in sorted(asked)] == [back.feature(feature) for feature in sorted(asked)]
    assert forth.informative(words) == back.informative(words[::-1]) == ["dog", "elk", "bee", "cat", "ant"]


@pytest.mark.parametrize(("text", "weight"), [("raise NotImplementedError", 0.0), (SETUP + "\nraise NotImplementedError", 1.0)])
def test_copies_count_as_one_and_idioms_each(text: str, weight: float) -> None:
    units = [a_unit(f"f{number}", text.replace("$root", f"$r{number}")) for number in range(COMMON_COUNT + 1)]
    assert Weights(units, ()).word("NotImplementedError") == weight


def test_of_copies_each_word_counts_once() -> None:
    said = ["first", *["later"] * COMMON_COUNT]
    units = [a_unit(f"f{number}", SETUP.replace("$root", f"$r{number}") + f"\nsay('{word}')") for number, word in enumerate(said)]
    for order in (units, units[::-1]):
        weights = Weights([*order, *(unlike(number, "say('later')") for number in range(2))], ())
        assert weights.word('"first') == 1.0
        assert weights.word('"later') == Weights([unlike(number, "word") for number in range(3)], ()).word("word")


KEYS = st.sets(st.integers(0, 60), max_size=12)
K = TypeVar("K", int, str)
OWNERS = st.lists(KEYS, max_size=8)


def rarity(frequency: Callable[[K], float], weight: Callable[[K], float], cap: int) -> Rarity[K]:
    return Rarity(frequency, cap, lambda keys: [weight(key) if frequency(key) <= cap else 0.0 for key in keys])


def frequency_of(owners: list[set[int]], key: int) -> int:
    return sum(key in keys for keys in owners)


@given(OWNERS, st.integers(1, 4), KEYS)
def test_no_owner_is_missed_whose_rare_keys_are_all_there(owners: list[set[int]], cap: int, more: set[int]) -> None:
    index = RareIndex(owners, rarity(lambda key: frequency_of(owners, key), lambda key: 1.0 / (1 + key), cap))
    for number, keys in enumerate(owners):
        rare = {key for key in keys if frequency_of(owners, key) <= cap}
        assert (number in index.candidates(sorted(rare | more))) or not rare


@given(OWNERS, KEYS, st.floats(0.05, 0.9))
def test_candidates_ascend_and_have_their_share(owners: list[set[int]], keys: set[int], minimum: float) -> None:
    index = RareIndex(owners, Rarity.of_all(lambda wanted: [1.0 for _ in wanted]), share(minimum))
    found = list(index.candidates(sorted(keys)))
    assert found == [number for number, owned in enumerate(owners) if owned & keys and len(owned & keys) >= minimum * len(owned)]


def test_common_keys_are_left_out_of_the_index_and_of_the_share() -> None:
    owners = [{"rare", "common"}, {"common"}]
    index = RareIndex(owners, rarity({"rare": 1, "common": 5}.__getitem__, lambda _: 1.0, 4), share(1.0))
    assert list(index.candidates(["common"])) == []
    assert list(index.candidates(["rare"])) == [0]


def test_the_share_is_one_of_weight_and_not_of_keys() -> None:
    weight = {"heavy": 1.0, "light": 0.05, "feather": 0.02}
    index = RareIndex([weight], Rarity.of_all(lambda keys: map(weight.__getitem__, keys)))
    assert list(index.candidates(["heavy"])) == [0]
    assert list(index.candidates(["light", "feather"])) == []
    assert MIN_RARE_SHARE == 0.08
