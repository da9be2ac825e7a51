"""The asymmetric search: which copies are found, in which tier, and what is never asked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ssot_check.matching.haystack import owned_units
from ssot_check.matching.near import is_whole, near_score
from ssot_check.matching.similarity import Signals, measure, score
from ssot_check.matching.weights import COMMON_COUNT
from ssot_check.model.location import Location
from ssot_check.model.match import CloneType, Match, Tier
from ssot_check.model.registry import Duplicates
from ssot_check.model.unit import Trait, Unit, UnitKind
from tests.builders import a_domain, a_unit
from tests.matching.haystacks import EDITED, LOGGING, OTHER, RENAMED, SETUP, a_haystack, searched, weights_of

WHOLE = Location("app/log.py", 1, 1, 40, 1)
OWNER = a_unit("setup_logging", SETUP)
PART = "\n".join(OTHER.strip().split("\n")[:6] + SETUP.strip().split("\n")[6:])
"""The last four of ten statements."""
FIVE_OF_TEN = "\n".join(OTHER.strip().split("\n")[:5] + SETUP.strip().split("\n")[5:]).replace("logging ready for %s", "rows read of %s")
USUAL = "\n$out = list()\nfor $one in $given:\n    $text = call($one)\n    if $text:\n        append($out, $text)\nreturn $out\n"
"""An owner of which the crowd has every statement."""
CHANGED = USUAL.replace("append($out, $text)", "append($out, lower($text))")
SMALL_SETUP = "\n".join(SETUP.strip().split("\n")[:4])


JOURNAL = """
$blocks = 0
if $size < 8:
    log.info('too small', $size)
    $blocks = 1
elif $size < 128:
    $blocks = 4
elif $size < 1024:
    $blocks = 16
if $blocks < $least:
    raise DiskError('no room for a journal')
return $blocks
"""
HALF_OF_IT = """
$blocks = 0
if $size < 8:
    $rest.pop()
    $blocks = 1
elif $size in $table:
    $blocks = $rest[$size]
elif $size < 1024:
    $left = [$rest, $blocks]
if $blocks < $least:
    $left = $left[0]
return $blocks, $left
"""


def a_copy(text: str = SETUP, path: str = "jobs/a.py", **fields: Any) -> Unit:
    return a_unit(fields.pop("name", "prepare"), text, path, **fields)


def only(*found: Match) -> Match:
    assert len(found) == 1
    return found[0]


def tuned(**fields: Any) -> Any:
    return a_domain("logging", duplicates=Duplicates(**fields))


@pytest.mark.parametrize(
    ("text", "clone_type"),
    [(SETUP, CloneType.EXACT), (RENAMED, CloneType.RENAMED), (EDITED, CloneType.NEAR)],
    ids=lambda item: str(item)[:6],
)
def test_a_copy_of_each_type_is_found_in_the_gate_tier(text: str, clone_type: CloneType) -> None:
    found = only(*searched(a_haystack(OWNER, a_copy(text))))
    assert (found.clone_type, found.tier, found.domain) == (clone_type, Tier.GATE, "logging")
    assert (found.owner, found.copy.name) == (OWNER, "prepare")
    assert found.score == 1.0 if clone_type is not CloneType.NEAR else 0.8 <= found.score <= 1.0
    assert found.alignment.pairs[0] == (2, 2)


def test_a_part_that_calls_something_else_is_a_hint() -> None:
    found = only(*searched(a_haystack(OWNER, a_copy(PART, name="prepare_logging", calls=("rows.add",)))))
    assert (found.clone_type, found.tier) == (CloneType.NEAR, Tier.HINT)
    assert 0.65 <= found.score < 0.8


@pytest.mark.parametrize(
    ("name", "kind", "told"),
    [
        ("setup_logging", UnitKind.FUNCTION, True),
        ("logging", UnitKind.FUNCTION, False),
        ("setup_logging", UnitKind.METHOD, False),
    ],
    ids=["two words", "one word is anybody's", "methods of one name answer one call"],
)
def test_a_part_under_the_telling_name_of_the_owner_is_a_copy_whatever_it_calls(name: str, kind: UnitKind, told: bool) -> None:
    owner = a_unit(name, SETUP, kind=kind, calls=("logging.getLogger",))
    found = only(*searched(a_haystack(owner, a_copy(FIVE_OF_TEN, name=name, kind=kind, calls=("rows.add",)))))
    assert (found.tier is not Tier.HINT) is told


@pytest.mark.parametrize(("others", "told"), [(3, True), (4, False)], ids=["five in all", "six in all"])
def test_a_name_that_many_files_have_is_a_protocol_of_theirs(others: int, told: bool) -> None:
    owner, text = a_unit("setup_logging", SETUP, calls=("logging.getLogger",)), FIVE_OF_TEN
    rest = [a_unit("setup_logging", f"return {number}", f"jobs/b{number}.py") for number in range(others)]
    found = only(*searched(a_haystack(owner, a_copy(text, name="setup_logging", calls=("rows.add",)), *rest)))
    assert (found.tier is not Tier.HINT) is told


def a_crowd() -> list[Unit]:
    """So many functions that nothing of USUAL is rare beside them."""
    return [a_unit(f"u{number}", f"{USUAL.strip()}\ncall(own{number})", f"lib/{number}.py") for number in range(COMMON_COUNT)]


@pytest.mark.parametrize(
    ("name", "text", "kind", "told"),
    [
        ("split_words", CHANGED, UnitKind.FUNCTION, True),
        ("part_words", CHANGED, UnitKind.FUNCTION, False),
        ("split_words", CHANGED, UnitKind.METHOD, False),
        ("split_words", OTHER, UnitKind.FUNCTION, False),
    ],
    ids=["an edited copy", "another name", "methods of one name answer one call", "another job"],
)
def test_nothing_need_be_rare_where_the_text_came_along_with_a_telling_name(name: str, text: str, kind: UnitKind, told: bool) -> None:
    owner = a_unit("split_words", USUAL, kind=kind)
    found = searched(a_haystack(owner, a_copy(text, name=name, kind=kind), *a_crowd()))
    assert [match.tier for match in found] == [Tier.GATE] * told


def test_two_functions_of_one_call_each_hand_it_on_under_one_name() -> None:
    owner, text = a_unit("split_words", "call($a, $b, $c)\nreturn $out"), "call($a, $b, $c, $d)\nreturn $out"
    assert searched(a_haystack(owner, a_copy(text, name="split_words"), *a_crowd(), domains=[tuned(min_tokens=5)])) == ()


def test_a_small_function_under_the_name_of_the_owner_is_a_copy_with_less_that_is_rare() -> None:
    owner, signals = a_unit("read_settings", SMALL_SETUP), Signals(0.6, 0.5, 0.84, 0.84, 0.8, 0.4, 0.2, 0.0)
    copy = a_unit("read_settings", SMALL_SETUP, "jobs/a.py")
    assert near_score(owner, copy, signals, named=True) >= 0.8
    assert near_score(owner, copy, signals) == 0.0
    rare = replace(signals, evidence=0.3, telling=0.0)
    assert near_score(owner, copy, rare, named=True) == 0.0, "three statements align, and nothing is rare"
    assert near_score(a_unit("read_settings", SETUP), copy, rare, named=True) >= 0.8
    assert near_score(a_unit("read_settings", SETUP), copy, replace(rare, alignment=0.6), named=True) == 0.0


REMEMBER = """
$place = globalThis
if not $place.__shop_kept:
    $place.__shop_kept = Map()
