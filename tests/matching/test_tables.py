from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from ssot_check.matching import tables

FILES = sorted(Path(tables.__file__).parent.rglob("*.toml"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.name))
def test_every_table_says_what_tomllib_reads_and_is_written_in_the_plain_form(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert repr(tables._plain(text)) == repr(tomllib.loads(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        'a = 1\nb = -0.5\nc = true\n[t]\na = "x\\"y"\n["u v"]\na = ["#", "]"]\n[[w]]\na = []\n[[w]]\n',
        'a = [\n  "x",\n  ["y", "z"],\n]\nb = [\n]\n',
        'a = [\n  "x",  # why\n]\n',
        "a = 'it'  # so\n",
        "a.b = 1\n[c.d]\ne = {f = 2}\n",
        "  a = 1\n",
        "a = [1,\n2]\nb = 1_000\n",
        'a = """\nb = 1\n"""\n',
        "a-b = 1\n[c-d]\n",
    ],
)
def test_any_other_form_is_understood_too(text: str) -> None:
    assert repr(tables.understood(text)) == repr(tomllib.loads(text))


@pytest.mark.parametrize("text", ["a = 1\na = 2\n", "[a]\n[a]\n", "[a]\n[[a]]\n", "a = [\n", "a\n", "[a\n", "[a]]\n", "[[a]\n", "[]\n"])
def test_what_is_no_toml_is_refused(text: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError):
        tables.understood(text)
