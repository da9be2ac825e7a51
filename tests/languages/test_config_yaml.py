"""YAML: places, anchors, several documents, and files that cannot be read."""

from __future__ import annotations

import pytest

from ssot_check.languages.yaml import LANGUAGE
from ssot_check.model.verdict import Severity
from tests.languages.config_reading import places, read, settings


def test_scalars_stay_text() -> None:
    file = read("a.yml", "python: 3.10\nports: [22:22]\non: yes\nquoted: \"a\\tb\"\n'no': ~\nempty:\n")
    assert settings(file) == {"python": "3.10", "ports.0": "22:22", "on": "yes", "quoted": "a\tb", "no": "~", "empty": ""}


def test_columns_count_code_points() -> None:
    file = read("a.yml", 'größe: "äöü" # ok\nnach: x\n')
    assert places(file) == {"größe": "1:8-1:13", "nach": "2:7-2:8"}


def test_other_line_separators_do_not_shift_lines() -> None:
    file = read("a.yml", 'a: "x\x85y\u2028z"\nb: 1\n')
    assert places(file)["b"] == "2:4-2:5"


def test_block_scalar_ends_on_its_last_line() -> None:
    file = read("a.yml", "a: |\n  one\n  two\nb: 1\n")
    assert places(file) == {"a": "1:4-3:6", "b": "4:4-4:5"}


def test_list_items_are_called_by_name_where_every_item_has_one() -> None:
    file = read("a.yml", "x: [{name: p, v: 1}, {name: q, v: 2}]\ny: [{name: p, v: 1}, {v: 2}]\nz: [{id: p, v: 1}, {id: p, v: 2}]\n")
    assert [key for key in settings(file) if key.endswith(".v")] == ["x.p.v", "x.q.v", "y.0.v", "y.1.v", "z.0.v", "z.1.v"]


def test_anchors_and_merge_keys_are_resolved_at_the_place_that_refers() -> None:
    file = read("a.yml", "base: &base\n  a: 1\n  b: 2\nuse:\n  <<: *base\n  b: 3\nlist: [*base]\n")
    assert settings(file) == {"base.a": "1", "base.b": "2", "use.b": "3", "use.a": "1", "list.0.a": "1", "list.0.b": "2"}
    assert places(file)["use.a"] == "5:7-5:12"
    assert places(file)["list.0.b"] == "7:8-7:13"


def test_earlier_merge_sources_win() -> None:
    file = read("a.yml", "a: &a {k: first}\nb: &b {k: second, l: 2}\nc: {<<: [*a, *b]}\n")
    assert settings(file)["c.k"] == "first"
    assert settings(file)["c.l"] == "2"


def test_quoted_merge_mark_is_a_key() -> None:
    assert settings(read("a.yml", "a: {'<<': x}\n")) == {"a.<<": "x"}


def test_several_documents_are_numbered() -> None:
    file = read("a.yml", "a: 1\n---\nb: 2\n")
    assert settings(file) == {"0.a": "1", "1.b": "2"}
    assert [item.name for item in file.definitions] == ["a", "b"]


def test_an_anchor_does_not_outlive_its_document() -> None:
    (problem,) = read("a.yml", "a: &x 1\n---\nb: *x\n").problems
    assert (problem.message, problem.location.line) == ("the alias *x cannot be resolved", 3)


def test_a_part_of_a_file_whose_anchors_stand_elsewhere_is_read() -> None:
    file = read("a.yml", "hosts: [web, db]\nnetwork: *bond\nnames:\n  <<: *more\n  first: one\n")
    assert settings(file)["network"] == "*bond"
    assert settings(file)["names.first"] == "one"
    assert [(item.severity, item.location.line) for item in file.problems] == [(Severity.WARNING, 2)]


def test_custom_tags_are_fine() -> None:
    file = read("a.yml", "a: !Ref Thing\nb: !vault |\n  aaaa\nc: !reference [.x, script]\nd: !!python/object:os.system {}\n")
    assert not file.problems
    assert settings(file)["a"] == "Thing"


@pytest.mark.parametrize("text", ["", "# only a comment\n", "---\n", "\ufeffa: 1\n", "just text\n", "- 1\n- 2\n", "null\n"])
def test_odd_files_are_no_problem(text: str) -> None:
    assert read("a.yml", text).problems == ()


