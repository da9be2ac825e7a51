"""Go: what is equal, what is exported, what is found of a file whatever it holds; and copies from end to end."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssot_check.languages import go
from ssot_check.languages.support.go import use as go_use
from ssot_check.matching.fingerprint import fingerprint
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.plugins import Use
from ssot_check.model.replacement import Roots, Taking
from ssot_check.model.source import SourceFile
from ssot_check.model.unit import Trait, Unit, UnitKind
from tests.builders import a_unit
from tests.languages.tree_reading import codes

OWNER = """package log

import (
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"
)

func Setup(level string, out io.Writer) (*slog.Logger, error) {
	var parsed slog.Level
	if err := parsed.UnmarshalText([]byte(strings.ToUpper(level))); err != nil {
		return nil, fmt.Errorf("log level %q: %w", level, err)
	}
	if out == nil {
		out = os.Stderr
	}
	handler := slog.NewJSONHandler(out, &slog.HandlerOptions{Level: parsed, AddSource: true})
	logger := slog.New(handler).With("service", os.Getenv("SERVICE_NAME"))
	slog.SetDefault(logger)
	return logger, nil
}

func hidden() {}
"""
RENAMED = """package main

import (
	"fmt"
	"io"
	lib "log/slog"
	"os"
	str "strings"
)

// newLog is ours.
func (a *app) newLog(lvl string, w io.Writer) (l *lib.Logger, e error) {
	var lv lib.Level
	if e := lv.UnmarshalText([]byte(str.ToUpper(lvl))); e != nil {
		return nil, fmt.Errorf("bad level %q: %w", lvl, e)
	}
	if w == nil {
		w = os.Stderr
	}
	h := lib.NewJSONHandler(w, &lib.HandlerOptions{Level: lv, AddSource: false})
	made := lib.New(h).With("svc", os.Getenv("NAME"))
	lib.SetDefault(made)
	return made, nil
}
"""
EDITED = (
    OWNER.replace("package log", "package main")
    .replace("Setup", "open")
    .replace("	if out == nil {\n		out = os.Stderr\n	}\n", "")
)
FACADE = """package main

import (
	"os"

	"example.com/shop/internal/log"
)

func start(level string) (any, error) {
	return log.Setup(level, os.Stderr)
}