if not $place.__shop_kept.has($name):
    $place.__shop_kept.set($name, $make())
return $place.__shop_kept.get($name)
"""


def test_one_outside_name_that_is_another_one_throughout_is_no_chance() -> None:
    owner = a_unit("remember", REMEMBER)
    copies = [a_unit("remember", REMEMBER.replace("__shop_kept", name), "app/db.py") for name in ("__till_kept", "__till_kept.inner")]
    found = [searched(a_haystack(owner, copy, *a_crowd())) for copy in copies]
    assert [[match.clone_type for match in each] for each in found] == [[CloneType.NEAR], [CloneType.SEMANTIC]]


def test_a_method_whose_statements_all_stand_again_is_a_copy_however_common_its_words() -> None:
    owner = a_unit("set_variant", SETUP, scope="List", kind=UnitKind.METHOD)
    copy = a_unit("set_variant", SETUP + "$done = 1\n", "app/job.py", scope="Index", kind=UnitKind.METHOD)
    whole = Signals(1.0, 0.58, 0.94, 0.88, 1.0, 1.0, 0.25, 0.1)
    assert near_score(owner, copy, whole) >= 0.8
    assert near_score(owner, copy, replace(whole, statements=0.9)) == 0.0, "two answers to one interface look alike"
    assert near_score(owner, copy, replace(whole, evidence=0.3)) == 0.0


@pytest.mark.parametrize(
    ("fields", "whole"), [({}, True), ({"statements": 0.85}, False), ({"words": 0.8}, False), ({"alignment": 0.7}, False)]
)
def test_an_owner_is_whole_where_all_its_statements_and_words_stand_and_little_else(fields: dict[str, float], whole: bool) -> None:
    signals = Signals(0.7, 0.5, 0.86, 0.8, 1.0, 1.0, 0.1, 0.3)
    assert is_whole(OWNER, replace(signals, **fields)) is whole
    assert not is_whole(a_unit("setup_logging", SMALL_SETUP), signals), "a few statements are an idiom"


def test_a_part_under_a_name_that_shares_nothing_is_plumbing() -> None:
    assert searched(a_haystack(OWNER, a_copy(PART, name="connect"))) == ()


def test_less_than_that_is_no_copy() -> None:
    little = "\n".join(OTHER.strip().split("\n")[:7] + SETUP.strip().split("\n")[7:])
    assert searched(a_haystack(OWNER, a_copy(little))) == ()
    assert searched(a_haystack(OWNER, a_copy(OTHER))) == ()


def test_the_threshold_of_the_domain_parts_the_tiers() -> None:
    copy = a_copy(EDITED)
    value = score(measure(OWNER, copy, weights_of(a_haystack(OWNER, copy))))
    for threshold, tier in ((value - 0.01, Tier.GATE), (value + 0.001, Tier.ADVISORY)):
        assert only(*searched(a_haystack(OWNER, copy, domains=[tuned(threshold=threshold)]))).tier is tier


def test_min_tokens_of_the_domain_are_the_least_size_of_an_owner() -> None:
    size = OWNER.fingerprint.size
    assert len(searched(a_haystack(OWNER, a_copy(), domains=[tuned(min_tokens=size)]))) == 1
    assert searched(a_haystack(OWNER, a_copy(), domains=[tuned(min_tokens=size + 1)])) == ()


def test_the_domain_itself_is_never_searched() -> None:
    owners = {"app/log.py": ("logging",), "app/log2.py": ("logging", "metrics")}
    inside = a_copy(path="app/log2.py"), a_copy(path="app/log.py", line=40)
    assert searched(a_haystack(OWNER, *inside, owners=owners, domains=[LOGGING, a_domain("metrics")])) == ()


def test_known_copies_of_a_domain_are_exempt_from_that_domain_only() -> None:
    copy = a_copy()
    assert searched(a_haystack(OWNER, copy, exempt=[("logging", "jobs/a.py")])) == ()
    assert len(searched(a_haystack(OWNER, copy, exempt=[("metrics", "jobs/a.py"), ("logging", "jobs/b.py")]))) == 1


def test_generated_files_are_not_searched() -> None:
    assert searched(a_haystack(OWNER, a_copy(), files={"jobs/a.py": {"generated": True}})) == ()


def test_languages_compare_within_their_family() -> None:
    files = {"jobs/a.sh": {"language": "shell"}}
    copy = a_copy(path="jobs/a.sh")
    assert searched(a_haystack(OWNER, copy, files=files)) == ()
    assert len(searched(a_haystack(OWNER, copy, files=files, families={"python": "one", "shell": "one"}))) == 1


def test_a_fallback_is_advisory_and_marked() -> None:
    found = only(*searched(a_haystack(OWNER, a_copy(traits=frozenset((Trait.FALLBACK,))))))
    assert (found.tier, found.fallback, found.clone_type, found.score) == (Tier.ADVISORY, True, CloneType.EXACT, 1.0)


@pytest.mark.parametrize("path", ["jobs/a.py", "zoo/z.py"])
def test_two_owners_copies_of_each_other_are_reported_once(path: str) -> None:
    copy = a_copy(path=path)
    hay = a_haystack(OWNER, copy, domains=[LOGGING, a_domain("jobs")], owners={"app/log.py": ("logging",), path: ("jobs",)})
    found = only(*searched(hay))
    assert (found.domain, found.owner_path, found.copy_path) == ("logging", "app/log.py", path)


def test_a_copied_class_is_one_finding_and_not_one_for_each_method() -> None:
    def kind_of_logs(path: str) -> list[Unit]:
        whole = a_unit("Logs", f"{SETUP}\n{EDITED}", path, kind=UnitKind.CLASS)
        one = a_unit("setup", SETUP, path, line=2, kind=UnitKind.METHOD, scope="Logs")
        return [whole, one]

    found = only(*searched(a_haystack(*kind_of_logs("app/log.py"), *kind_of_logs("jobs/a.py"))))
    assert (found.copy.kind, found.owner.kind) == (UnitKind.CLASS, UnitKind.CLASS)


def test_a_copied_method_in_a_class_that_is_only_alike_is_the_finding() -> None:
    """The stronger tier wins over the bigger unit."""
    owner = [a_unit("Logs", SETUP, kind=UnitKind.CLASS), a_unit("setup", SETUP, line=1, kind=UnitKind.METHOD, scope="Logs")]
    copy = [a_copy(PART, kind=UnitKind.CLASS, calls=("rows.add",)), a_copy(EDITED, line=1, kind=UnitKind.METHOD, scope="Work")]
    apart = {match.copy.kind: match.tier for unit in copy for match in searched(a_haystack(*owner, unit))}
    assert apart == {UnitKind.CLASS: Tier.HINT, UnitKind.METHOD: Tier.GATE}
    assert only(*searched(a_haystack(*owner, *copy))).copy.kind is UnitKind.METHOD


def test_units_beside_each_other_are_two_findings() -> None:
    hay = a_haystack(OWNER, a_unit("spend", OTHER, line=20), a_copy(), a_copy(OTHER, line=20))
    assert [match.owner.name for match in searched(hay)] == ["setup_logging", "spend"]


SMALL = "for $x in $rows:\n    if $x > $limit:\n        $out = $out + [$x * 2]\n    else:\n        $out = [$x] + $out\nreturn $out"


def test_equal_shape_of_few_statements_without_a_telling_word_is_a_hint() -> None:
    few = "for $x in $rows:\n    $out = $out + [$x * 2, $x + $limit, $x] + [$limit]\nreturn $out"
    small = a_unit("double_big", few)
    assert small.fingerprint.size >= 25
    found = only(*searched(a_haystack(small, a_copy(few.replace("rows", "table")))))
    assert (found.clone_type, found.tier) == (CloneType.NEAR, Tier.HINT)
    told = SMALL + "\nappend('rows')\nextend($out)"
    found = only(*searched(a_haystack(a_unit("double_big", told), a_copy(told.replace("out", "total")))))
    assert (found.clone_type, found.tier) == (CloneType.RENAMED, Tier.GATE)


@pytest.mark.parametrize(
    ("text", "kind", "clone_type", "tier"),
    [
        ("refused", UnitKind.FUNCTION, CloneType.RENAMED, Tier.GATE),
        ("granted", UnitKind.FUNCTION, CloneType.NEAR, Tier.HINT),
        ("refused", UnitKind.METHOD, CloneType.NEAR, Tier.HINT),
    ],
    ids=["all texts stay", "another text", "two classes of one interface"],
)
def test_one_to_one_renaming_proves_a_copy_however_small(text: str, kind: UnitKind, clone_type: CloneType, tier: Tier) -> None:
    """Where every call and every text stays there is nothing left that could make it another job."""
    few = "for $x in $rows:\n    $out = $out + [$x * 2, $x + $limit, $x] + [$limit]\nreturn $out + ['refused']"
    small = a_unit("double_big", few, kind=kind)
    assert len(small.fingerprint.hashes) < 6, "a rare shape alone would do"
    name = small.name if kind is UnitKind.METHOD else "prepare"
    copy = a_copy(few.replace("rows", "table").replace("refused", text), name=name, kind=kind)
    found = only(*searched(a_haystack(small, copy)))
    assert (found.clone_type, found.tier) == (clone_type, tier)


@pytest.mark.parametrize(("last", "tier"), [("log('level', $out)", Tier.GATE), ("log('other', $out)", Tier.HINT)])
def test_all_but_a_statement_is_a_copy_whatever_it_calls_and_is_named(last: str, tier: Tier) -> None:
    text = "\n".join(f"$out = $out {sign} [$x {sign} $y {sign} $z]" for sign in "+-*/%&|^@")
    owner = a_unit("fold", f"{text}\nlog('level', $out)", calls=("app.log", "app.fold"))
    copy = a_copy(text.replace("$x @ $y", "$x @ 3 @ $y") + f"\n{last}", name="count_bits", calls=("bits.count",))
    assert only(*searched(a_haystack(owner, copy))).tier is tier


def test_a_shape_of_several_statements_that_nobody_else_writes_is_evidence() -> None:
    """Two functions that read alike but for their variables; methods of one name may have to, and no call asks for two names."""
    text, other = SMALL, SMALL.replace("rows", "table")
    found = only(*searched(a_haystack(a_unit("double_big", text), a_copy(other))))
    assert (found.clone_type, found.tier) == (CloneType.RENAMED, Tier.GATE)
    crowd = [a_unit(f"u{number}", f"{text}\nown{number}($x)", f"lib/{number}.py") for number in range(COMMON_COUNT)]
    assert searched(a_haystack(a_unit("double_big", text), a_copy(other), *crowd)) == ()
    for name, tier in (("double_big", Tier.HINT), ("prepare", Tier.GATE)):
        methods = [a_unit("double_big", text, kind=UnitKind.METHOD), a_copy(other, name=name, kind=UnitKind.METHOD)]
        assert only(*searched(a_haystack(*methods))).tier is tier


def test_a_small_exact_copy_of_a_rare_shape_needs_no_word() -> None:
    assert only(*searched(a_haystack(a_unit("double_big", SMALL), a_copy(SMALL)))).clone_type is CloneType.EXACT


def test_a_class_cut_down_to_one_copied_method_is_told_by_the_method() -> None:
    owner = [
        a_unit("Logs", f"{OTHER}\n{SETUP}", kind=UnitKind.CLASS),
        a_unit("setup", SETUP, line=30, kind=UnitKind.METHOD, scope="Logs"),
    ]
    owner[0] = replace(owner[0], location=replace(owner[0].location, end_line=60))
    copy = [
        a_copy(f"held()\n{SETUP}", name="Logs", kind=UnitKind.CLASS),
        a_copy(SETUP, name="setup", line=2, kind=UnitKind.METHOD, scope="Logs"),
    ]
    apart = {match.copy.kind for unit in copy for match in searched(a_haystack(*owner, unit))}
    assert apart == {UnitKind.CLASS, UnitKind.METHOD}
    assert only(*searched(a_haystack(*owner, *copy))).owner is owner[1]
    edited = [
        a_copy(f"held()\n{EDITED}", name="Logs", kind=UnitKind.CLASS),
        a_copy(EDITED, name="setup", line=2, kind=UnitKind.METHOD, scope="Logs"),
    ]
    assert only(*searched(a_haystack(*owner, *edited))).owner is owner[1]


def test_an_edited_class_of_little_more_than_one_method_is_told_as_a_class() -> None:
    owner = [
        a_unit("Logs", f"{SETUP}\nheld()", kind=UnitKind.CLASS),
        a_unit("setup", SETUP, line=3, kind=UnitKind.METHOD, scope="Logs"),
    ]
    copy = [
        a_copy(f"{EDITED}\nheld()", name="Logs", kind=UnitKind.CLASS),
        a_copy(EDITED, name="setup", line=2, kind=UnitKind.METHOD, scope="Logs"),
    ]
    assert only(*searched(a_haystack(*owner, *copy))).owner is owner[0]


def touched(*lines: int) -> str:
    """Five long statements, of which these have one token changed."""
    text = "call{0}($a{1}, alpha{0}, beta{0}, gamma{0}, delta{0}, $b, $c, $d, $e)"
    return "\n".join(text.format(number, "" if number not in lines else ", 1") for number in range(5))


@pytest.mark.parametrize(("text", "count"), [(touched(1, 2, 3, 4), 1), (touched(1, 2, 3, 4).replace("beta", "zeta"), 0)])
def test_what_says_all_that_the_owner_says_is_no_chance_though_each_statement_was_touched(text: str, count: int) -> None:
    owner, copy = a_unit("fill", touched(), kind=UnitKind.METHOD), a_copy(text, name="fill", kind=UnitKind.METHOD)
    signals = measure(owner, copy, weights_of(a_haystack(owner, copy)))
    assert round(signals.statements * len(owner.fingerprint.hashes)) < 3
    assert len(searched(a_haystack(owner, copy))) == count


def test_of_equal_scores_the_owner_with_more_statements_that_align_is_told() -> None:
    lines = [f"call{number}($x, item{number}, $y, part{number})" for number in range(30)]
    first = a_unit("first", "\n".join([*lines[:29], "other($x)"]), "app/a.py")
    second = a_unit("second", "\n".join(lines), "app/z.py")
    found = only(
        *searched(
            a_haystack(first, second, a_copy("\n".join([*lines, "more($x)"])), owners=dict.fromkeys(("app/a.py", "app/z.py"), ("logging",)))
        )
    )
    assert found.owner is second


def test_nearly_all_of_a_small_owner_is_evidence_without_much_that_is_rare() -> None:
    text = "\n".join(f"tick{number}()" for number in range(7))
    owner, copy = a_unit("tick_all", text), a_copy(text.replace("tick6", "tock"), name="tick_all_again")
    crowd = [
        a_unit(f"u{number}", "\n".join(text.split("\n")[number : number + 3]), f"lib/{number}{more}.py")
        for number in range(5)
        for more in "abcd"
    ]
    hay = a_haystack(owner, copy, *crowd)
    signals = measure(owner, copy, weights_of(hay))
    assert signals.evidence < 0.65
    assert (signals.statements >= 0.85, signals.alignment >= 0.9) == (True, True)
    assert only(*(match for match in searched(hay) if match.copy is copy)).clone_type is CloneType.NEAR


def test_half_of_all_at_once_is_a_copy_whatever_it_calls_besides() -> None:
    """Tokens, statements and words: a frame that two functions share has other words."""
    lines = [f"call{number}($x, 'word{number}', $y, part{number})" for number in range(12)]
    owner = a_unit("load_all", "\n".join(lines), calls=("app.load",))
    mixed = [f"other{number}($x, 'word{number}', $y, part{number})" if number in (3, 7) else line for number, line in enumerate(lines)]
    copy = a_copy("\n".join(mixed), name="fetch_rows", calls=("rows.add",))
    assert only(*searched(a_haystack(owner, copy))).tier is Tier.GATE
    foreign = a_copy(
        "\n".join(line.replace("word", "text").replace("part", "piece") for line in mixed), name="load_rows", calls=("rows.add",)
    )
    assert searched(a_haystack(owner, foreign)) == ()


@pytest.mark.parametrize(("kind", "count"), [(UnitKind.FUNCTION, 1), (UnitKind.METHOD, 0)])
def test_small_methods_of_one_name_must_share_statements(kind: UnitKind, count: int) -> None:
    """Functions that are equal but for a token of most statements are copies; two types may answer one interface."""
    text = "$held = holder($self, wanted, given, alpha, beta)\nif $held:\n    return $held.take(alpha, beta, gamma, delta)"
    owner = a_unit("hijack", text, kind=kind)
    copy = a_copy(text.replace("= holder", "= -holder").replace("return ", "return -"), name="hijack", kind=kind)
    crowd = [a_unit(f"u{number}", f"call(own{number})", f"lib/{number}.py") for number in range(40)]
    signals = measure(owner, copy, weights_of(a_haystack(owner, copy, *crowd)))
    assert round(signals.statements * len(owner.fingerprint.hashes)) < 3
    assert len(searched(a_haystack(owner, copy, *crowd))) == count


def nameless(changed: int = 0) -> str:
    """Six statements without an outside name, of which so many are changed."""
    return "\n".join(f"$out = $out {sign} [$x {sign} $y]" if at >= changed else "$a.$b($x, 3)" for at, sign in enumerate("+-*/%&"))


@pytest.mark.parametrize(
    ("changed", "mine", "theirs", "crowd", "count"),
    [
        (4, "call($x)", "call($x)", 0, 1),
        (4, "call($x)", "call($x)", 5, 0),
        (2, "call($x)", "dial($x)", 0, 0),
        (1, "call($x)", "[$x, $y, $x]", 0, 0),
        (2, "call($x)\naa(bb, cc, dd, ee)", "call($x)\nreturn $x", 0, 1),
        (2, "call($x)\naa(bb, cc, dd, ee, ff, gg, hh)", "call($x)\nreturn $x", 0, 0),
    ],
    ids=["told", "by a word too common", "by another word", "by nothing", "by one word of six", "by one word of nine"],
)
def test_an_edited_copy_must_share_telling_words(changed: int, mine: str, theirs: str, crowd: int, count: int) -> None:
    owner, copy = a_unit("fold", f"{nameless()}\n{mine}"), a_copy(f"{nameless(changed)}\n{theirs}", name="fold_rows")
    hay = a_haystack(owner, copy, *(a_unit(f"u{number}", f"call(own{number})", f"lib/{number}.py") for number in range(crowd)))
    assert 0.65 <= score(measure(owner, copy, weights_of(hay))) < 0.95, "the score alone would report it"
    assert sum(match.clone_type is CloneType.NEAR for match in searched(hay)) == count


def test_a_big_shape_is_a_renamed_copy_even_without_telling_words() -> None:
    big = SMALL + "\n" + SMALL.replace("limit", "least") + "\n" + SMALL.replace("2", "3 + 4")
    assert a_unit("f", big).fingerprint.size >= 80
    assert only(*searched(a_haystack(a_unit("double_big", big), a_copy(big.replace("$out", "$total"))))).clone_type is CloneType.RENAMED


def table(*entries: str, path: str = "app/log.py") -> Unit:
    return a_unit("LEVELS", "\n".join(f"'{entry}': {number}," for number, entry in enumerate(entries)), path, kind=UnitKind.TABLE)


LEVELS = [f"{name} level" for name in ("debug", "info", "notice", "warning", "error", "critical", "alert", "panic")]
FRUIT = [f"{name} tree" for name in ("apple", "pear", "plum", "cherry", "olive", "fig", "date", "almond")]


def test_a_table_is_a_copy_only_with_its_literals() -> None:
    assert searched(a_haystack(table(*LEVELS), table(*FRUIT, path="jobs/a.py"))) == ()
    assert only(*searched(a_haystack(table(*LEVELS), table(*LEVELS, path="jobs/a.py")))).clone_type is CloneType.EXACT
    mostly = table(*LEVELS[:6], *FRUIT[:2], path="jobs/a.py")
    assert only(*searched(a_haystack(table(*LEVELS), mostly))).clone_type is CloneType.RENAMED
    assert searched(a_haystack(table(*LEVELS), table(*LEVELS[:2], *FRUIT[:6], path="jobs/a.py"))) == ()


def test_each_copy_has_one_owner_the_best() -> None:
    """A stronger clone type first, then the same name, then the place."""
    near, exact = a_unit("near", EDITED, "app/a.py"), a_unit("exact", SETUP, "app/z.py")
    owners = dict.fromkeys(("app/a.py", "app/y.py", "app/z.py"), ("logging",))
    assert only(*searched(a_haystack(near, exact, a_copy(), owners=owners))).owner is exact
    twin = a_unit("prepare", SETUP, "app/z.py", line=50)
    assert only(*searched(a_haystack(near, exact, twin, a_copy(), owners=owners))).owner is twin
    earlier = a_unit("exact", SETUP, "app/y.py")
    assert only(*searched(a_haystack(near, exact, earlier, a_copy(), owners=owners))).owner is earlier


def test_matches_stand_by_place() -> None:
    copies = [a_copy(path=path, line=line) for path in ("jobs/b.py", "jobs/a.py") for line in (60, 1, 30)]
    found = searched(a_haystack(*copies, OWNER))
    assert [match.copy.location for match in found] == sorted(unit.location for unit in copies)


def test_a_file_of_two_domains_belongs_unit_by_unit_to_the_one_that_exports_it() -> None:
    spend = a_unit("spend", OTHER, line=20)
    domains = [a_domain("alpha"), a_domain("beta", exports=["spend"])]
    hay = a_haystack(OWNER, spend, domains=domains, owners={"app/log.py": ("alpha", "beta"), "gone.py": ("alpha",)})
    assert [(item.unit.name, item.domain.name) for item in owned_units(hay)] == [("setup_logging", "alpha"), ("spend", "beta")]


def test_a_file_of_an_inner_domain_is_not_that_of_the_outer_one() -> None:
    domains = [a_domain("alpha"), a_domain("beta", parent="alpha"), a_domain("gamma", parent="beta")]
    for names, expected in ((("alpha", "beta"), "beta"), (("alpha", "beta", "gamma"), "gamma"), (("alpha",), "alpha")):
        hay = a_haystack(OWNER, domains=domains, owners={"app/log.py": names})
        assert [item.domain.name for item in owned_units(hay)] == [expected]


@pytest.mark.parametrize("copies", [1, 7, 8, 9, 40])
@pytest.mark.parametrize("text", [SETUP, SMALL + "\nappend('rows')\nextend($out)"], ids=["big", "small"])
def test_a_popular_copy_is_found_as_surely_as_a_single_one(text: str, copies: int) -> None:
    """Copies must not make their own words common."""
    renamed = text.replace("$out", "$o").replace("$root", "$r")
    found = searched(a_haystack(a_unit("original", text), *(a_copy(renamed, f"jobs/job{number}.py") for number in range(copies))))
    assert [match.clone_type for match in found] == [CloneType.RENAMED] * copies


def test_one_aligned_statement_of_two_is_chance() -> None:
    owner = a_unit("get_all_transfers", "check($a, $b, $c)\nreturn connect.quota_get_all($a, marker=$b, limit=$c, sort_keys=$d)")
    copy = a_copy("return connect.quota_get_all($a, marker=$b, limit=$c, sort_keys=$d)\nclose($a)", name="get_all_rows")
    assert searched(a_haystack(owner, copy)) == ()


def test_a_small_unit_without_a_rare_word_has_no_owner() -> None:
    text = "call($x, $y, $z)\ncall($y, $z, $x)\ncall($z, $x, $y)\ncall($x, $z, $y)"
    owner, copy = a_unit("fold", text), a_copy(text)
    crowd = [a_unit(f"u{number}", f"call(own{number})", f"lib/{number}.py") for number in range(COMMON_COUNT)]
    assert [match.copy for match in searched(a_haystack(owner, copy))] == [copy]
    assert searched(a_haystack(owner, copy, *crowd)) == ()


@pytest.mark.parametrize(("name", "count"), [("_get_size", 0), ("_get_total", 1)])
def test_an_edited_method_that_answers_the_same_hook_is_no_copy(name: str, count: int) -> None:
    base = a_unit("Base", SETUP, kind=UnitKind.CLASS, location=WHOLE)
    owner = a_unit("_get_size", SETUP, line=2, kind=UnitKind.METHOD, scope="Base")
    derived = a_unit("Derived", OTHER, "jobs/a.py", kind=UnitKind.CLASS, location=replace(WHOLE, path="jobs/a.py"), bases=("app.log.Base",))
    copy = a_copy(EDITED, name=name, line=2, kind=UnitKind.METHOD, scope="Derived")
    found = [match for match in searched(a_haystack(base, owner, derived, copy)) if match.copy.kind is UnitKind.METHOD]
    assert len(found) == count


def test_an_equal_method_of_a_derived_class_is_a_copy() -> None:
    base = a_unit("Base", OTHER, kind=UnitKind.CLASS, location=WHOLE)
    owner = a_unit("_get_size", SETUP, line=2, kind=UnitKind.METHOD, scope="Base")
    derived = a_unit("Derived", OTHER, "jobs/a.py", kind=UnitKind.CLASS, bases=("app.log.Base",))
    copy = a_copy(SETUP, "jobs/b.py", name="_get_size", kind=UnitKind.METHOD, scope="Derived")
    assert copy in [match.copy for match in searched(a_haystack(base, owner, derived, copy))]


@pytest.mark.parametrize(
    ("above_owner", "base"),
    [(("app.base.Base",), "`Base` of app/base.py"), ((), "")],
    ids=["common base", "no base"],
)
def test_copied_methods_of_two_classes_name_the_base_of_both(above_owner: tuple[str, ...], base: str) -> None:
    top = a_unit("Base", "pass", "app/base.py", kind=UnitKind.CLASS)
    mine = a_unit("Mine", OTHER, kind=UnitKind.CLASS, location=WHOLE, bases=above_owner)
    owner = a_unit("_get_size", SETUP, line=2, kind=UnitKind.METHOD, scope="Mine")
    theirs = a_unit("Theirs", "pass", "jobs/a.py", kind=UnitKind.CLASS, location=replace(WHOLE, path="jobs/a.py"), bases=("app.base.Base",))
    copy = a_copy(SETUP, name="_size", line=2, kind=UnitKind.METHOD, scope="Theirs")
    found = only(*(match for match in searched(a_haystack(top, mine, owner, theirs, copy)) if match.copy.kind is UnitKind.METHOD))
    assert found.base == base


def test_a_copy_that_builds_on_the_file_of_the_owner_is_none() -> None:
    helper = a_unit("make_handler", OTHER, line=40)
    edited = a_copy(EDITED, calls=("app.log.make_handler",))
    assert searched(a_haystack(OWNER, helper, edited)) == ()
    assert [match.copy for match in searched(a_haystack(OWNER, helper, a_copy(calls=("app.log.make_handler",))))] != []


def test_a_run_of_statements_must_name_the_same_things() -> None:
    text = "\n".join(f"$a{number} = option('first{number}', $b)" for number in range(6))
    owner = a_unit("<script>", text + "\nregister($a)", kind=UnitKind.SCRIPT)
    other = a_copy(text.replace("first", "other") + "\nregister($a)\nlog($a)", name="<script>", kind=UnitKind.SCRIPT)
    assert searched(a_haystack(owner, other)) == ()


AROUND = """
$total = 0
for $row in $table.rows:
    if $row.price > $limit:
        $total = $total + $row.price * $row.count
    else:
        $skipped.append($row.identifier)
