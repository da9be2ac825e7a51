"""Rust: what is equal, what is exported, what is found of a file whatever it holds; and copies from end to end."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssot_check.languages import rust
from ssot_check.matching.fingerprint import fingerprint
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.plugins import Use
from ssot_check.model.source import SourceFile
from ssot_check.model.unit import Trait, Unit, UnitKind
from tests.languages.tree_reading import codes

OWNER = """use std::{env, fs, io};

pub struct Config {
    pub lines: Vec<String>,
}

pub fn load(path: &str, strict: bool) -> io::Result<Config> {
    let base = env::var("APP_HOME").unwrap_or_else(|_| ".".to_string());
    let text = fs::read_to_string(format!("{}/{}", base, path))?;
    let mut lines = Vec::new();
    for line in text.lines() {
        let kept = line.trim();
        if kept.is_empty() || kept.starts_with('#') {
            continue;
        }
        if strict && !kept.contains('=') {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "no value"));
        }
        lines.push(kept.to_string());
    }
    Ok(Config { lines })
}

fn hidden() {}
"""
RENAMED = """use std::env::var;
use std::fs::read_to_string;

impl Loader {
    /// Ours.
    fn fetch<'a>(&self, file: &'a str, checked: bool) -> std::io::Result<Config> {
        let root = var("ROOT").unwrap_or_else(|_| "/".to_string());
        let body = read_to_string(format!("{}-{}", root, file))?;
        let mut found: Vec<String> = Vec::new();
        for row in body.lines() {
            let bare = row.trim(); // layout
            if bare.is_empty() || bare.starts_with(';') {
                continue;
            }
            if checked && !bare.contains(':') {
                return Err(std::io::Error::new(std::io::ErrorKind::InvalidData, "bad"));
            }
            found.push(bare.to_string());
        }
        return Ok(Config { lines: found });
    }
}
"""
EDITED = OWNER.replace("fn load", "fn read_all").replace("    let mut lines", '    println!("read {}", path);\n    let mut lines')
OTHERS = """use crate::config::load;

pub fn start(path: &str) -> Config {
    load(path, true).unwrap()
}

