"""Scripts of Vue and Svelte components are read where they stand, and nothing else of the file is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssot_check.languages import typescript
from ssot_check.languages.support.typescript.components import script_of
from ssot_check.matching.fingerprint import fingerprint
from ssot_check.model.config import Config
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.report import Report
from ssot_check.model.source import SourceFile
from ssot_check.pipeline.check import checked
from tests.repositories import write

REGISTRY = "schema_version: 2\ndomains:\n  backoff:\n    paths: [{owner}]\n"
BODY = """\
function delayOf(attempt, base = 0.5, limit = 30) {
  const wait = base * Math.pow(2, attempt);
  const jitter = Math.random() * (wait / 10);
  if (wait + jitter > limit) {
    return limit;
  }
  return Math.round(wait + jitter, 3);
}
"""
VUE = f"<template>\n  <p>{{{{ delayOf(1) }}}}</p>\n</template>\n\n<script setup>\n{BODY}</script>\n\n<style>p {{ color: red }}</style>\n"


def read(text: str, path: str = "web/Log.vue") -> ParsedFile:
    return typescript.parse(SourceFile(path, "typescript", text, "0"), fingerprint)


def test_a_function_stands_where_it_stands_in_the_component() -> None:
    found = read(VUE)
    (function,) = [unit for unit in found.units if unit.name == "delayOf"]
    assert (function.location.line, function.location.end_line, found.problems) == (6, 13, ())
    assert found.lines == VUE.count("\n")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<script>a()</script>", "a()"),
        ('<script lang="ts" setup>a()</script>\n<script>b()</script>', "a() b()"),
        ("<SCRIPT TYPE=module>\na()\n</SCRIPT >", "a()"),
        ('<script context="module" generics="T extends Map<string, T>">a()</script>', "a()"),
        ('<script type="application/json">{}</script><script>a()</script>', "a()"),
        ('<script lang="coffee">a -> b</script>', ""),
        ("<!-- <script>a()</script> --><script>b()</script>", "b()"),
        ("<p>a()</p>\n<style>b { }</style>", ""),
        ("<script>a('</script>b')", "a('"),
        ("<script src='./a.js'></script>", ""),
        ("<script>a()\n<p>", "a() <p>"),
        pytest.param("<script>" * 40_000, "<script>" * 39_999, id="no end"),
        pytest.param("<script a='" * 40_000, "", id="no end of a tag"),
    ],
)
def test_only_scripts_in_a_language_that_is_read_are_code(text: str, code: str) -> None:
    assert " ".join(script_of("a.vue", text).split()) == code


@given(st.lists(st.sampled_from(["<script>", "</script>", "<!--", "-->", 'lang="ts"', "é", "\n", "a < b", "<p>", "'", '"', "\t"])))
def test_every_character_keeps_its_place(parts: list[str]) -> None:
    text = "".join(parts)
    code = script_of("a.svelte", text)
    assert len(code) == len(text)
    assert all(kept in (" ", given) and (given != "\n" or kept == "\n") for kept, given in zip(code, text, strict=True))
    assert script_of("a.ts", text) == text


@pytest.mark.parametrize(("kind", "names"), [(' lang="ts"', ["it"]), ("", [])])
def test_a_cast_is_one_in_typescript_alone(kind: str, names: list[str]) -> None:
    text = f"<script{kind}>\nexport const it = <Shape>make();\n</script>\n"
    assert [item.name for item in read(text).definitions] == names


def the_report(tmp_path: Path, owner: str, files: dict[str, str]) -> Report:
    return checked(Config(root=write(tmp_path, {"SSOT_LOCK.yml": REGISTRY.format(owner=owner), **files})))[1]


def test_a_copy_in_a_component_is_told_and_left_to_its_author(tmp_path: Path) -> None:
    report = the_report(tmp_path, "src/retry.js", {"src/retry.js": f"export {BODY}", "src/Log.vue": VUE})
    (finding,) = [item for item in report.findings if item.code == "SSOT201"]
    assert (finding.location.path, finding.location.line, finding.fix) == ("src/Log.vue", 6, None)
    assert finding.help.endswith('import { delayOf } from "./retry"')


def test_nothing_is_taken_out_of_a_component(tmp_path: Path) -> None:
    report = the_report(tmp_path, "src/Log.svelte", {"src/retry.js": f"export {BODY}", "src/Log.svelte": VUE})
    (finding,) = [item for item in report.findings if item.code == "SSOT201"]
    assert finding.help == (
        "first move `delayOf` to a module that both can import, for others can take nothing from src/Log.svelte but the component; "
        "then delete this `delayOf` and take it from there"
    )


@pytest.mark.parametrize(("line", "told"), [("// ssot: allow[SSOT201] -- shown to learners", 0), ("// why not", 1)])
def test_a_comment_in_the_script_allows(line: str, told: int, tmp_path: Path) -> None:
    text = VUE.replace("<script setup>", f"<script setup>\n{line}")
    report = the_report(tmp_path, "src/retry.js", {"src/retry.js": f"export {BODY}", "src/Log.vue": text})
    assert sum(item.code == "SSOT201" for item in report.findings) == told


def test_a_ban_holds_in_a_component(tmp_path: Path) -> None:
    registry = "schema_version: 2\ndomains:\n  http:\n    paths: [src/http.js]\n    bans: [{symbol: axios.get}]\n"
    text = "<script>\nimport axios from 'axios'\nexport default { mounted() { axios.get('/a') } }\n</script>\n"
    root = write(tmp_path, {"SSOT_LOCK.yml": registry, "src/http.js": "export const get = 1\n", "src/Log.vue": text})
    assert [(item.code, item.location.line) for item in checked(Config(root=root))[1].findings if item.code == "SSOT301"] == [
        ("SSOT301", 3)
    ]
