"""Formats that have no schema to hold against, read by what their services publish: reviewdog's, Azure's, GitHub's and shields.io's own."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from ssot_check.reports import azure, badge, github, rdjson, rdjsonl
from ssot_check.reports.support.items import advice, items
from tests.reports.canned import ALLOWED, CLEAN, KNOWN, PASSED, REPORT, UNTRUSTED
from tests.reports.extremes import EXTREMES
from tests.reports.official import install, program

pytestmark = pytest.mark.network
REPORTS = {"report": REPORT, "known": KNOWN, "allowed": ALLOWED, "passed": PASSED, "clean": CLEAN, "untrusted": UNTRUSTED, **EXTREMES}
REVIEWDOG = """
const {validate} = require("@umbrelladocs/rdformat-validator");
run(async text => {
  const result = await validate(JSON.parse(text), {strictMode: true, allowExtraFields: false});
  return [result.valid, JSON.stringify(result.errors).slice(0, 500)];
});
"""
AZURE = """
const {commandFromString} = require("azure-pipelines-task-lib/taskcommand");
run(async text => text.split("\\n").filter(line => line.includes("##vso[")).map(line => {
  const found = commandFromString(line);
  return [found.command, found.properties.type, found.properties.sourcepath, found.message];
}));
"""
GITHUB = """
import {createRequire} from "module";
import {pathToFileURL} from "url";
const {issueCommand} = await import(pathToFileURL(process.env.NODE_PATH + "/@actions/core/lib/command.js"));
run(async text => {
  const said = [], write = process.stdout.write;
  process.stdout.write = line => { said.push(line); return true; };
  try { for (const command of JSON.parse(text)) { issueCommand(...command); } } finally { process.stdout.write = write; }
  return said.map(line => line.trimEnd());
});
"""
SHIELDS = """
import {pathToFileURL} from "url";
const {makeBadge} = await import(pathToFileURL(process.env.NODE_PATH + "/badge-maker/lib/index.js"));
run(async text => { const {label, message, color} = JSON.parse(text); return makeBadge({label, message, color}); });
"""
RUN = """
async function run(read) {
  let text = "";
  for await (const part of process.stdin) { text += part; }
  const out = [];
  for (const one of JSON.parse(text)) { out.push(await read(one)); }
  console.log(JSON.stringify(out));
}
"""


@pytest.fixture(scope="session")
def kept(request: pytest.FixtureRequest) -> Path:
    cache = request.config.cache
    assert cache is not None
    return cache.mkdir("schemas")


def read(script: str, modules: Path, texts: list[str], kind: str = "commonjs") -> list[Any]:
    """What a reader made of each text."""
    done = subprocess.run(
        [program("node", "a report"), f"--input-type={kind}", "-e", f"{script}\n{RUN}"], input=json.dumps(texts),
        env={"NODE_PATH": str(modules), "PATH": "/usr/bin:/bin"}, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout)
    assert isinstance(found, list)
    return found


def test_reviewdog_takes_the_diagnostics(kept: Path) -> None:
    modules = install("rdjson", "@umbrelladocs/rdformat-validator@1.0.1", kept)
    lines = [line for report in REPORTS.values() for line in rdjsonl.render(report).splitlines() if line][:400]
    assert [said for valid, said in read(REVIEWDOG, modules, [*map(rdjson.render, REPORTS.values()), *lines]) if not valid] == []
    assert read(REVIEWDOG, modules, ['{"diagnostics": [{"message": "m"}]}'])[0][0] is False


def test_azures_own_parser_gets_what_was_said(kept: Path) -> None:
    modules = install("azure", "azure-pipelines-task-lib@5.281.0", kept)
    for report, found in zip(REPORTS.values(), read(AZURE, modules, list(map(azure.render, REPORTS.values()))), strict=True):
        said = sorted(advice(item) for item in items(report) if item.severity.value != "information")
        assert sorted(message for _, _, _, message in found) == said
        assert {(command, kind) for command, kind, _, _ in found} <= {("task.logissue", "error"), ("task.logissue", "warning")}


def test_github_writes_the_same_annotations(kept: Path) -> None:
    """What we say, said by GitHub's own library: the lines are the same."""
    modules = install("github", "@actions/core@3.0.1", kept)
    written = [[line for line in github.render(report).splitlines() if line.startswith("::")] for report in REPORTS.values()]
    asked = [json.dumps([as_asked(line) for line in lines]) for lines in written]
    assert read(GITHUB, modules, asked, "module") == written


def as_asked(line: str) -> tuple[str, dict[str, str], str]:
    """Name, properties and data of a command, unescaped."""
    head, _, data = line[2:].partition("::")
    name, _, rest = head.partition(" ")
    values = (pair.split("=", 1) for pair in rest.split(","))
    return name, {key: plain(value) for key, value in values}, plain(data)


def plain(text: str) -> str:
    for code, char in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, char)
    return text


def test_shields_draws_the_badge(kept: Path) -> None:
    modules = install("badge", "badge-maker@6.0.0", kept)
    drawn = read(SHIELDS, modules, [badge.render(report) for report in REPORTS.values()], "module")
    assert all(picture.startswith("<svg") for picture in drawn)
    with pytest.raises(AssertionError, match="ValidationError"):
        read(SHIELDS, modules, ['{"label": "x"}'], "module")
