"""What a baseline covers, and what it does not pay for."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssot_check.model.baseline import Baseline, BaselineEntry, grown, identities, in_order, shrunk, split
from ssot_check.model.finding import Finding, Identity
from tests.builders import a_finding, a_place

TODAY = date(2027, 1, 31)


def at(path: str, line: int = 1, code: str = "SSOT201", **fields: Any) -> Finding:
    return a_finding(code, location=a_place(line, path=path), scope=fields.pop("scope", "f"), digest=fields.pop("digest", "d"), **fields)


def holding(*findings: Finding, until: str = "") -> Baseline:
    whole = grown(Baseline(".ssot-baseline.json"), findings, "old", TODAY)
    return Baseline(whole.path, tuple(BaselineEntry(item.identity, item.count, until=until) for item in whole.entries))


def paths(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.location.path for finding in findings]


def test_moved_lines_change_nothing() -> None:
    parts = split([at("a.py", 900)], holding(at("a.py", 3)))
    assert (paths(parts.known), parts.new, parts.stale) == (["a.py"], (), ())


@pytest.mark.parametrize("other", [at("b.py"), at("a.py", scope="g"), at("a.py", digest="e"), at("a.py", code="SSOT202")])
def test_what_is_mended_here_pays_for_nothing_there(other: Finding) -> None:
    parts = split([other], holding(at("a.py")))
    assert (parts.new, parts.known) == ((other,), ())
    assert [entry.identity for entry in parts.stale] == [at("a.py").identity]


def test_a_count_covers_that_many_and_no_more() -> None:
    found = [at("a.py", line) for line in (1, 2, 3)]
    parts = split(found, holding(*found[:2]))
    assert [finding.location.line for finding in parts.known] == [1, 2]
    assert [finding.location.line for finding in parts.new] == [3]
    (left,) = split(found[:1], holding(*found)).stale
    assert left.count == 2


CLASS = [at(path).identity for path in ("a.py", "b.py", "c.py")]


def test_a_third_copy_makes_a_known_clone_class_new() -> None:
    known = holding(at("a.py", further=tuple(CLASS[1:2])))
    parts = split([at("a.py", further=tuple(CLASS[1:]))], known)
    assert (len(parts.new), parts.known, parts.stale) == (1, (), ())


def test_a_clone_class_that_lost_a_member_is_known_and_the_rest_of_its_entries_stale() -> None:
    parts = split([at("b.py", further=(CLASS[2],))], holding(at("a.py", further=tuple(CLASS[1:]))))
    assert (parts.new, len(parts.known)) == ((), 1)
    assert [entry.identity.path for entry in parts.stale] == ["a.py"]


def test_a_member_that_moved_elsewhere_is_not_paid_by_the_one_that_went() -> None:
    known = holding(at("a.py", further=(CLASS[1],)))
    assert len(split([at("a.py", further=(CLASS[2],))], known).new) == 1


@pytest.mark.parametrize(("until", "covers"), [("", True), ("2027-01-31", True), ("2027-01-30", False)])
def test_an_entry_covers_up_to_its_last_day(until: str, covers: bool) -> None:
    parts = split([at("a.py")], holding(at("a.py"), until=until), TODAY)
    assert (bool(parts.known), bool(parts.new), len(parts.expired)) == (covers, not covers, int(not covers))
    assert parts.stale == (), "it is still there"


def test_an_expired_entry_that_nothing_matches_is_stale_and_not_expired() -> None:
    parts = split([], holding(at("a.py"), until="2020-01-01"), TODAY)
    assert (len(parts.stale), parts.expired) == (1, ())


@pytest.mark.parametrize("code", ["SSOT009", "SSOT011", "SSOT806"])
def test_some_families_are_never_known(code: str) -> None:
    finding = at("a.py", code=code)
    known = Baseline("b.json", (BaselineEntry(finding.identity),))
    assert split([finding], known).new == (finding,)
    assert grown(Baseline(), [finding], "why", TODAY).entries == ()


def test_growth_keeps_what_is_covered_and_gives_the_rest_its_reason() -> None:
    old = Baseline("b.json", (BaselineEntry(at("a.py").identity, 1, "2020-02-02", "old"),))
    entries = grown(old, [at("a.py"), at("b.py")], "new", TODAY).entries
    assert [(item.identity.path, item.count, item.first_seen, item.reason) for item in entries] == [
        ("a.py", 1, "2020-02-02", "old"),
        ("b.py", 1, "2027-01-31", "new"),
    ]


def test_a_count_that_grows_needs_a_reason_of_its_own_and_keeps_its_first_day() -> None:
    old = Baseline("b.json", (BaselineEntry(at("a.py").identity, 1, "2020-02-02", "old"),))
    (entry,) = grown(old, [at("a.py", 1), at("a.py", 2)], "new", TODAY).entries
    assert (entry.count, entry.first_seen, entry.reason) == (2, "2020-02-02", "new")


def test_growth_renews_what_has_run_out() -> None:
    (entry,) = grown(holding(at("a.py"), until="2020-01-01"), [at("a.py")], "once more", TODAY).entries
    assert (entry.until, entry.reason) == ("", "once more")


def test_growth_does_not_count_the_known_members_of_a_class_twice() -> None:
    known = holding(at("a.py", further=(CLASS[1],)))
    found = at("a.py", further=tuple(CLASS[1:]))
    assert [entry.count for entry in grown(known, [found], "third copy", TODAY).entries] == [1, 1, 1]


def test_renames_carry_entries_along_and_join_those_that_meet() -> None:
    moved = holding(at("old.py"), at("new.py"), at("other.py")).followed({"old.py": "new.py"})
    assert [(entry.identity.path, entry.count) for entry in moved.entries] == [("new.py", 2), ("other.py", 1)]


NAMES = st.sampled_from(["a.py", "b.py"])
IDENTITIES = st.builds(
    Identity, st.sampled_from(["SSOT201", "SSOT205", "SSOT009"]), st.just(""), NAMES, st.sampled_from("fg"), st.just("d")
)
FINDINGS = st.lists(
    st.builds(
        lambda known, further: at(known.path, code=known.code, scope=known.scope, further=tuple(further)),
        IDENTITIES,
        st.lists(IDENTITIES, max_size=2),
    ),
    max_size=8,
)
ENTRIES = st.lists(st.builds(BaselineEntry, IDENTITIES, st.integers(1, 3)), unique_by=lambda entry: entry.identity, max_size=6)


@given(FINDINGS, ENTRIES)
def test_nothing_is_lost_and_nothing_is_covered_twice(findings: list[Finding], entries: list[BaselineEntry]) -> None:
    baseline = Baseline("b.json", in_order(entries))
    parts = split(findings, baseline)
    assert len(parts.new) + len(parts.known) == len(findings)
    seen = Counter(part for finding in findings for part in identities(finding))
    covered = Counter(part for finding in parts.known for part in identities(finding))
    gone = {entry.identity: entry.count for entry in parts.stale}
    for entry in baseline.entries:
        assert covered[entry.identity] <= entry.count
        assert gone.get(entry.identity, 0) == max(0, entry.count - seen[entry.identity])
    assert covered.keys() <= {entry.identity for entry in baseline.entries}


@given(FINDINGS, ENTRIES)
def test_after_an_update_everything_is_known_and_nothing_stale(findings: list[Finding], entries: list[BaselineEntry]) -> None:
    baseline = Baseline("b.json", in_order(entries))
    updated = grown(shrunk(baseline, split(findings, baseline).stale), findings, "why", TODAY)
    again = split(findings, updated)
    assert {finding.code[:5] for finding in again.new} <= {"SSOT0"}
    assert again.stale == ()
    assert updated.entries == in_order(updated.entries)


@given(FINDINGS, ENTRIES)
def test_pruning_only_drops(findings: list[Finding], entries: list[BaselineEntry]) -> None:
    baseline = Baseline("b.json", in_order(entries))
    pruned = shrunk(baseline, split(findings, baseline).stale)
    before = {entry.identity: entry.count for entry in entries}
    assert all(entry.count <= before[entry.identity] for entry in pruned.entries)
    assert (split(findings, pruned).stale, split(findings, pruned).known) == ((), split(findings, baseline).known)