func readAll(path string) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	data := make([]byte, info.Size())
	_, err = file.Read(data)
	return data, err
}
"""


def read(text: str, path: str = "internal/log/log.go") -> ParsedFile:
    return go.parse(SourceFile(path, "go", text, "0"), fingerprint)


def unit(text: str, name: str) -> Unit:
    return next(unit for unit in read(f"package a\n{text}").units if unit.qualified_name == name)


def test_copies_are_found_and_what_only_uses_the_owner_is_none(tmp_path: Path) -> None:
    found = codes(
        tmp_path,
        {
            "SSOT_LOCK.yml": "schema_version: 2\ndomains:\n  logging:\n    paths: [internal/log/]\n    exports: [Setup, Nope, hidden]\n",
            "internal/log/log.go": OWNER,
            "cmd/exact.go": OWNER.replace("package log", "package main"),
            "cmd/renamed.go": RENAMED,
            "cmd/edited.go": EDITED,
            "cmd/use.go": FACADE,
            "cmd/copy_test.go": OWNER,
        },
    )
    assert found == [
        ("SSOT102", "SSOT_LOCK.yml"), ("SSOT102", "SSOT_LOCK.yml"),
        ("SSOT203", "cmd/edited.go"), ("SSOT201", "cmd/exact.go"), ("SSOT202", "cmd/renamed.go"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("func f(a int) int { x := a + g(1); return x }", "func f(b int) int {\n\tvar y int = b + g(1)\n\treturn y\n}"),
        ("func f(a int) { g(a, 1) }", "func (s *S) f(a int) {\n\tg(\n\t\ta,\n\t\t2,\n\t)\n}"),
        ("func f() { for i := range list { g(i) } }", "func f() { for j := range list { g(j) } }"),
        ("func f() { go func(a int) { g(a) }(1) }", "func f() { go func(b int) {\n// why\ng(b) }(2) }"),
        ('func f() { s := "a"; g(s) }', "func f() { s := `b`; g(s) }"),
        ("func f(x any) { switch y := x.(type) { case int: g(y) } }", "func f(z any) { switch w := z.(type) { case int: g(w) } }"),
    ],
)
def test_one_meaning_in_two_spellings(left: str, right: str) -> None:
    first = next(unit for unit in read(f"package a\n{left}").units)
    second = next(unit for unit in read(f"package a\n{right}").units)
    assert first.fingerprint.renamed == second.fingerprint.renamed


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("func f(a int) int { return a + 1 }", "func f(a int) int { return a - 1 }"),
        ("func f() { defer g() }", "func f() { go g() }"),
        ("func f(a, b int) { g(a, b) }", "func f(a, b int) { g(b, a) }"),
        ("func f() { x := S{Name: 1}; g(x) }", "func f() { x := S{Size: 1}; g(x) }"),
        ("func f(c chan int) { c <- 1 }", "func f(c chan int) { <-c }"),
        ("func f() { if a { b() }; c() }", "func f() { if a { b(); c() } }"),
    ],
)
def test_what_differs_stays_different(left: str, right: str) -> None:
    assert unit(left, "f").fingerprint.renamed != unit(right, "f").fingerprint.renamed


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("func f() error { return nil }", "f", {Trait.STUB}),
        ('func f() { panic("not implemented") }', "f", {Trait.STUB}),
        ("func f(a int, b ...string) { g(a, b...) }", "f", {Trait.DELEGATE}),
        ("func f(a int) { g(a); h() }", "f", set()),
        ("func (s *S[T]) f(a int) { s.g(a) }", "S.f", {Trait.DELEGATE}),
        ("type S struct { A int }", "S", {Trait.DATA}),
        ("type I interface { A() int }", "I", {Trait.PROTOCOL}),
        ("func f()", "f", {Trait.ABSTRACT}),
        ("func (s S) String() string { return names[s] }", "S.String", {Trait.PROTOCOL}),
        ('func (s S) String() string { switch s { case A: return "a"; case B: return "b" }; }', "S.String", set()),
    ],
)
def test_traits(text: str, name: str, expected: set[Trait]) -> None:
    assert unit(text, name).traits == expected


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('var t = map[string]int{"a": 1, "b": 2, "c": 3, "d": 4}', ["t"]),
        ("const (\n\tA = 1\n\tB = 2\n\tC = 3\n\tD = 4\n)", ["A"]),
        ("const (\n\tA = iota\n\tB\n\tC\n\tD\n)", []),
        ("var t = []int{1, 2}", []),
        ("var t = []int{f(1), f(2), f(3), f(4)}", []),
        ("var re = regexp.MustCompile(`^a+$`)", ["re"]),
    ],
)
def test_tables(text: str, names: list[str]) -> None:
    assert [unit.name for unit in read(f"package a\n{text}").units if unit.kind is UnitKind.TABLE] == names


def test_names_and_imports() -> None:
    parsed = read(
        'package a\nimport (\n\tl "example.com/x/log"\n\t"gopkg.in/yaml.v3"\n\t. "fmt"\n\t_ "embed"\n\t"example.com/go-redis/v9"\n)\n'
        "const A, b = 1, 2\nvar C int\ntype D = int\nfunc E() { l.Setup(); yaml.Parse(); l := x(); l.Close() }\nfunc (d D) F() {}\n"
    )
    assert [item.name for item in parsed.definitions] == ["A", "C", "D", "E"]
    assert [(item.name, item.alias) for item in parsed.references] == [
        ("example.com.x.log", "l"), ("gopkg.in.yaml.v3", "yaml"), ("fmt", ""), ("embed", ""), ("example.com.go-redis.v9", "redis"),
    ]  # fmt: skip
    assert [item.qualified_name for item in parsed.units] == ["D", "E", "D.F"]


def test_a_call_is_qualified_by_the_import() -> None:
    parsed = read('package a\nimport l "example.com/x/log"\nfunc e() { l.Setup(); g() }')
    assert parsed.units[0].calls == ("example.com.x.log.Setup", "g")


def test_broken_files_say_where_and_keep_the_rest() -> None:
    parsed = read("package a\nfunc f() { g() }\n<<<<<<< HEAD\nfunc h() { i() }\n")
    assert [item.name for item in parsed.units][:1] == ["f"]
    assert [(problem.code, "merge conflict" in problem.cause) for problem in parsed.problems] == [("SSOT007", True)]
    (template,) = read("package {{.Name}}\n").problems
    assert template.message == "template: line 1 was not understood; the rest was analysed"


@pytest.mark.parametrize(
    "text",
    [
        "package a\nvar x = " + "(" * 3000 + "1" + ")" * 3000,
        "package a\nfunc f() {" + "if a {" * 1500 + "}" * 1501,
        "package a\nfunc f() { if a { b() }" + " else if c { d() }" * 1500 + " }",
        "package a\nfunc f() { " + "go func() { " * 400 + "}()" * 400 + "}",
        "package a\nfunc f() { a" + ".b()" * 5000 + " }",
        "package a\nvar s = `" + "x" * 1_000_000 + "`",
        'package a\nfunc 世界() { f("🎉") }',
        "\0\0\0",
        "",
    ],
    ids=range(9),
)
def test_extreme_files_do_no_harm(text: str) -> None:
    assert read(text).lines == text.count("\n") + bool(text)


def test_what_only_the_test_runner_calls_is_no_unit() -> None:
    text = "package a\nfunc TestSetup(t *testing.T) { go1(); go2() }\nfunc Testify() { go1(); go2() }\n"
    assert [item.name for item in read(text, "a/log_test.go").units] == ["Testify"]
    assert [item.name for item in read(text, "a/log.go").units] == ["TestSetup", "Testify"]


def test_what_an_interface_of_the_library_asks_is_boilerplate() -> None:
    assert unit("func (a byName) Swap(i, j int) { a[i], a[j] = a[j], a[i] }", "byName.Swap").traits == {Trait.PROTOCOL}
    assert unit("func (a byName) Swap(i, j int) { x(); a[i], a[j] = a[j], a[i] }", "byName.Swap").traits == set()


PIECES = (
    "package a\n", "import 'x'\n",
    "func f(", "func (s *S) m(", "a int", ") ", "{ ", "} ", "\n", "return ", "if a ", "else ", "for ", "range ",
    ":= ", "x, y ",
    "switch a ", "case 1: ", "default: ", "select ", "<-c", "go ", "defer ", "type T struct ", "interface ", "var ", "const (",
    "[]int{", "map[string]",
    "`s`", "`r`", "'c'", "1.5", "...", ".(type)", "[T any]", ",", "//go:build x\n", "/* c */", "🎉", "\0", "label: ",
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_no_text_makes_it_fail(pieces: Sequence[str]) -> None:
    text = "".join(pieces)
    first, second = read(text), read(text)
    assert first == second
    assert all(item.location.line <= item.location.end_line for item in first.units)


def test_a_module_file_tells_what_imports_begin_with() -> None:
    parsed = read("// shop\nmodule example.com/shop\n\ngo 1.22\n", "go.mod")
    assert [(item.key, item.raw, item.location.column) for item in parsed.settings] == [(("module",), "example.com/shop", 8)]
    assert (parsed.kind, parsed.units) == ("go-module", ())
    needs = read(
        "module a.test/b\nrequire c.test/d v1.2.0\nrequire (\n\te.test/f/v2 v2.0.0-1 // indirect\n)\nreplace e.test/f => ../f\n", "go.mod"
    )
    assert [item.raw for item in needs.settings] == ["a.test/b", "c.test/d", "e.test/f/v2"]


@pytest.mark.parametrize(
    ("into", "text", "first"),
    [
        (
            "pkg/init/a.go",
            "",
            "put it into a module that both require (pkg/init/go.mod does not require `shop.test/cli`; or let this copy stand, ",
        ),
        ("pkg/meta/a.go", "", ""),
        ("cli/b/a.go", "package main\n", "move `Wrap` out of cli, which is a program (`package main`), to a package that both can import"),
    ],
    ids=["another module", "a module that requires it", "a program"],
)
def test_what_another_module_cannot_import_is_said(into: str, text: str, first: str) -> None:
    texts = {
        "cli/go.mod": "module shop.test/cli\n",
        "pkg/init/go.mod": "module shop.test/init\n",
        "pkg/meta/go.mod": "module shop.test/meta\nrequire shop.test/cli v0.1.0\nreplace shop.test/cli => ../../cli\n",
    }
    roots = go_use.learn({path: read(one, path) for path, one in texts.items()}, frozenset())
    use = Use(a_unit("Wrap", "return $a", path="cli/a.go"), into, frozenset(), roots, owner_text=text)
    assert go_use.apart(use).startswith(first)
    assert bool(go_use.apart(use)) is bool(first)
    assert bool(go_use.spell_use(use)) is not bool(first)


@pytest.mark.parametrize(
    ("path", "into", "first"),
    [
        ("inttest/common/wait.go", "pkg/a.go", "move `Wrap` out of inttest/common, which is for tests"),
        ("testutil/rows.go", "pkg/a_test.go", ""),
        ("inttest/common/wait.go", "test/e2e/a.go", ""),
        ("pkg/latest/wait.go", "pkg/a.go", ""),
        ("pkg/contest/wait.go", "pkg/a.go", ""),
    ],
)
def test_a_program_takes_nothing_from_what_is_for_tests(path: str, into: str, first: str) -> None:
    assert go_use.apart(Use(a_unit("Wrap", "return $a", path=path), into, frozenset())) == first


INTERNAL = "move `{}` out of `internal`, which {} cannot import, to a package that both can, such as `{}`"
WRAP = ", and export it as `Wrap`"


@pytest.mark.parametrize(
    ("path", "name", "into", "first"),
    [
        (
            "session/user_test.go",
            "newContext",
            "api/org_test.go",
            "move `newContext` out of the test file, which no other package can import, and export it as `NewContext`",
        ),
        ("session/user_test.go", "newContext", "session/org_test.go", ""),
        ("server/internal/http/client.go", "Wrap", "cli/a.go", INTERNAL.format("Wrap", "cli", "internal/<name>")),
        ("server/internal/http/client.go", "Wrap", "server/api/a.go", ""),
        ("server/internal/api/internal/http/a.go", "Wrap", "server/b.go", INTERNAL.format("Wrap", "server", "server/internal/<name>")),
        ("a/x/internal/api.go", "wrap", "a/y/internal/b.go", INTERNAL.format("wrap", "a/y/internal", "a/internal/<name>") + WRAP),
        ("internal/x/internal/api.go", "wrap", "internal/y/b.go", INTERNAL.format("wrap", "internal/y", "internal/<name>") + WRAP),
        ("testutil/rows.go", "wrap", "pkg/a.go", f"move `wrap` out of testutil, which is for tests{WRAP}"),
        ("shared/a.go", "wrap", "cli/a.go", "export `wrap` as `Wrap`"),
        ("shared/a.go", "Wrap", "cli/a.go", ""),
    ],
)
def test_what_another_package_cannot_import_is_said(path: str, name: str, into: str, first: str) -> None:
    assert go_use.apart(Use(a_unit(name, "return $a", path=path), into, frozenset())) == first


@pytest.mark.parametrize(
    ("imports", "into", "first", "line"),
    [
        ({"shop/tls"}, "tls/a.go", "own this one instead (http imports tls)", ""),
        ({"shop/tls/policy"}, "tls/a.go", "", 'import "shop/http", and http.Wrap'),
        ({"shop/tls"}, "cli/a.go", "", 'import "shop/http", and http.Wrap'),
        ({"shop/tls"}, "http/b.go", "", "Wrap"),
    ],
    ids=["a circle", "another package", "another place", "the same package"],
)
def test_no_import_is_spelled_that_would_close_a_circle(imports: set[str], into: str, first: str, line: str) -> None:
    use = Use(a_unit("Wrap", "return $a", path="http/a.go"), into, frozenset(), Roots(modules={"": "shop"}), imports=frozenset(imports))
    assert (go_use.apart(use), go_use.spell_use(use)) == (first, line)


@pytest.mark.parametrize(
    ("path", "name", "line"),
    [
        ("shared/a.go", "Limit", 'import "shop/shared", and shared.Limit'),
        ("shared/a.go", "", 'import "shop/shared"'),
        ("shared/a.go", "limit", ""),
        ("shared/internal/a.go", "Limit", ""),
        ("cli/a.go", "limit", "limit"),
    ],
)
def test_no_import_is_spelled_of_what_the_package_cannot_take(path: str, name: str, line: str) -> None:
    assert go_use.spell_taking(Taking(path, "cli/b.go", name, roots=Roots(modules={"": "shop"})), frozenset()) == line


def test_no_package_is_named_for_two_modules_and_no_import_of_what_is_internal() -> None:
    roots = Roots(modules={"": "shop", "cli": "shop/cli"})
    use = Use(a_unit("Wrap", "return $a", path="server/internal/a.go"), "cli/a.go", frozenset(), roots)
    assert (go_use.apart(use), go_use.spell_use(use)) == ("move `Wrap` out of `internal`, which cli cannot import", "")
