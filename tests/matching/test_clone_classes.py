"""The symmetric pass: copies that nobody owns, attributed to the domain they belong to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from ssot_check.matching import clone_classes as room
from ssot_check.matching.clone_classes import clone_classes, might_group, strays
from ssot_check.matching.haystack import Haystack
from ssot_check.matching.similarity import Signals, measure
from ssot_check.matching.weights import Weights
from ssot_check.model.location import Location
from ssot_check.model.match import CloneClass, CloneType, Match
from ssot_check.model.unit import Trait, Unit, UnitKind
from tests.builders import a_domain, a_match, a_unit
from tests.matching.haystacks import EDITED, OTHER, RENAMED, SETUP, a_haystack, weights_by_family

LOGGING, MAIL = a_domain("logging"), a_domain("mail", kind="notifications")
CALLS = ("logging.StreamHandler",)


def log(path: str, text: str = SETUP, name: str = "setup_logging", **fields: Any) -> Unit:
    return a_unit(name, text, path, calls=CALLS, **fields)


def mail(path: str) -> Unit:
    return a_unit("send_mail", "$server = SMTP($host)\n$server.starttls()\n" + OTHER, path, calls=("smtplib.SMTP",))


def classes(hay: Haystack, matches: Sequence[Match] = ()) -> tuple[CloneClass, ...]:
    return clone_classes(hay, weights_by_family(hay), strays(hay), matches)


def unowned(*units: Unit, **fields: Any) -> Haystack:
    return a_haystack(*units, owners=fields.pop("owners", {}), domains=fields.pop("domains", [LOGGING, MAIL]), **fields)


def paths(group: CloneClass) -> list[str]:
    return [unit.location.path for unit in group.units]


@pytest.mark.parametrize(
    ("third", "clone_type", "least", "most"),
    [(SETUP, CloneType.EXACT, 1.0, 1.0), (RENAMED, CloneType.RENAMED, 1.0, 1.0), (EDITED, CloneType.NEAR, 0.8, 1.0)],
    ids=["exact", "renamed", "near"],
)
def test_three_copies_are_one_class(third: str, clone_type: CloneType, least: float, most: float) -> None:
    (found,) = classes(unowned(log("c.py", third), log("a.py"), log("b.py")))
    assert paths(found) == ["a.py", "b.py", "c.py"]
    assert (found.domain, found.clone_type) == ("logging", clone_type)
    assert least <= found.score <= most
    assert found.evidence[0] == "logging.StreamHandler"
    assert len(found.evidence) == 6


@pytest.mark.parametrize(
    ("owner", "calls", "count"),
    [
        ("api/slack.py", (), 0),
        ("api/slack.py", ("fetch",), 0),
        (
            "api/slack.py",
            (
                "nodemailer.createTransport",
                "mail",
            ),
            1,
        ),
        ("web/slack.js", (), 1),
        ("docs/slack.md", (), 1),
    ],
    ids=["words", "another call", "a call", "an owner of the language", "no code"],
)
def test_words_say_little_where_the_owner_is_of_another_language(owner: str, calls: tuple[str, ...], count: int) -> None:
    text = "$server = SMTP($host)\n$server.starttls()\n$server.send_message($form)\n" + OTHER
    one, two = (a_unit("editWebhook", text, f"web/{name}.tsx", calls=calls) for name in "ab")
    assert len(classes(unowned(one, two, owners={owner: ("mail",)}))) == count


@pytest.mark.parametrize(("base", "count"), [("checks.Base", 0), ("other.Base", 1)], ids=["one base", "two bases"])
def test_classes_that_fill_in_one_base_are_no_copies_of_each_other(base: str, count: int) -> None:
    one = log("a.py", kind=UnitKind.CLASS, bases=("checks.Base",))
    two = log("b.py", RENAMED, kind=UnitKind.CLASS, bases=(base,))
    assert len(classes(unowned(one, two))) == count


ASKED = """
$handler = logging.StreamHandler(sys.stdout)
$handler.setFormatter(logging.Formatter('{0}'))
$handler.addFilter(logging.Filter('{1}'))
return logging.getLogger('{2}').addHandler($handler)
"""


@pytest.mark.parametrize(
    ("texts", "folder", "count"),
    [
        pytest.param(("short", "close", "nobody"), "a", 0, id="texts of its own"),
        pytest.param(("short", "close", "nobody"), "b", 1, id="in two folders"),
        pytest.param(("long", "accept", "nobody"), "a", 1, id="the same texts but for one"),
    ],
)
def test_small_plug_ins_with_texts_of_their_own_are_no_class(texts: tuple[str, str, str], folder: str, count: int) -> None:
    one, two = log("a/one.py", ASKED.format("long", "accept", "language")), log(f"{folder}/two.py", ASKED.format(*texts))
    assert len(classes(unowned(one, two))) == count


def test_classes_go_to_the_domain_they_belong_to() -> None:
    found = classes(unowned(mail("a.py"), mail("b.py"), log("c.py"), log("d.py")))
    assert [(group.domain, paths(group)) for group in found] == [("logging", ["c.py", "d.py"]), ("mail", ["a.py", "b.py"])]


def test_of_two_domains_that_fit_the_one_with_more_evidence_is_named() -> None:
    both = [log(path, SETUP + "send($x)", "mail_logging", line=1) for path in ("a.py", "b.py")]
    assert [group.domain for group in classes(unowned(*both, domains=[MAIL, LOGGING]))] == ["logging"]


def test_of_two_domains_that_fit_alike_the_first_in_the_registry_is_named() -> None:
    twins = [a_domain("zeta", kind="logging"), a_domain("alpha", kind="logging")]
    assert [group.domain for group in classes(unowned(log("a.py"), log("b.py"), domains=twins))] == ["zeta"]


@pytest.mark.parametrize(
    "hay",
    [
        unowned(log("a.py")),
        unowned(log("a.py"), log("a.py", line=40)),
        unowned(log("a.py"), log("b.py", OTHER + "root.addHandler($x)")),
        unowned(log("a.py", name="prepare"), log("b.py", name="prepare")),
        unowned(log("a.py"), log("b.py"), domains=[a_domain("billing")]),
        unowned(log("a.py"), log("b.py"), owners={"a.py": ("logging",)}),
        unowned(log("a.py"), log("b.py"), owners={"b.py": ("mail",)}),
        unowned(log("a.py"), log("b.py"), files={"b.py": {"test": True}}),
        unowned(log("a.py"), log("b.py"), files={"a.py": {"test": True}, "b.py": {"test": True}}),
        unowned(log("a.py"), log("b.py"), files={"b.py": {"generated": True}}),
        unowned(log("a.py"), log("b.py"), exempt=[("logging", "b.py")]),
        unowned(log("a.py"), log("b.py", EDITED), files={"b.py": {"language": "shell"}}, families={"python": "python", "shell": "shell"}),
        unowned(log("a.py"), log("b.py", traits=frozenset((Trait.STUB,)))),
        unowned(log("a.py"), log("b.py", kind=UnitKind.CLASS)),
        unowned(log("a.py", kind=UnitKind.SCRIPT), log("b.py", kind=UnitKind.SCRIPT)),
        unowned(log("a.py", "root.addHandler($h)"), log("b.py", "root.addHandler($h)")),
    ],
    ids=[
        "one", "one file", "unlike", "nameless", "no profile", "owned", "owned by another", "one test", "tests", "generated", "exempt",
        "languages", "stub", "class and function", "scripts", "small",
    ],
)  # fmt: skip
def test_this_is_no_unowned_class(hay: Haystack) -> None:
    assert classes(hay) == ()


def test_what_is_already_reported_as_a_copy_is_left_out() -> None:
    one, two, three = log("a.py"), log("b.py"), log("c.py")
    owner = log("app/log.py")
    (found,) = classes(unowned(one, two, three), [a_match(owner, two)])
    assert paths(found) == ["a.py", "c.py"]
    assert classes(unowned(one, two), [a_match(owner, two)]) == ()


def test_a_copy_that_was_placed_anew_is_still_the_same_unit() -> None:
    """The exact reader counts the comments above a unit as part of it."""
    one, two = log("a.py", line=3), log("b.py", line=3)
    placed = a_match(log("app/log.py"), log("b.py", line=3, location=Location("b.py", 1, 1, 13, 80)))
    assert classes(unowned(one, two), [placed]) == ()


def test_methods_of_a_class_are_not_counted_beside_it() -> None:
    units = []
    for path in ("a.py", "b.py"):
        units += [log(path, name="LoggingSetup", kind=UnitKind.CLASS), log(path, line=1, kind=UnitKind.METHOD, scope="LoggingSetup")]
    (found,) = classes(unowned(*units))
    assert [unit.kind for unit in found.units] == [UnitKind.CLASS, UnitKind.CLASS]


def valued(monkeypatch: pytest.MonkeyPatch, values: dict[str, float]) -> None:
    """The likeness of two units is looked up by the letters of their files."""

    def likeness(one: Unit, two: Unit, *_: object) -> float:
        return values.get("".join(sorted(one.location.path[0] + two.location.path[0])), 0.0)

    monkeypatch.setattr(room, "_pair", likeness)


VARIANTS = [SETUP + f"\nown{number}($x)" for number in range(6)]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"ab": 0.99, "bc": 0.98}, {"abc": 0.98}),
        ({"ad": 0.97, "bc": 0.98, "cd": 0.99}, {"abcd": 0.97}),
        ({"ac": 0.98, "bd": 0.97, "cd": 0.99}, {"abcd": 0.97}),
        ({"ad": 0.99, "cd": 0.99, "be": 0.98}, {"acd": 0.99, "be": 0.98}),
        ({"ab": 0.96, "bc": 0.97}, {"bc": 0.97}),
    ],
)
def test_the_score_of_a_class_is_its_weakest_link(
    values: dict[str, float], expected: dict[str, float], monkeypatch: pytest.MonkeyPatch
) -> None:
    valued(monkeypatch, values)
    found = classes(unowned(*(log(f"{letter}.py", text) for letter, text in zip("abcde", VARIANTS, strict=False))))
    assert [("".join(path[0] for path in paths(group)), group.score) for group in found] == list(expected.items())


def test_a_thousand_equal_members_cost_no_comparison_and_a_variant_a_few(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[Unit, Unit]] = []

    def counting(one: Unit, two: Unit, weights: Weights) -> Signals:
        asked.append((one, two))
        return measure(one, two, weights)

    monkeypatch.setattr(room, "measure", counting)
    crowd = [log(f"jobs/{number:04}.py", (SETUP, RENAMED)[number % 2]) for number in range(1000)]
    (found,) = classes(unowned(*crowd))
    assert (len(found.units), asked) == (1000, [])
    (found,) = classes(unowned(*crowd, log("zoo.py", EDITED)))
    assert (len(found.units), len(asked)) == (1001, 2)


@pytest.mark.parametrize(("text", "measured", "grouped"), [(OTHER, 0, False), (EDITED, 2, True)])
def test_only_pairs_that_can_be_a_class_in_some_order_are_measured(
    text: str, measured: int, grouped: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = 0

    def counted(owner: Unit, copy: Unit, weights: Weights) -> Signals:
        nonlocal count
        count += 1
        return measure(owner, copy, weights)

    monkeypatch.setattr(room, "measure", counted)
    one, two = log("a.py"), log("b.py", text)
    assert might_group([one], [two], unowned(one, two).files) is grouped
    assert count == measured
