"""What a profile's ban of the environment leaves alone: variables that are no settings of the program, and programs without the owner."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.model.finding import HINT, Finding
from ssot_check.pipeline.check import checked
from tests.repositories import write

SHOP = "import os\n\nDEBUG = os.environ['SHOP_DEBUG']\nSITE = os.environ['SHOP_SITE']\nKEY = os.getenv('SHOP_KEY')\n"
MIXED = "import os\n\nDEBUG = os.environ['DEBUG']\nSITE = os.environ['SITE_URL']\nKEY = os.getenv('SECRET_KEY')\n"


def told(root: Path, files: Mapping[str, str], owner: str, exports: str = "[]") -> list[Finding]:
    registry = f"schema_version: 2\ndomains:\n  configuration:\n    paths: [{owner}]\n    exports: {exports}\n    bans: default\n"
    _, report = checked(Config(root=write(root, {"SSOT_LOCK.yml": registry, **files}), select=("SSOT301", "SSOT302"), hints=True))
    return list(report.findings)


@pytest.mark.parametrize(
    ("owner", "use", "hint"),
    [
        (SHOP, "a = os.environ['SHOP_ZONE']", False),
        (SHOP, "a = os.environ['BROKER_HOME']", True),
        (MIXED, "a = os.environ['BROKER_HOME']", False),
        (MIXED, "a = os.getenv('windir')", True),
        (MIXED, "a = os.getenv('GIT_DIR')", True),
        (MIXED, "a = os.getenv('HTTPS_PROXY')", True),
        (MIXED, "a = os.getenv('OS')", True),
        (MIXED, "a = os.getenv('SNAP')", True),
        (MIXED, "a = os.getenv('SNAP_USER_DATA')", True),
        (MIXED, "a = os.getenv('SNAP_SANDBOX_INSTALL')", False),
        (MIXED, "a = os.getenv('OS_TENANT')", False),
        (MIXED, "a = dict(os.environ)", True),
        (MIXED, "a = [os.environ[name] for name in names()]", True),
    ],
)
def test_a_setting_is_what_the_program_is_told(owner: str, use: str, hint: bool, tmp_path: Path) -> None:
    files = {"shop/__init__.py": "", "shop/config.py": owner, "shop/a.py": f"import os\n\n{use}\n"}
    (finding,) = told(tmp_path, files, "shop/config.py")
    assert (finding.confidence == HINT) == hint == bool(finding.notes)


READER = """\
package env

import "os"

func Bool(key string) bool { return os.Getenv(key) != "" }

