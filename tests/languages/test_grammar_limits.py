"""Right forms that a grammar does not know are named for what they are, and are no error."""

from __future__ import annotations

import pytest

from ssot_check.languages import dockerfile, go, rust, shell, typescript
from ssot_check.matching.fingerprint import fingerprint
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.problem import Problem
from ssot_check.model.source import SourceFile
from ssot_check.model.unit import Unit, UnitKind
from ssot_check.model.verdict import Severity

_LANGUAGES = {
    "go": go.LANGUAGE,
    "rs": rust.LANGUAGE,
    "ts": typescript.LANGUAGE,
    "tsx": typescript.LANGUAGE,
    "zsh": shell.LANGUAGE,
    "sh": shell.LANGUAGE,
}


def units(path: str, text: str) -> list[Unit]:
    return [unit for unit in read(path, text).units if unit.kind is UnitKind.FUNCTION]


def read(path: str, text: str) -> ParsedFile:
    language = _LANGUAGES[path.rpartition(".")[2]]
    return language.parse(SourceFile(path, language.name, text, "0"), fingerprint)


def trouble(path: str, text: str) -> tuple[Problem, ...]:
    return read(path, text).problems


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("a.tsx", "const a = (\n  <p>\n    {one}\n    Drag & drop = now\n    {two}\n  </p>\n);\n", "a bare `&` in JSX text"),
        ("a.go", "package a\n\nvar term = new(<-b)\n", "`new`"),
        ("a.sh", "f() {\n  one\n  if [[ ${major$}${minor} -ge 11 ]]; then\n    two\n  fi\n}\n", "`${major$}` is no name"),
    ],
)
def test_a_form_that_the_grammar_lacks_is_a_warning_that_names_it(path: str, text: str, said: str) -> None:
    assert [(item.severity, said in item.cause) for item in trouble(path, text)] == [(Severity.WARNING, True)]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.rs", "fn handle_{{project-name | snake_case}}(a: A) -> B {\n    c(a)\n}\n"),
        ("a.rs", "{{#if head}}\n{{ head }}\n{{/if}}\nuse a::b;\npub trait {{ name }}Ext<R> {\n    fn load(&self) -> &{{ name }}<R>;\n}\n"),
        ("a.go", "package a\n\nfunc {{ .Name }}() {\n\tb()\n}\n"),
        (
            "a.ts",
            "---\nlayout: rows\n---\n<style></style>\n<script>\nvar data = {{ site.data.rows | jsonify }};\n</script>\n",
        ),
        ("a.ts", "var rows = [];\n{% for row in site.rows %}\nrows.push({ a: '{{ row.a }}', b: {{ row.b }} });\n{% endfor %}\n"),
    ],
)
def test_a_template_is_a_warning_that_sends_to_no_tool_of_its_language(path: str, text: str) -> None:
    (found,) = trouble(path, text)
    assert (found.severity, found.message[:10], found.remedy[:17]) == (Severity.WARNING, "template: ", "nothing to repair")


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (
            "a.go",
            "package a\n\nvar b = [][]int{{os.A | os.B}}, {os.C}}\n\nfunc One(a b {\n\tb, c := c(d e 0)\n\treturn d nil ]\n}\n",
        ),
        (
            "a.ts",
            '@B({\n  template: "<p>{{ now | date }}</p>" "x",\n})\nexport class A {\n  now = new B() new B( ];\n  a(b, c) { ]\n',
        ),
        ("a.ts", "function (\n\n\nconst a = `\n{{range .Items}}\n  b\n"),
    ],
)
def test_a_mark_within_a_text_or_behind_the_first_place_is_no_excuse(path: str, text: str) -> None:
    (found,) = trouble(path, text)
    assert "nothing to repair" not in found.remedy


