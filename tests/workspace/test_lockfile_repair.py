"""A registry that is not YAML: what is said, when a patch is shown, and what is saved."""

from __future__ import annotations

import difflib
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssot_check.model.problem import Problem
from ssot_check.workspace.lockfile import load
from ssot_check.workspace.registry.document import compose
from ssot_check.workspace.registry.repair import MAX_DIAGNOSES, MAX_LEFT_OUT, MAX_LINES
from tests.workspace.lockfiles import load_text

HEAD = "sources_of_truth:\n  first:\n    path: a.py\n"


def change(problem: Problem) -> list[str]:
    """The changed lines of a patch."""
    return [line for line in problem.patch.splitlines() if line[:1] in "+-" and line[:3] not in ("---", "+++")]


CERTAIN = {
    "item with a note": (
        "    wrappers:\n      - 'x.ts'  # kept\n        note: why\n",
        6,
        ["-      - 'x.ts'  # kept", "+      - path: 'x.ts'  # kept"],
        "the list item on line 5 is a plain text, and line 6 adds the key `note` below it",
    ),
    "plain item with a note": (
        "    wrappers:\n      - x.ts\n        note: why\n",
        6,
        ["-      - x.ts", "+      - path: x.ts"],
        "the list item on line 5 is a plain text, and line 6 adds the key `note` below it",
    ),
    "tab": ("    exports:\n\t- y\n", 5, ["-\t- y", "+    - y"], "a tab stands in the indentation"),
    "colon": (
        "    description: Use this: always\n",
        4,
        ["-    description: Use this: always", '+    description: "Use this: always"'],
        "a text without quotes holds a colon",
    ),
    "colon in a rule": (
        "    rules:\n      - Note: do this: always\n",
        5,
        ["-      - Note: do this: always", '+      - "Note: do this: always"'],
        "a text without quotes holds a colon",
    ),
    "open quote": (
        '    description: "x\n    exports: [y]\n',
        4,
        ['-    description: "x', '+    description: "x"'],
        'the `"` on line 4 is never closed',
    ),
    "apostrophe": (
        "    description: 'it's x'\n    exports: [y]\n",
        4,
        ["-    description: 'it's x'", '+    description: "it\'s x"'],
        "the text goes on after its closing `'`",
    ),
    "at sign": (
        "    allowed_imports:\n      - @/services\n",
        5,
        ["-      - @/services", '+      - "@/services"'],
        "a text without quotes begins with `@`, which means something else to YAML",
    ),
    "star": (
        "    files:\n      - *.ts\n",
        5,
        ["-      - *.ts", '+      - "*.ts"'],
        "a text without quotes begins with `*`, which means something else to YAML",
    ),
    "star that looks like an alias": (
        "    note: *important\n",
        4,
        ["-    note: *important", '+    note: "*important"'],
        "a text without quotes begins with `*`, which means something else to YAML",
    ),
    "backslash": (
        '    description: "C:\\path"\n',
        4,
        ['-    description: "C:\\path"', "+    description: 'C:\\path'"],
        "a backslash in double quotes begins an escape",
    ),
    "open bracket": (
        "    exports: [x, y\n    description: z\n",
        4,
        ["-    exports: [x, y", "+    exports: [x, y]"],
        "the bracket on line 4 is never closed",
    ),
    "no space after the colon": (
        "    description:x\n    exports: [y]\n",
        5,
        ["-    description:x", "+    description: x"],
        "no space follows the colon on line 4",
    ),
    "no space after the dash": (
        "    exports:\n      - x\n      -y\n      - z\n",
        7,
        ["-      -y", "+      - y"],
        "no space follows the dash on line 6",
    ),
    "no dash": (
        "    exports:\n      - x\n      y\n      - z\n",
        6,
        ["-      y", "+      - y"],
        "no dash stands before the list item on line 6",
    ),
    "no colon": (
        "    exports\n      - x\n    description: y\n",
        4,
        ["-    exports", "+    exports:"],
        "no colon follows the key on line 4",
    ),
    "one space too many": (
        "     description: y\n",
        4,
        ["-     description: y", "+    description: y"],
        "line 3 gives `path` a value, and line 4 is indented as if it belonged below it",
    ),
    "item out of line": (
        "    exports:\n      - x\n     - y\n      - z\n",
        6,
        ["-     - y", "+      - y"],
        "the line is indented like none of the lines above it",
    ),
}