pub fn sum(list: &[u32]) -> u32 {
    let mut total = 0;
    for item in list.iter() {
        if *item > 10 {
            total += *item;
        }
    }
    total
}
"""


def read(text: str, path: str = "core/src/config.rs") -> ParsedFile:
    return rust.parse(SourceFile(path, "rust", text, "0"), fingerprint)


def only(text: str) -> Unit:
    return read(text).units[-1]


def test_copies_are_found_and_what_only_uses_the_owner_is_none(tmp_path: Path) -> None:
    found = codes(
        tmp_path,
        {
            "SSOT_LOCK.yml": "schema_version: 2\ndomains:\n  config:\n    paths: [core/src/config.rs]\n    exports: [load, Nope, hidden]\n",
            "core/src/config.rs": OWNER,
            "core/src/exact.rs": OWNER.replace("pub struct Config {\n    pub lines: Vec<String>,\n}\n", "mod config;"),
            "core/src/renamed.rs": RENAMED,
            "core/src/edited.rs": EDITED,
            "core/src/other.rs": OTHERS,
            "core/tests/copy.rs": OWNER,
            "core/src/inner.rs": f"#[cfg(test)]\nmod tests {{\n{OWNER}}}\n",
        },
    )
    assert found == [
        ("SSOT102", "SSOT_LOCK.yml"), ("SSOT102", "SSOT_LOCK.yml"),
        ("SSOT203", "core/src/edited.rs"), ("SSOT201", "core/src/exact.rs"), ("SSOT202", "core/src/renamed.rs"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("fn f(a: i32) -> i32 { g(a) + 1 }", "pub fn f(b: u8) -> u8 { return g(b) + 2; }"),
        ("fn f(a: &str) { h(a); }", "impl S { #[inline] pub(crate) fn f<'a>(&mut self, b: &'a str) { h(b,); } }"),
        ("fn f() { std::fs::read(p); }", "use std::fs;\nfn f() { fs::read(p); }"),
        ("fn f() -> S { let n = 1; S { n } }", "fn f() -> S { let m: i32 = 2; S { n: m } }"),
        ('fn f() { g("a") }', 'fn f() { g(r#"b"#) }'),
        ("fn f(x: O) { match x { Some(a) => g(a), None => h(), } }", "fn f(x: O) { match x { Some(b) => g(b), None => h() } }"),
        ("fn f() { let c = |a: i32| a + 1; }", "fn f() { let d = |b| b + 2; }"),
    ],
)
def test_one_meaning_in_two_spellings(left: str, right: str) -> None:
    assert only(left).fingerprint.renamed == only(right).fingerprint.renamed


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("fn f(a: i32) -> i32 { a + 1 }", "fn f(a: i32) -> i32 { a - 1 }"),
        ("fn f(a: S) { a.b(); }", "fn f(a: S) { a.c(); }"),
        ("fn f() { A::new() }", "fn f() { B::new() }"),
        ("async fn f() { g() }", "fn f() { g() }"),
        ("fn f(a: i32, b: i32) { g(a, b) }", "fn f(a: i32, b: i32) { g(b, a) }"),
        ("fn f() { if a { b() } c() }", "fn f() { if a { b(); c() } }"),
        ("fn f() { g()?; }", "fn f() { g(); }"),
    ],
)
def test_what_differs_stays_different(left: str, right: str) -> None:
    assert only(left).fingerprint.renamed != only(right).fingerprint.renamed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("fn f() -> R { todo!() }", {Trait.STUB}),
        ("fn f() -> R { Ok(()) }", {Trait.STUB}),
        ("fn f(a: &str, b: u8) -> R { g(a, &b) }", {Trait.DELEGATE}),
        ("fn f(a: u8) -> R { let b = a; g(b) }", set()),
        ("async fn f(a: u8) { let b = a; g(b); }", {Trait.ASYNC}),
        ("trait T { fn f(&self); }", {Trait.ABSTRACT}),
        ("struct S { a: u8 }", {Trait.DATA}),
        ("trait T { }", {Trait.PROTOCOL}),
        ("fn g() { fn f(a: u8) { let b = a; h(b); } }", {Trait.NESTED}),
    ],
)
def test_traits(text: str, expected: set[Trait]) -> None:
    assert only(text).traits == expected


def test_names_and_imports() -> None:
    parsed = read(
        "use crate::log::{self, setup as init};\nuse super::util::*;\nuse serde::Serialize as _;\nmod inner;\npub use inner::Thing;\n"
        "pub const A: u8 = 1;\nconst B: u8 = 2;\npub(crate) struct S;\nimpl S { pub fn m(&self) {} }\npub mod x { pub fn y() { z(1); } }\n",
        "crates/core/src/api/web.rs",
    )
    assert [(item.name, item.reexport) for item in parsed.definitions] == [
        ("Thing", "crates.core.src.api.web.inner.Thing"), ("A", ""), ("S", ""), ("x", ""),
    ]  # fmt: skip
    assert [(item.name, item.alias) for item in parsed.references] == [
        ("crates.core.src.api.web.inner", ""),
        ("crates.core.src.log", "log"), ("crates.core.src.log.setup", "init"), ("crates.core.src.api.util", ""), ("serde.Serialize", ""),
        ("crates.core.src.api.web.inner.Thing", "Thing"),
    ]  # fmt: skip
    assert [item.qualified_name for item in parsed.units] == ["S", "S.m", "x.y"]
    assert not parsed.open_names


def test_super_in_an_inline_module_is_the_file() -> None:
    parsed = read("mod a { use super::x::Y; mod b { use super::Z; use super::super::super::W; } }\nuse super::V;\n", "core/src/api.rs")
    assert [item.name for item in parsed.references] == ["core.src.api.x.Y", "core.src.api.a.Z", "core.src.W", "core.src.V"]


def test_what_is_only_declared_or_passed_on_is_told_from_what_is_used() -> None:
    parsed = read("mod a;\nmod b;\npub use a::C;\nuse b::D;\npub use b::e;\nfn f() { b::g(); e::h(); }\n", "src/lib.rs")
    assert [(item.name, item.passing) for item in parsed.references] == [
        ("src.a", True), ("src.b", False), ("src.a.C", True), ("src.b.D", False), ("src.b.e", False),
    ]  # fmt: skip


def test_what_is_compiled_for_the_tests_is_offered_and_no_copy() -> None:
    parsed = read("#[cfg(test)]\n#[allow(dead_code)]\npub fn mock(a: u8) -> u8 { a }\n#[cfg(test)]\nfn own() {}\n#[test]\nfn works() {}\n")
    assert ([item.name for item in parsed.definitions], parsed.units) == (["mock"], ())


@pytest.mark.parametrize("text", ["lazy_static! { pub static ref A: u8 = 1; }"])
def test_names_that_cannot_be_seen(text: str) -> None:
    assert read(text).open_names


def test_modules_whose_every_name_is_passed_on_are_told() -> None:
    parsed = read("pub use inner::*;\nuse other::*;\npub use crate::log::{self, api::*};")
    assert (parsed.open_names, parsed.stars) == (False, ("inner", "core.src.log.api"))


def test_a_call_is_qualified_by_its_path() -> None:
    parsed = read("use std::env;\nfn f() { env::var(1); crate::log::setup(); tracing::info!(a.b(), c(1)); g::<u8>(); }", "src/a.rs")
    assert parsed.units[0].calls == (".b", "c", "g", "src.log.setup", "std.env.var", "tracing.info")


@pytest.mark.parametrize(
    ("owner", "into", "line"),
    [
        ("src/log.rs", "src/a/b.rs", "use crate::log::setup;"),
        ("src/log/mod.rs", "src/main.rs", "use crate::log::setup;"),
        ("crates/my-core/src/lib.rs", "crates/web/src/main.rs", "use my_core::setup;"),
        ("src/log.rs", "src/log.rs", ""),
    ],
)
def test_the_line_to_write(owner: str, into: str, line: str) -> None:
    unit = read("pub fn setup() { go(); }", owner).units[0]
    assert rust.spell_use(Use(unit, into, frozenset((owner, into)))) == line


@pytest.mark.parametrize(
    ("text", "into", "first"),
    [
        ("pub fn setup() { go(); }", "src/a/b.rs", ""),
        ("fn setup() { go(); }", "src/a/b.rs", "make `setup` `pub(crate)`"),
        ("fn setup() { go(); }", "src/log/file.rs", ""),
        ("pub(crate) async fn setup() { go(); }", "src/a/b.rs", ""),
        ("pub(crate) async fn setup() { go(); }", "crates/web/src/a.rs", "make `setup` `pub`"),
        ("fn setup_all() {}\npub const fn setup() { go(); }", "crates/web/src/a.rs", ""),
        ("function! { setup }", "crates/web/src/a.rs", ""),
    ],
)
def test_what_a_module_keeps_to_itself_is_made_public_first(text: str, into: str, first: str) -> None:
    unit = read("pub fn setup() { go(); }", "src/log.rs").units[0]
    assert rust.apart(Use(unit, into, frozenset(), owner_text=text)) == first


@pytest.mark.parametrize("into", ["src/main.rs", "src/bin/tool.rs", "src/bin/tool/main.rs"])
def test_a_program_beside_a_library_is_a_crate_of_its_own(into: str) -> None:
    unit = read("pub fn mix() { go(); }", "src/hash.rs").units[0]
    assert rust.spell_use(Use(unit, into, frozenset(("src/hash.rs", "src/lib.rs", into)))) == ""


def test_tables_and_macros() -> None:
    parsed = read('static A: [&str; 4] = ["a", "b", "c", "d"];\nconst B: &[u8] = &[1, 2];\nmacro_rules! m { ($x:expr) => { f($x) } }')
    assert [(item.name, item.kind) for item in parsed.units] == [("A", UnitKind.TABLE), ("m", UnitKind.FUNCTION)]


def test_broken_files_say_where_and_keep_the_rest() -> None:
    parsed = read("fn f() { g(); }\n<<<<<<< HEAD\nfn h() { i(); }\n")
    assert "f" in [item.name for item in parsed.units]
    assert [(problem.code, "merge conflict" in problem.cause) for problem in parsed.problems] == [("SSOT007", True)]


@pytest.mark.parametrize(
    "text",
    [
        "const X: i32 = " + "(" * 3000 + "1" + ")" * 3000 + ";",
        "fn f() {" + "if a {" * 1500 + "}" * 1501,
        "fn f() { if a { b() }" + " else if c { d() }" * 1500 + " }",
        "fn f() { " + "g(|| { " * 400 + "})" * 400 + "}",
        "fn f() { a" + ".b()" * 5000 + " }",
        "use " + "a::{" * 2000 + "b" + "}" * 2000 + ";",
        'const S: &str = "' + "x" * 1_000_000 + '";',
        'fn 世界() { f("🎉") }',
        "\0\0\0",
        "",
    ],
    ids=range(10),
)
def test_extreme_files_do_no_harm(text: str) -> None:
    assert read(text).lines == text.count("\n") + bool(text)


PIECES = (
    "use a::{b, c::*};\n", "pub ", "fn f(", "a: i32", ") ", "-> T ", "{ ", "} ", "\n", "return ", "if a ", "else ", "for x in ",
    "let ", "= ",
    "match a ", "Some(x) => ", "_ => ", "loop ", "async ", "unsafe ", "impl S ", "trait T ", "struct S ", "enum E ", "mod m ", ";",
    "'a ", "&mut ",
    "|x| ", "m!(", "macro_rules! m ", "\"s\"", "r#\"", "#[cfg(test)] ", "/// d\n", "/* ", "::", "<T>", "1.5", "?", ".await", "🎉",
    "\0", "self",
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_no_text_makes_it_fail(pieces: Sequence[str]) -> None:
    text = "".join(pieces)
    first, second = read(text), read(text)
    assert first == second
    assert all(item.location.line <= item.location.end_line for item in first.units)


def test_a_method_knows_the_trait_that_asks_for_it() -> None:
    text = "impl<'a> ::sqlx::FromRow<'a, Row> for Record {\n    fn from_row(row: &'a Row) -> Self { Self(row.get(1)) }\n}\n"
    text += "impl Record {\n    fn first(&self) -> Field { let field = self.0.get(0); field }\n}\n"
    units = rust.LANGUAGE.parse(SourceFile("src/a.rs", "rust", text, "0"), fingerprint).units
    assert [(unit.qualified_name, unit.bases) for unit in units] == [("Record.from_row", ("sqlx.FromRow",)), ("Record.first", ())]
