"""What bans say of the names that a file takes of a library, and of what is made of the owner's own parts."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.model.finding import Finding
from ssot_check.model.verdict import Severity
from ssot_check.pipeline.check import checked
from tests.repositories import write

LIBRARY = "schema_version: 2\ndomains:\n  web:\n    paths: [shop/web.py]\n    exports: [fetch]\n    bans: [{symbol: requests, use: %s}]\n"
WEB = "import requests\n\n\ndef fetch(url):\n    return requests.get(url, timeout=9)\n"


def told(root: Path, files: dict[str, str]) -> list[Finding]:
    _, report = checked(Config(root=write(root, files), select=("SSOT301", "SSOT303"), hints=True))
    return list(report.findings)


@pytest.mark.parametrize(
    ("use", "said"),
    [
        (
            "try:\n    requests.get('/')\nexcept requests.exceptions.Timeout:\n    pass\n",
            "add `get` to shop/web.py first together with `Timeout`, without which the import of `requests` stays, or put",
        ),
        ("requests.get('/')\n", "add `get` to shop/web.py first, or put"),
        ("KIND = requests.Session\n", "add `Session` to shop/web.py first, or put"),
    ],
)
def test_what_is_caught_of_a_library_has_to_be_offered_too(use: str, said: str, tmp_path: Path) -> None:
    files = {"shop/__init__.py": "", "shop/web.py": WEB, "shop/a.py": f"import requests\n\n{use}"}
    (finding,) = told(tmp_path, {"SSOT_LOCK.yml": LIBRARY % "shop.web", **files})
    assert said in finding.help


@pytest.mark.parametrize(("use", "more"), [("requests.post('/')", True), ("requests.fetch('/')", False)])
def test_one_function_hardly_stands_for_a_library(use: str, more: bool, tmp_path: Path) -> None:
    files = {"shop/__init__.py": "", "shop/web.py": WEB, "shop/a.py": f"import requests\n\n{use}\n"}
    (finding,) = told(tmp_path, {"SSOT_LOCK.yml": LIBRARY % "shop.web.fetch", **files})
    assert finding.help.startswith("use `fetch`: from shop.web import fetch")
    assert ("(this file takes `post` of `requests`; let it offer what it lacks; " in finding.help) == more


SAFE = 'package safe\n\nimport "net/http"\n\nfunc Transport() *http.Transport { return &http.Transport{} }\n'


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("c := http.Client{Transport: safe.Transport()}", 0),
        ("way := given\n\tif way == nil {\n\t\tway = safe.Transport()\n\t}\n\tc := &http.Client{Timeout: 3, Transport: way}", 0),
        ("way := other.Transport()\n\tc := http.Client{Transport: way}", 1),
        ("c := http.Client{Timeout: 3}", 1),
        ("c := http.Client{Timeout: safe.Timeout()}", 1),
        ("way := given\n\tc := http.Client{Transport: way}\n\tif c.Timeout > 0 {\n\t\tway := safe.Transport()\n\t\t_ = way\n\t}", 1),
        ("way := given\n\tif way == nil {\n\t\tway := safe.Transport()\n\t\t_ = way\n\t}\n\tc := http.Client{Transport: way}", 1),
    ],
)
def test_what_is_made_of_the_owners_parts_uses_it(body: str, count: int, tmp_path: Path) -> None:
    registry = "schema_version: 2\ndomains:\n  safe:\n    paths: [safe/]\n    bans: [{symbol: net/http.Client}]\n"
    head = 'package main\n\nimport (\n\t"net/http"\n\n\t"example.org/shop/safe"\n\t"example.org/shop/other"\n)\n'
    caller = f'{head}\nvar _ = safe.Transport\n\nfunc run(given http.RoundTripper) {{\n\t{body}\n\tc.Get("/")\n}}\n'
    files = {"SSOT_LOCK.yml": registry, "go.mod": "module example.org/shop\n", "safe/safe.go": SAFE, "cmd/shop/main.go": caller}
    assert len(told(tmp_path, files)) == count


RUST = "schema_version: 2\ndomains:\n  http:\n    kind: http_clients\n    paths: [core/src/http.rs]\n    bans: %s\n"


@pytest.mark.parametrize(
    ("needs", "said"),
    [
        ("[dependencies]", "; to take `new_client`, first make `new_client` `pub`"),
        ("[dev-dependencies]", "; to take `new_client`, first add `core`, so far a dev-dependency, to the dependencies in mill/Cargo.toml"),
    ],
)
def test_a_name_that_is_out_of_reach_is_opened_first(needs: str, said: str, tmp_path: Path) -> None:
    files = {
        "SSOT_LOCK.yml": RUST % "[{symbol: 'reqwest::Client', also: ['reqwest::Client::new'], use: core/src/http.rs}]",
        "core/Cargo.toml": '[package]\nname = "core"\n',
        "core/src/lib.rs": "pub mod http;\n",
        "core/src/http.rs": "pub struct Client;\n\npub(crate) fn new_client() -> reqwest::Client { reqwest::Client::new() }\n",
        "mill/Cargo.toml": f'[package]\nname = "mill"\n\n{needs}\ncore = {{ path = "../core" }}\n',
        "mill/src/lib.rs": "pub fn grind() { let c = reqwest::Client::new(); }\n",
    }
    (finding,) = told(tmp_path, files)
    fit = "`new_client() -> reqwest::Client`; where it does not fit, add a function there that does"
    assert finding.help.startswith(f"use core/src/http.rs instead: {fit}{said}")


@pytest.mark.parametrize(("needs", "added"), [("core", False), ("other", True)])
def test_a_setting_of_a_package_that_is_not_depended_on_is_handed_over(needs: str, added: bool, tmp_path: Path) -> None:
    files = {
        "SSOT_LOCK.yml": (RUST % "[{symbol: 'std::env::var'}]").replace("http_clients", "configuration"),
        "core/Cargo.toml": '[package]\nname = "core"\n',
        "core/src/lib.rs": "pub mod http;\n",
        "core/src/http.rs": 'pub fn port() -> String { std::env::var("PORT").unwrap() }\n',
        "mill/Cargo.toml": f'[package]\nname = "mill"\n\n[dependencies]\n{needs} = {{ path = "../{needs}" }}\n',
        "mill/src/lib.rs": 'pub fn grind() -> String { std::env::var("HOST").unwrap() }\n',
    }
    _, report = checked(Config(root=write(tmp_path, files), select=("SSOT302",)))
    (finding,) = report.findings
    way = "hand the value over as an argument, or first add `core` to the dependencies in mill/Cargo.toml (or move it to a small crate for both) and "
    assert finding.help.endswith(f"read `HOST`, and {way if added else ''}take the value from there")


PAGE = "import axios from 'axios';\n\nexport function load() {\n  return axios.get('/');\n}\n"


@pytest.mark.parametrize(
    ("files", "bans", "severity"),
    [
        ({"docs/main.js": PAGE}, "[{symbol: axios.get, use: web/src/api.js}]", Severity.ERROR),
        ({"site/main.js": PAGE}, "default", Severity.WARNING),
        ({"site/main.js": f"import {{ ask }} from '../web/src/api';\n{PAGE}"}, "default", Severity.ERROR),
        ({"site/main.js": PAGE, "site/package.json": '{"name": "site"}'}, "default", Severity.ERROR),
        ({"site/main.js": PAGE, "package.json": '{"name": "all"}'}, "default", Severity.ERROR),
    ],
)
def test_a_page_of_no_package_may_import_nothing(files: dict[str, str], bans: str, severity: Severity, tmp_path: Path) -> None:
    registry = (
        f"schema_version: 2\ndomains:\n  api:\n    kind: http_clients\n    paths: [web/src/api.js]\n    exports: [ask]\n    bans: {bans}\n"
    )
    owner = {
        "web/package.json": '{"name": "web"}',
        "web/src/api.js": "import axios from 'axios';\n\nexport function ask(way) {\n  return axios.get(way);\n}\n",
    }
    (finding,) = told(tmp_path, {"SSOT_LOCK.yml": registry, **owner, **files})
    alone = len(files) == 1 and "ask" not in "".join(files.values())
    assert finding.severity is severity
    assert ("is of no package, and may be loaded as it stands, without what web/ builds: where that is so" in finding.help) == alone


def test_what_is_compiled_for_the_tests_only_is_no_name_to_offer(tmp_path: Path) -> None:
    files = {
        "SSOT_LOCK.yml": "schema_version: 2\ndomains:\n  env:\n    paths: [src/env/]\n    bans: [{symbol: std::env::var, use: src/env}]\n",
        "Cargo.toml": "[package]\nname = 'shop'\n",
        "src/lib.rs": "mod env;\nmod jobs;\n",
        "src/env/mod.rs": "#[cfg(all(loom, test))]\nmod mocked;\npub struct Env;\n#[cfg(test)]\npub mod tests {\n    pub fn set() {}\n}\n",
        "src/env/mocked.rs": "pub struct Mocked;\n",
        "src/jobs.rs": 'fn run() {\n    let home = std::env::var("SHOP_HOME");\n}\n',
    }
    _, report = checked(Config(root=write(tmp_path, files), select=("SSOT301", "SSOT302"), hints=True))
    (finding,) = report.findings
    assert finding.help == "read `SHOP_HOME` in src/env, and take the value from there"


NX = {
    "tsconfig.json": '{"compilerOptions": {"paths": {"@shop/run": ["libs/run/src/index.ts"]}}}\n',
    "libs/run/build.config.mjs": "import base from '../../base.mjs';\n\nexport default [...base];\n",
    "libs/run/src/index.ts": "import execa from 'execa';\n\nexport function start(name: string) {\n  return execa(name);\n}\n",
}
RUN = "schema_version: 2\ndomains:\n  run:\n    paths: [libs/run/]\n    bans: [{symbol: execa, use: '@shop/run'}]\n"


def test_what_a_library_lacks_is_added_where_others_take_it_from(tmp_path: Path) -> None:
    user = "import execa from 'execa';\n\nexport const ready = execa.sync('git');\n"
    (finding,) = told(tmp_path, {"SSOT_LOCK.yml": RUN, **NX, "libs/core/src/ready.ts": user})
    assert "add `sync` to libs/run/src/index.ts first" in finding.help


@pytest.mark.parametrize(
    ("manifest", "wall"),
    [('"workspaces": ["packages/*"], ', False), ("", True), ('"workspaces": ["packages/*"], "exports": {".": "./libs/run/src/index.ts"}, ', True)],
)
def test_nobody_imports_the_root_of_a_workspace(manifest: str, wall: bool, tmp_path: Path) -> None:
    files = {
        "package.json": f'{{"name": "root", {manifest}"devDependencies": {{"shop": "file:packages/shop"}}}}\n',
        "packages/shop/package.json": '{"name": "shop"}\n',
        "packages/shop/src/a.ts": "import execa from 'execa';\n\nexport const ready = execa('git');\n",
    }
    (finding,) = told(tmp_path, {"SSOT_LOCK.yml": RUN, **NX, **files})
    assert ("`root` depends on `shop`" in finding.help) == wall


@pytest.mark.parametrize(("needs", "first"), [("", "first add `core` to the dependencies in mill/Cargo.toml"), ('core = { path = "../core" }', "")])
def test_a_path_of_rust_names_what_the_crate_has_to_depend_on(needs: str, first: str, tmp_path: Path) -> None:
    files = {
        "SSOT_LOCK.yml": RUST % "[{symbol: 'std::fs::read_to_string', use: 'core::http::read_text'}]",
        "core/Cargo.toml": '[package]\nname = "core"\n',
        "core/src/lib.rs": "pub mod http;\n",
        "core/src/http.rs": "pub fn read_text(name: &str) -> String { std::fs::read_to_string(name).unwrap() }\n",
        "mill/Cargo.toml": f'[package]\nname = "mill"\n\n[dependencies]\n{needs}\n',
        "mill/src/lib.rs": 'pub fn grind() -> usize { std::fs::read_to_string("a").unwrap().len() }\n',
    }
    (finding,) = told(tmp_path, files)
    assert finding.help.startswith(first or "use `read_text`: use core::http::read_text;")
    assert "use `read_text`: use core::http::read_text" in finding.help
    assert ";;" not in finding.help


@pytest.mark.parametrize(("inputs", "taken"), [("inputs:\n  node: {description: a}\n  install: {default: b}\n", ", which takes `node`, `install`"), ("", "")])
def test_an_action_is_named_with_what_it_takes(inputs: str, taken: str, tmp_path: Path) -> None:
    registry = (
        "schema_version: 2\ndomains:\n  ci:\n    paths: [.github/actions/setup/action.yml]\n"
        "    bans: [{command: npm ci, use: ./.github/actions/setup, in: [ci]}]\n"
    )
    files = {
        "SSOT_LOCK.yml": registry,
        ".github/actions/setup/action.yml": f"name: Setup\n{inputs}runs:\n  using: composite\n  steps:\n    - run: npm ci\n      shell: bash\n",
        ".github/workflows/ci.yml": "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: npm ci\n",
    }
    _, report = checked(Config(root=write(tmp_path, files), select=("SSOT304",)))
    (finding,) = report.findings
    assert finding.help == f"use ./.github/actions/setup instead{taken}"


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("import execa from 'execa';\n\nexport function say(fault: execa.ExecaError) {\n  return fault.message;\n}\n", Severity.INFORMATION),
        ("import { Answer } from 'execa';\n\nexport const say = (a: Answer) => a as Answer;\n", Severity.INFORMATION),
        ("import * as run from 'execa';\n\nexport const say = (a: unknown) => (a as run.Answer).code;\n", Severity.INFORMATION),
        ("import { type Answer, type Fault } from 'execa';\n\nexport const say = (a: Answer | Fault) => a.code;\n", None),
        ("import type { Answer } from 'execa';\n\nexport const say = (a: Answer) => a.code;\n", None),
        ("import { Answer } from 'execa';\n\nexport const say = (a: Answer) => a instanceof Answer;\n", Severity.ERROR),
        ("import { type Answer, run } from 'execa';\n\nexport const say = (a: Answer) => run(a);\n", Severity.ERROR),
        ("import { Answer } from 'execa';\n\nexport { Answer };\n", Severity.ERROR),
        ("import execa from 'execa';\n\nexport const all = { execa };\n", Severity.ERROR),
        ("import 'execa';\n\nexport const all = 1;\n", Severity.ERROR),
        ("import execa from 'execa';\n\nexport class Own extends execa.Fault<string> {}\n", Severity.ERROR),
    ],
)
def test_an_import_of_types_alone_runs_nothing(text: str, severity: Severity | None, tmp_path: Path) -> None:
    found = told(tmp_path, {"SSOT_LOCK.yml": RUN, **NX, "libs/core/src/ready.ts": text})
    assert [item.severity for item in found] == ([severity] if severity is not None else [])


BANNED = (
    "schema_version: 2\ndomains:\n  places:\n    paths: [shop/places.py]\n    exports: [here]\n"
    "    bans: [{symbol: os.getcwd, use: shop.places.here}, {symbol: os.getcwdu, use: shop.places.here}]\n"
)


@pytest.mark.parametrize(
    ("body", "told_as"),
    [
        ("os.getcwdu = os.getcwd\n", [Severity.WARNING]),
        ("os.getcwdu = os.getcwd\nprint(os.getcwdu())\n", [Severity.WARNING, Severity.ERROR]),
        ("os.whereami = os.getcwd\n", [Severity.ERROR]),
        ("os.getcwdu = os.getcwd()\n", [Severity.ERROR, Severity.ERROR]),
    ],
    ids=["two names", "and a use", "a name that nobody watches", "a call"],
)
def test_what_a_module_only_calls_otherwise_is_told_once(body: str, told_as: list[Severity], tmp_path: Path) -> None:
    places = "import os\n\n\ndef here():\n    return os.getcwd()\n"
    files = {"SSOT_LOCK.yml": BANNED, "shop/__init__.py": "", "shop/places.py": places, "shop/a.py": f"import os\n\n{body}"}
    assert [item.severity for item in told(tmp_path, files)] == told_as


@pytest.mark.parametrize("body", ["requests.get = requests.post\n", "requests.post = requests.get\n", "requests.uget = requests.post\n"])
def test_what_puts_one_banned_thing_in_place_of_another_is_an_error(body: str, tmp_path: Path) -> None:
    bans = ", ".join(f"{{symbol: requests.{name}, use: shop.web.call}}" for name in ("get", "post", "uget"))
    registry = f"schema_version: 2\ndomains:\n  web:\n    paths: [shop/web.py]\n    exports: [call]\n    bans: [{bans}]\n"
    web = "import requests\n\n\ndef call(url):\n    return requests.get(url)\n"
    files = {"SSOT_LOCK.yml": registry, "shop/__init__.py": "", "shop/web.py": web, "shop/a.py": f"import requests\n\n{body}"}
    assert {item.severity for item in told(tmp_path, files)} == {Severity.ERROR}


LOGGER = """class Logger {
    log(module: string, text: unknown) { show(module, text); }
    error(module: string, text: unknown) { console.error(module, text); }
}

