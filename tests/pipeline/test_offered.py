"""Which export is named to somebody who goes past an owner, where the registry does not say what to use."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.pipeline.check import checked
from tests.repositories import write

HEAD = """import logging
from typing import Protocol, TypedDict
from urllib.parse import urljoin

import requests
from requests.adapters import HTTPAdapter


"""
JOIN = "def join(base, part):\n    return urljoin(base, part)\n\n\n"
FAILURE = "class Failure(requests.exceptions.HTTPError):\n    def again(self):\n        return requests.get(self.url)\n\n\n"
NO_ERROR = "class Fault(Exception):\n    def again(self):\n        return requests.get(self.url)\n\n\n"
PROTOCOL = "class Sender(Protocol):\n    def get(self):\n        return requests.get('')\n\n\n"
TYPED = "class Answer(TypedDict):\n    code: int\n\n\n"
GET = "def get(url):\n    return _session().get(url)\n\n\n"
FETCH = "def fetch(url):\n    answer = requests.get(url, timeout=9)\n    return answer.json()\n\n\n"
CLASS = "class Client:\n    def read(self, url):\n        return requests.get(url, timeout=9)\n\n\n"
SESSION = "class Retrying(requests.Session):\n    def send(self, request):\n        return super().send(request, timeout=9)\n\n\n"
ADAPTER = "class Slow(HTTPAdapter):\n    def send(self, request):\n        return super().send(request, timeout=9)\n\n\n"
NOTHING = "use what `app/http.py` offers; where it has nothing that fits, add a function there and call it"


def told(
    tmp_path: Path, owner: str, exports: str, use: str = "requests.get('/')", bans: str = "default", kind: str = "http_clients"
) -> str:
    registry = f"schema_version: 2\ndomains:\n  {kind}:\n    paths: [app/http.py]\n    exports: [{exports}]\n    bans: {bans}\n"
    files = {"app/__init__.py": "", "app/http.py": HEAD + owner, "jobs/a.py": f"import logging, os, requests, urllib.request\n\n{use}\n"}
    root = write(tmp_path, {"SSOT_LOCK.yml": registry, **files})
    _, report = checked(Config(root=root, select=("SSOT301", "SSOT302"), hints=True))
    (finding,) = report.findings
    return finding.help


@pytest.mark.parametrize(
    ("owner", "exports", "named"),
    [
        (JOIN + FETCH + GET, "join, fetch, get", "get"),
        (JOIN + FETCH, "join, fetch", "fetch"),
        (JOIN + CLASS, "join, Client", "Client"),
        (JOIN + ADAPTER + SESSION, "join, Slow, Retrying", "Retrying"),
        (JOIN + SESSION + FETCH, "join, Retrying, fetch", "fetch"),
        (FAILURE + NO_ERROR + PROTOCOL + TYPED + SESSION, "Failure, Fault, Sender, Answer, Retrying", "Retrying"),
    ],
)
def test_an_export_is_named_that_is_called_like_what_is_banned_or_does_it(owner: str, exports: str, named: str, tmp_path: Path) -> None:
    assert told(tmp_path, owner, exports) == f"use `{named}`: from app.http import {named}"


@pytest.mark.parametrize(
    ("owner", "exports"),
    [
        (JOIN, "join"),
        (JOIN + FETCH, "join"),
        (JOIN + ADAPTER, "join, Slow"),
        (FAILURE + NO_ERROR, "Failure, Fault"),
        (PROTOCOL + TYPED, "Sender, Answer"),
        (FAILURE.replace("Failure", "get"), "get"),
    ],
)
def test_no_export_is_named_where_none_does_what_is_banned(owner: str, exports: str, tmp_path: Path) -> None:
    assert told(tmp_path, owner, exports) == NOTHING


def test_a_library_is_not_the_whole_package(tmp_path: Path) -> None:
    assert told(tmp_path, JOIN + FETCH, "join, fetch", "urllib.request.urlopen('/')") == NOTHING
    owner = "def child(name):\n    return logging.getLogger(name)\n\n\n"
    assert told(tmp_path, owner, "child", "logging.basicConfig()", kind="logging") == NOTHING


def test_a_public_namesake_is_named_where_no_export_tells(tmp_path: Path) -> None:
    assert told(tmp_path, JOIN + GET, "join") == "use `get`: from app.http import get"
    assert told(tmp_path, JOIN + FETCH + GET, "join, fetch") == "use `fetch`: from app.http import fetch"
    assert told(tmp_path, JOIN + GET.replace("get(", "_get("), "join") == NOTHING


def test_one_name_may_stand_for_a_class(tmp_path: Path) -> None:
    owner = FETCH + SESSION.replace("Retrying", "Session")
    assert told(tmp_path, owner, "fetch, Session", "requests.Session()") == "use `Session`: from app.http import Session"


def test_every_form_of_reading_the_environment_is_one(tmp_path: Path) -> None:
    owner = "def setting(name):\n    import os\n    return os.getenv(name)\n\n\n"
    assert (
        told(tmp_path, JOIN + owner, "join, setting", "os.environ['A']", kind="configuration")
        == "use `setting`: from app.http import setting"
    )


@pytest.mark.parametrize(("exports", "help_line"), [("join", "use `join`: from app.http import join"), ("join, other", NOTHING)])
def test_whoever_writes_a_ban_means_the_single_export(exports: str, help_line: str, tmp_path: Path) -> None:
    owner = JOIN + JOIN.replace("def join", "def other")
    assert told(tmp_path, owner, exports, bans="[{symbol: requests.get}]") == help_line
    assert told(tmp_path, FAILURE, "Failure", bans="[{symbol: requests.get}]") == NOTHING


FIRST = " to app/http.py first, or put this file under `allow_in` where it needs the library itself"
CORE = {"core/package.json": '{"name": "core", "exports": {".": "./src/index.ts", "./shared": "./src/shared.ts"}}\n'}
WEB = {"web/package.json": '{"name": "web", "dependencies": {"core": "workspace:*"}}\n', "web/a.ts": "export const a = fetch('/a');\n"}
DOMAIN = "schema_version: 2\ndomains:\n  own:\n    paths: [{0}]\n    exports: [{1}]\n    bans:\n      - symbol: {2}\n        use: {1}\n"
GIVES = "export async function load(url: string) {\n  const answer = await fetch(url);\n  return answer.json();\n}\n"


@pytest.mark.parametrize(
    ("index", "shared", "given", "expected"),
    [
        ("", 'export { load } from "./http";\n', GIVES, 'use `load`: import { load } from "core/shared"'),
        ("", "", GIVES, 'first export it from `core`; then use `load`: import { load } from "core"'),
        ('export * from "./http";\n', "", GIVES[7:], 'first export it from `core`; then use `load`: import { load } from "core"'),
    ],
    ids=["passed on by a path of its own", "not passed on", "not exported"],
)
def test_who_goes_past_an_owner_of_another_package_is_told_what_comes_first(
    index: str, shared: str, given: str, expected: str, tmp_path: Path
) -> None:
    registry = DOMAIN.format("core/src/http.ts", "load", "fetch")
    files = {**CORE, **WEB, "core/src/http.ts": given, "core/src/index.ts": f"export const one = 1;\n{index}", "core/src/shared.ts": shared}
    _, report = checked(Config(root=write(tmp_path, {"SSOT_LOCK.yml": registry, **files}), select=("SSOT301",)))
    more = "; where `async load(url: string)` does not fit, add a function to core/src/http.ts that does"
    assert [finding.help for finding in report.findings] == [expected + more]


def test_no_import_is_named_that_leads_round_to_the_package_of_go(tmp_path: Path) -> None:
    registry = DOMAIN.format("core/run.go", "Run", "os/exec.Command")
    files = {
        "go.mod": "module acme.org/shop\n",
        "core/run.go": 'package core\n\nimport (\n\t"os/exec"\n\n\t"acme.org/shop/web"\n)\n\nfunc Run() { exec.Command(web.Name).Run() }\n',
        "web/a.go": 'package web\n\nimport "os/exec"\n\nvar Name = "ls"\n\nfunc List() { exec.Command(Name).Run() }\n',
    }
    _, report = checked(Config(root=write(tmp_path, {"SSOT_LOCK.yml": registry, **files}), select=("SSOT301",)))
    assert [finding.help for finding in report.findings] == [
        "use `Run`, but move `Run` out of core/run.go to a package that both can import, for core imports web"
    ]


def test_what_a_package_that_needs_this_one_offers_is_moved(tmp_path: Path) -> None:
    registry = DOMAIN.format("web/http.ts", "load", "fetch")
    files = {**CORE, **WEB, "web/http.ts": GIVES, "core/src/a.ts": "export const a = fetch('/a');\n", "web/a.ts": ""}
    _, report = checked(Config(root=write(tmp_path, {"SSOT_LOCK.yml": registry, **files}), select=("SSOT301",)))
    (finding,) = report.findings
    assert finding.help == (
        "first move `load` out of web/http.ts to a package that both can depend on (`web` depends on `core`); then use `load` from there"
        "; where `async load(url: string)` does not fit, add a function to web/http.ts that does"
    )


@pytest.mark.parametrize(
    ("use", "expected"),
    [
        (
            "from requests import Session, get\n\nget(Session)\n",
            f"use app.http instead: take `get` from app/http.py; add `Session`{FIRST}",
        ),
        ("from requests.api import get\n\nget('/')\n", "use app.http instead: take `get` from app/http.py"),
        (
            "import requests\n\n\ndef load():\n    return requests.head('/')\n",
            f"use app.http instead: add `head`{FIRST}",
        ),
        (
            "import requests\n",
            "use app.http instead (let it offer what it lacks; a file that needs the library itself goes under `allow_in`)",
        ),
    ],
    ids=["one of two", "all", "none", "unknown"],
)
def test_what_a_module_lacks_that_is_named_in_place_of_a_library_is_said(use: str, expected: str, tmp_path: Path) -> None:
    registry = DOMAIN.format("app/http.py", "get", "requests").replace("use: get", "use: app.http")
    files = {"SSOT_LOCK.yml": registry, "app/__init__.py": "", "app/http.py": HEAD + GET, "jobs/a.py": use}
    _, report = checked(Config(root=write(tmp_path, files), select=("SSOT303",)))
    assert {finding.help for finding in report.findings} == {expected}


STORE = "export function storeGet(key) {\n  try {\n    return localStorage.getItem(key);\n  } catch (fault) {\n    return null;\n  }\n}\n"
PUT = "export function storePut(key, value) {\n  try {\n    localStorage.setItem(key, value);\n  } catch (fault) {}\n}\n"


ELSE = "does not fit, add a function to web/store.ts that does"


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (
            "localStorage.getItem('zone')",
            f'use `storeGet`: import {{ storeGet }} from "./store"; where `storeGet(key)` {ELSE}',
        ),
        (
            "localStorage.setItem('zone', '1')",
            f'use `storePut`: import {{ storePut }} from "./store"; where `storePut(key, value)` {ELSE}',
        ),
        (
            "fetch('/zone')",
            "use web/store.ts instead: `storeGet(key)`, `storePut(key, value)`; where none of them fits, add a function there that does",
        ),
    ],
)
def test_a_file_to_use_offers_what_does_the_same_there(call: str, named: str, tmp_path: Path) -> None:
    ban = "{symbol: localStorage.getItem, also: [localStorage.setItem, fetch], use: web/store.ts}"
    registry = f"schema_version: 2\ndomains:\n  store:\n    paths: [web/store.ts]\n    exports: [storeGet, storePut]\n    bans: [{ban}]\n"
    files = {"web/store.ts": STORE + PUT, "web/page.ts": f"export function page() {{\n  return {call};\n}}\n"}
    _, report = checked(Config(root=write(tmp_path, {"SSOT_LOCK.yml": registry, **files}), select=("SSOT301",)))
    (finding,) = report.findings
    assert finding.help == named


@pytest.mark.parametrize(
    ("needs", "wall"),
    [
        ({"core": "", "mill": "core"}, ""),
        ({"core": "mill", "mill": ""}, "`core` depends on `mill`"),
        ({"core": "", "mill": ""}, "add `core` to the dependencies in mill/Cargo.toml (or move it to a small crate for both)"),
    ],
)
def test_a_package_takes_only_what_it_depends_on(needs: dict[str, str], wall: str, tmp_path: Path) -> None:
    ban = "{symbol: 'reqwest::Client', use: core/src/http.rs}"
    registry = f"schema_version: 2\ndomains:\n  http:\n    kind: http_clients\n    paths: [core/src/http.rs]\n    bans: [{ban}]\n"
    files = {
        f"{name}/Cargo.toml": f'[package]\nname = "{name}"\n\n[dependencies]\n'
        + (f'{other} = {{ path = "../{other}" }}\n' if other else "")
        for name, other in needs.items()
    }
    files["core/src/lib.rs"] = "pub mod http;\n"
    files["core/src/http.rs"] = "pub fn client() -> reqwest::Client { reqwest::Client::new() }\n"
    files["mill/src/lib.rs"] = "pub fn grind() { let c = reqwest::Client::builder(); }\n"
    _, report = checked(Config(root=write(tmp_path, {"SSOT_LOCK.yml": registry, **files}), select=("SSOT301",)))
    (finding,) = report.findings
    more = f" ({wall}: move what is needed to a package that both can depend on, or put this file under `allow_in`)" if wall else ""
    more = f"; to take `client`, first {wall}" if wall.startswith("add") else more
    fit = "`client() -> reqwest::Client`; where it does not fit, add a function there that does"
    assert finding.help == f"use core/src/http.rs instead: {fit}{more}"