@pytest.mark.parametrize("name", CERTAIN)
def test_a_certain_repair_is_shown_as_patch_and_the_registry_read(tmp_path: Path, name: str) -> None:
    body, line, changed, cause = CERTAIN[name]
    text = HEAD + body + "  second:\n    path: b.py\n"
    loaded = load_text(tmp_path, text)
    assert [problem.code for problem in loaded.problems] == ["SSOT002"]
    problem = loaded.problems[0]
    assert (problem.location.line, change(problem), problem.cause) == (line, changed, cause)
    assert f"line {line} " in problem.message
    assert problem.excerpt == tuple((number, text.splitlines()[number - 1]) for number in (line - 1, line))
    assert loaded.registry is not None
    assert [domain.name for domain in loaded.registry.domains] == ["first", "second"]
    assert loaded.registry.lines == tuple(text.split("\n"))


@pytest.mark.parametrize("name", CERTAIN)
@pytest.mark.parametrize("end", ["\n", ""])
def test_git_applies_the_patch_and_it_mends_the_file(tmp_path: Path, name: str, end: str) -> None:
    text = (HEAD + CERTAIN[name][0] + "  second:\n    path: b.py\n").rstrip("\n") + end
    problem = load_text(tmp_path, text).problems[0]
    subprocess.run(["git", "apply", "-"], cwd=tmp_path, input=problem.patch.encode(), check=True)
    mended = (tmp_path / "SSOT_LOCK.yml").read_text()
    assert sum(line[0] == "+" for line in difflib.ndiff(text.split("\n"), mended.split("\n"))) == 1
    assert load_text(tmp_path, mended).problems == ()


@pytest.mark.parametrize("name", CERTAIN)
def test_both_parsers_stop_at_the_same_line(name: str) -> None:
    text = HEAD + CERTAIN[name][0] + "  second:\n    path: b.py\n"
    fast, slow = compose(text, "f").broken, compose(text, "f", pure=True).broken
    assert fast is not None
    assert slow is not None
    assert fast.line == slow.line


HINTED = {
    "two ways to read it": (
        "    deeper:\n      x: y\n        z: 1\n",
        "line 5 gives `x` a value, and line 6 is indented as if it belonged below it",
    ),
    "item that is no path": (
        "    rules:\n      - Never do that\n        note: why\n",
        "the list item on line 5 is a plain text, and line 6 adds the key `note` below it",
    ),
    "merge markers": (
        "<<<<<<< HEAD\n    rule: a\n=======\n    rule: b\n>>>>>>> x\n",
        "a merge was not finished: conflict markers are left",
    ),
    "bracket": ("    exports: [x]]\n", "there is one closing bracket too many"),
    "key among items": ("    exports:\n      - x\n      note: y\n", "the key `note` stands among the items of a list"),
    "something else": ("    note: | x\n", "the line cannot be read where it stands"),
}


@pytest.mark.parametrize("name", HINTED)
def test_an_uncertain_repair_is_a_hint_and_the_other_domains_are_read(tmp_path: Path, name: str) -> None:
    body, cause = HINTED[name]
    loaded = load_text(
        tmp_path, "version: '1'\n" + HEAD.replace("  first", "  zero:\n    path: z.py\n  first") + body + "  second:\n    path: b.py\n"
    )
    problem = next(problem for problem in loaded.problems if problem.domain == "first")
    shifted = cause.replace("line 5", "line 8").replace("line 6", "line 9")
    assert problem.cause == f"{shifted}; the domain `first` is left out"
    assert problem.patch == ""
    assert problem.remedy
    assert loaded.registry is not None
    assert [(domain.name, domain.location.line) for domain in loaded.registry.domains] == [
        ("zero", 3),
        ("second", 7 + body.count("\n")),
    ]
    assert loaded.registry.version == "1"