export const log = new Logger();
"""


@pytest.mark.parametrize(
    ("head", "banned", "said"),
    [
        ('import { log } from "./log";\n', "error", "use `log.error` of shop/log.ts, which this file imports"),
        ('import { log as shown } from "./log";\n', "error", "use `shown.error` of shop/log.ts, which this file imports"),
        ("", "error", "add a function to shop/log.ts that does what is needed here, and call it"),
        ('import { log } from "./log";\n', "table", "add a function to shop/log.ts that does what is needed here, and call it"),
    ],
    ids=["imported", "by another name", "not imported", "no such method"],
)
def test_a_method_of_what_is_imported_is_called(head: str, banned: str, said: str, tmp_path: Path) -> None:
    registry = f"schema_version: 2\ndomains:\n  logs:\n    paths: [shop/log.ts]\n    bans: [{{symbol: console.{banned}, use: shop/log.ts}}]\n"
    files = {"SSOT_LOCK.yml": registry, "shop/log.ts": LOGGER, "shop/a.ts": f"{head}export function go() {{ console.{banned}('a'); }}\n"}
    (finding,) = told(tmp_path, files)
    assert finding.help == said


OWN = """class Logger:
    def error(self, text):
        self.last = text


class Other:
    def warning(self, text):
        self.last = text


