"""The small slice of the quality benchmark: a change of the detector that finds less, or accuses more, fails here.

The floors are counts measured on the pinned development environment. Raise them when the detector gets better; a lower one needs a reason
in the commit message. Libraries of another version give other plants: then measure again with `benchmarks/quality/run.py --slice ci`.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from benchmarks.quality import (
    code_trees,
    config_code,
    edits,
    generate,
    planting,
    refused,
    rewrites,
    scoring,
    store,
    tables,
    tool,
    tree_code,
)
from benchmarks.quality.grammars import GRAMMARS
from benchmarks.quality.job_pairs import Bench, Package, samples
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
    Piece,
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
OTHER_FLOORS = {"shell": 10, "typescript": 8, "go": 8, "rust": 7, "config": 11}
"""Of the copies in code written for the slice, all kinds together."""


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


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Tree]:
    trees = code_trees.slice_trees(tmp_path_factory.mktemp("quality"))
    return {tree.plants[0].language: tree for tree in trees}


@pytest.mark.parametrize("language", OTHER_FLOORS)
def test_copies_in_other_languages_are_found_and_nothing_else(others: dict[str, Tree], language: str) -> None:
    score = scoring.Score("ssot-check")
    scoring.count(score, others[language].plants, tool.run(others[language].root, "--hints")[0])
    missed = list(scoring.mistakes(others[language].plants, score))
    assert score.found >= OTHER_FLOORS[language], missed
    assert score.alarms == 0, missed


SAMPLES = {
    "shell": 'check() {\n    local wanted=$1\n    if [ -z "$wanted" ]; then\n        echo "no name" >&2\n    fi\n    touch "$wanted"\n}\n',
    "typescript": 'function check(wanted: string) {\n  const at = find(wanted, 3);\n  if (at < 0) {\n    warn("no name");\n  }\n}\n',
    "go": 'func check(wanted string) int {\n\tat := find(wanted, 3)\n\tif at < 0 {\n\t\twarn("no name")\n\t}\n\treturn at\n}\n',
    "rust": 'fn check(wanted: &str) -> i32 {\n    let at = find(wanted, 3);\n    if at < 0 {\n        warn("no name");\n    }\n    at\n}\n',
}


@pytest.mark.parametrize("language", SAMPLES)
def test_every_edit_gives_code_of_the_language_that_differs(language: str) -> None:
    text, grammar = SAMPLES[language], GRAMMARS[language]
    for seed in range(20):
        rng = random.Random(seed)
        made = [edits.layout(text, grammar, rng)[0], edits.renamed(text, grammar, rng)[0], rewrites.rewritten(text, grammar, rng)[0]]
        assert all(tree_code.parses(item, grammar) for item in made if item)
        assert made[1] != text
        assert edits.layout(text, grammar, random.Random(seed)) == edits.layout(text, grammar, random.Random(seed))


@pytest.mark.parametrize("language", SAMPLES)
def test_a_rename_reaches_every_use_of_what_the_function_binds_and_nothing_else(language: str) -> None:
    made = edits.rename(SAMPLES[language], GRAMMARS[language], random.Random(0))
    assert not {"check", "wanted"} & tree_code.words_of(made)
    assert {"touch", "echo"} <= tree_code.words_of(made) or {"find", "warn"} <= tree_code.words_of(made)


def test_an_import_is_written_as_its_new_file_would(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    source = 'import { find } from "./lib/find";\nimport fs from "node:fs";\n' + SAMPLES["typescript"].replace(
        "  if", "  a();\n  b();\n  if"
    )
    (tmp_path / "src" / "owner.ts").write_text(source, encoding="utf-8")
    (found,) = tree_code.functions(tmp_path, "src/owner.ts", GRAMMARS["typescript"])
    assert found.imports == ('import { find } from "//src/lib/find";',)
    text, spans = planting._assemble("app/deep/copy.ts", "", [(0, 0, Piece(found.text, found.imports))])
    assert text.startswith('import { find } from "../../src/lib/find";\n')
    assert text.splitlines()[spans[0, 0].first - 1].startswith("function check")


@pytest.mark.parametrize(
    ("path", "text", "names"),
    [
        ("compose.yaml", "services:\n  a:\n" + "".join(f"    k{n}: v{n}\n" for n in range(9)) + "  b:\n    image: x\n", ["a"]),
        (".github/workflows/x.yml", "on: push\njobs:\n  a:\n" + "".join(f"    k{n}: ${{{{ v }}}}\n" for n in range(9)), ["a"]),
        ("Dockerfile", "FROM a AS one\n" + "RUN x\n" * 8 + "# rest\nFROM b\nRUN y\n", ["one"]),
        ("Makefile", "x := 1\nall: a\n" + "\t@echo x\n" * 8 + "\nother:\n\ttrue\n", ["all"]),
        (".env", "# head\n" + "".join(f"K{n}=v\n" for n in range(9)), ["dotenv"]),
        ("k.yaml", "kind: Service\nmetadata: {name: a}\nspec:\n" + "".join(f"  k{n}: v\n" for n in range(9)), []),
        ("chart.yaml", "kind: {{ kind }}\n", []),
    ],
)
def test_blocks_of_configuration(tmp_path: Path, path: str, text: str, names: list[str]) -> None:
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_text(text, encoding="utf-8")
    assert [block.name for block in config_code.blocks(tmp_path, path)] == names


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


@pytest.mark.parametrize("item", refused.ITEMS)
def test_what_the_rules_never_report_is_not_reported(item: str) -> None:
    (row,) = refused.measure(3, [item])
    assert (row.cases, row.reported) == (3, 3 if item == refused.CONTROL else 0)


def test_the_weights_of_rewritten_jobs_can_be_fitted_again() -> None:
    written = samples("shell")
    pairs = list(Bench(Package("none", "shell", (), (), frozenset()), written).among_samples())
    assert {True, False} == {pair.same for pair in pairs}
    assert all(pair.signals.stems > 0 for pair in pairs)