def test_a_syntax_error_says_where_why_and_what_to_do() -> None:
    (problem,) = read("a.yml", "good: 1\nbad: [1, 2\nnext: 3\n").problems
    assert problem.code == "SSOT007"
    assert problem.severity is Severity.ERROR
    assert problem.location.line == 3
    assert problem.excerpt == ((2, "bad: [1, 2"), (3, "next: 3"))
    assert "flow sequence" in problem.cause
    assert "scan.exclude" in problem.remedy


def test_control_characters_are_refused_with_their_line() -> None:
    (problem,) = read("a.yml", "a: 1\nb: \x07\n").problems
    assert problem.location.line == 2
    assert "U+0007" in problem.cause


@pytest.mark.parametrize(
    "text",
    [
        "{% if x %}\na: 1\n{% endif %}\n",
        "a: {{ .Values.x }}: b\n{{- if .Values.y }}\n",
        "a: $[[ inputs.x ]]\n  b: 1\n",
        "<% if x %>\na: [\n",
        "name: Bug\nbody:\n  %(fields)s\n  - type: input\n",
        "name: %(title)s\n",
        '{"name": "@NAME@", "sizes": [@SIZES@],\n "size": @SIZE@}\n',
    ],
)
def test_templates_are_a_warning(text: str) -> None:
    (problem,) = read("a.json" if text.startswith('{"') else "a.yml", text).problems
    assert problem.severity is Severity.WARNING
    assert problem.message == "template, not analysed"


@pytest.mark.parametrize(
    ("path", "text", "foreign"),
    [
        ("charts/web/templates/hpa.yaml", "{{- if .Values.hpa }}\nkind: HorizontalPodAutoscaler\n{{- end }}\n", True),
        ("templates/job.yml", "tasks:\n  {% for name in names %}\n  - {{ name }}\n  {% endfor %}\n", True),
        ("charts/web/templates/service.yaml", "kind: Service\nname: web\n", False),
        ("charts/web/templates/alerts.yaml", 'text: "{{ $labels.job }} is down"\n', False),
        ("deploy/hpa.yaml", "{{- if .Values.hpa }}\nkind: HorizontalPodAutoscaler\n{{- end }}\n", False),
    ],
)
def test_what_an_engine_fills_in_below_a_folder_for_it_is_no_yaml_yet(path: str, text: str, foreign: bool) -> None:
    assert LANGUAGE.foreign is not None
    assert LANGUAGE.foreign(path, text) is foreign


def test_a_file_that_is_broken_elsewhere_is_no_template_of_a_format_string() -> None:
    (problem,) = read("a.yml", "log: '%(message)s'\nbad: [1, 2\nnext: 3\n").problems
    assert problem.severity is Severity.ERROR


def test_a_template_that_is_valid_yaml_is_read() -> None:
    file = read("a.yml", 'a: "{{ x }}"\nb: {{ y }}\n')
    assert not file.problems
    assert settings(file)["a"] == "{{ x }}"


def test_an_alias_bomb_is_refused() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    file = read("a.yml", "\n".join(lines))
    (problem,) = file.problems
    assert "200,000" in problem.message
    assert "alias bomb" in problem.cause
    assert file.settings == ()


def test_a_merge_bomb_is_refused() -> None:
    lines = ["a0: &a0 {" + ", ".join(f"k{n}: 1" for n in range(1000)) + "}"]
    lines += [f"a{n}: &a{n} {{<<: *a{n - 1}}}" for n in range(1, 300)]
    assert "alias" in read("a.yml", "\n".join(lines)).problems[0].message


def test_an_alias_to_itself_is_refused() -> None:
    (problem,) = read("a.yml", "a: &a [1, *a]\n").problems
    assert problem.cause == "the anchor holds itself"


@pytest.mark.parametrize("text", ["[" * 10_000, "- " * 10_000 + "x", "{a: " * 10_000, "? " * 10_000])
def test_deep_nesting_is_one_clear_problem(text: str) -> None:
    (problem,) = read("a.yml", text).problems
    assert problem.location.line == 1
    assert "200 levels" in problem.message


def test_lone_surrogates_are_read() -> None:
    assert settings(read("a.yml", "a: \udc80x\n"))["a"].endswith("x")
