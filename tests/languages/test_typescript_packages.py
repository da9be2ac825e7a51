"""Imports from one package of a repository into another: by name where the manifest allows it, and said so where it does not."""

from __future__ import annotations

import json

import pytest

from ssot_check.languages import json as manifests
from ssot_check.languages import typescript
from ssot_check.languages.support.typescript.packages import Way, learn, way
from ssot_check.matching.fingerprint import fingerprint
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.plugins import Use
from ssot_check.model.replacement import Roots, Taking
from ssot_check.model.source import SourceFile
from tests.builders import a_unit

MANIFESTS = {
    "": {"name": "shop", "private": True},
    "apps/web": {
        "name": "@shop/web",
        "dependencies": {"@shop/ui": "workspace:*", "@shop/db": "workspace:*", "@shop/built": "*", "@shop/flat": "*"},
    },
    "apps/cli": {"name": "@shop/cli", "devDependencies": {"@shop/db": "workspace:*"}},
    "packages/ui": {"name": "@shop/ui", "dependencies": {"react": "^19"}},
    "packages/db": {"name": "@shop/db", "exports": {".": "./index.ts", "./log": {"import": "./src/log.ts"}, "./q/*": "./src/q/*.ts"}},
    "packages/net": {"name": "@shop/net", "exports": {".": "./lib/index.js", "./x/*": "./lib/x/*.js"}},
    "packages/built": {"name": "@shop/built", "files": ["dist/*"], "main": "./dist/index.js"},
    "packages/flat": {"name": "@shop/flat", "exports": {".": "./dist/index.js", "./path": "./dist/path.js"}},
    "client": {"private": True},
    "packages/server": {"name": "@shop/server", "peerDependencies": {"@shop/db": "workspace:*"}},
}


THIRD = " (or move it to a third package for both)"
STAYS = "; or let this copy stand, with an allow that says why)"


def parsed(folder: str, manifest: dict[str, object]) -> ParsedFile:
    path = f"{folder}/package.json".lstrip("/")
    return manifests.parse(SourceFile(path, "json", json.dumps(manifest, indent=1), "0"), fingerprint)


def roots() -> Roots:
    files = [parsed(folder, manifest) for folder, manifest in MANIFESTS.items()]
    return learn({file.path: file for file in files}, frozenset())


@pytest.mark.parametrize(
    ("path", "into", "expected"),
    [
        ("apps/web/lib/a.ts", "apps/web/b.ts", None),
        ("packages/ui/lib/utils.ts", "apps/web/lib/utils.ts", Way("@shop/ui/lib/utils", "")),
        ("packages/ui/hooks/index.tsx", "apps/web/a.ts", Way("@shop/ui/hooks", "")),
        ("packages/db/index.ts", "apps/web/a.ts", Way("@shop/db", "")),
        ("packages/db/src/log.ts", "apps/cli/a.ts", Way("@shop/db/log", "")),
        ("packages/db/src/q/user.ts", "apps/cli/a.ts", Way("@shop/db/q/user", "")),
        ("packages/built/src/core/rows.ts", "apps/web/a.ts", Way("@shop/built/dist/core/rows", "")),
        ("packages/built/src/index.ts", "apps/web/a.ts", Way("@shop/built", "")),
        ("packages/flat/path.ts", "apps/web/a.ts", Way("@shop/flat/path", "")),
        ("packages/db/src/inner.ts", "apps/cli/a.ts", Way("@shop/db", "export it from `@shop/db`")),
        (
            "packages/ui/lib/utils.ts",
            "apps/cli/a.ts",
            Way("@shop/ui/lib/utils", "add `@shop/ui` to the dependencies in apps/cli/package.json" + THIRD),
        ),
        (
            "apps/web/lib/a.ts",
            "packages/ui/a.ts",
            Way("", "own this one instead (`@shop/web` depends on `@shop/ui`)"),
        ),
        (
            "apps/cli/lib/a.ts",
            "apps/web/a.ts",
            Way("", "move it to a package that both can depend on, such as `@shop/db` (nothing depends on `@shop/cli`" + STAYS),
        ),
        ("client/a.js", "apps/web/a.ts", Way("", "move it to a package that both can depend on (client/package.json has no name)")),
        ("packages/db/index.ts", "client/a.js", Way("@shop/db", "add `@shop/db` to the dependencies in client/package.json" + THIRD)),
        (
            "packages/server/a.ts",
            "docs/a.js",
            Way("", "move it to a package that both can depend on (nothing depends on `@shop/server`" + STAYS),
        ),
    ],
    ids=[
        "one package",
        "a file",
        "an index",
        "the package",
        "a path",
        "a pattern",
        "built",
        "built, the package",
        "built from the root",
        "hidden",
        "no dependency",
        "circle",
        "program",
        "no name",
        "into no name",
        "root",
    ],
)
def test_the_way_from_one_package_into_another(path: str, into: str, expected: Way | None) -> None:
    assert way(path, into, roots().packages) == expected