def test_braces_alone_make_no_template_of_a_file_that_is_mostly_broken() -> None:
    (found,) = trouble("a.rs", "fn one( {{ ) }\nfn ) two {\n  = }\nfn ) {\n")
    assert found.severity is Severity.ERROR
    assert "nothing to repair" not in found.remedy


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("a.ts", 'async function load() {\n  return await actual<typeof import("@a/db")>();\n}\n', "actual"),
        ("a.ts", 'function load(c: C) {\n  return c.request<import("m").Request>();\n}\n', "request"),
        ("a.ts", "class Store {\n  timer: (string) => any;\n  load() { return this.timer('kept'); }\n}\n", '"kept'),
        ("a.ts", "interface Post {\n  url?: string | null\n  in_reply_to?: string\n}\nfunction load() { return one(); }\n", "one"),
        ("a.tsx", "function Mode() {\n  return <h3>Light & dark theme</h3>;\n}\n", '"dark'),
        ("a.tsx", "function Mode() {\n  return (\n    <p>\n      Drag & drop\n    </p>\n  );\n}\n", '"drop'),
        ("a.tsx", "function Mode() {\n  return <a href='/up?from=demo&to=shop'>Up</a>;\n}\n", '"demo'),
        ("a.rs", "fn load(t: Token) {\n    let Token::<_> { id } = t;\n    keep(id)\n}\n", "keep"),
        ("a.rs", "fn load() {\n    keep((\n        1,\n        #[allow(unused)]\n        Point { x: 1 },\n    ))\n}\n", "keep"),
        (
            "a.rs",
            "fn load(#[case] #[with(3, 4)] x: u32, #[future(awt)]\n    #[from(empty)]\n    db: Db) {\n    keep(x)\n}\n",
            "keep",
        ),
        ("a.ts", "export function load() { return keep(String.raw`\\u00 x`, 'it', String.raw`\\u{FFFFFFF}`, css`\\xg ${a}`); }\n", "keep"),
        ("a.ts", "function load() {\n  return keep(`a` + '\\u0041', String.raw`\\u{`);\n}\n", "keep"),
        ("a.go", "package a\n\nfunc load() *time.Time {\n\treturn new(time.Now())\n}\n", "new"),
        ("a.go", "package a\n\nfunc load() *User {\n\treturn new(users[0])\n}\n", "new"),
        (
            "a.tsx",
            "function Mode() {\n  return (\n    <p>\n      Drop {one} &quot;Drag & drop&quot;\n      <b />\n    </p>\n  );\n}\n",
            '"drag',
        ),
        ("a.ts", "declare module 'm' {\n  global {\n    namespace N {}\n  }\n}\nfunction load() { return keep(1); }\n", "keep"),
        ("a.rs", "fn load(t: T) {\n    match t {\n        T::A(Q { one, #[cfg(test)] two }) => keep(one),\n    }\n}\n", "keep"),
        (
            "a.ts",
            "function load(o) {\n  var using = o.using;\n  if (using) { using.call(1); }\n  return keep({using: using});\n}\n",
            "keep",
        ),
        ("a.sh", "load() { if keep one; then echo two; fi }\n", "keep"),
        ("a.sh", "load() { for one in 1 2; do keep $one; done }\n", "keep"),
        ("a.sh", "load() {\n  keep one\n}\nload -a \\\n  -b \\\n", "keep"),
        ("a.go", "package a\n\nfunc load(app App) *string {\n\treturn new(app.Spec.Name)\n}\n", "new"),
        ("a.ts", "const load: ({ a, b }?: T) => U = keep(1);\nfunction more() { return keep(2); }\n", "keep"),
        ("a.rs", "fn load(v: u64) {\n    match v {\n        default @ 0 => keep(default),\n        bool @ _ => bool,\n    }\n}\n", "keep"),
        ("a.rs", "macro_rules! T {\n    (<~) => { 1 };\n    ($) => { 3 };\n}\nfn load() {\n    keep(T![<~])\n}\n", "keep"),
        ("a.rs", '#!/usr/bin/env cargo\n---\n[dependencies]\nclap = "4"\n---\n\nfn load() {\n    keep(1)\n}\n', "keep"),
        ("a.ts", "interface Box<\n  /** any */\n  out T extends A = B,\n> { a: T }\nfunction load() { return keep(1); }\n", "keep"),
        ("a.rs", 'fn load() {\n    keep(str![["one"]], str!["two"]);\n}\n', '"one'),
        ("a.ts", "type Row = import('m').Row<string>;\nfunction load() { return keep(1); }\n", "keep"),
        (
            "a.ts",
            "interface Load {\n  a: A\n  /** b */\n  <\n    T extends B,\n    U = C,\n  >(t: T): U\n}\nconst one = () => keep(1);\n",
            "keep",
        ),
        ("a.sh", "load() {\n  python3 - \"$port\" <<'END' &\nimport x\nEND\n  keep one\n}\n", "keep"),
        ("a.sh", 'load() {\n  run <<END | sort > "$log" 2>&1 & # serve\nx\nEND\n  keep one\n}\n', "keep"),
        ("a.sh", 'load() {\n  while read line; do run; done <<-"END" &>/dev/null &\nx\n\tEND\n  keep one\n}\n', "keep"),
        ("a.sh", "load() {\n  run <<END;\nx\nEND\n  keep one\n}\n", "keep"),
        ("a.sh", 'load() {\n  cat > ~/.rc <<< "$text"\n  keep one\n}\n', "keep"),
        ("a.sh", "load() {\n  for ((a[0]=1; a[$i]<${#b[@]}; a[0]++)); do run; done\n  keep one\n}\n", "keep"),
        ("a.zsh", 'load() {\n  rows=(${(f)"$(run all)"})\n  keep one\n}\n', "keep"),
        ("a.rs", 'fn load() {\n    keep(chunk! {\n        if one ~= nil and #$two ~= 2 then error("no" .. one) end\n    })\n}\n', "keep"),
        (
            "a.tsx",
            "function load() {\n  const [a] = useState<{\n    id: string\n  [key: string]: any\n  } | null>(null)\n  return keep(a);\n}\n",
            "keep",
        ),
        ("a.ts", "function load() {\n  return pick<<T extends Row<A>>(row: T) => void>(keep(1));\n}\n", "keep"),
        ("a.ts", "interface Box { a: import('m').Row[]; b: import('m').Row<T>['b'] }\nfunction load() { return keep(1); }\n", "keep"),
        ("a.ts", "function load<R extends [this: A, ...B[]]>(fn: (...r: R) => C) {\n  return keep(fn);\n}\n", "keep"),
        ("a.ts", "type Row = [a?: A[], default: B];\nfunction load() { return keep(1); }\n", "keep"),
        ("a.ts", "async function load(c: C) {\n  return await c.keep<Row<A>>?.(\n    1,\n  );\n}\n", "keep"),
        ("a.ts", '.pragma library\n.import "rows.js" as Rows\nfunction load() { return keep(1); }\n', "keep"),
        # What helps one place would harm the other.
        ("a.ts", "type Box<out T> = { a: 1 } & One & { b: 2 };\nfunction load() { return keep(1); }\n", "keep"),
        ("a.go", "package a\n\nfunc load(row **Row) []any {\n\treturn []any{new((*row).Key()), new(*b + 1), new(*row.Key())}\n}\n", "Key"),
        ("a.go", "package a\n\nfunc load() { keep() }\n\nconst (\n\tOne = 1\n\tTwo = 2\n)", "keep"),
        ("a.go", "package a\n\nfunc load() { keep() }\n\ntype Row struct {\n\tOne string\n}", "keep"),
        ("a.sh", 'load() {\n  keep "${last%%[,)]*}"\n  keep "${last#*[(;]}"\n}\n', "keep"),
        ("a.sh", 'load() {\n  local last="${*:$#}"\n  keep "${@:$#}"\n}\n', "keep"),
        ("a.sh", 'load() {\n  if [[ -n "$a" && ("$b" =~ 1\\.([6-9]|[0-9]{2}) || "$c" =~ 1[3-9]) ]]; then\n    keep\n  fi\n}\n', "keep"),
        ("a.go", 'package a\n\nfunc load() []any {\n\treturn []any{new("a"), new(-1), new(a + b), new([]T{one})}\n}\n', "new"),
    ],
)
def test_a_newer_form_is_read_as_it_is_written(path: str, text: str, said: str) -> None:
    found = read(path, text)
    assert found.problems == ()
    assert said in {word for unit in found.units for word in unit.fingerprint.words}


