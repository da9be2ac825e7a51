"""A comment between two tokens changes nothing of what a file touches: not that it does, not under which name, not with which key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from ssot_check.languages import go, rust, typescript
from ssot_check.languages.support.treesitter import Text
from ssot_check.model.plugins import Language
from ssot_check.model.source import SourceFile
from ssot_check.model.touch import Watch

if TYPE_CHECKING:
    from tree_sitter import Node

JAVASCRIPT = ("process.env", "Deno.env", "axios", "axios.get", "axios.Axios")
GO = ("os.Getenv", "os.LookupEnv")
RUST = ("std::env::var", "std::env::vars", "std::env::var_os", "env!")
WATCH = Watch(frozenset((*JAVASCRIPT, *GO, *RUST)))
CODE = [
    ("typescript", "const { A, B: b, C = '1', ...rest } = process.env;"),
    ("typescript", "const { env: { HOME } } = process;"),
    ("typescript", "const x = process.env.A || process['env']['B'];"),
    ("typescript", "const has = 'A' in process.env;"),
    ("typescript", "const e = Deno.env.get('A');"),
    ("typescript", "let f = (e = process.env) => e.A;"),
    ("typescript", "import axios from 'axios';\naxios.get('u');"),
    ("typescript", "import { get as g } from 'axios';\ng('u');"),
    ("typescript", "import * as a from 'axios';\nnew a.Axios();"),
    ("typescript", "const { get } = require('axios');\nget('u');"),
    ("typescript", "import('axios').then((m) => m.get('u'));"),
    ("typescript", "export { get } from 'axios';"),
    ("go", 'package a\nimport "os"\nfunc f() { x := os.Getenv("A"); _ = x }'),
    ("go", 'package a\nimport o "os"\nvar g = o.Getenv\nfunc f() { v, ok := o.LookupEnv("B"); _, _ = v, ok }'),
    ("go", 'package a\nimport . "os"\nfunc f() string { return Getenv("A") }'),
    ("rust", 'use std::env;\nfn f() { let a = env::var("A"); }'),
    ("rust", 'use std::env::{var as v, vars};\nfn f() { v("A"); for x in vars() {} }'),
    ("rust", 'fn f() { let x = std::env::var_os("B").unwrap(); let y = env!("C"); }'),
    ("rust", 'use std::env::*;\nfn f() { var("Z"); }'),
]
LANGUAGES = {"typescript": (typescript.LANGUAGE, "a.ts"), "go": (go.LANGUAGE, "a.go"), "rust": (rust.LANGUAGE, "a.rs")}
WHOLE = frozenset(("string", "interpreted_string_literal", "string_literal"))


def touched(language: Language, path: str, text: str) -> set[tuple[str, str, str, str]]:
    assert language.touch is not None
    found = language.touch(SourceFile(path, language.name, text, "0"), WATCH)
    return {(touch.kind.value, touch.name, touch.key, touch.form.value) for touch in found}


def ends(node: Node) -> Iterator[int]:
    """Where each token ends."""
    if not node.children or node.type in WHOLE:
        yield node.end_byte
        return
    for child in node.children:
        yield from ends(child)


@pytest.mark.parametrize(("name", "code"), CODE)
def test_a_comment_anywhere(name: str, code: str) -> None:
    language, path = LANGUAGES[name]
    expected, data = touched(language, path, code), code.encode()
    assert expected
    for place in sorted({*ends(Text(code).tree(name)), 0}):
        commented = b"".join((data[:place], b" /* A */ ", data[place:])).decode()
        assert touched(language, path, commented) == expected, commented