func Debug() bool { return Bool("SHOP_DEBUG") }
func Site() bool { return Bool("SHOP_SITE") }
func Cache() bool { return Bool("SHOP_CACHE") || Bool("ROC_DEVICES") }
"""


@pytest.mark.parametrize(("key", "hint"), [("SHOP_ZONE", False), ("ROC_VERSION", False), ("BROKER_HOME", True)])
def test_a_reader_that_is_told_the_names_says_them_in_its_texts(key: str, hint: bool, tmp_path: Path) -> None:
    use = f'package main\n\nimport "os"\n\nfunc zone() string {{ return os.Getenv("{key}") }}\n'
    files = {"go.mod": "module example.org/shop\n", "env/env.go": READER, "cmd/shop/main.go": use}
    (finding,) = told(tmp_path, files, "env/env.go")
    assert (finding.confidence == HINT) == hint


def test_a_constant_of_rust_names_the_variable(tmp_path: Path) -> None:
    owner = 'pub fn zone() -> String { std::env::var("ZONE").unwrap() }\n'
    use = 'const TARGETS: &str = "SHOP_TARGETS";\n\npub fn targets() -> String { std::env::var(TARGETS).unwrap() }\n'
    built = 'pub fn built() -> &\'static str { env!("SHOP_BUILT") }\n'
    manifest = '[package]\nname = "shop"\n'
    sources = {"src/lib.rs": "mod config;\nmod a;\nmod b;\n", "src/config.rs": owner, "src/a.rs": use, "src/b.rs": built}
    named, compiled = told(tmp_path, {"Cargo.toml": manifest, **sources}, "src/config.rs")
    assert named.message.startswith("environment variable `SHOP_TARGETS`") and named.confidence != HINT
    assert compiled.confidence == HINT


def test_where_the_owner_loads_the_file_the_value_is_handed_over(tmp_path: Path) -> None:
    files = {"shop/__init__.py": "", "shop/config.py": f"import shop.a\n{MIXED}", "shop/a.py": "import os\n\nZONE = os.environ['ZONE']\n"}
    (finding,) = told(tmp_path, files, "shop/config.py")
    assert finding.help == (
        "let shop/config.py, the owner of `configuration`, read `ZONE`, and hand the value over as an argument, for shop/config.py imports this file"
    )


@pytest.mark.parametrize(("name", "named"), [("get_setting", True), ("extract_flag", False)])
def test_only_what_is_called_after_variables_gives_them_out(name: str, named: bool, tmp_path: Path) -> None:
    owner = f"import os\n\n\ndef {name}(key):\n    return os.getenv(key)\n"
    files = {"shop/__init__.py": "", "shop/config.py": owner, "shop/a.py": "import os\n\nZONE = os.getenv('ZONE')\n"}
    (finding,) = told(tmp_path, files, "shop/config.py", f"[{name}]")
    assert finding.help.startswith(f"use `{name}`" if named else "let shop/config.py")


@pytest.mark.parametrize(("more", "hint"), [("", True), ("from shop.config import DEBUG\n", False)])
def test_what_is_built_without_the_owner_has_settings_of_its_own(more: str, hint: bool, tmp_path: Path) -> None:
    files = {
        "shop/setup.py": "from setuptools import setup\n\nsetup(name='shop')\n",
        "shop/shop/__init__.py": "",
        "shop/shop/config.py": MIXED,
        "mailer/setup.py": "from setuptools import setup\n\nsetup(name='mailer')\n",
        "mailer/mailer/__init__.py": more,
        "mailer/mailer/a.py": "import os\n\nHOST = os.environ['MAIL_HOST']\n",
    }
    (finding,) = told(tmp_path, files, "shop/shop/config.py")
    assert (finding.confidence == HINT) == hint


CLIENT = 'package api\n\nimport "net/http"\n\nfunc New(c *http.Client) *Client { return &Client{c} }\n\nfunc Own() *Client { return New(http.DefaultClient) }\n'


@pytest.mark.parametrize(
    ("use", "hint"),
    [("api.New(http.DefaultClient)", True), ("send(http.DefaultClient)", False), ("http.DefaultClient", False)],
)
def test_what_the_owner_is_given_does_not_go_past_it(use: str, hint: bool, tmp_path: Path) -> None:
    caller = f'package main\n\nimport (\n\t"net/http"\n\n\t"example.org/shop/api"\n)\n\nvar _ = api.Own\n\nfunc run() {{\n\tclient := {use}\n\tclient.Get("/")\n}}\n'
    registry = "schema_version: 2\ndomains:\n  http_clients:\n    paths: [api/]\n    bans: default\n"
    files = {"SSOT_LOCK.yml": registry, "go.mod": "module example.org/shop\n", "api/api.go": CLIENT, "cmd/shop/main.go": caller}
    _, report = checked(Config(root=write(tmp_path, files), select=("SSOT301",), hints=True))
    (finding,) = report.findings
    assert (finding.confidence == HINT) == hint


def test_an_owner_whose_library_reads_the_environment_reads_it(tmp_path: Path) -> None:
    library = "github.com/kelseyhightower/envconfig"
    owner = f'package config\n\nimport "{library}"\n\nfunc Load(into *Config) error {{ return envconfig.Process("", into) }}\n'
    use = 'package main\n\nimport "os"\n\nfunc zone() string { return os.Getenv("SHOP_ZONE") }\n'
    files = {"go.mod": "module example.org/shop\n", "config/config.go": owner, "cmd/shop/main.go": use}
    (finding,) = told(tmp_path, files, "config/config.go")
    assert finding.confidence != HINT


@pytest.mark.parametrize(
    ("head", "seen"),
    [
        ("use super::*;\n", True),
        ("use crate::prelude::*;\n", True),
        ("use super::*;\nmod env;\n", False),
        ("use super::*;\nuse crate::env;\n", False),
        ("", False),
    ],
)
def test_what_a_prelude_brings_is_the_standard_library(head: str, seen: bool, tmp_path: Path) -> None:
    owner = 'pub fn zone() -> String { std::env::var("ZONE").unwrap() }\n'
    use = f'{head}pub fn targets() -> String {{ env::var("SHOP_TARGETS").unwrap() }}\n'
    sources = {"src/lib.rs": "pub(crate) use std::env;\nmod config;\nmod a;\n", "src/config.rs": owner, "src/a.rs": use}
    found = told(tmp_path, {"Cargo.toml": '[package]\nname = "shop"\n', **sources}, "src/config.rs")
    assert [item.location.path for item in found] == ["src/a.rs"] * seen


@pytest.mark.parametrize("path", ["shop/build.rs", "docs/conf.py", "benchmarks/run.py"])
def test_what_builds_shows_or_measures_is_no_program(path: str, tmp_path: Path) -> None:
    owner, use = (
        ('pub fn zone() -> String { std::env::var("ZONE").unwrap() }\n', 'fn main() { std::env::var("SHOP_TARGETS").unwrap(); }\n')
        if path.endswith(".rs")
        else (MIXED, "import os\n\nZONE = os.environ['ZONE']\n")
    )
    place = "shop/src/config.rs" if path.endswith(".rs") else "shop/config.py"
    (finding,) = told(tmp_path, {"shop/__init__.py": "", "shop/Cargo.toml": '[package]\nname = "shop"\n', place: owner, path: use}, place)
    assert finding.confidence == HINT


def test_of_two_lines_in_a_row_that_read_a_variable_one_is_told(tmp_path: Path) -> None:
    use = "import os\n\n\ndef zone():\n    if 'ZONE' in os.environ:\n        return os.environ['ZONE']\n    print(key)\n    return os.environ.get('ZONE', 'west')\n\n\ndef other():\n    return os.environ['ZONE']\n"
    files = {"shop/__init__.py": "", "shop/config.py": MIXED, "shop/a.py": use}
    assert [item.location.line for item in told(tmp_path, files, "shop/config.py")] == [5, 8, 12]


def test_a_file_of_declarations_does_nothing(tmp_path: Path) -> None:
    registry = "schema_version: 2\ndomains:\n  logging:\n    paths: [lib/log.ts]\n    exports: [log]\n    bans: [{symbol: pino}, {symbol: pino.pino}]\n"
    types = 'import pino from "pino"\nexport { Level } from "pino"\n'
    passed = 'import type { Bindings } from "pino"\n\nexport type { Bindings }\nexport type { Level } from "pino"\n'
    log = 'import pino from "pino"\n\nexport const log = pino()\n'
    files = {"SSOT_LOCK.yml": registry, "lib/log.ts": log, "types/log.d.ts": types, "lib/types.ts": passed}
    _, report = checked(Config(root=write(tmp_path, files), select=("SSOT3",), hints=True))
    assert report.findings == ()


@pytest.mark.parametrize(
    ("use", "hint"),
    [
        ("os.environ['SHOP_CHILD'] = '1'", True),
        ("del os.environ['SHOP_CHILD']", True),
        ("os.environ.pop('SHOP_CHILD', None)", True),
        ("os.environ.setdefault('SHOP_CHILD', '1')", True),
        ("os.environ['SHOP_OTHER'] = '1'", False),
        ("os.environ.update(more)", False),
    ],
)
def test_what_a_file_sets_it_reads_for_itself(use: str, hint: bool, tmp_path: Path) -> None:
    text = f"import os\n\n\ndef run(more):\n    kept = os.environ.get('SHOP_CHILD')\n    {use}\n    return kept\n"
    files = {"shop/__init__.py": "", "shop/config.py": MIXED, "shop/a.py": text}
    read, written = told(tmp_path, files, "shop/config.py")
    assert (read.confidence == HINT) == hint
    assert written.confidence == HINT


NOTHING = "from pathlib import Path\n\n\ndef load(path: Path) -> str:\n    return path.read_text()\n"
GIVEN = "import os\n\n\ndef get(name: str) -> str:\n    return os.environ[name]\n"
ONE = "import os\n\nZONE = os.environ['{}']\n"


@pytest.mark.parametrize(
    ("owner", "key", "hint"),
    [
        (ONE.format("SHOP_ZONE"), "SHOP_DEBUG", False),
        (ONE.format("SHOP_ZONE"), "NO_SHOP_MAIL", False),
        (ONE.format("SHOP_ZONE"), "BROKER_HOME", True),
        (ONE.format("BROKER_ZONE"), "BROKER_HOME", False),
        (ONE.format("BROKER_ZONE"), "PARCEL_URL", True),
        (ONE.format("BROKER_ZONE") + "HOST = os.environ['TILL_HOST']\n", "PARCEL_URL", False),
        (GIVEN, "BROKER_HOME", False),
        (GIVEN + "\n\ndef zone() -> str:\n    return get('SHOP_ZONE') or get('TILL_ZONE')\n", "BROKER_HOME", True),
        (GIVEN + "\n\ndef zone() -> str:\n    return get('SHOP_ZONE') or get('TILL_ZONE')\n", "TILL_HOME", False),
    ],
)
def test_a_setting_says_the_programs_name_or_what_the_owner_reads(owner: str, key: str, hint: bool, tmp_path: Path) -> None:
    use = f"import os\n\n\ndef zone() -> str:\n    return os.environ['{key}']\n"
    files = {"shop/__init__.py": "", "shop/config.py": owner, "shop/a.py": use}
    (finding,) = told(tmp_path, files, "shop/config.py")
    assert (finding.confidence == HINT) == hint == any("another program" in note for note in finding.notes)


@pytest.mark.parametrize(
    ("manifest", "path", "key", "hint"),
    [
        ('{"name": "@till/shop-web"}', "package.json", "TILL_ZONE", False),
        ('{"name": "@till/shop-web"}', "package.json", "SHOP_WEB_ZONE", False),
        ('{"name": "@till/shop-web"}', "package.json", "VITE_ZONE", False),
        ('{"name": "@till/shop-web"}', "package.json", "BROKER_ZONE", True),
        ('{"scripts": {}}', "package.json", "BROKER_ZONE", False),
    ],
)
def test_a_manifest_says_how_the_program_is_called(manifest: str, path: str, key: str, hint: bool, tmp_path: Path) -> None:
    owner = "export const zone = process.env.TILL_ZONE_NAME;\n"
    use = f"export function zone() {{\n  return process.env.{key};\n}}\n"
    (finding,) = told(tmp_path, {path: manifest, "src/config.ts": owner, "src/a.ts": use}, "src/config.ts")
    assert (finding.confidence == HINT) == hint


def test_crates_that_begin_alike_are_one_program(tmp_path: Path) -> None:
    owner = 'pub fn zone() -> String { std::env::var("SHOP_ZONE").unwrap() }\n'
    use = 'pub fn mine() -> String { std::env::var("SHOP_DEBUG").unwrap() }\n\npub fn foreign() -> String { std::env::var("BROKER").unwrap() }\n'
    files = {
        "shop-core/Cargo.toml": '[package]\nname = "shop-core"\n',
        "shop-cli/Cargo.toml": '[package]\nname = "shop-cli"\n[dependencies]\nshop-core = {path = "../shop-core"}\n',
        "shop-core/src/lib.rs": "pub mod config;\n",
        "shop-core/src/config.rs": owner,
        "shop-cli/src/main.rs": use,
    }
    found = {finding.message.split("`")[1]: finding.confidence == HINT for finding in told(tmp_path, files, "shop-core/src/config.rs")}
    assert found == {"SHOP_DEBUG": False, "BROKER": True}


@pytest.mark.parametrize(
    ("use", "hint"),
    [
        ("parser.add_argument('--zone', default=os.environ.get('SHOP_ZONE', 'eu'))", True),
        ("zone = click.option('--zone', default=[z] if (z := os.getenv('SHOP_ZONE')) else None)", True),
        ("settings = dict(default=os.environ.get('SHOP_ZONE'))", False),
        ("parser.add_argument('--zone', help=os.environ.get('SHOP_ZONE'))", False),
    ],
)
def test_an_option_of_the_command_line_says_where_its_default_comes_from(use: str, hint: bool, tmp_path: Path) -> None:
    files = {"shop/__init__.py": "", "shop/config.py": SHOP, "shop/a.py": f"import os\n\nimport click\nfrom till import parser\n\n{use}\n"}
    (finding,) = told(tmp_path, files, "shop/config.py")
    assert (finding.confidence == HINT) == hint


@pytest.mark.parametrize("declared", ['[project]\nname = "till"\n', '[project]\nname = "x"\n[project.scripts]\ntill = "shop.a:main"\n'])
def test_a_distribution_says_its_name_too(declared: str, tmp_path: Path) -> None:
    use = "import os\n\n\ndef zone():\n    return os.environ['TILL_ZONE'], os.environ['BROKER_ZONE']\n"
    files = {"pyproject.toml": declared, "shop/__init__.py": "", "shop/config.py": ONE.format("SHOP_ZONE"), "shop/a.py": use}
    found = {finding.message.split("`")[1]: finding.confidence == HINT for finding in told(tmp_path, files, "shop/config.py")}
    assert found in ({"TILL_ZONE": False}, {"TILL_ZONE": False, "BROKER_ZONE": True})
