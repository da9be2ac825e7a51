"""Imports that loading a file does not need."""

from __future__ import annotations

import pytest

from ssot_check.languages import typescript
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.source import SourceFile
from tests.languages.python.python_reading import read, simple


def late(parsed: ParsedFile) -> dict[str, bool]:
    return {item.name: item.late for item in parsed.references}


@pytest.mark.parametrize(
    ("text", "waits"),
    [
        ("import a\n", False),
        ("if x:\n    import a\nelse:\n    pass\n", False),
        ("try:\n    import a\nexcept ImportError:\n    a = None\n", False),
        ("class C:\n    import a\n", False),
        ("def f():\n    import a\n", True),
        ("class C:\n    def f(self):\n        if x:\n            from a import *\n", True),
        ("def f():\n    class C:\n        import a\n", True),
    ],
)
def test_python(text: str, waits: bool) -> None:
    assert list(late(read(text)).values()) == [waits]


def test_what_follows_a_function_is_needed_at_once() -> None:
    assert late(read("def f():\n    import a\n\n\nimport b\n")) == {"a": True, "b": False}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('import { b } from "a";', {"a.b": False}),
        ('import type { b } from "a";', {"a.b": True}),
        ('import { type b, c } from "a";', {"a.b": True, "a.c": False}),
        ('import type { b } from "a";\nimport { c } from "d";', {"a.b": True, "d.c": False}),
        ('export type { b } from "a";', {"a.b": True}),
        ('const b = require("a");', {"a": False}),
        ('function f() { const b = require("a"); return b; }', {"a": True}),
        ('async function f() { const b = await import("a"); return b; }', {"a": True}),
    ],
)
def test_typescript(text: str, found: dict[str, bool]) -> None:
    assert late(typescript.parse(SourceFile("web/log.ts", "typescript", text + "\n", "0"), simple)) == found


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("from a import B\n\n\ndef f(x: B) -> None:\n    pass\n", True),
        ("from a import B\n\n\ndef f() -> 'list[B]':\n    y: B | None = None\n", True),
        ("import a as B\n\n\ndef f(x: B.C): pass\n", True),
        ("from a import B\n\n\ndef f(x: B):\n    return B()\n", False),
        ("from a import B\n\n\nclass C(B):\n    x: B\n", False),
        ("from a import B\n\n\n@B.wraps\ndef f(x: B): pass\n", False),
        ("from a import B\n__all__ = ['B']\n\n\ndef f(x: B): pass\n", False),
        ("from a import B\n\n\ndef f(x: B): return f'{B.name}'\n", False),
        ("from a import B\n", False),
        ("if TYPE_CHECKING:\n    from a import B\n\n\ndef f(x: B): pass\n", False),
    ],
)
def test_a_name_that_only_annotations_say(text: str, only: bool) -> None:
    assert [item.annotates for item in read(text).references if item.name.startswith("a")] == [only]
