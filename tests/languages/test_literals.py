"""Telling texts and declared fields, in every language that has them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssot_check.languages import go, python, rust, shell, typescript
from ssot_check.languages.support.literals import form_of
from ssot_check.matching.fingerprint import fingerprint
from ssot_check.model.parsed import LiteralForm, ParsedFile
from ssot_check.model.source import SourceFile

LANGUAGES = {".py": python, ".ts": typescript, ".go": go, ".rs": rust, ".sh": shell}
URL = "https://api.acme.internal/v1/orders"


def read(text: str, path: str) -> ParsedFile:
    language = LANGUAGES[path[path.rindex(".") :]]
    return language.parse(SourceFile(path, language.LANGUAGE.name, text, "0" * 16), fingerprint)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        (URL, LiteralForm.URL),
        ("ftp://files.acme.io/x", LiteralForm.URL),
        (r"^(?P<a>[A-Z]{2})-(\d{4})$", LiteralForm.REGEX),
        ("%(asctime)s %(levelname)s %(message)s", LiteralForm.FORMAT),
        ("{host}:{port}/{path}?q={query}", LiteralForm.FORMAT),
        ("%a %d %b %Y, %H:%M:%S", LiteralForm.FORMAT),
        ("Every word of this sentence was chosen by somebody, and is written twice.", LiteralForm.TEXT),
    ],
)
def test_what_nobody_writes_twice(text: str, form: LiteralForm) -> None:
    assert form_of(text) is form


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.ts", "function mail() {\n  return `\nDear ${name},\n  URL\n\n${team}/home\n`;\n}\n"),
        ("a.py", 'def mail():\n    return send("""\nDear all,\n\nURL\n\nEnd""")\n'),
        ("a.go", "package a\n\nfunc mail() string {\n\treturn `\nRead\nURL\n`\n}\n"),
    ],
)
def test_a_url_on_a_line_of_its_own_in_a_longer_text_is_one(path: str, text: str) -> None:
    found = [item for item in read(text.replace("URL", URL), path).literals if item.form is LiteralForm.URL]
    assert [(item.text, item.name) for item in found] == [(URL, "")]
    assert found[0].location.line == text[: text.index("URL")].count("\n") + 1
    assert not read(text.replace("URL", f"see {URL}"), path).literals


def test_a_url_in_a_documentation_is_none() -> None:
    assert not read(f'def mail():\n    """Mail it.\n\n    {URL}\n    """\n', "a.py").literals


@pytest.mark.parametrize(
    "text",
    [
        "", "x" * 13, "http://localhost:8080/health/all", "https://example.com/some/long/path", "https://www.example.org/some/path",
        "see https://acme.internal/docs for more", r"\s+", r"^\d+$", "%Y-%m-%d", "%s: %s", "Hello {name}", "application/vnd.acme+json",
        "-" * 80, "a" * 5000, "C:\\temp\\files\\of\\acme", "/usr/local/share/acme/configuration/files/of/the/service/default.yml",
        "[a] list of [b]", "%Y-%m-%dT%H:%M:%S.%fZ", "%Y-%m-%d %H:%M:%S",
    ],
)  # fmt: skip
def test_what_may_well_be_written_twice(text: str) -> None:
    assert form_of(text) is None


@given(st.text(max_size=200))
def test_no_short_text_tells_anything(text: str) -> None:
    assert form_of(text) is None or len(text) >= 14


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("a.py", f'A = "{URL}"\n', [("A", 1)]),
        ("a.py", f'import re\nclass C:\n    A: str = (\n        "{URL}"\n    )\n', [("C.A", 4)]),
        ("a.py", 'import re\nA = re.compile(r"^(?P<a>[A-Z]{2})-(\\d{4})$")\n', [("A", 2)]),
        ("a.py", f'def f():\n    A = "{URL}"\n', [("", 2)]),
        ("a.py", f'A = load("{URL}")\n', [("", 1)]),
        ("a.py", f'A = ["{URL}", "b", "c", "d"]\n', [("", 1)]),
        ("a.py", f'"""{URL}"""\ndef f():\n    """{URL}"""\n    # {URL}\n', []),
        ("a.ts", f'export const A = "{URL}";\nfetch("{URL}");\n', [("A", 1), ("", 2)]),
        ("a.ts", f'export let a = "{URL}";\nfetch("{URL}");\n', [("", 1), ("", 2)]),
        ("a.ts", f"class C {{ static readonly A: string = '{URL}'; m() {{ return `{URL}`; }} }}", [("C.A", 1), ("", 1)]),
        ("a.go", f'package a\n\nconst A = "{URL}"\n\nfunc f() string {{ return "{URL}" }}\n', [("A", 3), ("", 5)]),
        ("a.sh", f'readonly A="{URL}"\nB=\'{URL}\'\ncurl {URL} "{URL}" "$x{URL}"\n', [("A", 1), ("B", 2), ("", 3), ("", 3)]),
        ("a.sh", f'f() {{\n  local A="{URL}"\n}}\n# {URL}\n', [("", 2)]),
        ("a.rs", f'pub const A: &str = "{URL}";\nfn f() -> &\'static str {{ "{URL}" }}\n', [("A", 1), ("", 2)]),
    ],
)
def test_constants_have_a_name_and_other_texts_none(path: str, text: str, expected: list[tuple[str, int]]) -> None:
    assert [(item.name, item.location.line) for item in read(text, path).literals] == expected


def test_a_literal_is_placed_where_it_stands() -> None:
    (found,) = read(f'def f(a):\n    go(a,\n       "{URL}")\n', "a.py").literals
    assert (found.location.line, found.location.column, found.location.end_column) == (3, 9, 9 + len(URL))


@pytest.mark.parametrize(
    ("path", "text", "fields"),
    [
        ("a.py", "class A:\n    x: int\n    y: str = ''\n    z: ClassVar[int] = 1\n    w = 2\n\n    def f(self): ...\n", ("x", "y")),
        ("a.py", "@attr.s\nclass A:\n    x = attr.ib()\n    y = attr.ib(default=1)\n    z = other()\n", ("x", "y")),
        (
            "a.py",
            "class A(enum.Enum):\n    X = auto()  # first\n    Y = ('b',\n         2)\n    _ignore_ = []\n\n    def f(self): ...\n",
            ("X = auto()", 'Y = ("b", 2)'),
        ),
        ("a.py", "class A:\n    'Says.'\n\n    X = 1\n    Y = -2.5\n", ("X = 1", "Y = -2.5")),
        ("a.py", "class A:\n    X = 1\n    y = 2\n", ()),
        ("a.py", "class A:\n    X = 1\n    Y = other()\n", ()),
        ("a.py", "class A(Model):\n    X = 1\n\n    def f(self): ...\n", ()),
        ("a.ts", "interface A { x: string; y?: number; readonly z: X[]; m(): void }", ("x", "y", "z")),
        ("a.ts", "type A = { x: string, y: number };", ("x", "y")),
        ("a.ts", "class A { x: string; private y = 1; m() {} }", ("x",)),
        ("a.ts", "enum A { X, Y = 'b' /* last */ }", ("X =", 'Y = "b"')),
        ("a.go", 'package a\n\ntype A struct {\n\tx, y int\n\tZ string `json:"z"`\n\tBase\n}\n', ("x", "y", "Z")),
        ("a.go", "package a\n\ntype A interface {\n\tX() int\n}\n", ()),
        ("a.rs", "pub struct A { x: u8, pub y: String }\n", ("x", "y")),
        ("a.rs", "enum A { X, Y(u8) }\n", ("X =", "Y(u8) =")),
        (
            "a.rs",
            "enum A {\n    // one\n    X = /* two */ 2,\n    /// Three.\n    Y(/* its */ u8, /** é */ u8,),\n}\n",
            ("X = 2 =", "Y(u8, u8) ="),
        ),
        (
            "a.rs",
            "enum A {\n    X,\n    Y {\n        /// Ours.\n        id: u64,\n        to: String, // whom\n    },\n}\n",
            ("X =", "Y { id: u64, to: String } ="),
        ),
    ],
)
def test_declared_fields(path: str, text: str, fields: tuple[str, ...]) -> None:
    (unit,) = [unit for unit in read(text, path).units if unit.name == "A"]
    assert unit.fields == fields
