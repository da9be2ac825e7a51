"""Edited copies under another name that have kept neither the name nor the words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ssot_check.matching.renames import is_other_job
from ssot_check.matching.similarity import Signals
from ssot_check.model.unit import Unit, UnitKind
from tests.builders import a_unit
from tests.matching.haystacks import OTHER, a_haystack, weights_of

METHOD = UnitKind.METHOD
PART = Signals(containment=0.6, evidence=0.9, alignment=0.8, coverage=0.8, statements=0.6, words=0.55, telling=0.95, growth=0.0)
PATH = "$path = cwd.join($name)\nif not $path.exists:\n    raise Missing('no settings at %s', $path)\nreturn reader.load($path, 'yaml')"
CONTEXTS = "$path = cwd.join($name)\nif not $path.exists:\n    return Empty\nreturn lister.scan($path, 'contexts of users')"


def other_job(owner: Unit, copy: Unit, signals: Signals) -> bool:
    return is_other_job(owner, copy, weights_of(a_haystack(owner, copy)), signals)


def a_copy(name: str, text: str, **fields: Any) -> Unit:
    return a_unit(name, text, "jobs/a.py", **fields)


@pytest.mark.parametrize(
    ("name", "text", "signals", "expected"),
    [
        ("contexts_path", CONTEXTS, replace(PART, telling=0.5), True),
        ("contexts_path", PATH.replace("Missing", "Absent"), replace(PART, telling=0.5, words=0.9), False),
        ("settings_path", CONTEXTS, replace(PART, telling=0.5), False),
        ("contexts_path", CONTEXTS, replace(PART, telling=0.5, alignment=0.95), False),
    ],
    ids=["other texts", "the same texts", "the same name", "most tokens"],
)
def test_who_says_other_texts_under_another_name_does_another_job(name: str, text: str, signals: Signals, expected: bool) -> None:
    assert other_job(a_unit("settings_path", PATH), a_copy(name, text), signals) is expected


def test_a_small_one_must_keep_the_words_of_one_of_both() -> None:
    owner = a_unit("settings_path", PATH)
    assert other_job(owner, a_copy("contexts_path", CONTEXTS), PART)
    assert not other_job(owner, a_copy("contexts_path", CONTEXTS), replace(PART, words=0.8))
    assert not other_job(a_unit("total", OTHER * 2), a_copy("sum", CONTEXTS * 3), PART)


@pytest.mark.parametrize(
    ("scope", "name", "words", "expected"),
    [
        ("GitLab", "fetch_by_iid", 0.5, True),
        ("GitLab", "fetch_by_iid", 0.7, False),
        ("GitLab", "fetch_by_number", 0.5, False),
        ("GitHub", "fetch_by_number_again", 0.5, False),
    ],
    ids=["another method", "most words", "its name", "a longer name in its type"],
)
def test_methods_of_two_types_under_two_names_say_the_same_where_one_was_copied(
    scope: str, name: str, words: float, expected: bool
) -> None:
    owner = a_unit("fetch_by_number", OTHER * 2, kind=METHOD, scope="GitHub")
    copy = a_copy(name, (OTHER + CONTEXTS) * 2, kind=METHOD, scope=scope)
    assert other_job(owner, copy, replace(PART, words=words)) is expected


def test_tables_and_classes_are_not_asked() -> None:
    assert not other_job(a_unit("PATHS", PATH, kind=UnitKind.TABLE), a_copy("NAMES", CONTEXTS, kind=UnitKind.TABLE), PART)
