"""What is never a duplicate, one reason at a time."""

from __future__ import annotations

from typing import Any

import pytest

from ssot_check.matching.refusals import can_be_copy, can_be_owner, comparable, delegates, is_boilerplate, is_retiring, outermost, refers_to
from ssot_check.model.location import Location
from ssot_check.model.parsed import Definition, ParsedFile, Reference, ReferenceKind
from ssot_check.model.unit import Trait, Unit, UnitKind
from tests.builders import a_parsed_file, a_place, a_unit
from tests.matching.haystacks import SETUP, a_haystack, searched

FUNCTION, METHOD, CLASS = UnitKind.FUNCTION, UnitKind.METHOD, UnitKind.CLASS
SCRIPT, TABLE, CONFIG = UnitKind.SCRIPT, UnitKind.TABLE, UnitKind.CONFIG
REFUSED = [Trait.STUB, Trait.OVERLOAD, Trait.ABSTRACT, Trait.PROTOCOL, Trait.DATA, Trait.ARGUMENTS, Trait.MIGRATION]


def unit(name: str = "setup_logging", path: str = "app/log.py", **fields: Any) -> Unit:
    return a_unit(name, SETUP, path, **fields)


@pytest.mark.parametrize("trait", REFUSED, ids=lambda trait: trait.name.lower())
def test_a_trait_refuses_owner_and_copy(trait: Trait) -> None:
    marked = unit(traits=frozenset((trait,)))
    assert not can_be_owner(marked, 0)
    assert not can_be_copy(marked, 0)
    assert searched(a_haystack(marked, unit(path="jobs/a.py"))) == ()
    assert searched(a_haystack(unit(), unit(path="jobs/a.py", traits=frozenset((trait,))))) == ()


def test_what_a_program_keeps_in_a_file_may_own_but_is_no_copy() -> None:
    written = frozenset((Trait.GENERATED,))
    assert searched(a_haystack(unit(), unit(path="jobs/a.py", traits=written))) == ()
    assert len(searched(a_haystack(unit(traits=written), unit(path="jobs/a.py")))) == 1


@pytest.mark.parametrize(
    "trait", [trait for trait in Trait if trait not in (*REFUSED, Trait.GENERATED)], ids=lambda trait: trait.name.lower()
)
def test_other_traits_refuse_nothing(trait: Trait) -> None:
    marked = unit(path="jobs/a.py", traits=frozenset((trait, Trait.ASYNC)))
    assert [match.copy for match in searched(a_haystack(unit(), marked))] == [marked]


@pytest.mark.parametrize(("call", "retiring"), [("warnings.deprecated", True), ("app.old.deprecated", True), ("undeprecated", False)])
def test_a_decorator_says_that_nobody_is_to_call_it(call: str, retiring: bool) -> None:
    assert is_retiring(unit(calls=("os.makedirs", call))) == retiring


@pytest.mark.parametrize("name", ["__eq__", "__hash__", "__repr__", "__lt__", "__getstate__", "__copy__"])
def test_special_methods_of_data_are_boilerplate(name: str) -> None:
    assert is_boilerplate(unit(name))


@pytest.mark.parametrize("name", ["__init__", "__call__", "__enter__", "repr", "eq"])
def test_other_methods_are_not(name: str) -> None:
    assert not is_boilerplate(unit(name))


@pytest.mark.parametrize(
    ("calls", "expected"), [(("super", ".__new__"), True), (("object.__new__", "hasattr"), True), (("super", "app.types.lookup"), False)]
)
def test_a_class_that_keeps_its_one_instance_does_so_like_any_other(calls: tuple[str, ...], expected: bool) -> None:
    assert is_boilerplate(unit("__new__", kind=METHOD, scope="Store", calls=calls)) is expected


TRIES = "runner = $runner\nresult = doctest.testmod($module)\nsys.exit(bool(result.failed))\n"


@pytest.mark.parametrize(
    ("kind", "text", "calls", "expected"),
    [
        (SCRIPT, TRIES, ("doctest.testmod", "sys.exit"), True),
        (SCRIPT, TRIES, ("unittest.main",), True),
        (SCRIPT, TRIES, ("app.main.main", "sys.exit"), False),
        (SCRIPT, TRIES + SETUP, ("doctest.testmod",), False),
        (FUNCTION, TRIES, ("doctest.testmod",), False),
    ],
    ids=["doctest", "unittest", "a program", "more than that", "a function"],
)
def test_a_module_that_tries_itself_says_so_like_any_other(kind: UnitKind, text: str, calls: tuple[str, ...], expected: bool) -> None:
    name = "__main__" if kind is SCRIPT else "main"
    assert is_boilerplate(a_unit(name, text, "app/text.py", kind=kind, calls=calls)) is expected


