"""Formats that have no schema to hold against, read by what their services and readers publish.

reviewdog's, Azure's, GitHub's, JetBrains' and shields.io's own code; the published type of a Code Climate issue; a bot that turns
Checkstyle XML into comments; the CSV reader that most web pages use.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ssot_check.reports import azure, badge, checkstyle, csv, github, gitlab, rdjson, rdjsonl, teamcity
from ssot_check.reports.support.items import advice, column, items, line
from tests.reports.canned import ALLOWED, CLEAN, KNOWN, PASSED, REPORT, UNTRUSTED
from tests.reports.extremes import EXTREMES
from tests.reports.official import Published, fetch_path, install, program
from tests.reports.test_ci_logs import teamcity_command

pytestmark = pytest.mark.network
NO_XML = re.compile("[\ufffe\uffff]")
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
CHECKSTYLE = """
const {parseCheckstyle} = require("danger-plugin-lint-report/dist/parse/checkstyle_parser.js"), {xml2js} = require("xml-js");
run(async text => parseCheckstyle(xml2js(text), "").map(item => [item.line, item.column, item.severity, item.message]));
"""
CSV = """
const Papa = require("papaparse");
run(async text => {
  const found = Papa.parse(text.trimEnd(), {header: true});
  return [found.errors, found.data.length, found.meta.fields];
});
"""
JETBRAINS = Published("teamcity", "teamcity-messages==1.33", "", "74ab9cdf8f86acd42b15fae7f8eaf6c8d7b65f694c232ca209943c288fe5daad")
SAID_BY_JETBRAINS = """
import json, sys
from teamcity.messages import TeamcityServiceMessages
said = TeamcityServiceMessages(now=lambda: 0)
for name, values in json.load(sys.stdin):
    said.message(name, **values)
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


def test_jetbrains_writes_the_same_messages(kept: Path) -> None:
    """What we say, said by JetBrains' own library, but for its time stamps, the order of the attributes and its bare non-ASCII text."""
    lines = [line for report in REPORTS.values() for line in teamcity.render(report).splitlines()]
    done = subprocess.run(
        [sys.executable, "-c", SAID_BY_JETBRAINS], input=json.dumps(list(map(teamcity_command, lines))), encoding="utf-8",
        env={"PYTHONPATH": str(fetch_path(JETBRAINS, kept)), "PYTHONIOENCODING": "utf-8"}, capture_output=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    theirs = [re.sub(r"^(##teamcity\[\w+) timestamp='[^']*'", r"\1", line) for line in done.stdout.split("\n") if line]
    assert [attributes(plain_ascii(line)) for line in theirs] == [attributes(line) for line in lines]


def attributes(line: str) -> list[str]:
    """A message as its name and its attributes in order of name, each as it is written."""
    head, _, rest = line.removesuffix("]").partition(" ")
    return [head, *sorted(re.findall(r"[\w-]+='(?:[^|']|\|.)*'", rest))]


def plain_ascii(line: str) -> str:
    units = line.encode("utf-16-be")
    chars = (int.from_bytes(units[at : at + 2]) for at in range(0, len(units), 2))
    return "".join(chr(unit) if unit < 128 else f"|0x{unit:04x}" for unit in chars)


def test_gitlabs_issues_are_of_the_published_type(kept: Path, tmp_path: Path) -> None:
    modules = install("gitlab", "typescript@5.9.3 codeclimate-types@0.3.1", kept)
    (tmp_path / "node_modules").symlink_to(modules)
    for name, texts in (("right", [gitlab.render(report) for report in REPORTS.values()]), ("wrong", ['[{"type": "issue"}]'])):
        values = "".join(f"const report{number}: Issue[] = {text}" for number, text in enumerate(texts))
        (tmp_path / f"{name}.ts").write_text(f"import {{Issue}} from 'codeclimate-types';\n{values}")
    compiler = [program("node", "gitlab"), str(modules / "typescript" / "bin" / "tsc"), "--noEmit", "--strict", "--lib", "es5"]
    done = [
        subprocess.run([*compiler, name], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=300)
        for name in ("right.ts", "wrong.ts")
    ]
    assert (done[0].returncode, done[0].stdout) == (0, "")
    assert "missing the following properties" in done[1].stdout


def test_a_bot_reads_the_checkstyle_report(kept: Path) -> None:
    modules = install("checkstyle", "danger-plugin-lint-report@1.8.1", kept)
    level = {"error": "error", "warning": "warning", "information": "info"}
    for report, found in zip(REPORTS.values(), read(CHECKSTYLE, modules, list(map(checkstyle.render, REPORTS.values()))), strict=True):
        said = [
            [line(item), column(item), level[item.severity.value], NO_XML.sub(lambda found: f"\\u{ord(found[0]):04x}", advice(item))]
            for item in items(report)
        ]
        assert sorted(found) == sorted(said)


def test_a_spreadsheet_gets_every_row(kept: Path) -> None:
    modules = install("csv", "papaparse@5.5.3", kept)
    for report, (errors, rows, names) in zip(REPORTS.values(), read(CSV, modules, list(map(csv.render, REPORTS.values()))), strict=True):
        assert errors == []
        assert rows == len(report.problems) + len(report.findings) + len(report.known) + len(report.suppressed)
        assert len(names) == len(set(names)) > 8
