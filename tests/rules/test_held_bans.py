"""Bans of a profile that are held back: where nobody can count on the owner, and where it does nothing of what is banned."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.model.finding import HINT, Finding
from ssot_check.model.verdict import Severity
from ssot_check.pipeline.check import checked
from tests.repositories import write

OWNER = "import requests\n\n\ndef fetch(url):\n    return requests.get(url, timeout=9).json()\n"
USE = "import requests\n\n\ndef load(url):\n    return requests.get(url).json()\n"
SHOP = {"src/shop/__init__.py": "", "src/shop/http.py": OWNER}
BUILT = {"pyproject.toml": '[project]\nname = "shop"\n'}
DEFAULT = "default"
WRITTEN = "[{symbol: requests.get, use: shop.http.fetch}]"


def told(
    root: Path, files: Mapping[str, str], bans: str = DEFAULT, kind: str = "http_clients", owner: str = "src/shop/http.py"
) -> list[Finding]:
    registry = f"schema_version: 2\ndomains:\n  {kind}:\n    paths: [{owner}]\n    exports: [fetch]\n    bans: {bans}\n"
    _, report = checked(Config(root=write(root, {"SSOT_LOCK.yml": registry, **files}), select=("SSOT301", "SSOT302"), hints=True))
    return list(report.findings)


def is_hint(finding: Finding) -> bool:
    assert (finding.severity is Severity.INFORMATION) == (finding.confidence == HINT) == bool(finding.notes)
    return finding.confidence == HINT


@pytest.mark.parametrize(
    ("path", "text", "hint"),
    [
        ("tools/release.py", USE, True),
        ("tools/release", f"#!/usr/bin/env python3\n{USE}", True),
        ("tools/release.py", f"import shop\n{USE}", False),
        ("tools/release.py", f"import beside\n{USE}", False),
        ("src/shop/jobs.py", USE, False),
        ("src/shop_cli/__init__.py", USE, False),
        ("src/plain.py", USE, False),
        ("jobs/__init__.py", USE, False),
    ],
)
def test_a_script_beside_what_is_installed_may_do_without_it(path: str, text: str, hint: bool, tmp_path: Path) -> None:
    files = {**SHOP, **BUILT, "tools/beside.py": "from shop.http import fetch\n", path: text}
    (finding,) = told(tmp_path, files)
    assert is_hint(finding) == hint


@pytest.mark.parametrize(("shipped", "hint"), [("src/shop", True), ("src/shop', 'jobs", False), ("src', 'jobs", False)])
def test_a_package_that_the_manifest_leaves_out_is_none_that_is_installed(shipped: str, hint: bool, tmp_path: Path) -> None:
    listed = f"[tool.hatch.build.targets.wheel]\npackages = ['{shipped}']\n"
    manifest = {"pyproject.toml": "[project]\nname = 'shop'\n" + listed}
    (finding,) = told(tmp_path, {**SHOP, **BUILT, **manifest, "jobs/__init__.py": "", "jobs/nightly.py": USE})
    assert is_hint(finding) == hint


def test_what_nothing_installs_is_there_wherever_its_scripts_run(tmp_path: Path) -> None:
    (finding,) = told(tmp_path, {**SHOP, "tools/release.py": USE})
    assert not is_hint(finding)


def test_what_the_registry_bans_itself_holds_everywhere(tmp_path: Path) -> None:
    (finding,) = told(tmp_path, {**SHOP, **BUILT, "tools/release.py": USE}, WRITTEN)
    assert not is_hint(finding)
    assert finding.help.startswith("use `fetch`: from shop.http import fetch (where it runs without src/shop/, add it to `allow_in`); where ")


@pytest.mark.parametrize(
    ("kind", "owner", "use", "hint"),
    [
        ("http_clients", "def fetch(url):\n    return url.lower()\n", USE, True),
        ("http_clients", "from requests import adapters\n\n\ndef fetch(url):\n    return adapters.load(url)\n", USE, False),
        (
            "logging",
            "import logging\n\n\ndef fetch(name):\n    return logging.getLogger(name)\n",
            "import logging\n\nlogging.basicConfig()\n",
            True,
        ),
        (
            "logging",
            "import logging\n\n\ndef fetch(name):\n    logging.getLogger(name).addHandler(logging.StreamHandler())\n",
            "import logging\n\nlogging.basicConfig()\n",
            False,
        ),
        (
            "configuration",
            "import os\n\n\ndef fetch(name):\n    return os.path.join(name, 'a')\n",
            "import os\n\nHOME = os.environ['SHOP']\n",
            True,
        ),
        (
            "configuration",
            "import os\n\n\ndef fetch(name):\n    return os.getenv(name)\n",
            "import os\n\nHOME = os.environ['SHOP']\n",
            False,
        ),
    ],
)
def test_an_owner_that_does_nothing_of_it_is_no_way(kind: str, owner: str, use: str, hint: bool, tmp_path: Path) -> None:
    (finding,) = told(tmp_path, {"shop/__init__.py": "", "shop/http.py": owner, "shop/a.py": use}, kind=kind, owner="shop/http.py")
    assert is_hint(finding) == hint


@pytest.mark.parametrize(
    ("path", "use", "hint"),
    [
        ("shop/wsgi.py", "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')", True),
        ("shop/wsgi.py", "os.environ['SHOP_CHILD'] = '1'", True),
        ("shop/wsgi.py", "term = os.environ.get('TERM_PROGRAM')", True),
        ("shop/wsgi.py", "home = os.getenv('HOME')", True),
        ("shop/wsgi.py", "company = os.getenv('COMPANY')", False),
        ("shop/wsgi.py", "zone = os.getenv(name)", False),
        ("examples/keys.py", "key = os.environ['SHOP_KEY']", True),
        ("shop/keys.example.py", "key = os.environ['SHOP_KEY']", True),
        ("shop/keys.py", "key = os.environ['SHOP_KEY']", False),
    ],
)
def test_settings_of_the_program_are_read_and_its_own(path: str, use: str, hint: bool, tmp_path: Path) -> None:
    owner = "import os\n\n\nclass Settings:\n    zone = os.getenv('ZONE')\n    host = os.getenv('HOST')\n"
    files = {"shop/__init__.py": "", "shop/http.py": owner, path: f"import os\n\nname = 'ZONE'\n{use}\n"}
    (finding,) = told(tmp_path, files, kind="configuration", owner="shop/http.py")
    assert is_hint(finding) == hint
    assert hint or finding.help.startswith("let shop/http.py, the owner of `configuration`, read ")


def test_an_owner_without_code_in_the_language_keeps_what_it_kept(tmp_path: Path) -> None:
    (finding,) = told(tmp_path, {"docs/http.md": "# Calls\n", "shop/a.py": USE}, owner="docs/http.md")
    assert not is_hint(finding)


CHOICE = "import requests\n\n\ndef send(url, fresh):\n    return (requests.post if fresh else requests.put)(url)\n"
PAIR = "import os\n\nPAIR = os.environ['A'], os.environ['B']\n"


def test_a_profile_tells_one_thing_of_a_line(tmp_path: Path) -> None:
    (finding,) = told(tmp_path / "a", {**SHOP, "src/shop/a.py": CHOICE})
    assert finding.message.startswith("`requests.post`")
    written = "[{symbol: requests.post, also: [requests.put]}]"
    assert len(told(tmp_path / "b", {**SHOP, "src/shop/a.py": CHOICE}, written)) == 2
    assert len(told(tmp_path / "c", {**SHOP, "src/shop/a.py": PAIR}, kind="configuration")) == 2


@pytest.mark.parametrize(
    ("use", "late"),
    [(USE, ", or write `from shop.http import fetch` inside the function"), ("import requests\n\nNOW = requests.get('/now')\n", "")],
)
def test_an_import_that_makes_a_circle_is_not_asked_for_at_the_top(use: str, late: str, tmp_path: Path) -> None:
    files = {**SHOP, "src/shop/http.py": f"import shop.tools\n{OWNER}", "src/shop/tools.py": use}
    (finding,) = told(tmp_path, files)
    moved = "move `fetch` out of src/shop/http.py to a module that both can import"
    assert finding.help == f"use `fetch`, but {moved}{late}, for src/shop/http.py imports this file"


def test_a_circle_that_is_there_by_now_works(tmp_path: Path) -> None:
    files = {**SHOP, "src/shop/http.py": f"import shop.tools\n{OWNER}", "src/shop/tools.py": f"import shop.http\n{USE}"}
    (finding,) = told(tmp_path, files)
    assert finding.help == "use `fetch`: from shop.http import fetch"


def test_an_owner_of_go_that_makes_clients_works_with_the_library(tmp_path: Path) -> None:
    owner = 'package web\n\nimport (\n\t"net/http"\n\t"time"\n)\n\nfunc Client() *http.Client {\n\treturn &http.Client{Timeout: time.Second}\n}\n'
    use = 'package jobs\n\nimport "net/http"\n\nfunc Load(url string) (*http.Response, error) {\n\treturn http.Get(url)\n}\n'
    files = {"go.mod": "module example.org/shop\n", "web/client.go": owner, "jobs/load.go": use}
    registry = "schema_version: 2\ndomains:\n  http_clients:\n    paths: [web/]\n    bans: default\n"
    _, report = checked(Config(root=write(tmp_path, {"SSOT_LOCK.yml": registry, **files}), select=("SSOT301",), hints=True))
    assert [is_hint(finding) for finding in report.findings] == [False]