def test_an_owner_has_the_least_size_and_a_copy_may_have_half() -> None:
    size = unit().fingerprint.size
    assert can_be_owner(unit(), size)
    assert not can_be_owner(unit(), size + 1)
    assert can_be_copy(unit(), 2 * size)
    assert not can_be_copy(unit(), 2 * size + 1)


@pytest.mark.parametrize(("path", "name", "expected"), [("a/b.go", "init", False), ("a/b.go", "setup", True), ("a/b.py", "init", True)])
def test_nobody_can_call_the_init_of_a_go_package(path: str, name: str, expected: bool) -> None:
    assert can_be_owner(unit(name, path), 0) is expected
    assert can_be_owner(unit(name, path, kind=METHOD, scope="Timer"), 0)


def test_a_statement_of_a_function_counts_as_five_tokens_at_least() -> None:
    text = "sync\numount $TARGET\nrm $TARGET\n"
    assert can_be_owner(a_unit("cleanup", text, kind=FUNCTION), 15)
    assert not can_be_owner(a_unit("cleanup", text, kind=FUNCTION), 16)
    assert not can_be_owner(a_unit("cleanup", text, kind=CONFIG), 15)


@pytest.mark.parametrize(
    ("owner", "copy", "expected"),
    [
        (FUNCTION, FUNCTION, True),
        (FUNCTION, METHOD, True),
        (METHOD, SCRIPT, True),
        (SCRIPT, FUNCTION, True),
        (CLASS, CLASS, True),
        (CLASS, FUNCTION, False),
        (METHOD, CLASS, False),
        (TABLE, TABLE, True),
        (TABLE, FUNCTION, False),
        (CONFIG, CONFIG, True),
        (CONFIG, TABLE, False),
    ],
)
def test_code_compares_with_code_and_the_rest_with_its_own_kind(owner: UnitKind, copy: UnitKind, expected: bool) -> None:
    file = a_parsed_file("a.py")
    assert comparable(unit(kind=owner), file, unit(kind=copy), file) is expected


@pytest.mark.parametrize(("owner", "copy"), [(True, False), (False, True)])
def test_tests_are_no_copies_of_code_nor_the_reverse(owner: bool, copy: bool) -> None:
    one, two = a_parsed_file("a.py", test=owner), a_parsed_file("b.py", test=copy)
    assert not comparable(unit(), one, unit(), two)
    assert comparable(unit(), one, unit(), one)


def test_config_blocks_compare_within_one_kind_of_file() -> None:
    compose, ci = a_parsed_file("compose.yml", kind="compose"), a_parsed_file("ci.yml", kind="github-workflow")
    assert comparable(unit(kind=CONFIG), compose, unit(kind=CONFIG), compose)
    assert not comparable(unit(kind=CONFIG), compose, unit(kind=CONFIG), ci)
    assert comparable(unit(kind=TABLE), compose, unit(kind=TABLE), ci)


def file(*definitions: Definition, references: tuple[Reference, ...] = ()) -> ParsedFile:
    return ParsedFile("jobs/a.py", "python", "0", definitions=definitions, references=references)


def sourced(path: str, alias: str = "") -> ParsedFile:
    return file(references=(Reference(ReferenceKind.SOURCE, path, a_place(path="jobs/a.py"), alias),))


@pytest.mark.parametrize(
    ("call", "owner"),
    [
        ("app.log.setup_logging", "app/log.py"),
        ("log.setup_logging", "app/log.py"),
        ("app.log.setup_logging", "src/app/log.py"),
        ("app.log.setup_logging", "app/log/__init__.py"),
        ("app.log.setup_logging", "app/log/core/handlers.py"),
        ("app.setup_logging", "src/app/log.py"),
        ("uucore.log.setup_logging", "src/uucore/src/lib/features/log.rs"),
        ("my_core.log.setup_logging", "crates/my-core/src/log/mod.rs"),
        ("crate.log.setup_logging", "src/crate/log.rs"),
    ],
)
def test_a_dotted_call_means_the_owner_when_its_module_is_the_file_or_a_package_above(call: str, owner: str) -> None:
    assert refers_to(call, file(), unit(path=owner))


