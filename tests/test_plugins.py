"""Every plug-in keeps the promises of its room: a page, a code of its own, samples that prove it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ssot_check.discovery import format_names, formats, language, languages, report_format, rule_codes, rules
from ssot_check.model.plugins import Language, ReportFormat, Rule

TESTS = Path(__file__).resolve().parent
HEADINGS = ["What it does", "Why it matters", "How to fix"]
UNDERLINED = re.compile(r"^(\S.*)\n-{3,}$", re.MULTILINE)
JUDGING = [rule for rule in rules() if rule.check is not None and not rule.code.startswith("SSOT0")]


def samples(rule: Rule, kind: str) -> list[Path]:
    return sorted((TESTS / "rules" / rule.name.replace("-", "_")).glob(f"{kind}_*/SSOT_LOCK.yml"))


def test_codes_and_names_are_unique() -> None:
    assert len({rule.code for rule in rules()}) == len({rule.name for rule in rules()}) == len(rules())


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_a_rule_is_well_formed(rule: Rule) -> None:
    assert re.fullmatch(r"SSOT\d{3}", rule.code)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_a_rule_explains_itself(rule: Rule) -> None:
    text = rule.explanation.strip()
    parts = UNDERLINED.split(text)
    assert UNDERLINED.findall(text) == HEADINGS
    assert rule.summary.endswith(".")
    assert text.splitlines()[1] == ""
    assert all(part.strip() for part in parts)


@pytest.mark.parametrize("rule", JUDGING, ids=lambda rule: rule.code)
@pytest.mark.parametrize("kind", ["bad", "good"])
def test_a_rule_has_samples(rule: Rule, kind: str) -> None:
    assert samples(rule, kind)


@pytest.mark.parametrize("language", languages(), ids=lambda language: language.name)
def test_a_language_is_claimed_and_tested(language: Language) -> None:
    """By a sample that bears its name, or by a test that reads text with it."""
    assert language.suffixes or language.names or language.interpreters
    files = [path for path in (TESTS / "languages").rglob("*") if path.is_file() and path.suffix != ".pyc"]
    named = [path for path in files if language.name in path.relative_to(TESTS / "languages").parts or path.stem == language.name]
    reading = re.compile(rf"""ssot_check\.languages\.{language.name}\b|ssot_check\.languages import[^\n]*\b{language.name}\b""")
    assert named or [path for path in files if path.suffix == ".py" and reading.search(path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("form", formats(), ids=lambda form: form.name)
def test_a_format_has_a_golden(form: ReportFormat) -> None:
    assert form.description
    assert [*(TESTS / "reports" / "golden").glob(f"{form.name}.*")]


def test_a_format_is_named_after_its_file_and_loads_alone() -> None:
    assert format_names() == tuple(form.name for form in formats())
    assert [report_format(name) for name in format_names()] == list(formats())


def test_the_codes_are_those_of_the_rules() -> None:
    assert rule_codes() == tuple(rule.code for rule in rules())


@pytest.mark.parametrize("name", [item.name for item in languages()])
def test_a_language_is_named_after_its_file(name: str) -> None:
    assert language(name) is next(item for item in languages() if item.name == name)