LEVEL = 3
LOG = Logger()
MORE = Other()
TWICE = Logger()
TWICE = Other()
"""
_SAID = "use `{}.error` of shop/log.py, which this file imports"


@pytest.mark.parametrize(("name", "fits"), [("LOG", True), ("LEVEL", False), ("MORE", False), ("TWICE", False)])
def test_only_a_value_of_the_class_with_the_method_is_called(name: str, fits: bool, tmp_path: Path) -> None:
    registry = "schema_version: 2\ndomains:\n  logs:\n    paths: [shop/log.py]\n    bans: [{symbol: logging.error, use: shop/log.py}]\n"
    text = f"import logging\n\nfrom shop.log import {name}\n\n\ndef run():\n    logging.error('x %s', {name})\n"
    files = {"SSOT_LOCK.yml": registry, "shop/__init__.py": "", "shop/log.py": OWN, "shop/a.py": text}
    (finding,) = told(tmp_path, files)
    assert (finding.help == _SAID.format(name)) is fits


@pytest.mark.parametrize("made", ["new Other()", "3", "{ a: new Logger() }"])
def test_no_other_value_of_typescript_is_called(made: str, tmp_path: Path) -> None:
    registry = "schema_version: 2\ndomains:\n  logs:\n    paths: [shop/log.ts]\n    bans: [{symbol: console.error, use: shop/log.ts}]\n"
    owner = LOGGER.replace("new Logger()", made) + "class Other {\n    warn(text: string) { show(text, text); }\n}\n"
    text = 'import { log } from "./log";\nexport function go() { console.error(log); }\n'
    (finding,) = told(tmp_path, {"SSOT_LOCK.yml": registry, "shop/log.ts": owner, "shop/a.ts": text})
    assert "log.error" not in finding.help