def test_the_import_names_the_package_and_says_what_comes_first() -> None:
    owner = a_unit("cn", "return $a", path="packages/ui/lib/utils.ts")
    asked = [Use(owner, into, frozenset(), roots()) for into in ("apps/web/a.ts", "apps/cli/a.ts", "packages/ui/a.ts")]
    assert [typescript.LANGUAGE.spell_use(use) for use in asked if typescript.LANGUAGE.spell_use] == [
        'import { cn } from "@shop/ui/lib/utils"',
        'import { cn } from "@shop/ui/lib/utils"',
        'import { cn } from "./lib/utils"',
    ]
    assert [typescript.apart(use) for use in asked] == ["", "add `@shop/ui` to the dependencies in apps/cli/package.json" + THIRD, ""]


NET = {
    "packages/net/src/index.ts": "export { fetch } from './fetch.js'\nexport * from './retry.js'\n",
    "packages/net/src/fetch.ts": "export function fetch () {}\nfunction port () {}\n",
    "packages/net/src/retry/index.ts": "export * from './again'\n",
    "packages/net/src/retry/again.ts": "export const again = 1\n",
    "packages/net/src/x/url.ts": "export const url = 1\n",
}


@pytest.mark.parametrize(
    ("path", "name", "expected"),
    [
        ("packages/net/src/fetch.ts", "fetch", ("@shop/net", "")),
        ("packages/net/src/retry/again.ts", "again", ("@shop/net", "")),
        ("packages/net/src/fetch.ts", "port", ("@shop/net", "export it from `@shop/net`")),
        ("packages/net/src/x/url.ts", "url", ("@shop/net/x/url", "")),
    ],
    ids=["passed on", "in whole", "not passed on", "built from it"],
)
@pytest.mark.parametrize("into", ["apps/web/a.ts", "packages/db/a.ts"])
def test_what_a_package_passes_on_is_taken_from_the_package(path: str, name: str, expected: tuple[str, str], into: str) -> None:
    needs = json.loads(json.dumps(MANIFESTS))
    needs["apps/web"]["dependencies"]["@shop/net"] = "workspace:*"
    files = [parsed(folder, manifest) for folder, manifest in needs.items()]
    learnt = learn({file.path: file for file in files}, frozenset())
    read = {**NET, "packages/net/src/retry.ts": ""}.get
    use = Use(a_unit(name, "return $a", path=path), into, frozenset(NET), learnt, owner_text=NET[path], read=lambda file: read(file) or "")
    package, first = expected
    added = "add `@shop/net` to the dependencies in packages/db/package.json" + THIRD if into == "packages/db/a.ts" else ""
    assert typescript.spell_use(use) == f'import {{ {name} }} from "{package}"'
    assert typescript.apart(use) == " and ".join(part for part in (added, first) if part)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("const Body = 1;\nexport const Table = {\n  Root,\n  Body,\n};\n", ('import { Table } from "./table", and Table.Body', "")),
        ("const Body = 1;\nexport const Table = { Main: Body };\n", ('import { Table } from "./table", and Table.Main', "")),
        ("const Body = 1;\nexport const Table = { Root, Bodies };\n", ('import { Body } from "./table"', "export `Body`")),
        ("export const Body = 1;\nexport const Table = { Body };\n", ('import { Body } from "./table"', "")),
    ],
    ids=["listed", "under a key", "another", "exported too"],
)
def test_what_hangs_on_an_exported_object_is_taken_with_it(text: str, expected: tuple[str, str]) -> None:
    use = Use(a_unit("Body", "return $a", path="ui/table.tsx"), "ui/a.tsx", frozenset(), owner_text=text)
    assert (typescript.spell_use(use), typescript.apart(use)) == expected


