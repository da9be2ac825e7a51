"""GitLab's, Checkstyle's and the SARIF report, read by `violations-lib`: the parsers behind the Violations plug-ins of Jenkins."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from ssot_check.reports import checkstyle, gitlab, sarif
from ssot_check.reports.support.items import Item, items, line, message, path
from tests.reports.canned import ALLOWED, CLEAN, KNOWN, PASSED, REPORT, UNTRUSTED
from tests.reports.extremes import HOSTILE, ONE
from tests.reports.official import GROOVY, Published, fetch_path, program

pytestmark = pytest.mark.network
JAR = "package/build/libs/violation-comments-to-github-command-line-1.25.0.jar"
VIOLATIONS = Published(
    "violations-lib",
    "violation-comments-to-github-command-line@1.25.0",
    JAR,
    "71eab780d0ce2125668d9f7f651fc71df38ca3ed9f9796ebca59050f6deb25bd",
)
REPORTS = {
    "report": REPORT, "one": ONE, "known": KNOWN, "allowed": ALLOWED, "passed": PASSED, "clean": CLEAN,
    "untrusted": UNTRUSTED, "hostile": HOSTILE,
}  # fmt: skip
READER = """
import shadow.se.bjurr.violations.lib.ViolationsLogger
import shadow.se.bjurr.violations.lib.reports.Parser
def silent = [log: { Object[] said -> }] as ViolationsLogger
println new com.google.gson.Gson().toJson(args.collect { name ->
    def parser = Parser.valueOf(name.tokenize(".").last()).getViolationsParser()
    parser.parseReportOutput(new File(name).getText("UTF-8"), silent).collect { [it.file, it.startLine, "" + it.severity, it.message] }
})
"""
FORMATS = {"CODECLIMATE": gitlab.render, "CHECKSTYLE": checkstyle.render, "SARIF": sarif.render}
WORDS = {"error": "ERROR", "warning": "WARN", "information": "INFO"}


def read(folder: Path, kept: Path) -> dict[tuple[str, str], list[list[Any]]]:
    """By format and report: (file, first line, severity, message) of each entry that the parser found."""
    names = {(form, name): folder / f"{name}.{form}" for form in FORMATS for name in REPORTS}
    for (form, name), file in names.items():
        file.write_text(FORMATS[form](REPORTS[name]), encoding="utf-8")
    jars = f"{fetch_path(GROOVY, kept)}:{fetch_path(VIOLATIONS, kept)}"
    command = [program("java", "a report"), "-Dstdout.encoding=UTF-8", "-cp", jars, "groovy.ui.GroovyMain", "-e", READER]
    done = subprocess.run([*command, *map(str, names.values())], capture_output=True, encoding="utf-8", check=False, timeout=300)
    assert done.returncode == 0, done.stderr[-2000:]
    return dict(zip(names, json.loads(done.stdout), strict=True))


def test_every_entry_arrives_at_its_place(kept: Path, tmp_path: Path) -> None:
    found = read(tmp_path, kept)
    for (form, name), entries in found.items():
        if form != "SARIF":
            assert sorted([file, at] for file, at, _, _ in entries) == sorted(map(place, items(REPORTS[name]))), (form, name)
    for form in FORMATS:
        told = sorted([unquote(file), at, weight, words(said)] for file, at, weight, said in found[form, "report"])
        wanted = [item for item in items(REPORT) if form != "SARIF" or item in REPORT.findings]
        assert told == sorted([*place(item), WORDS[item.severity.value], message(item)] for item in wanted), form


def place(item: Item) -> list[Any]:
    """As the library tells it: a backslash counts as a separator of folders."""
    return [path(item).replace("\\", "/"), line(item)]


def words(said: str) -> str:
    """The first sentence."""
    return re.split("; see |; to do: |[.] See |[.] Why: ", said, maxsplit=1)[0]
