"""Functions with one form of which each answers with something of its own: branches over the same cases, calls handed on to parts."""

from __future__ import annotations

import pytest

from ssot_check.languages import python, rust, typescript
from ssot_check.matching.confidence import is_small_method
from ssot_check.matching.fingerprint import fingerprint
from ssot_check.matching.frames import HANDED_ON, hands_on, is_other_answer
from ssot_check.model.match import CloneType, Match, Tier
from ssot_check.model.plugins import Language
from ssot_check.model.source import SourceFile
from ssot_check.model.unit import Unit, UnitKind
from tests.builders import a_unit
from tests.matching.haystacks import EDITED, OTHER, SETUP, a_haystack, searched

LABEL = """
export function labelOf(state: State): string {
  switch (state) {
    case "QUEUED":
      return "waiting for a worker";
    case "RUNNING":
      return "being built";
    case "FAILED":
      return "broken";
    default:
      return "unknown";
  }
}
"""
COLOUR = (
    LABEL.replace("labelOf", "colourOf").replace("waiting for a worker", "grey").replace("being built", "blue").replace("broken", "red")
)
SPELLED = LABEL.replace("labelOf", "textOf").replace("being built", "being built now").replace("unknown", "not known")
MATCHED = """
pub fn label_of(state: State) -> &'static str {
    match state {
        State::Queued => "waiting for a worker",
        State::Running => "being built",
        State::Failed => "broken",
    }
}
"""
PAINTED = MATCHED.replace("waiting for a worker", "grey").replace("being built", "blue").replace("broken", "red")
CASED = """
def label_of(state):
    match state:
        case State.QUEUED:
            return "waiting for a worker"
        case State.RUNNING:
            return "being built"
        case State.FAILED:
            return "broken"
"""


def read(language: Language, text: str, path: str) -> Unit:
    (unit,) = language.parse(SourceFile(path, language.name, text, "0"), fingerprint).units
    return unit


@pytest.mark.parametrize(
    ("language", "owner", "copy", "expected"),
    [
        (typescript.LANGUAGE, LABEL, COLOUR.replace("unknown", "black"), True),
        (typescript.LANGUAGE, LABEL, SPELLED, False),
        (typescript.LANGUAGE, LABEL, LABEL.replace("labelOf", "nameOf"), False),
        (typescript.LANGUAGE, LABEL.replace('case "QUEUED":', ""), COLOUR.replace('case "QUEUED":', ""), False),
        (rust.LANGUAGE, MATCHED, PAINTED, True),
        (rust.LANGUAGE, MATCHED, MATCHED, False),
        (
            python.LANGUAGE,
            CASED,
            CASED.replace("waiting for a worker", "grey").replace("being built", "blue").replace("broken", "red"),
            True,
        ),
    ],
    ids=["other texts", "edited texts", "the same", "two cases", "rust", "the same in rust", "python"],
)
def test_the_same_cases_with_other_answers_are_another_function(language: Language, owner: str, copy: str, expected: bool) -> None:
    assert is_other_answer(read(language, owner, "a"), read(language, copy, "b")) is expected


def test_what_branches_over_nothing_is_not_asked() -> None:
    assert not is_other_answer(a_unit("setup_logging", SETUP), a_unit("total", OTHER))


def told(owner: str, copy: str) -> list[tuple[CloneType, Tier]]:
    units = read(typescript.LANGUAGE, owner, "app/log.py"), read(typescript.LANGUAGE, copy, "jobs/a.py")
    return [(match.clone_type, match.tier) for match in searched(a_haystack(*units))]


def test_other_answers_are_a_hint_even_where_nothing_else_differs() -> None:
    assert told(LABEL, SPELLED.replace("textOf", "labelOf")) == [(CloneType.RENAMED, Tier.GATE)]
    assert told(LABEL, COLOUR.replace("unknown", "black").replace("colourOf", "labelOf")) == [(CloneType.NEAR, Tier.HINT)]


def a_method(text: str, scope: str, path: str = "app/log.py", name: str = "close", calls: tuple[str, ...] = (".close", ".stop")) -> Unit:
    return a_unit(name, text, path, kind=UnitKind.METHOD, scope=scope, calls=calls)


@pytest.mark.parametrize(
    ("copy", "expected"),
    [
        (a_method(EDITED, "BatchQueue"), True),
        (a_method(EDITED, "Queue"), False),
        (a_method(EDITED, "BatchQueue", calls=(".stop",)), False),
        (a_method(EDITED, "BatchQueue", name="shut"), False),
        (a_unit("close", EDITED, calls=(".close",)), False),
        (a_method(SETUP + OTHER, "BatchQueue"), False),
    ],
    ids=["another type", "the same type", "hands nothing on", "another name", "a function", "a long one"],
)
def test_a_method_that_hands_its_call_on_has_parts_of_its_own(copy: Unit, expected: bool) -> None:
    assert hands_on(a_method(SETUP, "Queue"), copy) is expected


def test_a_method_that_is_one_call_of_the_other_is_its_facade() -> None:
    """However long the list of what both take: `add_cookie` of a response and that of its jar."""
    call = a_method("keep($x, 1, 2)", "Response")
    jar = a_method(SETUP + OTHER, "Jar", calls=(".stop",))
    assert hands_on(call, jar)
    assert hands_on(jar, call)
    assert not hands_on(a_method("keep($x, 1, 2)", "Response", calls=(".stop",)), jar)


def test_nobody_shares_an_initialiser_because_it_calls_that_of_its_base() -> None:
    owner, copy = (a_method(SETUP, scope, name="__init__", calls=(".__init__",)) for scope in ("Queue", "BatchQueue"))
    assert owner.fingerprint.size < HANDED_ON
    assert not hands_on(owner, copy)


def search_both(owner: Unit, copy: Unit) -> tuple[Match, ...]:
    return searched(a_haystack(owner, copy))


def test_a_call_handed_on_is_a_hint_and_a_copy_of_more_than_that_is_told() -> None:
    owner = a_method(SETUP, "Queue")
    other = EDITED.replace("$root.info('logging ready for %s', $service)", "$root.warn($service, $count, $limit, $pause)")
    assert [match.tier for match in search_both(owner, a_method(other, "BatchQueue", "jobs/a.py"))] == [Tier.HINT]
    assert [match.tier for match in search_both(owner, a_method(other, "BatchQueue", "jobs/a.py", calls=(".stop",)))] == [Tier.GATE]
    assert [match.tier for match in search_both(owner, a_method(EDITED, "BatchQueue", "jobs/a.py"))] == [Tier.GATE]
    assert [match.tier for match in search_both(owner, a_method(SETUP, "BatchQueue", "jobs/a.py"))] == [Tier.GATE]


def test_a_small_exact_copy_that_hands_on_is_worth_no_common_base() -> None:
    text = "\n".join(SETUP.strip().split("\n")[:5])
    owner, copy = a_method(text, "Queue"), a_method(text, "BatchQueue", "jobs/a.py")
    assert is_small_method(owner, copy)
    assert not is_small_method(owner, a_method(text, "BatchQueue", "jobs/a.py", calls=(".stop",)))