def test_nothing_is_imported_from_a_program() -> None:
    use = Use(a_unit("cn", "return $a", path="apps/web/a.ts"), "packages/ui/a.ts", frozenset(), roots())
    assert typescript.spell_use(use) == ""
    assert typescript.apart(use).startswith("own this one instead (`@shop/web` depends on")


def test_a_repair_writes_the_name_of_a_package_only_where_it_can_be_imported() -> None:
    wish = Taking("packages/db/src/log.ts", "apps/web/a.ts", "log", roots=roots())
    assert typescript.spell_taking(wish, frozenset()) == 'import { log } from "@shop/db/log"'
    hidden = Taking("packages/db/src/inner.ts", "apps/web/a.ts", "log", roots=roots())
    assert typescript.spell_taking(hidden, frozenset()) == 'import { log } from "../../packages/db/src/inner"'


def test_a_file_takes_a_name_as_it_takes_others_and_none_out_of_a_program() -> None:
    wish = Taking("lib/log.js", "app/a.js", "log", roots=roots())
    required = Taking(wish.path, wish.into, wish.name, roots=roots(), text='const net = require("../lib/net");\n')
    assert typescript.spell_taking(wish, frozenset()) == 'import { log } from "../lib/log"'
    assert typescript.spell_taking(required, frozenset()) == 'const { log } = require("../lib/log")'
    assert typescript.spell_taking(Taking("client/a.js", "apps/web/a.js", "log", roots=roots()), frozenset()) == ""


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("core/src/server/store/s3.ts", "", ("@shop/core/server", "export it from `@shop/core/server`")),
        ("core/src/text.ts", 'import { a } from "@shop/core/server";', ("@shop/core", "export it from `@shop/core`")),
        ("core/src/server/open.ts", 'import { a } from "@shop/core";', ("@shop/core", "")),
        ("core/src/server/open.ts", 'import { a } from "@shop/core/server";', ("@shop/core/server", "")),
    ],
    ids=["the nearest", "not below", "taken from already", "taken from the other"],
)
def test_of_several_entries_the_one_that_is_used_already_and_the_nearest_is_named(path: str, text: str, expected: tuple[str, str]) -> None:
    manifests = {
        "core": {"name": "@shop/core", "exports": {".": {"import": "./dist/index.js"}, "./server": "./dist/server/index.js"}},
        "web": {"name": "web", "dependencies": {"@shop/core": "workspace:*"}},
    }
    packages = learn({file.path: file for file in (parsed(folder, one) for folder, one in manifests.items())}, frozenset()).packages
    offers = ("core/src/index", "core/src/server/index") if "open" in path else ()
    assert way(path, "web/a.ts", packages, lambda entry: entry in offers, text) == Way(*expected)


PAYLOAD = {".": {"types": "./src/index.ts", "browser": "./src/shared.ts", "import": "./src/index.ts"}, "./shared": "./src/shared.ts"}


@pytest.mark.parametrize(
    ("exports", "expected"),
    [(PAYLOAD, "shop/shared"), ({".": {"browser": "./src/shared.ts"}}, "shop")],
    ids=["elsewhere", "nowhere else"],
)
def test_what_only_a_browser_gets_by_a_path_others_take_by_the_one_that_has_it_everywhere(exports: object, expected: str) -> None:
    manifests = {"core": {"name": "shop", "exports": exports}, "web": {"name": "web", "dependencies": {"shop": "workspace:*"}}}
    learnt = learn({file.path: file for file in (parsed(folder, one) for folder, one in manifests.items())}, frozenset())
    texts = {"core/src/shared.ts": "export { merge } from './merge.js'\n", "core/src/index.ts": "export const start = 1\n"}
    for given in ("export function merge () {}\n", "export default function merge () {}\n"):
        use = Use(
            a_unit("merge", "return $a", path="core/src/merge.ts"),
            "web/a.ts",
            frozenset(texts),
            learnt,
            owner_text=given,
            read=lambda file: texts.get(file, ""),
        )
        assert (typescript.spell_use(use), typescript.apart(use)) == (f'import {{ merge }} from "{expected}"', "")