$total = round($total, 2)
$table.close()
report.write(csv, $total)
"""


def test_a_copy_inside_a_longer_function_is_found_by_its_lines() -> None:
    lines = AROUND.strip().split("\n")
    longer = "\n".join(
        [*lines[:6], EDITED.strip().replace("return $root", "$root.flush()"), *lines[6:], "raise InvoiceError('over %s', $limit)"]
    )
    found = only(*searched(a_haystack(OWNER, a_copy(longer, name="invoice"))))
    assert (found.clone_type, found.tier, found.part) == (CloneType.NEAR, Tier.GATE, (8, 17))


def test_two_owners_in_one_function_are_two_findings() -> None:
    other = a_unit("total_of_invoices", OTHER + "\nreport.write(csv, $total)\nreport.close()", line=40)
    text = SETUP.strip().replace("return $root", "$a = $root") + "\n" + OTHER.strip() + "\nreport.write(csv, $total)\nreport.close()"
    found = searched(a_haystack(OWNER, other, a_copy(text, name="main")))
    assert sorted((match.owner.name, match.part) for match in found) == [("setup_logging", (2, 11)), ("total_of_invoices", (12, 21))]


def test_behind_an_owner_that_is_most_of_a_function_another_one_is_told_too() -> None:
    other = a_unit("mount_all", "sync($disk)\nmount_proc($root)\nmount_sys($root)\nmount_devices($root)\nrescan_bus($disk)", line=40)
    body = "\nsync($disk)\nmount_proc($root)\nmount_sys($root)\nmount_devices($root)\nrescan_bus($disk)"
    found = searched(a_haystack(OWNER, other, a_copy(EDITED.strip() + body, name="prepare_logging")))
    assert sorted((match.owner.name, match.part) for match in found) == [("mount_all", (12, 16)), ("setup_logging", (2, 11))]
    alone = only(*searched(a_haystack(OWNER, other, a_copy(EDITED.strip() + "\nsync($disk)", name="prepare_logging"))))
    assert (alone.owner.name, alone.part) == ("setup_logging", None)


@pytest.mark.parametrize(("kept", "count"), [(10, 1), (6, 0)])
def test_an_owner_that_stands_whole_with_other_work_in_between_is_found(kept: int, count: int) -> None:
    """In no stretch of its own, and less than half of the unit."""
    mine = SETUP.strip().split("\n")
    between = [f"$row{number} = table.fetch{number}($cursor, $limit + {number})" for number in range(len(mine))]
    body = [line for number, pair in enumerate(zip(mine, between, strict=True)) for line in (pair if number < kept else pair[1:])]
    copy = a_copy("\n".join(body), name="setup_reports")
    assert measure(OWNER, copy, weights_of(a_haystack(OWNER, copy))).coverage < 0.55
    assert len(searched(a_haystack(OWNER, copy))) == count


def test_the_beginning_and_the_end_of_an_owner_are_no_part() -> None:
    setup, other = SETUP.strip().split("\n"), AROUND.strip().split("\n")
    longer = "\n".join([*setup[:4], *other, *other[:1] * 6, *setup[6:]])
    assert [match.part for match in searched(a_haystack(OWNER, a_copy(longer, name="invoice"))) if match.part] == []


def test_a_small_owner_is_an_idiom_inside_a_longer_function() -> None:
    small = a_unit("open_stream", "$handler = logging.StreamHandler(sys.stdout)\n$handler.setLevel(logging.WARNING)\nreturn $handler")
    longer = AROUND.strip() + "\n$handler = logging.StreamHandler(sys.stdout)\n$handler.setLevel(logging.WARNING)\nreturn $handler"
    assert small.fingerprint.size < 40
    assert searched(a_haystack(small, a_copy(longer, name="invoice"))) == ()


def test_classes_that_derive_in_circles_and_diamonds_end() -> None:
    classes = [
        a_unit(f"C{level}{side}", OTHER, "jobs/a.py", kind=UnitKind.CLASS, location=Location("jobs/a.py", 1, level + 1, 90, side + 1),
               bases=tuple(f"C{(level + 1) % 40}{number}" for number in range(3)))
        for level in range(40) for side in range(3)
    ]  # fmt: skip
    owner = a_unit("_get_size", SETUP, line=2, kind=UnitKind.METHOD, scope="Base")
    copy = a_copy(EDITED, name="_get_size", line=2, kind=UnitKind.METHOD, scope="C00")
    assert copy in [match.copy for match in searched(a_haystack(owner, copy, *classes))]


def test_a_small_owner_with_telling_words_is_found_where_nearly_all_of_it_stands() -> None:
    small = a_unit("mount_all", "sync($disk)\nmount_proc($root)\nmount_sys($root)\nmount_devices($root)\nrescan_bus($disk)")
    assert 20 <= small.fingerprint.size < 40
    body = "sync($disk)\nmount_proc($root)\nmount_sys($root)\nmount_devices($root)\nrescan_bus($disk)\n"
    (found,) = searched(a_haystack(small, a_copy(AROUND.strip() + "\n" + body, name="invoice")))
    assert (found.owner.name, found.part is not None) == ("mount_all", True)


@pytest.mark.parametrize(("signs", "count"), [("+-*/%", 1), ("+-*", 0)], ids=["six statements", "four"])
def test_all_of_a_small_owner_of_a_rare_shape_is_found_by_one_word(signs: str, count: int) -> None:
    body = "\n".join(f"$a = [$b {sign} $c]" for sign in signs) + "\nsave($a)"
    small = a_unit("mix", body)
    assert 20 <= small.fingerprint.size < 40
    assert len(searched(a_haystack(small, a_copy(AROUND.strip() + "\n" + body, name="invoice")))) == count


@pytest.mark.parametrize(("name", "tiers"), [("default_journal_size", [Tier.HINT]), ("write_invoice_rows", [])])
def test_half_of_an_owner_is_a_hint_under_its_telling_name(name: str, tiers: list[Tier]) -> None:
    journal, copy = a_unit("default_journal_size", JOURNAL), a_copy(HALF_OF_IT, name=name)
    found = searched(a_haystack(journal, copy, a_unit("total_of_rows", OTHER, "jobs/b.py")))
    assert [match.tier for match in found] == tiers
