"""The rare-feature index: the same candidates as a comparison of every owner with every unit, whatever was asked before."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ssot_check.matching.candidates import RareIndex, Rarity, share

WEIGHTS = dict(enumerate((1.0, 0.7, 0.1, 0.35, 0.0, 0.9, 0.05, 0.6)))
KEYS = st.frozensets(st.sampled_from(sorted(WEIGHTS)))


def share_of(owner: frozenset[int], keys: frozenset[int]) -> tuple[float, float]:
    """The weight that both have, and that of the owner, added up in one order."""
    return sum(WEIGHTS[key] for key in sorted(owner & keys)), sum(WEIGHTS[key] for key in sorted(owner))


@given(st.lists(KEYS, max_size=6), st.lists(st.tuples(KEYS, st.sampled_from((0.08, 0.2, 0.5, 1.0))), max_size=6))
def test_candidates_are_those_of_a_full_comparison(owners: list[frozenset[int]], questions: list[tuple[frozenset[int], float]]) -> None:
    rarity = Rarity.of_all(lambda keys: map(WEIGHTS.__getitem__, keys))
    for keys, minimum in questions:
        shares = [(number, *share_of(owner, keys)) for number, owner in enumerate(owners) if owner & keys]
        wanted = [number for number, shared, total in shares if shared >= minimum * total]
        for left_out in (0.0, 0.5, 0.9):
            assert RareIndex(owners, rarity, share(minimum), left_out=left_out).candidates(keys) == wanted