@pytest.mark.parametrize(
    ("text", "line", "first"),
    [
        ("function Body () {}\nexport { Body as Main };\n", "{ Main as Body }", ""),
        ("function Body () {}\nexport { Body as default };\n", "Body", ""),
        ("function Body () {}\nexport { Body as Main } from './other';\n", "{ Body }", "export `Body`"),
    ],
    ids=["other", "default", "of another"],
)
def test_what_is_exported_under_another_name_is_taken_by_that(text: str, line: str, first: str) -> None:
    use = Use(a_unit("Body", "return $a", path="ui/table.tsx"), "ui/a.tsx", frozenset(), owner_text=text)
    assert (typescript.spell_use(use), typescript.apart(use)) == (f'import {line} from "./table"', first)


@pytest.mark.parametrize(
    ("shared", "expected"),
    [
        ("@shop/util", ", such as `@shop/util`"),
        ("@shop/eslint-config", ""),
        ("react", ""),
    ],
    ids=["code", "settings of a tool", "of others"],
)
def test_the_package_on_which_both_depend_is_named(shared: str, expected: str) -> None:
    needs, own = {shared: "*"}, {"util": {"name": shared}} if shared != "react" else {}
    manifests = {"api": {"name": "api", "dependencies": needs}, "web": {"name": "web", "dependencies": needs}, **own}
    packages = learn({file.path: file for file in (parsed(folder, one) for folder, one in manifests.items())}, frozenset()).packages
    said = f"move it to a package that both can depend on{expected} (nothing depends on `api`{STAYS}"
    assert way("api/src/a.ts", "web/a.ts", packages) == Way("", said)


def test_of_a_package_that_begins_with_what_was_compiled_others_get_that() -> None:
    manifests = {
        "lib": {"name": "@shop/lib", "dependencies": {"@shop/web": "*"}},
        "web": {"name": "@shop/web", "dependencies": {"@shop/pack": "*"}},
        "pack": {"name": "@shop/pack", "main": "dist/index.js"},
    }
    packages = learn({file.path: file for file in (parsed(*one) for one in manifests.items())}, frozenset()).packages
    assert way("pack/src/index.ts", "web/a.ts", packages) == Way("@shop/pack", "")
    assert way("pack/src/rows.ts", "web/a.ts", packages) == Way("@shop/pack/dist/rows", "")
    assert way("pack/tools/rows.js", "web/a.ts", packages) == Way("@shop/pack/tools/rows", "")
    assert way("lib/a.ts", "pack/a.ts", packages) == Way("", "own this one instead (`@shop/lib` depends on `@shop/pack` by way of others)")


@pytest.mark.parametrize(
    ("head", "kept"),
    [
        ("utils.dirname = function(path) {", "; utils.dirname = dirname"),
        ("module.exports.dirname = (path) => {", "; module.exports.dirname = dirname"),
        ("Path.prototype.dirname = function() {", ""),
        ("const dirname = function(path) {", ""),
    ],
)
def test_a_member_of_an_object_stays_one_for_those_who_call_it(head: str, kept: str) -> None:
    text = f"const utils = {{}};\n{head}\n}};\nmodule.exports = utils;\n"
    copy = a_unit("dirname", "return $a", path="tools/utils.js", line=2)
    given = "module.exports = { dirname };\n"
    use = Use(a_unit("dirname", "return $a", path="tools/path.js"), "tools/utils.js", frozenset(), text=text, owner_text=given, copy=copy)
    assert typescript.LANGUAGE.spell_use is not None
    assert typescript.LANGUAGE.spell_use(use) == f'const {{ dirname }} = require("./path"){kept}'
