"""JSON, TOML and dotenv: places, tolerance, and files that cannot be read."""

from __future__ import annotations

import pytest

from ssot_check.languages.support.config.json import MOST
from ssot_check.model.verdict import Severity
from tests.languages.config_reading import places, read, settings


def test_json_tolerates_comments_tabs_and_trailing_commas() -> None:
    file = read("tsconfig.json", '// c\n{\n\t"a": [1, 2,], /* d */\n\t"b": {"c": null,},\n}\n')
    assert not file.problems
    assert file.kind == "tsconfig"
    assert settings(file) == {"a.0": "1", "a.1": "2", "b.c": "null"}


def test_json_keeps_duplicate_keys_and_decodes_escapes() -> None:
    file = read("a.json", '{"k": "a\\u0062\\n", "k": 2.50}')
    assert [(item.key, item.raw) for item in file.settings] == [(("k",), "ab\n"), (("k",), "2.50")]


def test_json_columns_count_code_points() -> None:
    assert places(read("a.json", '{"größe": "ä", "b": 1}')) == {"größe": "1:11-1:14", "b": "1:21-1:22"}


def test_json_lines_are_documents() -> None:
    assert settings(read("a.json", '{"a": 1}\n{"a": 2}\n')) == {"0.a": "1", "1.a": "2"}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('{"a": 1,\n"b" 2}', 2),
        ("[1, 2", 1),
        ("{'a': 1}", 1),
        ("not json", 1),
        ('{"a": }', 1),
        ("[1,, 2]", 1),
        ('{"a": "{{#if b}}"\n"b" 2}', 2),
    ],
)
def test_broken_json_says_where(text: str, line: int) -> None:
    (problem,) = read("a.json", text).problems
    assert problem.code == "SSOT007"
    assert problem.severity is Severity.ERROR
    assert problem.location.line == line
    assert problem.cause
    assert "scan.exclude" in problem.remedy


@pytest.mark.parametrize("text", ['{"a": {{ value }} }', '{\n  "a": "{{ a }}"{{#if b}},\n  "b": "{{ b }}"{{/if}}\n}\n'])
def test_a_json_template_is_a_warning(text: str) -> None:
    (problem,) = read("a.json", text).problems
    assert problem.severity is Severity.WARNING


@pytest.mark.parametrize("text", ["", "\n", "\ufeff{}", "[NaN, Infinity]", "1", "// nothing\n"])
def test_odd_json_is_no_problem(text: str) -> None:
    assert read("a.json", text).problems == ()


@pytest.mark.parametrize("text", ["[" * 100_000, "[" * 5_000 + "]" * 5_000, '{"a":' * 10_000 + "1" + "}" * 10_000])
def test_deep_json_is_one_clear_problem(text: str) -> None:
    (problem,) = read("a.json", text).problems
    assert problem.location.line == 1


def test_toml_tables_arrays_and_dotted_keys() -> None:
    file = read(
        "a.toml",
        """\
        a = 1
        b.c = "x\\ty"
        [tool."x y".z]
        k = [1, # one
          2, {q = 1, r.s = 'lit'}]
        text = '''
        first
        second'''
        [[arr]]
        n = 1979-05-27T07:32:00Z
        [[arr]]
        n = 0x2
        [arr.sub]
        m = true
        """,
    )
    assert not file.problems
    assert settings(file) == {
        "a": "1",
        "b.c": "x\ty",
        "tool.x y.z.k.0": "1",
        "tool.x y.z.k.1": "2",
        "tool.x y.z.k.2.q": "1",
        "tool.x y.z.k.2.r.s": "lit",
        "tool.x y.z.text": "first\nsecond",
        "arr.0.n": "1979-05-27T07:32:00Z",
        "arr.1.n": "0x2",
        "arr.1.sub.m": "true",
    }
    assert places(file)["tool.x y.z.k.1"] == "5:3-5:4"
    assert [item.name for item in file.definitions] == ["a", "b", "tool", "arr"]


@pytest.mark.parametrize(("text", "line"), [("a = \n", 1), ("a = 1\n[b\n", 2), ("a = 1\nb = [1, 2\n", 2), ("x y = 1\n", 1)])
def test_broken_toml_says_where(text: str, line: int) -> None:
    (problem,) = read("a.toml", text).problems
    assert problem.severity is Severity.ERROR
    assert problem.location.line == line
    assert problem.cause