@pytest.mark.parametrize(
    ("call", "owner"),
    [
        ("app.log.setup", "app/log.py"),
        ("other.log.setup_logging", "app/log.py"),
        ("app.logs.setup_logging", "app/log.py"),
        ("pp.log.setup_logging", "app/log.py"),
        ("app.log.inner.setup_logging", "app/log.py"),
        ("log.app.setup_logging", "app/log.py"),
        ("tokio.log.setup_logging", "src/uucore/src/lib/log.rs"),
        ("uucore.log.setup_logging", "src/uucore/src/lib/logs.rs"),
        ("log.uucore.setup_logging", "src/uucore/src/lib/log.rs"),
    ],
)
def test_a_dotted_call_of_another_module_does_not(call: str, owner: str) -> None:
    assert not refers_to(call, file(), unit(path=owner))


def test_a_bare_call_means_the_owner_when_the_file_sources_it() -> None:
    owner = unit("log_info", "lib/log.sh")
    assert refers_to("log_info", sourced("lib/log.sh"), owner)
    assert not refers_to("log_info", sourced("lib/other.sh"), owner)
    assert not refers_to("log_info", file(), owner)


def test_a_bare_call_means_the_owner_when_a_reference_binds_the_name() -> None:
    assert refers_to("log_info", sourced("somewhere", alias="log_info"), unit("log_info"))
    assert not refers_to("log_info", sourced("somewhere", alias="log_warn"), unit("log_info"))


def test_a_file_that_defines_the_name_itself_does_not_mean_the_owner() -> None:
    source = sourced("lib/log.sh").references
    own = Definition("log_info", a_place(3, path="jobs/a.py"))
    passed_on = Definition("log_info", a_place(3, path="jobs/a.py"), reexport="lib.log.log_info")
    assert not refers_to("log_info", file(own, references=source), unit("log_info", "lib/log.sh"))
    assert refers_to("log_info", file(passed_on, references=source), unit("log_info", "lib/log.sh"))


def test_a_unit_that_calls_the_owner_is_a_facade() -> None:
    copy = unit("quick_setup", "jobs/a.py", calls=("sys.exit", "app.log.setup_logging"))
    assert delegates(copy, file(), unit())
    assert not delegates(unit("quick_setup", "jobs/a.py", calls=("sys.exit",)), file(), unit())
    assert searched(a_haystack(unit(), copy)) == ()


def test_calling_a_method_of_that_name_is_no_facade() -> None:
    copy = unit("quick_setup", "jobs/a.py", calls=("app.log.setup_logging",))
    assert not delegates(copy, file(), unit(scope="Logs"))


def test_outermost_keeps_what_lies_in_nothing_else() -> None:
    outer = unit(kind=CLASS, location=Location("a.py", 1, 1, 20, 1))
    inner = unit(kind=METHOD, location=Location("a.py", 5, 5, 9, 1))
    beside = unit(location=Location("a.py", 21, 1, 30, 1))
    assert outermost([outer, inner, beside]) == [outer, beside]
    assert outermost([]) == []


@pytest.mark.parametrize(
    ("copy", "fields", "compared"),
    [
        ("bin/app-log", {}, False),
        ("dist/sbin/app-log", {}, False),
        ("bin/app-log", {"digest": "1" * 16}, True),  # edited since: a copy
        ("bin/log.py", {}, True),
        ("tools/app-log", {}, True),
    ],
)
def test_a_program_with_the_bytes_of_a_module_is_an_unpacked_link(copy: str, fields: dict[str, str], compared: bool) -> None:
    one, other = unit(), unit(path=copy)
    files = a_parsed_file("app/log.py"), a_parsed_file(copy, **fields)
    assert comparable(one, files[0], other, files[1]) is compared
    assert comparable(other, files[1], one, files[0]) is compared


@pytest.mark.parametrize(
    ("reuse", "traits", "most"),
    [("extends", frozenset(), 8), ("", frozenset(), 6), ("alone", frozenset(), 6), ("extends", frozenset((Trait.DELEGATE,)), 6)],
    ids=["can be taken", "of an unknown format", "in a file that takes nothing", "takes something itself"],
)
def test_an_entry_of_a_block_that_can_be_taken_is_worth_more(reuse: str, traits: frozenset[Trait], most: int) -> None:
    unit = a_unit("web", "a\nb", kind=UnitKind.CONFIG, reuse=reuse, traits=traits)
    assert can_be_owner(unit, most)
    assert not can_be_owner(unit, most + 1)
