"""What holds for the watching of every language: no text makes it fail, and every place lies in the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssot_check.languages import crontab, go, jenkinsfile, makefile, python, rust, typescript
from ssot_check.languages.support.go.use import spell_use
from ssot_check.model.plugins import Language, Use
from ssot_check.model.replacement import Roots
from ssot_check.model.source import SourceFile
from ssot_check.model.touch import Watch
from tests.builders import a_unit

WATCH = Watch(
    frozenset(
        (
            "os.Getenv",
            "os.Environ",
            "os.getenv",
            "os.environ",
            "net/http",
            "std::env::var",
            "env!",
            "reqwest",
            "console.log",
            "winston.createLogger",
            "process.env",
        )
    ),
    (("docker", "build"),),
)
PIECES = {
    go.LANGUAGE: ['import "os"\n', 'import x "net/http"\n', "func f() {", "}", "os.Getenv(", '"A"', ")", "append(os.Environ()", ".",
        "var A = os.Getenv\n"],
    python.LANGUAGE: ["import os\n", "from os import environ as e\n", "def f(os=None):\n", "class C:\n", "    global a, os\n",
        "    nonlocal a\n", "    a = os\n", "    a.environ['X']\n", "    return a.getenv(e)\n", "try:\n",
        "getattr(a, 'getenv')('X')\n", "for a in e: pass\n", "del a\n", "a: int\n"],
    rust.LANGUAGE: ["use std::env::{self, var as ask};\n", "fn f() {", "}", "env::var(", '"A"', ")", 'println!("{}", ', "env!(", "::",
        "#[cfg(test)]\n"],
    typescript.LANGUAGE: ['import { createLogger as c } from "winston";\n', "console", '["log"]', ".log", "(", ")", "{ a: c }",
        "=>", "process.env.A", "export ", "const { env: { B } } = process;\n", 'eval("console.log(1)")', 'require("win" + "ston")',
        "Reflect.get(", "(process as any).env", 'import("winston").then((', "{ createLogger }"],
    makefile.LANGUAGE: ["A := docker\n", "a: b\n", "\t@-$(A) build .\n", "$(shell docker build", ")", "\\\n", "$$(", "include x\n",
        ";", "#"],
    crontab.LANGUAGE: ["0 3 * * * ", "@daily ", "docker build .", "\n", "'", '"', "$(", "A=b\n", "#", ";"],
    jenkinsfile.LANGUAGE: ["sh '", "docker build .", "'", '"""', "{", "}", "// ", "catchError", "sh(script: ", "\n"],
}  # fmt: skip


@pytest.mark.parametrize("language", PIECES, ids=lambda language: language.name)
@given(data=st.data())
def test_no_text_makes_it_fail(language: Language, data: st.DataObject) -> None:
    text = "".join(data.draw(st.lists(st.sampled_from(PIECES[language]), max_size=12)))
    source = SourceFile("a/file", language.name, text, "0" * 16)
    assert language.touch is not None
    found = language.touch(source, WATCH)
    lines = text.split("\n")
    for touch in found:
        place = touch.location
        assert 1 <= place.line <= place.end_line <= len(lines)
        assert 1 <= place.column <= len(lines[place.line - 1]) + 1
    assert found == language.touch(source, WATCH)


@pytest.mark.parametrize("kind", ["global", "nonlocal"])
def test_a_name_that_nothing_binds_is_no_fault(kind: str) -> None:
    body = f"        {kind} runners\n        return runners, os.getenv('A'), runners.getenv\n"
    text = f"import os\ndef outer():\n    def f():\n{body}    return f\n"
    assert python.LANGUAGE.touch is not None
    assert [touch.location.line for touch in python.LANGUAGE.touch(SourceFile("a.py", "python", text, "0" * 16), WATCH)] == [5]


@pytest.mark.parametrize(
    ("name", "into", "roots", "line"),
    [
        ("Setup", "cmd/main.go", {"": "example.org/app"}, 'import "example.org/app/internal/log", and log.Setup'),
        ("Setup", "cmd/main.go", {"": "example.org/app", "internal": "example.org/in/v2"}, 'import "example.org/in/v2/log", and log.Setup'),
        ("setup", "cmd/main.go", {"": "example.org/app"}, ""),
        ("setup", "internal/log/other.go", {}, "setup"),
        ("Setup", "cmd/main.go", {"cmd": "example.org/app"}, ""),
        ("Setup", "internal/log/log.go", {"": "example.org/app"}, ""),
    ],
    ids=["root", "nearest module", "unexported", "same package", "other module", "the file itself"],
)
def test_go_spells_the_import_and_the_call(name: str, into: str, roots: dict[str, str], line: str) -> None:
    unit = a_unit(name, "return 1", path="internal/log/log.go")
    assert spell_use(Use(unit, into, frozenset(), Roots(modules=roots))) == line


@pytest.mark.parametrize(
    ("package", "called", "ban", "found"),
    [
        ("crypto/sha256", "sha256.New()", "sha256.New", True),
        ("crypto/sha256", "sha256.New()", "crypto/sha256.New", True),
        ("gopkg.in/yaml.v3", "yaml.Marshal(1)", "yaml.Marshal", True),
        ("example.org/shop/log", "log.Fatal(1)", "log.Fatal", False),
        ("log", "log.Fatal(1)", "log.Fatal", True),
        ("crypto/sha256", "sha256.Sum256(nil)", "sha256.New", False),
        ("crypto/sha256", "sha256.New()", "md5.New", False),
    ],
)
def test_a_package_of_go_may_be_called_as_code_calls_it(package: str, called: str, ban: str, found: bool) -> None:
    text = f'package main\n\nimport "{package}"\n\nfunc run() {{\n\t{called}\n}}\n'
    assert go.LANGUAGE.touch is not None
    touched = go.LANGUAGE.touch(SourceFile("cmd/a.go", "go", text, "0" * 16), Watch(frozenset((ban,))))
    assert [touch.name for touch in touched] == [ban] * found
