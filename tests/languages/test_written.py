"""Literals of every grammar, each with what names it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssot_check.languages.support.written import written
from ssot_check.model.source import SourceFile


def near(text: str, grammar: str, value: str) -> list[tuple[str, ...]]:
    found = written(SourceFile("a", grammar, text, ""), grammar=grammar)
    return [item.near for item in found if item.text == value]


@pytest.mark.parametrize(
    ("grammar", "text", "name"),
    [
        ("python", "port: int = 6543\n", "port"),
        ("python", "connect(port=6_543)\n", "port"),
        ("python", 'settings = {"port": "6543"}\n', "port"),
        ("python", "def connect(port: int = 6543): pass\n", "port"),
        ("python", 'x = int(os.getenv("DB_PORT", "6543"))\n', "DB_PORT"),
        ("typescript", "const port: number = 6543;", "port"),
        ("typescript", "f({port: 6543});", "port"),
        ("typescript", "const x = process.env.PORT || '6543';", "process.env.PORT"),
        ("typescript", "class A { port = 6543n; }", "port"),
        ("go", "package a\nvar port = 6543\n", "port"),
        ("go", 'package a\nconst (\n\tport = "6543"\n)\n', "port"),
        ("go", "package a\nvar c = C{port: 6543}\n", "port"),
        ("rust", "const PORT: u16 = 6543u16;", "PORT"),
        ("rust", 'fn f() { C { port: "6543" } }', "port"),
        ("bash", "PORT=6543\n", "PORT"),
        ("bash", 'x="${PORT:-6543}"\n', "PORT"),
        ("bash", "serve --port 6543\n", "--port"),
        ("bash", "serve --port=6543\n", "--port"),
    ],
)
def test_the_nearest_name_comes_first(grammar: str, text: str, name: str) -> None:
    assert [names[0] for names in near(text, grammar, "6543")] == [name]


def test_a_call_names_its_argument_and_what_it_is_bound_to_comes_next() -> None:
    assert near("port = set_port(6543)\n", "python", "6543") == [("set_port", "port")]


def test_a_default_belongs_to_what_is_asked_for() -> None:
    assert near('conf.getint("web", "server_port", fallback=6543)\n', "python", "6543") == [("fallback", "server_port")]


def test_only_what_is_wanted_is_looked_at() -> None:
    source = SourceFile("a", "python", "a = 6_543\nb = 7\n", "")
    assert [item.text for item in written(source, re.compile("6543"), grammar="python")] == ["6543"]


def test_a_comparison_sets_nothing() -> None:
    assert near("if port == 6543: pass\n", "python", "6543") == [()]


def test_outer_names_stand_around() -> None:
    (item,) = written(SourceFile("a", "python", "class Pool:\n    size = 50\n", ""), grammar="python")
    assert (item.near, item.around) == (("size",), ("Pool",))


@pytest.mark.parametrize("text", ['"""6543"""\n', "# 6543\n", "def f():\n    '6543'\n"])
def test_documentation_is_no_value(text: str) -> None:
    assert near(text, "python", "6543") == []


def test_the_path_of_an_import_is_no_value() -> None:
    assert near('import x from "./6543";', "typescript", "./6543") == []


@given(st.text(alphabet="abc=:(){}[]\"'`$-\n, 019#", max_size=60), st.sampled_from(["python", "typescript", "go", "rust", "bash"]))
def test_no_text_is_too_broken(text: str, grammar: str) -> None:
    found = written(SourceFile("a", grammar, text, ""), grammar=grammar)
    assert list(found) == sorted(found, key=lambda item: (item.location, item.text))