def test_several_mistakes_are_mended_one_after_the_other(tmp_path: Path) -> None:
    text = HEAD + "    description: a: b\n    wrappers:\n      - x.ts\n        note: y\n  second:\n    path: @b.py\n"
    loaded = load_text(tmp_path, text)
    assert [problem.location.line for problem in loaded.problems] == [4, 7, 9]
    assert [line for line in change(loaded.problems[0]) if line[0] == "+"] == [
        '+    description: "a: b"',
        "+      - path: x.ts",
        '+    path: "@b.py"',
    ]
    assert [problem.remedy.endswith("the patch above does it") for problem in loaded.problems] == [False, True, True]
    assert loaded.registry is not None


def test_every_broken_domain_is_reported_when_one_of_them_cannot_be_mended(tmp_path: Path) -> None:
    text = HEAD + "    rule: x]: y: z\n   oops\n  second:\n    path: b.py\n    - c\n  third:\n    path: c.py\nnotes: [\nversion: '2'\n"
    loaded = load_text(tmp_path, text)
    assert [problem.domain for problem in loaded.problems] == ["first", "second", ""]
    assert "everything below `notes` is left out" in loaded.problems[-1].cause
    assert loaded.registry is not None
    assert [domain.name for domain in loaded.registry.domains] == ["third"]
    assert loaded.registry.version == "2"


def test_a_domain_whose_alias_lost_its_anchor_is_left_out_too(tmp_path: Path) -> None:
    text = HEAD + "    note: | x\n    rule: &r y\n  second:\n    path: b.py\n    rule: *r\n  third:\n    path: c.py\n"
    loaded = load_text(tmp_path, text)
    assert [problem.domain for problem in loaded.problems] == ["first", "second"]
    assert loaded.registry is not None
    assert [domain.name for domain in loaded.registry.domains] == ["third"]


def test_nothing_to_save_leaves_no_registry(tmp_path: Path) -> None:
    loaded = load_text(tmp_path, "domains: {a: {b}\n  c: ]\n")
    assert loaded.registry is None
    assert {problem.code for problem in loaded.problems} == {"SSOT002"}


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_damage_anywhere_never_raises_and_patches_apply(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """Cut, insert or double a few characters of a good registry; each patch alone or together must mend it."""
    text = HEAD + "    exports:\n      - one\n      - 'two'\n    note: \"x\"\n  second:\n    path: b.py\n"
    place = data.draw(st.integers(0, len(text) - 1))
    mark = data.draw(st.sampled_from(["", "\t", " ", ":", "'", '"', "- ", "[", "]", "{", "@", "*", "\n", ": ", " #"]))
    folder = tmp_path_factory.mktemp("registry")
    loaded = load_text(folder, text[:place] + mark + text[place + data.draw(st.integers(0, 1)) :])
    patched = [problem for problem in loaded.problems if problem.patch]
    for problem in patched:
        subprocess.run(["git", "apply", "-"], cwd=folder, input=problem.patch.encode(), check=True)
    if patched:
        assert loaded.registry is not None
        after = load(folder / "SSOT_LOCK.yml", folder, 5_000_000)
        assert all(problem.code != "SSOT002" for problem in after.problems)


def test_beyond_a_thousand_broken_domains_the_rest_is_left_out_and_said(tmp_path: Path) -> None:
    broken = "".join(f"  d{number}: a: b\n" for number in range(MAX_LEFT_OUT + 500))
    loaded = load_text(tmp_path, HEAD + broken + "  last:\n    path: z.py\n")
    assert loaded.registry is not None
    assert [domain.name for domain in loaded.registry.domains] == ["first"]
    assert len(loaded.problems) == MAX_LEFT_OUT + 1
    assert loaded.problems[0].cause == "a text without quotes holds a colon; the domain `d0` is left out"
    assert loaded.problems[MAX_DIAGNOSES].cause.startswith("the cause was not looked for beyond the first 100 mistakes")
    last = loaded.problems[-1]
    assert (last.message, last.location.line) == ("nothing from line 1004 on was read", 1004)
    assert last.cause == "1,000 places above cannot be read, and no further one was tried"


def test_a_repair_that_was_not_tried_is_said_to_be_so(tmp_path: Path) -> None:
    mistake = "  second:\n    - a.py\n      note: b\n"
    (told, *_), (silent, *_) = (load_text(tmp_path, HEAD + mistake + "#\n" * more).problems for more in (MAX_LINES, 10))
    assert told.cause.endswith("; no repair was tried: more than 20,000 lines")
    assert "no repair was tried" not in silent.cause
