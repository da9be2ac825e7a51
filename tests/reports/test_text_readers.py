"""The text formats, read by the problem matchers that we ship: by a parser of such matchers, every entry and nothing besides."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ssot_check.reports import ai, concise, full, grouped
from ssot_check.reports.support.items import Item, column, items, line, message, path
from tests.reports.canned import ALLOWED, CLEAN, KNOWN, PASSED, REPORT, UNTRUSTED
from tests.reports.extremes import EXTREMES
from tests.reports.official import install
from tests.reports.test_real_readers import read

pytestmark = pytest.mark.network
MATCHERS = Path(__file__).resolve().parents[2] / "integrations" / "editors" / "problem-matchers.json"
HOSTILE = EXTREMES["hostile"]
WORDED = replace(
    HOSTILE,
    problems=tuple(item for item in HOSTILE.problems if item.message),
    findings=tuple(item for item in HOSTILE.findings if item.message),
)
"""Without the entries that have no message at all: no rule says nothing, and a matcher drops what says nothing."""
REPORTS = (REPORT, KNOWN, ALLOWED, PASSED, CLEAN, UNTRUSTED, WORDED, EXTREMES["many"])
FORMATS = {
    "concise": (concise.render, ("ssot-check-concise",)),
    "ai": (ai.render, ("ssot-check-ai",)),
    "full": (full.render, ("ssot-check-full", "ssot-check-full-brief")),
    "grouped": (grouped.render, ("ssot-check-grouped",)),
}
WORDS = {"error": "error", "warning": "warning", "information": "info"}
READER = """
const {parseProblemMatchersJson} = require("@rushstack/problem-matcher");
run(async text => {
  const [definitions, lines] = JSON.parse(text);
  const matchers = parseProblemMatchersJson(definitions.map(({owner, ...rest}) => ({name: owner, ...rest}))), found = [];
  for (const line of lines) {
    for (const matcher of matchers) {
      const said = matcher.exec(line + "\\n");
      if (said && said.message) { found.push([said.file, said.line ?? 1, said.column ?? 1, said.code, said.severity, said.message]); }
    }
  }
  return found;
});
"""


@pytest.fixture(scope="session")
def modules(kept: Path) -> Path:
    return install("full, grouped, concise, ai", "@rushstack/problem-matcher@0.2.1", kept)


def entry(item: Item, name: str) -> list[Any]:
    """What a reader should get; for agents there is no column, and behind the message stand domain and help."""
    return [path(item), line(item), 1 if name == "ai" else column(item), item.code, WORDS[item.severity.value], message(item)]


@pytest.mark.parametrize("name", FORMATS)
def test_a_reader_of_problem_matchers_gets_every_entry(name: str, modules: Path) -> None:
    render, owners = FORMATS[name]
    definitions = [matcher for matcher in json.loads(MATCHERS.read_text())["problemMatcher"] if matcher["owner"] in owners]
    assert len(definitions) == len(owners)
    unlimited = [replace(report, presentation=replace(report.presentation, token_budget=0)) for report in REPORTS]
    texts = [json.dumps([definitions, render(report).split("\n")]) for report in unlimited]
    for report, found in zip(REPORTS, read(READER, modules, texts), strict=True):
        wanted = [entry(item, name) for item in items(report)]
        assert len(wanted) == len(found)
        for said, meant in zip(sorted(found), sorted(wanted), strict=True):
            assert said[:-1] == meant[:-1]
            assert said[-1].startswith(meant[-1])