@pytest.mark.parametrize("text", ["a = " + "[" * 10_000, "a = " + "[" * 5_000 + "]" * 5_000])
def test_deep_toml_is_one_clear_problem(text: str) -> None:
    assert len(read("a.toml", text).problems) == 1


def test_pyproject_sections_below_tool_are_blocks() -> None:
    section = "".join(f"o{n} = {n}\n" for n in range(6))
    file = read(
        "pyproject.toml", f"[project]\nname = 'x'\nversion = '1'\na=1\nb=1\nc=1\nd=1\n[tool.one]\n{section}[tool.two.sub]\n{section}"
    )
    assert file.kind == "pyproject"
    assert [item.qualified_name for item in file.units] == ["tool.one", "tool.two", "tool.two.sub"]


def test_dotenv_values_exports_quotes_and_places() -> None:
    file = read(".env", "A=1 # c\n\n# note\nexport B=\"two\nlines\"\nC='x y'\nD\nüñ=ä\n")
    assert not file.problems
    assert settings(file) == {"A": "1", "B": "two\nlines", "C": "x y", "D": "", "üñ": "ä"}
    assert places(file)["B"] == "4:10-5:7"
    assert [(item.name, item.location.line, item.location.column) for item in file.definitions] == [
        ("A", 1, 1), ("B", 4, 8), ("C", 6, 1), ("D", 7, 1), ("üñ", 8, 1),
    ]  # fmt: skip
    assert file.kind == "dotenv"


def test_dotenv_lines_that_are_no_assignment_are_warnings() -> None:
    file = read(".env", "A=1\nthis is prose\nB=2\n")
    (problem,) = file.problems
    assert (problem.severity, problem.location.line) == (Severity.WARNING, 2)
    assert settings(file) == {"A": "1", "B": "2"}


def test_dotenv_never_touches_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME_OF_TEST", "real")
    assert settings(read(".env", "X=${HOME_OF_TEST}\n")) == {"X": "${HOME_OF_TEST}"}


def test_a_file_that_is_no_dotenv_is_said_once() -> None:
    file = read(".env", "".join(f"prose line {n}\n" for n in range(50)))
    assert len(file.problems) == 1


def test_records_in_a_large_json_file_are_no_settings() -> None:
    row = '{"c": " ", "fg": {"Named": "Foreground"}, "flags": ""}'
    rows = ", ".join([row] * MOST)
    assert settings(read("a.json", f'{{"raw": {{"rows": [{row}], "zero": 0}}}}')).keys() >= {"raw.rows.0.c", "raw.zero"}
    assert settings(read("a.json", f'{{"raw": {{"rows": [{rows}], "zero": 0}}}}')) == {"raw.zero": "0"}


def test_records_under_the_names_of_others_in_a_large_json_file_are_no_settings() -> None:
    record = '{"size": {"least": 1, "most": 2}, "kind": "small"}'

    def types(many: int) -> str:
        named = ", ".join(f'"{name}": {record}' for name in range(many))
        return f'{{"source": {{"url": "shop"}}, "types": {{{named}}}}}'

    few, more = settings(read("a.json", types(MOST // 40))), settings(read("a.json", types(MOST // 6)))
    assert few.keys() >= {"source.url", "types.7.kind", "types.7.size.most"}
    assert more == {"source.url": "shop"}
    words = ", ".join(f'"{name}": {name}' for name in range(MOST))
    beside = settings(read("a.json", f'{{"service": {{"ports": {{"http": {{"number": 8081}}}}}}, "words": {{{words}}}}}'))
    assert beside == {"service.ports.http.number": "8081"}  # whatever lies beside them


def test_a_large_dashboard_is_read_to_the_end() -> None:
    panel = '{"type": "graph", "title": "Requests", "targets": [{"expr": "rate(shop_requests[5m])", "refId": "A"}], "span": 12}'
    dashboard = f'{{"title": "Shop", "schemaVersion": 39, "panels": [{", ".join([panel] * 2000)}]}}'
    assert len(read("a.json", dashboard).units) == 2000
