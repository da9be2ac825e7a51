from __future__ import annotations

import pytest

from ssot_check.model.match import CloneType
from tests.languages.python.python_reading import confirmed

OWNER = '''import logging

def setup(name, level=10):
    """Set a logger up."""
    handler = logging.StreamHandler()
    handler.setLevel(level)
    logger = logging.getLogger(name)
    logger.addHandler(handler)
    logger.propagate = False
    return logger
'''
RENAMED = """import logging as log


class Factory:
    # why this one is here
    @staticmethod
    def make(title: str, floor: int = 20):
        out = log.StreamHandler()
        out.setLevel(floor)  # comment
        result = log.getLogger(title); result.addHandler(out)

        result.propagate = False
        return (result)
"""


def test_layout_and_comments_do_not_count() -> None:
    copy = OWNER.replace("(name, level=10)", "(\n    name,\n    level = 10,  # ten\n)").replace("\n    return", "\n\n    # out\n    return")
    assert confirmed(OWNER, copy, ("setup", "setup"), CloneType.NEAR).clone_type is CloneType.EXACT


def test_documentation_makes_a_copy_renamed_not_exact() -> None:
    result = confirmed(OWNER, OWNER.replace("Set a logger up.", "Other."), ("setup", "setup"), CloneType.EXACT)
    assert (result.clone_type, result.renames) == (CloneType.RENAMED, ())


def test_renames_are_listed_and_aliases_seen_through() -> None:
    result = confirmed(OWNER, RENAMED, ("setup", "Factory.make"))
    assert result.clone_type is CloneType.RENAMED
    assert result.renames == (
        ("setup", "make"),
        ("name", "title"),
        ("level", "floor"),
        ("handler", "out"),
        ("logger", "result"),
        ("logging", "log"),
    )


def test_place_holds_decorators_and_comments_above() -> None:
    result = confirmed(OWNER, RENAMED, ("setup", "Factory.make"))
    assert (result.location.line, result.location.end_line) == (5, 13)
    assert (result.signature.line, result.signature.column, result.signature.end_column) == (7, 9, 13)


def test_a_renaming_that_is_not_one_to_one_is_only_near() -> None:
    result = confirmed(OWNER, RENAMED.replace("addHandler(out)", "addHandler(result)"), ("setup", "Factory.make"))
    assert result.clone_type is CloneType.NEAR
    assert result.reason == "more than renamed: `handler` of the owner is `out` in one place and `result` in another"


@pytest.mark.parametrize(
    ("old", "new"),
    [("logger.propagate = False", "logger.propagate = None"), (".setLevel", ".addFilter"), ("logging.getLogger(name)", "print(name)")],
)
def test_other_names_from_outside_are_only_near(old: str, new: str) -> None:
    assert confirmed(OWNER, OWNER.replace(old, new), ("setup", "setup")).clone_type is CloneType.NEAR


def test_one_name_from_two_modules_is_only_near() -> None:
    copy = OWNER.replace("import logging", "import structlog as logging2").replace("logging.", "logging2.")
    result = confirmed(OWNER, copy, ("setup", "setup"))
    assert result.clone_type is CloneType.NEAR
    assert result.reason == "more than renamed: uses `logging2` where the owner uses `logging`"


def test_a_semantic_match_stays_semantic() -> None:
    copy = "def other(name):\n    a = 1\n    b = 2\n    return print(name, a, b)\n"
    assert confirmed(OWNER, copy, ("setup", "other"), CloneType.SEMANTIC).clone_type is CloneType.SEMANTIC


@pytest.mark.parametrize(
    "copy",
    [
        "from app.log import setup as make\n\ndef setup(name):\n    return make(name)\n",
        "from app import log\n\ndef setup(name):\n    logger = log.setup(name)\n    logger.extra = 1\n    return logger\n",
        "def setup(name):\n    from app.log import setup as inner\n\n    return inner(name)\n",
        "import app.log as theirs\n\ndef setup(name):\n    return theirs.setup(name, level=3)\n",
    ],
)
def test_a_facade_is_refused(copy: str) -> None:
    result = confirmed(OWNER, copy, ("setup", "setup"), CloneType.NEAR)
    assert result.clone_type is None
    assert result.reason == "the copy passes its work on to app.log.setup"


