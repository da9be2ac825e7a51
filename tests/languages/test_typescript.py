"""TypeScript and JavaScript: what is equal, what is exported, what is found of a file whatever it holds."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssot_check.languages import typescript
from ssot_check.languages.support.typescript.imports import module_of
from ssot_check.matching.fingerprint import fingerprint
from ssot_check.matching.refusals import delegates, refers_to
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.plugins import Use
from ssot_check.model.source import SourceFile
from ssot_check.model.unit import Trait, Unit, UnitKind
from ssot_check.model.verdict import Severity

BLOCK = "\n".join(f"for (const one of load({number})) {{ save(one, {number}); tell(one); }}" for number in range(6))
OWNER = "export function greet(name: string) { const text = `hi ${name}`; console.log(text); return text; }"


def read(text: str, path: str = "web/src/log.ts") -> ParsedFile:
    return typescript.parse(SourceFile(path, "typescript", text, "0"), fingerprint)


def unit(text: str, name: str, path: str = "web/src/log.ts") -> Unit:
    return next(unit for unit in read(text, path).units if unit.qualified_name == name)


def names(text: str, path: str = "web/src/log.ts") -> list[str]:
    return [definition.name for definition in read(text, path).definitions]


def traits(text: str, name: str) -> list[Trait]:
    return sorted(unit(text, name).traits)


@pytest.mark.parametrize(
    "copy",
    [
        "const greet = (name) => { const text = `hi ${name}`; console.log(text); return text }",
        "export const greet = function (name) {\n  let text = `hi ${name}`\n  console.log(text,)\n  return (text)\n}",
        "export default function greet(who: any): string { var t = `hello ${who}`; console.log(t); return t }",
        "function greet(name) { /* new */ const text = `hi ${name}`;; console.log(text /* here */); return text; }",
    ],
)
def test_one_function_in_many_spellings(copy: str) -> None:
    assert unit(copy, "greet").fingerprint.renamed == unit(OWNER, "greet").fingerprint.renamed


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("const f = (a) => a + g(1)", "function f(a) { return a + g(1) }"),
        ("const f = a => { return a }", "const f = (a) => a"),
        ("function f(a) { if (a) return g(a); else h() }", "function f(a) { if (a) { return g(a) } else { h() } }"),
        ("function f(a) { return { a, b: 'x' } }", 'function f(a) { return { a: a, "b": "x", } }'),
        ("function f(a) { return g(x => { return x * 2 }, a) }", "function f(a) { return g(x => x * 2, a) }"),
        ("import { send as s } from 'm'; function f(a) { s(a) }", "import { send } from 'm'; function f(a) { send(a) }"),
        ("function f(a) { return `plain` }", "function f(a) { return 'plain' }"),
    ],
)
def test_spellings_of_one_meaning(left: str, right: str) -> None:
    assert unit(left, "f", "a.js").fingerprint.renamed == unit(right, "f", "a.js").fingerprint.renamed


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("function f(a) { return a?.b }", "function f(a) { return a.b }"),
        ("function f(a) { return g(a) }", "function f(a) { return h(a) }"),
        ("function f(a) { return a.b }", "function f(a) { return a.c }"),
        ("function f(a) { switch (a) { case 'x': return 1 } }", "function f(a) { switch (a) { case 'y': return 1 } }"),
        ("async function f(a) { return a }", "function f(a) { return a }"),
        ("function f(a) { if (a) { g(); h() } }", "function f(a) { if (a) { g() } h() }"),
    ],
)
def test_differences_that_stay(left: str, right: str) -> None:
    assert unit(left, "f").fingerprint.renamed != unit(right, "f").fingerprint.renamed


def test_types_count_in_the_exact_form_only() -> None:
    typed, plain = unit("function f(a: number): void { g(a as any) }", "f"), unit("function f(a) { g(a) }", "f")
    assert typed.fingerprint.renamed == plain.fingerprint.renamed
    assert typed.fingerprint.exact != plain.fingerprint.exact


@pytest.mark.parametrize(
    ("specifier", "module"),
    [
        ("./log", "web.src.log"),
        ("../lib/log", "web.lib.log"),
        ("../lib/log.js", "web.lib.log"),
        ("../lib/index", "web.lib"),
        (".", "web.src"),
        ("../../../../far", "far"),
        ("@/lib/log", "lib.log"),
        ("node:fs/promises", "fs/promises"),
        ("@sentry/react", "@sentry/react"),
        ("socket.io-client", "socket.io-client"),
    ],
)
def test_modules_are_named_from_the_root(specifier: str, module: str) -> None:
    assert module_of(specifier, "web/src") == module


@pytest.mark.parametrize("path", ["web/lib/log.ts", "web/lib/log/index.ts", "web/lib/log/core.ts"])
@pytest.mark.parametrize(
    "copy",
    [
        'import { greet } from "../lib/log"; export const hello = (n) => greet(n);',
        'import * as log from "../lib/log"; export const hello = (n) => log.greet(n);',
        'import greet from "../lib/log/index.js"; export const hello = (n) => greet(n);',
        'const { greet: g } = require("../lib/log"); exports.hello = (n) => g(n);',
        'import { greet } from "@/lib/log"; export const hello = (n) => greet(n);',
    ],
)
def test_a_call_through_an_import_is_delegation(path: str, copy: str) -> None:
    file = read(copy, "web/src/hello.ts")
    hello = next(unit for unit in file.units if unit.name == "hello")
    assert delegates(hello, file, unit(OWNER, "greet", path))
    assert Trait.DELEGATE in hello.traits


def test_dots_in_file_names_do_not_hide_the_owner() -> None:
    owner = unit(OWNER, "greet", "web/lib/log.service.ts")
    file = read('import { greet } from "../lib/log.service";', "web/src/a.ts")
    assert refers_to("web.lib.log.service.greet", file, owner)
    assert not refers_to("web.lib.log.other.greet", file, owner)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("export const a = 1, { b, c: [d] } = e; const hidden = 2;", ["a", "b", "d"]),
        ("export default class K {}", ["default", "K"]),
        ("export default () => 1;", ["default"]),
        ("function x() {} export { x as y, x as default };", ["y", "default"]),
        ("module.exports = { a, b: c, d() {} };", ["default", "a", "b", "d"]),
        ("exports.a = 1; module.exports.b = function () {};", ["a", "b"]),
        ("export type T = 1; export interface I {} export enum E { A }", ["T", "I", "E"]),
        ("function global() {} var other;", ["global", "other"]),
        ("import 'x'; function hidden() {}", []),
        ("export namespace N { export const inner = 1 }", ["N"]),
    ],
)
def test_exported_names(text: str, found: list[str]) -> None:
    assert sorted(names(text)) == sorted(found)


@pytest.mark.parametrize("text", ["module.exports = { ...a };", "module.exports = make();"])
def test_names_that_cannot_be_seen(text: str) -> None:
    assert read(text).open_names


def test_modules_whose_every_name_is_passed_on_are_told() -> None:
    parsed = read("export * from './a';\nexport * as b from './b';\nexport type * from 'kit';")
    assert (parsed.open_names, parsed.stars) == (False, ("web.src.a", "kit"))


def test_traits() -> None:
    assert traits("function f() {}", "f") == [Trait.STUB]
    assert traits("function f() { function g() { return 1 } return g }", "f.g") == [Trait.NESTED]
    assert traits("class A { constructor(private a: B) {} x = 1 }", "A") == [Trait.DATA]
    assert traits("abstract class A { abstract m(): void }", "A") == [Trait.ABSTRACT]
    assert traits("const f = async (a, b) => await g(a, b)", "f") == [Trait.ASYNC, Trait.DELEGATE]
    single = "class A { static getInstance() { if (!A.one) { A.one = new A() } return A.one } }"
    assert traits(single, "A.getInstance") == [Trait.DATA]
    chain = "function cli() { return new Command().option('-a').option('-b').argument('c').option('-d') }"
    assert traits(chain, "cli") == [Trait.ARGUMENTS]


def test_units_of_every_kind() -> None:
    text = (
        "export const useX = useCallback((a) => { b(a); c(a) }, []);\n"
        "const service = { start() { go() }, stop: async () => { end() } };\n"
        "const TABLE = ['a', 'b', 'c', 'd'];\n"
        "describe('x', () => { const helper = () => { run(); }; it('y', helper) });\n"
    )
    found = {(item.kind, item.qualified_name) for item in read(text).units}
    assert found == {
        (UnitKind.FUNCTION, "useX"),
        (UnitKind.CLASS, "service"),
        (UnitKind.METHOD, "service.start"),
        (UnitKind.METHOD, "service.stop"),
        (UnitKind.TABLE, "TABLE"),
        (UnitKind.SCRIPT, "<script>"),
        (UnitKind.FUNCTION, "helper"),
    }


def test_declaration_files_define_and_hold_no_units() -> None:
    file = read("export declare function f(a: string): void;", "web/log.d.ts")
    assert file.units == ()


@pytest.mark.parametrize(
    ("name", "path", "into", "line"),
    [
        ("greet", "web/lib/log.ts", "web/src/deep/a.ts", 'import { greet } from "../../lib/log"'),
        ("greet", "web/lib/index.ts", "web/src/a.tsx", 'import { greet } from "../lib"'),
        ("greet", "web/src/log.ts", "web/src/a.js", 'import { greet } from "./log"'),
        ("greet", "web/src/index.ts", "web/src/a.js", 'import { greet } from "."'),
        ("greet", "web/src/log.ts", "web/src/log.ts", ""),
        ("greet", "web/src/log.js", "web/src/a.cjs", 'const { greet } = require("./log")'),
    ],
)
def test_the_line_that_replaces_a_copy(name: str, path: str, into: str, line: str) -> None:
    assert typescript.spell_use(Use(unit(OWNER, name, path), into, frozenset((path, into)))) == line


@pytest.mark.parametrize(
    ("text", "first", "line"),
    [
        ("export const greet = a => a", "", 'import { greet } from "./lib/log"'),
        ("export async function greet(a) {}", "", 'import { greet } from "./lib/log"'),
        ("const greet = a => a\nexport { other,\n  greet as hello, greet }", "", 'import { greet } from "./lib/log"'),
        ("function greet(a) {}\nexport default greet", "", 'import greet from "./lib/log"'),
        ("export default function greet(a) {}", "", 'import greet from "./lib/log"'),
        ("const greet = a => a\nexport const greetings = greet", "export `greet`", 'import { greet } from "./lib/log"'),
        ("const greet = a => a\nmodule.exports = { greet }", "", 'import { greet } from "./lib/log"'),
        ("", "", 'import { greet } from "./lib/log"'),
    ],
)
def test_what_a_module_keeps_to_itself_is_exported_first(text: str, first: str, line: str) -> None:
    use = Use(unit(OWNER, "greet", "web/lib/log.ts"), "web/a.ts", frozenset(), owner_text=text)
    assert (typescript.apart(use), typescript.spell_use(use)) == (first, line)


@pytest.mark.parametrize(
    ("owner", "first", "line"),
    [
        ("const greet = a => a\nmodule.exports = { greet }", "", 'const { greet } = require("./lib/log")'),
        ("const greet = a => a\nmodule.exports = greet", "", 'const greet = require("./lib/log")'),
        ("module.exports = function greet(a) {}", "", 'const greet = require("./lib/log")'),
        ("exports.greet = a => a", "", 'const { greet } = require("./lib/log")'),
        ("const greet = a => a\nexports.greetings = greet", "add `greet` to `module.exports`", 'const { greet } = require("./lib/log")'),
        (
            "const greet = a => a\nmodule.exports = {\n  other,\n}",
            "add `greet` to `module.exports`",
            'const { greet } = require("./lib/log")',
        ),
        ("const greet = a => a\nmodule.exports = { ...all }", "", 'const { greet } = require("./lib/log")'),
        ("const greet = a => a\nmodule.exports = make(greet)", "", 'const { greet } = require("./lib/log")'),
        ("export const greet = a => a", "", 'const { greet } = require("./lib/log")'),
    ],
)
def test_a_file_that_requires_is_told_to_require(owner: str, first: str, line: str) -> None:
    text = 'const fs = require("fs")\nfunction greet(a) {}\nmodule.exports = { run }\n'
    use = Use(unit(OWNER, "greet", "web/lib/log.js"), "web/a.js", frozenset(), text=text, owner_text=owner)
    assert (typescript.apart(use), typescript.spell_use(use)) == (first, line)


@pytest.mark.parametrize(
    "text", ['import fs from "fs"\nconst a = require("a")\n', "export const a = 1\n", "const a = await import('a')\n", ""]
)
def test_a_file_that_imports_is_told_to_import(text: str) -> None:
    use = Use(unit(OWNER, "greet", "web/lib/log.js"), "web/a.js", frozenset(), text=text, owner_text="exports.greet = a => a")
    assert typescript.spell_use(use) == 'import { greet } from "./lib/log"'


@pytest.mark.parametrize(
    ("text", "owner", "line"),
    [
        ("import { a } from './a.js'\n", "web/lib/log.ts", 'import { greet } from "./lib/log.js"'),
        ("import { a } from '../a.mjs'\n", "web/lib/index.ts", 'import { greet } from "./lib/index.mjs"'),
        ("import { a } from './a'\nimport { b } from './b.js'\n", "web/lib/index.ts", 'import { greet } from "./lib"'),
        ("import { a } from './a.js'\n", "web/lib/log.mjs", 'import { greet } from "./lib/log.mjs"'),
        ("import { a } from './a.ts'\n", "web/lib/log.ts", 'import { greet } from "./lib/log.ts"'),
        ("import fs from 'fs.js'\n", "web/lib/log.ts", 'import { greet } from "./lib/log"'),
    ],
)
def test_a_relative_import_ends_as_those_of_the_file_do(text: str, owner: str, line: str) -> None:
    use = Use(unit(OWNER, "greet", owner), "web/a.ts", frozenset(), text=text, owner_text=OWNER)
    assert typescript.spell_use(use) == line


def test_a_default_export_without_a_name_is_imported_by_its_file() -> None:
    owner = unit("export default (a) => { b(a); return c(a) }", "default", "web/lib/log.ts")
    use = Use(owner, "web/a.ts", frozenset(), owner_text="export default (a) => { b(a); return c(a) }")
    assert (typescript.apart(use), typescript.spell_use(use)) == ("", 'import log from "./lib/log"')


def test_damage_is_listed_and_the_rest_read() -> None:
    text = "export function a() { return 1 }\nconst = ;\n" + "export const b = () => 2;\n" * 3
    file = read(text)
    (problem,) = file.problems
    assert (problem.severity, problem.location.line) == (Severity.WARNING, 2)
    assert {item.name for item in file.units} >= {"a", "b"}


def test_a_file_that_is_no_script_is_an_error() -> None:
    (problem,) = read("<<<<<<< mine\n)))) ((( =\n>>>>>>> theirs\n").problems
    assert problem.severity is Severity.ERROR
    assert "merge conflict" in problem.cause


@pytest.mark.parametrize(
    "tag",
    [
        "styled.div<{ a: boolean }>",
        "styled(Box)<Props>",
        "css<Props>",
        "styled.p<{\n  a: boolean;\n}>",
        "styled.div.attrs({ a: 1 })<Props>",
    ],
)
def test_a_template_behind_type_arguments_is_read_whole(tag: str) -> None:
    parsed = read(f"export const Box = {tag}`\n  color: ${{(props) => props.color}};\n`;\nexport function f() {{ go(); }}\n", "a.tsx")
    assert parsed.problems == ()
    assert [item.name for item in parsed.definitions] == ["Box", "f"]


def test_a_template_is_no_error_however_much_of_it_was_not_understood() -> None:
    lines = "".join(f'    "{word}": "{{{{ _("{word}") }}}}",\n' for word in ("Hide", "Show", "Send", "Drop", "Sort"))
    (problem,) = read(f"var texts = {{\n{lines}}};\n", "texts.js").problems
    assert problem.severity is Severity.WARNING
    assert "template" in problem.cause


def test_braces_elsewhere_in_the_file_make_it_no_template() -> None:
    text = "const a = <div style={{ color: 1 }}>{{ b }}</div>;\n\n\nfunction (\n\n\nconst c = 1;\n"
    assert "template" not in read(text, "a.tsx").problems[0].cause
    assert "template" in read("import a\nfunction {{ name }}() { go }\nclass\n", "a.ts").problems[0].cause


@pytest.mark.parametrize(
    ("text", "bases"),
    [
        ('import { Base } from "./base";\nclass A extends Base<string> implements I {}', ("web.src.base.Base",)),
        ('import * as ns from "lib";\nexport class A extends ns.Base { m() { go(); } }', ("lib.Base",)),
        ("class A extends mixin(B) {}", ()),
        ("class A {}", ()),
    ],
)
def test_bases_are_named_through_the_imports(text: str, bases: tuple[str, ...]) -> None:
    assert unit(text, "A").bases == bases


@pytest.mark.parametrize(
    "text",
    [
        "x = " + "(" * 5000 + "1" + ")" * 5000,
        "f(() => {" * 400 + "})" * 400,
        "if (a) {" * 1500 + "}" * 1500,
        "if (a) b(); else " * 1500 + "c();",
        "const x = " + "<div>" * 400 + "</div>" * 400,
        "const x = a" + ".b()" * 5000,
        "const t = '" + "x" * 1_000_000 + "'",
        "const o = " + "{a:" * 2000 + "1" + "}" * 2000,
        "const 🎉 = '🎉'; export const ok = () => { f('🎉'); g() }",
        "\0\0\0",
    ],
    ids=range(10),
)
def test_extreme_files_do_no_harm(text: str) -> None:
    assert read(text, "a.tsx").path == "a.tsx"


def test_columns_count_characters() -> None:
    place = unit("/* 🎉é */ export function f() { go() }", "f").signature
    assert (place.line, place.column) == (1, 26)


PIECES = (
    "export ", "default ", "const a = ", "function f(", "(a, b) => ",
    "{ ", "} ", ") ", "( ", "class K ", "`x${", "} `", "<div ", "</div>", "/>",
    "import x from 'y'", ";", "\n", "return ", "async ", "@dec ", ": string", "a.b", "=", ",", "...", "if (a) ", "else ", "require('./m')",
    "module.exports = ", "switch (a) { case 1: ", "'", "/r/g", "interface I ", "[", "]", "enum E ", "static ", "get x", "🎉",
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40), st.sampled_from(["a.ts", "a.tsx", "a.js"]))
def test_no_text_makes_it_fail(pieces: Sequence[str], path: str) -> None:
    text = "".join(pieces)
    first, second = read(text, path), read(text, path)
    assert first == second
    assert all(item.location.line <= item.location.end_line for item in first.units)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('import { a } from "@/lib/a"\n', "@/lib/log"),
        ('import { a } from "~/a"\n', "~/log"),
        ('import { a } from "@/gone/a"\n', "../lib/log"),
        ('import { a } from "../lib/a"\nimport { b } from "../lib/b"\nimport { c } from "@/lib/a"\n', "../lib/log"),
        ('import { a } from "lodash/a"\n', "../lib/log"),
    ],
    ids=["from the package", "from a folder", "leads nowhere", "mostly relative", "a library"],
)
def test_a_file_that_spells_short_paths_takes_the_owner_by_one(text: str, line: str) -> None:
    files = frozenset(("web/package.json", "web/lib/a.ts", "web/lib/log.ts", "web/src/a.tsx", "web/src/jobs/run.ts"))
    into = "web/pages/home.ts" if "~" not in text else "web/lib/deep/home.ts"
    use = Use(unit(OWNER, "greet", "web/lib/log.ts"), into, files, text=text, owner_text=OWNER)
    assert typescript.spell_use(use) == f'import {{ greet }} from "{line}"'


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("web/cart.test.ts", "", True),
        ("web/cart.clienttest.ts", "", True),
        ("web/cart.ts", 'import { it } from "vitest"\n', True),
        ("web/cart.ts", 'import test from "node:test"\n', True),
        ("web/latest.ts", 'import { test } from "./test"\n', False),
    ],
)
def test_a_suite_is_known_by_its_name_and_by_what_runs_it(path: str, text: str, expected: bool) -> None:
    found = typescript.parse(SourceFile(path, "typescript", text + BLOCK, "0"), fingerprint)
    assert found.test is expected
    assert [item.kind for item in found.units] == ([] if expected else [UnitKind.SCRIPT])


def test_nobody_is_told_to_import_a_file_of_tests() -> None:
    use = Use(unit(OWNER, "greet", "web/a.test.ts"), "web/b.test.ts", frozenset(), owner_text=f"export {OWNER}")
    first = "move `greet` to a module that both can import, for whoever imports web/a.test.ts runs its tests"
    assert (typescript.apart(use), typescript.spell_use(use)) == (first, "")


def test_generic_call_signatures_stand_below_each_other() -> None:
    text = (
        "export interface Handlers<E> {\n  // one\n  <\n    I extends Input = {},\n    R extends Answer<any> = any,\n  >(\n"
        "    handler: H<E, I, R>\n"
        "  ): Base<E, [I]>\n\n  // two\n  <\n    I extends Input = {},\n  >(\n    handler: H<E, I>\n  ): Base<E, [I]>\n}\n\n"
        "type State = {\n  <T>(first: T | (() => T)): [T, Update<T>]\n  <T = undefined>(): [T | undefined, Update<T>]\n}\n"
    )
    assert typescript.LANGUAGE.parse(SourceFile("a.ts", "typescript", text, "0"), fingerprint).problems == ()
