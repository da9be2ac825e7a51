"""The words of a copy's note are true for its clone type."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ssot_check.model.location import Location
from ssot_check.model.match import Alignment, CloneType, Confirmation
from ssot_check.model.unit import Trait, UnitKind
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.copies import copy_finding, differs_in_extras
from tests.builders import a_match, a_unit

PAIRS = Alignment(((1, 1), (2, 3)), 5, 4)


@pytest.mark.parametrize(
    ("clone_type", "score", "note"),
    [
        (CloneType.EXACT, 1.0, "exact copy: equal but for layout and comments"),
        (CloneType.RENAMED, 1.0, "renamed copy: equal but for names of its own, literals and documentation"),
        (CloneType.NEAR, 0.873, "edited copy: 2 of 5 statements of the owner align"),
        (CloneType.NEAR, 0.9999, "edited copy: 2 of 5 statements of the owner align"),
        (CloneType.SEMANTIC, 0.7, "re-implementation: in statements of its own"),
    ],
)
def test_each_clone_type_has_its_own_words(clone_type: CloneType, score: float, note: str) -> None:
    owner, copy = a_unit("log", "return $a"), a_unit("say", "return $b", path="b.py")
    match = replace(a_match(owner, copy, clone_type, score=score), alignment=PAIRS)
    assert copy_finding("SSOT203", match, Severity.ERROR, "an edited copy of").notes[0] == note


def test_statements_are_counted_where_that_says_something() -> None:
    owner, copy = a_unit("log", "return $a"), a_unit("say", "return $b", path="b.py")
    half = replace(a_match(owner, copy, CloneType.SEMANTIC), alignment=Alignment(((1, 1), (2, 3)), 4, 4))
    whole = replace(a_match(owner, copy, CloneType.NEAR), alignment=Alignment(((1, 1), (2, 3)), 2, 4))
    notes = [copy_finding("SSOT203", match, Severity.ERROR, "an edited copy of").notes[0] for match in (half, whole)]
    assert notes == ["re-implementation: 2 of 4 statements of the owner align", "edited copy: all 2 statements of the owner align"]


@pytest.mark.parametrize(
    ("name", "use", "help_line"),
    [
        (
            "_pack",
            "from pkg.a import _pack",
            "delete this copy; `_pack` is private in app/log.py: make it public there or move it, and import it from there",
        ),
        ("pack", "from pkg.a import pack", "replace `own` by `pack`: from pkg.a import pack"),
        ("_log", 'source "lib/log.sh"', 'replace `own` by `_log`: source "lib/log.sh"'),
    ],
)
def test_nobody_is_told_to_import_a_private_name(name: str, use: str, help_line: str) -> None:
    match = replace(a_match(a_unit(name, "return $a"), a_unit("own", "return $b", path="b.py"), CloneType.EXACT), use=use)
    assert copy_finding("SSOT201", match, Severity.ERROR, "an exact copy of").help == help_line


def test_a_part_of_a_private_owner_says_so_too() -> None:
    match = a_match(a_unit("_pack", "return $a"), a_unit("own", "return $b", path="b.py"), CloneType.NEAR)
    match = replace(match, use="from pkg.a import _pack", part=(3, 9))
    assert copy_finding("SSOT203", match, Severity.ERROR, "an edited copy of").help.endswith(
        "make `_pack` public in app/log.py, or move it"
    )


@pytest.mark.parametrize(
    ("base", "help_line"),
    [
        ("", "let both classes take `pack` from one place: a class of its own that both derive from, or a function of app/log.py that both call"),
        ("`Any` of app/base.py", "move `pack` up into `Any` of app/base.py, the base of both classes, or into one between, and delete it here"),
        ("`Mine` of app/log.py", "delete this `pack`: the class inherits `pack` from `Mine` of app/log.py"),
    ],
)
def test_a_method_is_not_imported_but_inherited(base: str, help_line: str) -> None:
    owner = a_unit("pack", "return $a", kind=UnitKind.METHOD, scope="Mine")
    copy = a_unit("pack", "return $a", path="b.py", kind=UnitKind.METHOD, scope="Theirs")
    match = replace(a_match(owner, copy), use="from app.log import Mine", base=base)
    assert copy_finding("SSOT201", match, Severity.ERROR, "an exact copy of").help == help_line


def test_a_method_with_a_private_scope_and_another_name_is_called_where_it_is_inherited() -> None:
    owner = a_unit("pack", "return $a", kind=UnitKind.METHOD, scope="_Mine")
    copy = a_unit("pck", "return $a", path="b.py", kind=UnitKind.METHOD, scope="Theirs")
    match = replace(a_match(owner, copy, CloneType.RENAMED), use="from app.log import _Mine", base="`_Mine` of app/log.py")
    assert copy_finding("SSOT202", match, Severity.ERROR, "a renamed copy of").help == (
        "delete `pck` and call `self.pack` in its place: the class inherits that from `_Mine` of app/log.py"
    )


def test_an_edited_override_leaves_to_the_base_what_is_equal() -> None:
    owner = a_unit("pack", "return $a", kind=UnitKind.METHOD, scope="Mine")
    copy = a_unit("pack", "return $b", path="b.py", kind=UnitKind.METHOD, scope="Theirs")
    match = replace(a_match(owner, copy, CloneType.NEAR), base="`Mine` of app/log.py")
    assert copy_finding("SSOT203", match, Severity.ERROR, "an edited copy of").help == (
        "let `Mine.pack` ask a method for what differs, and write only that one here: the class inherits `pack` from `Mine` of app/log.py"
    )


def test_a_class_that_derives_from_the_owner_is_not_told_to() -> None:
    owner, copy = a_unit("Mine", "a = 1", kind=UnitKind.CLASS), a_unit("Theirs", "a = 2", path="b.py", kind=UnitKind.CLASS, bases=("app.log.Mine",))
    match = replace(a_match(owner, copy, CloneType.NEAR), base="`Any` of app/base.py")
    assert copy_finding("SSOT203", match, Severity.ERROR, "an edited copy of").help == (
        "keep here only what differs: `Theirs` derives from `Mine` already"
    )


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("pkg/a.go", "let both types take `pack` from one place: a struct that both embed, or a function of pkg/a.go that both call"),
        (
            "src/a.rs",
            "let both types take `pack` from one place: a default method of a trait that both implement, or a function of src/a.rs",
        ),
    ],
)
def test_a_language_without_classes_is_told_of_none(path: str, place: str) -> None:
    owner = a_unit("pack", "return $a", path=path, kind=UnitKind.METHOD, scope="Mine")
    copy = a_unit("pack", "return $a", path=f"b/{path}", kind=UnitKind.METHOD, scope="Theirs")
    assert copy_finding("SSOT201", a_match(owner, copy), Severity.ERROR, "an exact copy of").help.startswith(place)


def test_methods_are_not_shared_in_a_file_that_cannot_be_imported() -> None:
    owner = a_unit("pack", "return $a", kind=UnitKind.METHOD, scope="Mine")
    copy = a_unit("pack", "return $a", path="b.py", kind=UnitKind.METHOD, scope="Theirs")
    help_line = copy_finding("SSOT201", a_match(owner, copy), Severity.ERROR, "an exact copy of").help
    assert help_line.endswith("a class of its own that both derive from, or a function that both call, in a module that both can import")


def test_an_edited_class_of_one_name_derives_from_the_owner_under_another() -> None:
    owner, copy = (a_unit("Mine", "return $a", path=path, kind=UnitKind.CLASS) for path in ("app/log.py", "b.py"))
    help_line = copy_finding("SSOT203", a_match(owner, copy, CloneType.NEAR), Severity.ERROR, "an edited copy of").help
    assert help_line.startswith("keep here only what differs: derive `Mine` from the owner's, taken under another name, or both from a class")
    moved = replace(a_match(owner, copy, CloneType.NEAR), apart="move `Mine`")
    assert copy_finding("SSOT203", moved, Severity.ERROR, "an edited copy of").help.startswith(
        "first move `Mine`; then keep here only what differs: derive `Mine` from it"
    )


def test_a_callback_that_takes_more_calls_the_owner_and_is_not_replaced_by_it() -> None:
    owner, copy = a_unit("enqueue", "return $a"), a_unit("on_click", "return $a", path="b.py")
    match = replace(a_match(owner, replace(copy, parameters=2), CloneType.NEAR), use="from app.log import enqueue")
    assert copy_finding("SSOT203", match, Severity.ERROR, "an edited copy of").help == (
        "replace what is equal in `on_click` by a call of `enqueue`: from app.log import enqueue"
    )


@pytest.mark.parametrize(("base", "place"), [("", "function"), ("`Mine` of app/log.py", "method of `Mine` of app/log.py")])
def test_lines_of_a_method_are_shared_with_a_method_and_not_imported(base: str, place: str) -> None:
    owner = a_unit("pack", "return $a", kind=UnitKind.METHOD, scope="Mine")
    copy = a_unit("send", "return $a", path="b.py", kind=UnitKind.METHOD, scope="Theirs")
    match = replace(a_match(owner, copy, CloneType.NEAR), use="from app.log import Mine", part=(3, 9), base=base)
    assert copy_finding("SSOT203", match, Severity.ERROR, "an edited copy of").help == (
        f"let lines 3 to 9 and `Mine.pack` share what is equal: a {place} that both call"
    )


def test_a_method_of_the_base_that_works_on_another_thing_is_not_called_for_this_one() -> None:
    owner = a_unit("ubridge_path", "return which('ubridge', $a)", kind=UnitKind.METHOD, scope="Node")
    copy = a_unit("vpcs_path", "return which('vpcs', $a)", path="b.py", kind=UnitKind.METHOD, scope="Theirs")
    match = replace(a_match(owner, copy, CloneType.NEAR), base="`Node` of app/log.py")
    assert copy_finding("SSOT203", match, Severity.ERROR, "an edited copy of").help == (
        "let a method of `Node` of app/log.py take what differs as an argument, and call it here and in `ubridge_path`"
    )


def test_what_comes_first_is_said_first() -> None:
    match = replace(a_match(a_unit("pack", "return $a"), a_unit("own", "return $a", path="b.py")), use="import x", apart="export it")
    help_line = copy_finding("SSOT201", match, Severity.ERROR, "an exact copy of").help
    assert help_line == "first export it; then replace `own` by `pack`: import x"


@pytest.mark.parametrize(
    ("clone_type", "base", "begins"),
    [
        (
            CloneType.NEAR,
            "`Any` of app/base.py",
            "keep here only what differs: derive `Theirs` from `Mine`, or move what is equal up into `Any`",
        ),
        (CloneType.NEAR, "", "keep here only what differs: derive `Theirs` from `Mine`, or both from a class with what is equal: from app.log"),
        (CloneType.EXACT, "`Any` of app/base.py", "replace `Theirs` by `Mine`: from app.log import Mine"),
    ],
)
def test_an_edited_sibling_class_keeps_what_differs(clone_type: CloneType, base: str, begins: str) -> None:
    owner = a_unit("Mine", "return $a", kind=UnitKind.CLASS)
    copy = a_unit("Theirs", "return $a", path="b.py", kind=UnitKind.CLASS)
    match = replace(a_match(owner, copy, clone_type), use="from app.log import Mine", base=base)
    assert copy_finding("SSOT203", match, Severity.ERROR, "an edited copy of").help.startswith(begins)


def test_a_name_that_is_the_class_s_own_is_written_otherwise_further_up() -> None:
    names = {
        "__pack": "up into `Any` of app/base.py, under a name with one underscore (with two no class below can call it), and",
        "__call__": "into a class between both and `Any` of app/base.py, and",
        "__pack__": "into a class between both and `Any` of app/base.py, and",
    }
    for name, called in names.items():
        owner = a_unit(name, "return $a", kind=UnitKind.METHOD, scope="Mine")
        copy = a_unit(name, "return $a", path="b.py", kind=UnitKind.METHOD, scope="Theirs")
        match = replace(a_match(owner, copy), use="from app.log import Mine", base="`Any` of app/base.py")
        said = copy_finding("SSOT201", match, Severity.ERROR, "an exact copy of").help
        assert said == f"move `{name}` {called} delete it here"


MORE = Alignment(((1, 1), (2, 3)), 3, 4)
ALL = Alignment(((1, 1), (2, 2), (3, 4)), 3, 4)
UP = "move `pack` up into `Any` of app/b.py, the base of both classes, or into one between, and "


@pytest.mark.parametrize(
    ("name", "base", "alignment", "help_line"),
    [
        ("test_login", "`Mine` of app/log.py", MORE, "call `self.pack` for the lines that are equal: the class inherits `pack` from `Mine`"),
        ("test_login", "`Mine` of app/log.py", ALL, "call `self.pack` for the lines that are equal: the class inherits `pack` from `Mine`"),
        ("pack", "`Mine` of app/log.py", MORE, "let `Mine.pack` ask a method for what differs, and write only that one here: the class inherits"),
        ("pack", "`Mine` of app/log.py", ALL, "keep here only what is added, and leave the rest to `super().pack(...)`"),
        ("unpack", "`Any` of app/b.py", MORE, "let both classes take `pack` from one place: a method of `Any` of app/b.py under a name of its own"),
        ("pack", "`Any` of app/b.py", MORE, UP + "keep here only what differs"),
        ("pack", "`Any` of app/b.py", ALL, UP + "let it ask a method for what differs"),
    ],
)
def test_a_method_that_does_more_is_not_deleted_for_what_it_inherits(name: str, base: str, alignment: Alignment, help_line: str) -> None:
    owner = a_unit("pack", "return $a", kind=UnitKind.METHOD, scope="Mine")
    copy = a_unit(name, "return $a", path="b.py", kind=UnitKind.METHOD, scope="Theirs")
    match = replace(a_match(owner, copy, CloneType.NEAR), use="from app.log import Mine", base=base, alignment=alignment)
    assert copy_finding("SSOT203", match, Severity.ERROR, "an edited copy of").help.startswith(help_line)


@pytest.mark.parametrize(
    ("name", "use", "alignment", "help_line"),
    [
        ("pack", "import x", MORE, "replace what is equal in this `pack` by a call of the owner's, under another name: import x"),
        ("own", "import x", MORE, "replace what is equal in `own` by a call of `pack`: import x"),
        ("pack", "import x", ALL, "delete this `pack` and write instead: import x"),
        ("own", "", MORE, "replace what is equal in `own` by a call of `pack` of app/log.py"),
        ("own", "", ALL, "delete this copy and use `pack` of app/log.py"),
        ("own", "from a import _pack", MORE, "replace what is equal in `own` by a call of `_pack`; `_pack` is private in app/log.py"),
        ("own", "from a import _pack", ALL, "first make `_pack` public in app/log.py or move it; then delete this copy and use `_pack` of app/log.py"),
    ],
)
def test_a_function_that_does_more_is_not_deleted_for_the_owner(name: str, use: str, alignment: Alignment, help_line: str) -> None:
    owner = a_unit("_pack" if "_" in use else "pack", "return $a")
    match = replace(a_match(owner, a_unit(name, "return $a", path="b.py"), CloneType.NEAR), use=use, alignment=alignment)
    assert copy_finding("SSOT203", match, Severity.ERROR, "an edited copy of").help.startswith(help_line)


def test_a_function_that_does_more_than_an_inner_one_is_not_deleted_for_it() -> None:
    owner = a_unit("pack", "return $a", scope="run", traits=frozenset({Trait.NESTED}))
    match = replace(a_match(owner, a_unit("own", "return $a", path="b.py"), CloneType.NEAR), alignment=MORE)
    assert copy_finding("SSOT203", match, Severity.ERROR, "an edited copy of").help == (
        "move `pack` out of `run` of app/log.py, so that others can use it, and replace what is equal in `own` by a call of `run.pack`"
    )


@pytest.mark.parametrize(
    ("said", "what"),
    [
        (Confirmation(CloneType.RENAMED, Location("b.py"), Location("b.py")), True),
        (Confirmation(CloneType.RENAMED, Location("b.py"), Location("b.py"), renames=(("a", "b"),)), False),
        (Confirmation(CloneType.RENAMED, Location("b.py"), Location("b.py"), values=1), False),
        (None, False),
    ],
)
def test_what_differs_in_its_documentation_only_is_not_called_renamed(said: Confirmation | None, what: bool) -> None:
    match = replace(a_match(a_unit("log", "return $a"), a_unit("log", "return $a", path="b.py"), CloneType.RENAMED), confirmation=said)
    assert differs_in_extras(match) is what
    assert not differs_in_extras(replace(match, copy=a_unit("say", "return $a", path="b.py")))