def test_a_relative_import_of_the_owner_is_a_facade() -> None:
    copy = "from ..app.log import setup as make\n\ndef setup(name):\n    return make(name)\n"
    assert confirmed(OWNER, copy, ("setup", "setup"), CloneType.NEAR).clone_type is None


def test_a_call_to_a_stranger_of_the_same_name_is_no_facade() -> None:
    copy = "from elsewhere.tools import setup as make\n\ndef setup(name):\n    return make(name)\n"
    assert confirmed(OWNER, copy, ("setup", "setup"), CloneType.NEAR).clone_type is CloneType.NEAR


def test_an_overload_is_refused() -> None:
    copy = f"from typing import overload\n\n@overload\n{OWNER.split('logging', 1)[1].strip()}\n"
    assert confirmed(OWNER, copy, ("setup", "setup")).clone_type is None


def test_tables_compare_by_what_they_hold() -> None:
    table = 'PORTS = {"a": 1, "b": 2, "c": 3, "d": 4}\n'
    assert confirmed(table, table.replace("PORTS", "P"), ("PORTS", "P")).clone_type is CloneType.RENAMED
    assert confirmed(table, table.replace("4", "5"), ("PORTS", "PORTS")).clone_type is CloneType.RENAMED
    other = confirmed(table, 'SIZES = {"x": 7, "y": 8, "z": 9, "d": 4}\n', ("PORTS", "SIZES"))
    assert (other.clone_type, other.reason) == (None, "another table of the same shape")


def test_script_blocks_compare_statement_by_statement() -> None:
    owner = "import sys\ncount = int(sys.argv[1])\nprint(count)\ntotal = count * 2\nprint(total)\n"
    copy = 'import sys\nif __name__ == "__main__":\n    a = int(sys.argv[1])\n    print(a)\n    b = a * 2; print(b)\n'
    result = confirmed(owner, copy, ("<script>", "__main__"), CloneType.NEAR)
    assert (result.clone_type, result.renames) == (CloneType.RENAMED, (("count", "a"), ("total", "b")))


def test_a_lambda_in_a_class_is_cut_out_exactly() -> None:
    result = confirmed("f = lambda x: x + 1\n", "class A:\n    a = 1; g = lambda y: y + 2\n", ("f", "A.g"))
    assert (result.clone_type, result.renames) == (CloneType.RENAMED, (("f", "g"), ("x", "y")))


def test_text_inside_a_string_is_not_indented_away() -> None:
    owner = 'def f():\n    return """a\n    b"""\n'
    copy = 'class A:\n    def f():\n        return """a\n    b"""\n'
    assert confirmed(owner, copy, ("f", "A.f")).clone_type is CloneType.EXACT


def test_a_fragment_that_libcst_cannot_read_keeps_the_claim() -> None:
    copy = "def setup(name):\n    print 'x', name\n    return name\n"
    result = confirmed(OWNER, copy, ("setup", "setup"), CloneType.RENAMED)
    assert result.clone_type is CloneType.RENAMED
    assert result.reason.startswith("not confirmed: ")


def test_a_fragment_too_deep_for_a_recursive_reader_keeps_the_claim() -> None:
    deep = f"def f(x):\n    return {'(' * 5000}x{')' * 5000}\n"
    assert confirmed(deep, deep, ("f", "f"), CloneType.EXACT).reason == "not confirmed: nested too deeply"


def test_where_a_long_string_is_broken_is_layout() -> None:
    owner = 'def f(x):\n    return f"one {x} two three"\n'
    copy = 'def f(x):\n    return (\n        "one "\n        f"{x} two"\n        " three"\n    )\n'
    assert confirmed(owner, copy, ("f", "f"), CloneType.NEAR).clone_type is CloneType.EXACT


def test_the_name_of_the_class_around_is_no_name_from_outside() -> None:
    owner = "class A:\n    def make(x):\n        return A(x)\n"
    result = confirmed(owner, owner.replace("A", "B"), ("A.make", "B.make"))
    assert (result.clone_type, result.renames) == (CloneType.RENAMED, (("A", "B"),))
