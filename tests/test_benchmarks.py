"""The small slice of the quality benchmark: a change of the detector that finds less, or accuses more, fails here.

The floors are counts measured on the pinned development environment. Raise them when the detector gets better; a lower one needs a reason
in the commit message. Libraries of another version give other plants: then measure again with `benchmarks/quality/run.py --slice ci`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.quality import generate, scoring, store, tables, tool
from benchmarks.quality.model import (
    INSIDE,
    MERGED,
    NEGATIVE,
    POSITIVE,
    SPLIT,
    STRUCTURE,
    TYPE_1,
    TYPE_2,
    TYPE_3,
    TYPE_4,
    Plant,
    Report,
    Span,
)
from benchmarks.quality.planting import Tree

FLOORS = {
    TYPE_1: 9,
    TYPE_2: 9,
    TYPE_3[0]: 9,
    TYPE_3[1]: 6,
    TYPE_3[2]: 6,
    STRUCTURE: 8,
    SPLIT: 8,
    MERGED: 7,
    INSIDE: 7,
    TYPE_4: 10,
}
MOST_ALARMS = 4


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    return generate.ci_tree(tmp_path_factory.mktemp("quality"))


@pytest.fixture(scope="module")
def measured(tree: Tree) -> scoring.Score:
    score = scoring.Score("ssot-check")
    scoring.count(score, tree.plants, tool.run(tree.root, "--hints")[0])
    return score


@pytest.mark.parametrize("kind", POSITIVE)
def test_copies_are_found(measured: scoring.Score, kind: str) -> None:
    tally = measured.kinds["python", kind]
    assert tally.planted >= 5
    assert tally.found >= FLOORS[kind], f"{tally.found} of {tally.planted}"


def test_negatives_and_wrong_owners_stay_rare(measured: scoring.Score) -> None:
    assert {kind for _, kind in measured.false} <= set(NEGATIVE)
    assert measured.alarms <= MOST_ALARMS


def plant(kind: str) -> Plant:
    return Plant(0, kind, "by hand", "python", (Span("owner.py", 10, 29),), (Span("copy.py", 100, 119),))


def report(copy: tuple[int, int], owner: tuple[int, int]) -> Report:
    return Report((Span("owner.py", *owner), Span("copy.py", *copy)))


@pytest.mark.parametrize(
    ("copy", "owner", "found"),
    [
        ((100, 119), (10, 29), 1),
        ((100, 109), (10, 15), 1),
        ((100, 103), (10, 29), 0),  # a fifth of the copy
        ((100, 119), (10, 12), 0),  # an idiom at the owner's beginning
        ((130, 140), (10, 29), 0),
    ],
)
def test_a_report_must_cover_the_plant_and_name_the_owner(copy: tuple[int, int], owner: tuple[int, int], found: int) -> None:
    score = scoring.Score("any")
    scoring.count(score, [plant(TYPE_1)], [report(copy, owner)])
    assert score.kinds["python", TYPE_1].found == found


def test_a_reported_negative_costs_precision() -> None:
    score = scoring.Score("any")
    scoring.count(score, [plant(TYPE_1), plant("stub")], [report((100, 119), (10, 29))])
    assert (score.found, score.alarms, score.precision()) == (1, 1, 0.5)


def test_another_owner_is_no_hit() -> None:
    score = scoring.Score("any")
    said = Report((Span("copy.py", 100, 119),), owner=Span("other.py", 10, 10))
    scoring.count(score, [plant(TYPE_1)], [said])
    assert (score.found, score.wrong) == (0, 1)


def test_the_same_seed_gives_the_same_tree(tree: Tree, tmp_path: Path) -> None:
    again = generate.ci_tree(tmp_path)
    assert again.plants == tree.plants
    for path in sorted(again.root.rglob("*.py")):
        assert path.read_text(encoding="utf-8") == (tree.root / path.relative_to(again.root)).read_text(encoding="utf-8")


def test_a_class_that_has_little_else_than_the_owner_is_a_right_owner() -> None:
    for first, last, found in ((6, 30, 1), (1, 80, 0)):
        score = scoring.Score("any")
        scoring.count(score, [plant(TYPE_1)], [Report((Span("copy.py", 100, 119),), owner=Span("owner.py", first, last))])
        assert score.found == found


def test_a_peers_answer_is_kept_for_the_same_tree_only(tmp_path: Path) -> None:
    kept = store.Store(tmp_path / "reports")
    said = [report((100, 119), (10, 29)), Report((Span("copy.py", 1, 2),), owner=Span("owner.py", 3, 4), score=0.5)]
    (tmp_path / "tree").mkdir()
    (tmp_path / "tree" / "a.py").write_text("pass\n", encoding="utf-8")
    before = store.digest_of(tmp_path / "tree")
    kept.put("peer 1", before, said, 2.5)
    (tmp_path / "tree" / "a.py").write_text("pass \n", encoding="utf-8")
    assert kept.get("peer 1", before) == (said, 2.5)
    assert kept.get("peer 1", store.digest_of(tmp_path / "tree")) is None
    assert kept.get("peer 2", before) is None


def test_the_section_is_replaced_and_the_rest_of_the_page_kept(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Speed\n", encoding="utf-8")
    for section in ("old\n", "new\n"):
        tables.put(page, section)
    assert page.read_text(encoding="utf-8") == f"# Speed\n\n{tables.BEGIN}\nnew\n{tables.END}\n"
