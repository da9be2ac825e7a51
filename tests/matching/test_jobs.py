"""Type 4 in other words: what two functions of one job share when everything else differs."""

from __future__ import annotations

from typing import Any

import pytest

from ssot_check.matching.fitted import fitted
from ssot_check.matching.jobs import MEANINGS, Jobs, Likeness, chance, does_job, is_telling, job
from ssot_check.model.match import CloneType, Match, Tier
from ssot_check.model.unit import Unit, UnitKind
from tests.builders import a_domain, a_unit
from tests.matching.haystacks import OTHER, a_haystack, searched

ROTATE = """
$archives = sorted(Path($folder).glob('*.tar.gz'), $newest)
$removed = []
for $archive in $archives[$keep:]:
    $archive.unlink()
    $removed.append($archive)
    log.info('removed old backup %s', $archive)
return $removed
"""
PRUNE = """
while len($found) > $retain:
    $entry, $oldest = $found.pop(0)
    if fnmatch($oldest, '*.tar.gz') and $entry:
        os.remove($oldest)
        logger.warning('pruned archive of backups %s', $oldest)
"""
CROWD = [a_unit(f"u{number}", OTHER, f"lib/u{number}.py", line=1) for number in range(6)]


def owner(name: str = "rotate_backups", text: str = ROTATE, **fields: Any) -> Unit:
    return a_unit(name, text, calls=("pathlib.Path", ".unlink"), **fields)


def rewrite(name: str = "prune_old_archives", text: str = PRUNE, **fields: Any) -> Unit:
    return a_unit(name, text, "jobs/a.py", calls=("fnmatch.fnmatch", "os.remove"), **fields)


def found(*units: Unit, domain: str = "operations") -> list[Match]:
    hay = a_haystack(*units, *CROWD, domains=[a_domain(domain)], owners={"app/log.py": (domain,)})
    return [match for match in searched(hay) if match.clone_type is CloneType.SEMANTIC]


def test_the_same_job_in_other_words_is_a_hint() -> None:
    (match,) = found(owner(), rewrite())
    assert (match.owner.name, match.copy.name, match.tier) == ("rotate_backups", "prune_old_archives", Tier.HINT)


def test_only_the_kinds_that_are_written_anew_are_asked() -> None:
    assert found(owner(), rewrite(), domain="invoices") == []


@pytest.mark.parametrize(
    "miss",
    [
        a_unit("report_entries", PRUNE.replace("os.remove($oldest)", "$report.append($oldest)"), "jobs/a.py"),
        rewrite("spend", text=OTHER),
        rewrite(text=PRUNE + "$table.rows($price, $count)\n" * 40),
        rewrite("__enter__", kind=UnitKind.METHOD, scope="Prune"),
        rewrite(kind=UnitKind.TABLE),
    ],
    ids=["no removal", "another job", "much else", "protocol", "table"],
)
def test_a_near_miss_is_none(miss: Unit) -> None:
    assert found(owner(), miss) == []


def test_a_class_may_do_the_job_of_a_function() -> None:
    (match,) = found(owner(), rewrite(kind=UnitKind.CLASS))
    assert (match.copy.kind, match.clone_type) == (UnitKind.CLASS, CloneType.SEMANTIC)


def test_a_script_may_do_the_job_of_a_function() -> None:
    (match,) = found(owner(), rewrite(kind=UnitKind.SCRIPT))
    assert (match.copy.kind, match.tier) == (UnitKind.SCRIPT, Tier.HINT)
    assert found(owner(kind=UnitKind.SCRIPT), rewrite()) == []


@pytest.mark.parametrize(("commands", "is_asked"), [(7, False), (8, True)])
def test_a_command_of_two_words_is_as_much_of_a_job_as_a_call_of_five_tokens(commands: int, is_asked: bool) -> None:
    unit = a_unit("clean", "rm($old)\n" * commands)
    assert unit.fingerprint.size < 40
    assert does_job(unit) is is_asked


@pytest.mark.parametrize(
    ("said", "telling"),
    [
        ({"rare": 1.0}, True),
        ({"texts": 0.5}, True),
        ({"stems": 0.9, "calls": 1.0, "rare": 0.6, "texts": 0.3}, False),
    ],
    ids=["a rare word", "texts", "what everybody says of that library"],
)
def test_common_words_alone_make_no_job(said: dict[str, float], telling: bool) -> None:
    assert is_telling(Likeness(**{name: said.get(name, 0.0) for name in Likeness._fields})) is telling


def test_the_signals_make_the_score() -> None:
    (match,) = found(owner(), rewrite())
    summed = fitted().intercept + sum(value * weight for _, value, weight in match.signals)
    assert chance(summed) == pytest.approx(match.score, abs=0.02)
    assert {name for name, _, _ in match.signals} == set(fitted().weights) == set(MEANINGS)


def test_two_methods_of_one_name_answer_one_call() -> None:
    mine = owner("prune_old_archives", kind=UnitKind.METHOD, scope="Local")
    assert found(mine, rewrite(kind=UnitKind.METHOD, scope="Remote")) == []
    assert len(found(mine, rewrite())) == 1


def test_effects_are_kinds_and_not_names() -> None:
    assert job(owner()).effects == job(rewrite()).effects == {"delete"}
    assert job(a_unit("f", "$x.replace($a, $b)")).effects == frozenset()


def test_other_words_of_one_meaning_count_less_than_the_same_word() -> None:
    jobs = Jobs.of([owner(), rewrite(), *CROWD])
    same, other = job(owner()), job(rewrite())
    assert jobs.both(same, same)[0] == pytest.approx(1.0)
    assert 0.42 <= jobs.both(same, other)[0] < 1.0
    assert jobs.likeness(same, job(a_unit("spend", OTHER))) is None