def test_a_command_with_a_text_of_its_own_says_whether_it_waits() -> None:
    text = "load() {\n  run <<END%s\none\nEND\n  keep two\n}\n"
    waits, _, comma, back, logged = (
        units("a.sh", text % tail)[0].fingerprint.exact for tail in ("", " | sort", ";", " &", " >log 2>&1 & # it")
    )
    assert waits == comma
    assert len({waits, back, logged}) == 3


def test_new_of_a_type_says_the_same_beside_one_of_a_value() -> None:
    plain = "package a\n\nfunc load() any {\n\treturn keep(new(%s), new(map[string]int), new(pkg.List[int]))\n}\n"
    (one,), (other,) = (units("a.go", plain % written) for written in ("Time", "time.Now()"))
    assert set(one.fingerprint.words) - {"Time"} <= set(other.fingerprint.words)


@pytest.mark.parametrize("head", ["for (using row of rows)", "for await (using row of rows)", "for (await using row of rows)"])
@pytest.mark.parametrize("path", ["a.ts", "a.tsx"])
def test_a_loop_that_closes_what_it_binds_is_read_like_any(path: str, head: str) -> None:
    text = f"export async function sum(rows) {{\n  {head} {{ total(row.count, 'kept'); }}\n}}\nexport function last() {{ return 1; }}\n"
    (new, _), (old, _) = (units(path, written) for written in (text, text.replace("await using", "using").replace("using", "const")))
    assert trouble(path, text) == ()
    assert (new.name, new.location.end_line, new.fingerprint.renamed) == ("sum", 3, old.fingerprint.renamed)


_TAIL = "export function last(rows: string[]) {\n  return rows.map((row) => total(row, 'kept'));\n}\n"


