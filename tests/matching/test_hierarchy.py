"""Answers to one protocol: an interface that is written down, or names that several types have in common."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from ssot_check.matching.hierarchy import ALIKE, COMMON_TYPES, MIN_PASTED, OWN_TELLING, PASTED, Hierarchy
from ssot_check.model.dataclass import replace
from ssot_check.model.match import Tier
from ssot_check.model.parsed import Definition
from ssot_check.model.unit import Trait, Unit, UnitKind
from tests.builders import a_parsed_file, a_place, a_unit
from tests.matching.haystacks import EDITED, OTHER, SETUP, a_haystack, searched

FUNCTION, METHOD, CLASS = UnitKind.FUNCTION, UnitKind.METHOD, UnitKind.CLASS
LONG = SETUP + SETUP
LINE = "$a.$b = $c\n"
INTERFACE = a_unit("Tracker", "$x = Fetch\n$y = Push\n$z = context", "core/types.go", kind=CLASS, traits=frozenset((Trait.PROTOCOL,)))


def a_type(name: str, *methods: str, folder: str = "", text: str = LINE) -> list[Unit]:
    path = f"{folder or name.lower()}/type.go"
    return [a_unit(method, text, path, 1 + 90 * number, kind=METHOD, scope=name) for number, method in enumerate(methods)]


def hierarchy(*units: Unit) -> Hierarchy:
    return Hierarchy(a_haystack(*units).files)


def test_types_that_have_the_methods_of_an_interface_answer_it() -> None:
    one, two = a_type("GitHub", "Fetch", "Push"), a_type("GitLab", "Fetch", "Push")
    known = hierarchy(INTERFACE, *one, *two)
    assert known.same_answer(one[0], two[0], ALIKE, 0.8)
    assert known.same_answer(one[0], two[1], ALIKE, 0.8)
    assert not known.same_answer(one[0], a_type("Other", "Send")[0], ALIKE, 0.8)


def test_a_type_that_lacks_one_of_them_does_not() -> None:
    one, two = a_type("GitHub", "Fetch", "Push"), a_type("GitLab", "Fetch")
    assert not hierarchy(INTERFACE, *one, *two).same_answer(one[0], two[0], ALIKE, 0.8)


def test_a_long_answer_that_was_pasted_is_a_copy() -> None:
    one, two = a_type("GitHub", "Fetch", "Push", text=LONG), a_type("GitLab", "Fetch", "Push", text=LONG)
    known = hierarchy(INTERFACE, *one, *two)
    assert one[0].fingerprint.size >= MIN_PASTED
    assert not known.same_answer(one[0], two[0], PASTED, 0.8, 0.5)
    assert known.same_answer(one[0], two[0], PASTED - 0.01, 0.8, 0.9)
    assert not known.same_answer(one[0], two[0], ALIKE, 0.8, 1.0)
    assert known.same_answer(one[0], two[0], ALIKE, 0.7, 1.0)
    assert known.same_answer(one[0], two[0], ALIKE - 0.01, 0.8, 1.0)


def types(number: int) -> list[list[Unit]]:
    return [a_type(f"Feature{place}", "Encode", "Decode", "Cast", folder="features", text=SETUP) for place in range(number)]


@pytest.mark.parametrize(("number", "expected"), [(3, False), (4, True)])
def test_names_that_several_types_have_are_a_protocol_of_their_own(number: int, expected: bool) -> None:
    made = types(number)
    known = hierarchy(*(unit for kind in made for unit in kind))
    assert known.same_answer(made[0][0], made[1][0], ALIKE - 0.01, 0.8) is expected
    assert not known.same_answer(made[0][0], made[1][0], ALIKE, 0.8)
    assert not known.same_answer(made[0][0], made[1][0], ALIKE - 0.01, PASTED)


def modules(paths: Iterable[str], names: Iterable[str]) -> list[list[Unit]]:
    return [[a_unit(name, LINE, path, 1 + 90 * row, kind=FUNCTION) for row, name in enumerate(names)] for path in paths]


@pytest.mark.parametrize(
    ("last", "names", "expected"),
    [
        ("engines/d.py", ("request", "response", "init"), True),
        ("engines/d.py", ("request", "response"), False),
        ("other/d.py", ("request", "response", "init"), False),
    ],
    ids=["protocol", "two names", "another folder"],
)
def test_plug_in_modules_of_one_folder_answer_one_program(last: str, names: tuple[str, ...], expected: bool) -> None:
    made = modules(["engines/a.py", "engines/b.py", "engines/c.py", last], names)
    known = hierarchy(*(unit for module in made for unit in module))
    assert known.same_answer(made[0][0], made[3][0], 0.5, 0.8) is expected


@pytest.mark.parametrize(("number", "expected"), [(COMMON_TYPES, True), (COMMON_TYPES - 1, False)])
def test_two_names_are_a_protocol_where_very_many_modules_have_both(number: int, expected: bool) -> None:
    made = modules([f"rules/r{place}.py" for place in range(number)], ("match", "get_new_command"))
    known = hierarchy(*(unit for module in made for unit in module))
    assert known.same_answer(made[0][1], made[1][1], 0.9, 0.8, 0.2) is expected


def test_methods_that_very_many_types_have_are_no_protocol_of_two_names() -> None:
    made = [a_type(f"Form{place}", "save", "clean", folder="forms", text=SETUP) for place in range(COMMON_TYPES)]
    known = hierarchy(*(unit for kind in made for unit in kind))
    assert not known.same_answer(made[0][0], made[1][0], ALIKE - 0.01, 0.8)


def test_an_answer_is_a_hint_and_the_same_method_of_a_type_that_answers_nothing_is_reported() -> None:
    owner = a_unit("Fetch", SETUP, "app/log.py", kind=METHOD, scope="GitHub")
    copy = a_unit("Fetch", EDITED, "jobs/a.py", kind=METHOD, scope="GitLab")
    asked = a_unit("Tracker", "$x = Fetch", "core/types.py", kind=CLASS, traits=frozenset((Trait.PROTOCOL,)))
    assert [match.tier for match in searched(a_haystack(owner, copy, asked))] == [Tier.HINT]
    assert [match.tier for match in searched(a_haystack(owner, copy))] == [Tier.GATE]


def test_a_small_answer_is_not_told_at_all() -> None:
    text = "\n".join(SETUP.strip().split("\n")[:4])
    owner = a_unit("Fetch", text, "app/log.py", kind=METHOD, scope="GitHub")
    copy = a_unit("Fetch", text.replace("sys.stdout", "sys.stderr, 0"), "jobs/a.py", kind=METHOD, scope="GitLab")
    asked = a_unit("Tracker", "$x = Fetch", "core/types.py", kind=CLASS, traits=frozenset((Trait.PROTOCOL,)))
    assert searched(a_haystack(owner, copy, asked)) == ()
    assert searched(a_haystack(owner, copy))


def test_two_small_ones_that_call_one_unit_of_the_domain_share_it_already() -> None:
    shared = a_unit("extract", OTHER, "app/shared.py")
    text = "\n".join(SETUP.strip().split("\n")[:4]) + "\nreturn extract($root, $level)"
    calls = {"calls": ("app.shared.extract",)}
    owner, copy = a_unit("read_log", text, **calls), a_unit("read_log", text.replace("sys.stdout", "sys.stderr, 0"), "jobs/a.py", **calls)
    owners = {"app/log.py": ("logging",), "app/shared.py": ("logging",)}
    assert searched(a_haystack(shared, owner, copy, owners=owners)) == ()
    strange = a_unit("read_log", text.replace("sys.stdout", "sys.stderr, 0"), "jobs/a.py", calls=("other.extract",))
    assert [match.copy for match in searched(a_haystack(shared, owner, strange, owners=owners))] == [strange]


@pytest.mark.parametrize("name", ["newClient", "_new_client"])
def test_nobody_outside_asks_for_a_private_method(name: str) -> None:
    made = [a_type(f"Client{place}", name, "Load", "Watch", folder=f"provider{place}", text=SETUP) for place in range(4)]
    known = hierarchy(*(unit for kind in made for unit in kind))
    assert not known.same_answer(made[0][0], made[1][0], ALIKE - 0.01, 0.8)


def test_hooks_that_types_hand_over_are_answers_where_they_are_small() -> None:
    made = [a_type(f"Module{place}", "starting", "running", "stopping", folder=f"modules{place}") for place in range(4)]
    known = hierarchy(*(unit for kind in made for unit in kind))
    assert known.same_answer(made[0][1], made[1][1], 1.0, 0.95, 0.5)
    assert not known.same_answer(made[0][1], made[1][1], 1.0, 0.95, OWN_TELLING)
    assert not hierarchy(*made[0], *made[1]).same_answer(made[0][1], made[1][1], 1.0, 0.95, 0.5)


@pytest.mark.parametrize(("number", "expected"), [(3, False), (4, True)])
def test_small_methods_that_many_types_have_under_one_name_answer_somebody_else(number: int, expected: bool) -> None:
    made = [a_type(f"Writer{place}", "Hijack", folder=f"middleware{place}") for place in range(number)]
    known = hierarchy(*(kind[0] for kind in made))
    assert known.same_answer(made[0][0], made[1][0], ALIKE, 0.95) is expected
    assert not known.same_answer(made[0][0], made[1][0], PASTED, 0.95)


def services(number: int, file: str = "service.py", text: str = LINE) -> list[list[Unit]]:
    """Modules of as many folders that have the functions of one protocol."""
    named = [(f"types/{place}/{file.replace('*', str(place))}", ["create", "update", "delete"]) for place in range(number)]
    return [[a_unit(name, text, path, 1 + 90 * at) for at, name in enumerate(names)] for path, names in named]


@pytest.mark.parametrize(
    ("file", "number", "telling", "expected"),
    [
        ("service.py", 4, 0.1, True),
        ("service.py", 3, 0.1, False),
        ("service_*.py", 4, 0.1, False),
        ("service.py", 4, OWN_TELLING, False),
    ],
    ids=["a protocol", "three modules", "other file names", "rare words"],
)
def test_small_functions_of_modules_under_one_file_name_are_answers(file: str, number: int, telling: float, expected: bool) -> None:
    made = services(number, file)
    known = hierarchy(*(unit for module in made for unit in module))
    assert known.same_answer(made[0][0], made[1][0], ALIKE, PASTED, telling) is expected


def test_a_long_function_of_such_a_module_that_was_edited_little_is_a_copy() -> None:
    made = services(4, text=LONG)
    known = hierarchy(*(unit for module in made for unit in module))
    assert not known.same_answer(made[0][0], made[1][0], ALIKE, PASTED - 0.01, 0.1)


def test_a_method_that_a_type_writes_for_a_trait_replaces_the_one_that_the_trait_has() -> None:
    owner = a_unit("visit_bool", SETUP, "src/visitor.rs", kind=METHOD, scope="AstVisitor")
    copy = a_unit("visit_bool", EDITED, "src/root.rs", kind=METHOD, scope="Timestamps", bases=("query.ast.AstVisitor",))
    stranger = a_unit("visit_bool", EDITED, "src/root.rs", kind=METHOD, scope="Timestamps", bases=("query.ast.OtherVisitor",))
    known = hierarchy(owner, copy)
    assert known.same_hook(copy, owner)
    assert known.same_hook(owner, copy)
    assert not known.same_hook(stranger, owner)


@pytest.mark.parametrize(("origin", "held"), [("kit.task.Task", "kit/task.py"), ("kit.scheduler.Task", "kit/scheduler.py")])
def test_the_base_is_the_class_that_the_package_passes_on(origin: str, held: str) -> None:
    tasks = [a_unit("Task", LINE, path, kind=CLASS) for path in ("kit/scheduler.py", "kit/task.py")]
    jobs = [a_unit(name, LINE, f"kit/contrib/{name.lower()}.py", kind=CLASS, bases=("kit.Task",)) for name in ("Sge", "Lsf")]
    package = replace(a_parsed_file("kit/__init__.py"), definitions=(Definition("Task", a_place(), origin),))
    files = {unit.location.path: a_parsed_file(unit.location.path, units=(unit,)) for unit in (*tasks, *jobs)}
    assert Hierarchy({**files, package.path: package}).common(*jobs) in [task for task in tasks if task.location.path == held]


def test_a_module_of_a_base_is_the_file_and_not_one_below_it() -> None:
    tasks = [a_unit("Task", LINE, path, kind=CLASS) for path in ("kit/old/V1.py", "kit/old/__init__.py")]
    jobs = [a_unit(name, LINE, f"{name.lower()}.py", kind=CLASS, bases=("kit.old.Task",)) for name in ("Sge", "Lsf")]
    assert hierarchy(*tasks, *jobs).common(*jobs) == tasks[1]