@pytest.mark.parametrize(
    ("form", "plain"),
    [
        ('export type * from "./rows";', 'export * from "./rows";'),
        ('export type * as rows from "./rows";', 'export * as rows from "./rows";'),
        ('export { default } from "./a.json" with { type: "json" };', 'export { default } from "./a.json";'),
        ('import defer * as rows from "./rows";', 'import * as rows from "./rows";'),
        ('import source rows from "./rows";', 'import rows from "./rows";'),
        ("class Box<in out T, out U = T> extends Base {\n  size = 1;\n}", "class Box<T, U = T> extends Base {\n  size = 1;\n}"),
        ("class Box {\n  private static accessor size = 1;\n}", "class Box {\n  private static size = 1;\n}"),
        (
            "interface Sum {\n  name: string\n  <T extends object>(x: T, y?: T): Promise<T>\n}",
            "interface Sum {\n  name: string;\n  <T extends object>(x: T, y?: T): Promise<T>\n}",
        ),
    ],
)
@pytest.mark.parametrize("path", ["a.ts", "a.tsx"])
def test_a_form_that_the_grammar_lacks_is_read_as_the_one_that_it_has(path: str, form: str, plain: str) -> None:
    new, old = (read(path, f"{text}\n{_TAIL}") for text in (form, plain))
    assert new.problems == ()
    assert [unit.fingerprint.exact for unit in new.units] == [unit.fingerprint.exact for unit in old.units]
    assert (new.stars, [item.name for item in new.references]) == (old.stars, [item.name for item in old.references])
    assert [unit.location.line for unit in new.units] == [unit.location.line for unit in old.units]


def test_a_text_that_holds_such_a_form_stays_what_was_written() -> None:
    text = "export type * from './rows';\nexport function help(a: string) {\n  return show(`\nexport type * from ${a}`, a);\n}\n"
    said, other = (units("a.ts", written)[0] for written in (text, text.replace("`\nexport type *", "`\nexport      *")))
    assert said.fingerprint.exact != other.fingerprint.exact


@pytest.mark.parametrize(
    ("path", "text"),
    [("a.ts", "const a = = 1;\n"), ("a.tsx", "const a = b & & c;\n"), ("a.go", "func ( {\n)( x\n}{\n")],
)
def test_what_is_broken_stays_an_error(path: str, text: str) -> None:
    assert [(item.severity, "does not know" in item.cause) for item in trouble(path, text)] == [(Severity.ERROR, False)]


def test_of_a_file_on_one_long_line_it_counts_how_much_of_it_was_lost() -> None:
    packed = "a(1);" * 400
    small, whole = (trouble("a.ts", text) for text in (f"{packed}b=c?.5:{{{{d}}}};{packed}\n", f"{packed}{'@#%' * 4000}\n"))
    assert [(item.severity, item.message) for item in small] == [
        (Severity.WARNING, "template: parts of line 1 were not understood; the rest was analysed")
    ]
    assert [item.severity for item in whole] == [Severity.ERROR]


@pytest.mark.parametrize(("path", "severity"), [("a.zsh", Severity.WARNING), ("a.sh", Severity.ERROR)])
def test_a_short_file_of_forms_that_only_zsh_has_is_no_broken_file(path: str, severity: Severity) -> None:
    found = trouble(path, "if (( x )) { echo one }\nfor i (1 2) echo $i\nprint ${(s:,:)x}\n")
    assert {item.severity for item in found} == {severity}


@pytest.mark.parametrize(("path", "asked"), [("a.zsh", "`zsh -n`"), ("a.sh", "`bash -n`")])
def test_a_shell_is_asked_about_its_own_files(path: str, asked: str) -> None:
    found = trouble(path, "echo one\necho two\necho three\nif [ x ; then\n")
    assert found
    assert all(asked in item.remedy for item in found)


def test_all_that_was_not_understood_of_a_script_is_told_at_once() -> None:
    text = "".join(f"load() {{\n  keep {n}\n}}\nif [ x ; then {n})\nkeep more {n}\n" for n in range(1, 11))
    (one,) = trouble("a.sh", text)
    assert one.location.line == 4
    assert one.message == "lines 4-9, 14, 19, 24, 29, 34, 39, 44 and 1 more place were not understood; the rest was analysed"


def test_so_are_the_lines_of_a_dockerfile() -> None:
    text = "FROM a:1\nRUN one\nOTHER two\nMORE three\nRUN four\nLAST five\n"
    (one,) = dockerfile.LANGUAGE.parse(SourceFile("Dockerfile", "dockerfile", text, "0"), fingerprint).problems
    assert (one.location.line, one.severity) == (3, Severity.WARNING)
    assert one.message == "lines 3-4, 6 were not understood; the rest was analysed"
