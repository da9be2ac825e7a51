"""Help of a ban names what can stand at the place, as its file writes it, and says to add a function where nothing can."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.model.finding import Finding
from ssot_check.model.verdict import Severity
from ssot_check.pipeline.check import checked
from tests.repositories import write

BAN = "schema_version: 2\ndomains:\n  own:\n    paths: [%s]\n    bans: [{symbol: '%s', also: [%s], use: %s}]\n"


def told(root: Path, registry: str, files: dict[str, str]) -> list[Finding]:
    _, report = checked(Config(root=write(root, {"SSOT_LOCK.yml": registry, **files}), select=("SSOT301", "SSOT302"), hints=True))
    return list(report.findings)


GO = BAN % ("crypto/hash.go", "crypto/sha256.Sum256", "crypto/sha256.New", "crypto/hash.go")
HASH = (
    'package crypto\n\nimport (\n\t"crypto/sha256"\n\t"encoding/hex"\n)\n\n'
    "func Digest(value string) string {\n\treturn digest([]byte(value))\n}\n\n"
    "func digest(value []byte) string {\n\tsum := sha256.Sum256(value)\n\treturn hex.EncodeToString(sum[:])\n}\n\n"
    "func Token() string {\n\treturn \"a\"\n}\n"
)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("sum := sha256.Sum256(data)\n\treturn hex.EncodeToString(sum[:])", "use crypto/hash.go instead: `Digest(value string) string`; where it"),
        ("sum := sha256.Sum256(data)\n\treturn string(sum[:])", "add a function to crypto/hash.go that does what is needed here, and call it"),
    ],
)
def test_a_text_of_a_hash_is_none_for_who_needs_its_bytes(body: str, said: str, tmp_path: Path) -> None:
    head = 'package shop\n\nimport (\n\t"crypto/sha256"\n\t"encoding/hex"\n)\n\nvar _ = hex.DecodeString\n\n'
    files = {"go.mod": "module example.org/shop\n", "crypto/hash.go": HASH, "shop/a.go": f"{head}func Key(data []byte) string {{\n\t{body}\n}}\n"}
    (finding,) = told(tmp_path, GO, files)
    assert finding.help.startswith(said)
    assert "Token" not in finding.help


TOOLS = (
    "import { exec, execSync } from 'child_process';\n\n"
    "export async function run(command: string): Promise<string> {\n  return exec(command).toString();\n}\n"
)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("exec", "use web/tools.ts instead: `async run(command: string): Promise<string>`; where it does not fit, add a function there that does"),
        ("execSync", "add a function to web/tools.ts that does what is needed here, and call it"),
    ],
)
def test_what_answers_later_is_none_for_who_asks_at_once(call: str, said: str, tmp_path: Path) -> None:
    page = f"import {{ {call} }} from 'child_process';\n\nexport function page() {{\n  return {call}('ls');\n}}\n"
    registry = BAN % ("web/tools.ts", "child_process.exec", "child_process.execSync", "web/tools.ts")
    (finding,) = told(tmp_path, registry, {"web/tools.ts": TOOLS, "web/page.ts": page})
    assert finding.help == said


def test_what_is_given_the_banned_thing_is_no_way_round_it(tmp_path: Path) -> None:
    runner = (
        'package runner\n\nimport "os/exec"\n\ntype Shell struct {\n\tDir string\n}\n\n'
        'func (s Shell) Run(name string) error {\n\treturn exec.Command(name).Run()\n}\n\n'
        'func Output(c *exec.Cmd) ([]byte, error) {\n\tif c == nil {\n\t\tc = exec.Command("true")\n\t}\n\treturn c.Output()\n}\n'
    )
    files = {
        "go.mod": "module example.org/shop\n",
        "runner/run.go": runner,
        "shop/a.go": 'package shop\n\nimport "os/exec"\n\nfunc Go() error {\n\treturn exec.Command("ls").Run()\n}\n',
    }
    (finding,) = told(tmp_path, BAN % ("runner/run.go", "os/exec.Command", "", "runner/run.go"), files)
    assert finding.help == "use runner/run.go instead: `Shell`"


@pytest.mark.parametrize(
    ("use", "more"),
    [
        ("@tenacity.retry(stop=3, reraise=True)\ndef go():\n    pass\n", "; where `retry(num)` does not fit, add a function to shop/tools.py that does"),
        ("@tenacity.retry(num=3)\ndef go():\n    pass\n", ""),
    ],
)
def test_a_namesake_that_takes_other_keywords_may_not_fit(use: str, more: str, tmp_path: Path) -> None:
    owner = "import tenacity\n\n\ndef retry(num):\n    return tenacity.retry(stop=num)\n"
    files = {"shop/__init__.py": "", "shop/tools.py": owner, "shop/a.py": f"import tenacity\n\n\n{use}"}
    (finding,) = told(tmp_path, BAN % ("shop/tools.py", "tenacity.retry", "", "shop.tools.retry"), files)
    assert finding.help == f"use `retry`: from shop.tools import retry{more}"


@pytest.mark.parametrize(("call", "shown"), [("loads", "decode_json(text)"), ("dumps", "encode_json(value)")])
def test_of_two_ways_that_is_named_which_the_place_goes(call: str, shown: str, tmp_path: Path) -> None:
    owner = "import json\n\n\ndef encode_json(value):\n    return json.dumps(value)\n\n\ndef decode_json(text):\n    return json.loads(text)\n"
    files = {"shop/__init__.py": "", "shop/codec.py": owner, "shop/a.py": f"import json\n\nprint(json.{call}(3))\n"}
    (finding,) = told(tmp_path, BAN % ("shop/codec.py", "json.loads", "json.dumps", "shop.codec.encode_json"), files)
    name = shown.partition("(")[0]
    assert finding.help == (
        f"use `{name}`: from shop.codec import {name}; where `{shown}` does not fit, add a function to shop/codec.py that does"
    )


@pytest.mark.parametrize("path", ["docs/conf.py", "tools/build.py", "docs/examples/app.py"])
def test_what_stands_beside_the_package_may_be_allowed(path: str, tmp_path: Path) -> None:
    owner = "import json\n\n\ndef encode(value):\n    return json.dumps(value)\n"
    files = {"pyproject.toml": "[project]\nname = 'shop'\n", "shop/__init__.py": "", "shop/codec.py": owner}
    files[path] = "import json\n\nfrom shop import codec\n\nprint(codec, json.dumps(3))\n"
    (finding,) = told(tmp_path, BAN % ("shop/codec.py", "json.dumps", "", "shop.codec.encode"), files)
    assert finding.help.endswith("import encode (where it runs without shop/, add it to `allow_in`); where `encode(value)` does not fit, add a function to shop/codec.py that does")


ENV = "pub struct Env {\n    pub pager: Option<String>,\n}\n\nimpl Env {\n    pub fn init() -> Self {\n        Self { pager: std::env::var(\"PAGER\").ok() }\n    }\n}\n"


@pytest.mark.parametrize(
    ("use", "said", "severity"),
    [
        ('std::env::var("SHOP_KEY");', "give `Env` of src/env.rs a field for `SHOP_KEY`, read it there, and take the value from that", Severity.ERROR),
        ('std::env::var("PAGER");', "use src/env.rs instead: `Env`", Severity.ERROR),
        ('std::env::var("TERM");', "give `Env` of src/env.rs a field for `TERM`", Severity.WARNING),
        ('if std::env::var("LESS").is_err() {\n        child.env("LESS", "-R");\n    }', "give `Env` of", Severity.ERROR),
    ],
)
def test_settings_that_a_struct_holds_get_a_field(use: str, said: str, severity: Severity, tmp_path: Path) -> None:
    files = {
        "Cargo.toml": "[package]\nname = 'shop'\n",
        "src/lib.rs": "mod env;\nmod jobs;\n",
        "src/env.rs": ENV,
        "src/jobs.rs": f"fn run() {{\n    {use}\n}}\n",
    }
    (finding,) = told(tmp_path, BAN % ("src/env.rs", "std::env::var", "", "src/env.rs"), files)
    assert finding.help.startswith(said)
    assert finding.severity is severity


def test_a_module_of_the_crate_stands_for_that_of_another(tmp_path: Path) -> None:
    files = {
        "core/Cargo.toml": '[package]\nname = "core"\n',
        "core/src/lib.rs": "mod swap;\n",
        "core/src/swap.rs": "pub(crate) use std::sync::Mutex;\n",
        "mill/Cargo.toml": '[package]\nname = "mill"\n\n[dependencies]\ncore = { path = "../core" }\n',
        "mill/src/lib.rs": "mod swap;\nmod jobs;\n",
        "mill/src/swap.rs": "pub(crate) mod sync {\n    pub(crate) use std::sync::Mutex;\n}\n",
        "mill/src/jobs.rs": "fn run() {\n    let m = std::sync::Mutex::new(3);\n}\n",
    }
    found = told(tmp_path, BAN % ("core/src/swap.rs", "std::sync::Mutex", "", "core/src/swap.rs"), files)
    helps = {item.location.path: item.help for item in found}
    assert helps["mill/src/jobs.rs"] == "use `Mutex` of mill/src/swap.rs, which stands for core/src/swap.rs in this crate"


@pytest.mark.parametrize(
    ("ban", "owner", "use", "named"),
    [
        (("hashlib.sha256", "hashlib.md5"), "import hashlib\n\n\ndef digest(data: bytes) -> str:\n    return hashlib.sha256(data).hexdigest()\n", "import hashlib\n\nKEY = hashlib.sha256(b'x').hexdigest()\n", "`digest(data: bytes) -> str`"),
        (("requests.get", "requests.put"), "import httpx\n\n\ndef fetch(url: str) -> bytes:\n    return httpx.get(url).content\n", "import requests\n\n\ndef run(url):\n    return requests.get(url)\n", "`fetch(url: str) -> bytes`"),
        (("subprocess.run", "subprocess.call"), "import subprocess\n\n\ndef call_it(cmd, stdin: int = subprocess.DEVNULL):\n    return subprocess.run(cmd, stdin=stdin)\n", "import subprocess\n\n\ndef run(cmd):\n    return subprocess.run(cmd)\n", "`call_it(cmd, stdin: int = subprocess.DEVNULL)`"),
    ],
)  # fmt: skip
def test_what_an_owner_may_have_for_it_is_named(ban: tuple[str, str], owner: str, use: str, named: str, tmp_path: Path) -> None:
    files = {"shop/own.py": owner, "shop/__init__.py": "", "jobs/a.py": use}
    finding, *_ = told(tmp_path, BAN % ("shop/own.py", *ban, "shop/own.py"), files)
    assert named in finding.help


def test_a_variable_that_the_owner_reads_is_no_terminal_s(tmp_path: Path) -> None:
    owner = "import os\n\n\ndef term():\n    return os.environ.get('TERM', '')\n"
    use = "import os\n\nTERM = os.environ['TERM']\nSHOWN = os.environ['DISPLAY']\nIN = os.environ['LC_TERMINAL']\nOWN = os.environ['XDG_SHOP_TOKEN']\n"
    found = told(tmp_path, BAN % ("shop/own.py", "os.environ", "os.getenv", "shop/own.py"), {"shop/own.py": owner, "jobs/a.py": use})
    assert [item.severity for item in found] == [Severity.ERROR, Severity.WARNING, Severity.WARNING, Severity.ERROR]


@pytest.mark.parametrize(("body", "name"), [("raise NotImplementedError", "load_value"), ("return json.dumps(value)", "dump_value")])
def test_the_way_back_goes_that_way(body: str, name: str, tmp_path: Path) -> None:
    owner = f"import json\n\n\ndef load_value(text: str):\n    return json.loads(text)\n\n\ndef dump_value(value):\n    {body}\n"
    use = "import json\n\n\ndef run(data):\n    return json.dumps(data)\n"
    files = {"shop/__init__.py": "", "shop/own.py": owner, "jobs/a.py": use}
    (finding,) = told(tmp_path, BAN % ("shop/own.py", "json.loads", "json.dumps", "shop.own.load_value"), files)
    assert finding.help.startswith(f"use `{name}`")


@pytest.mark.parametrize(
    ("head", "shown"),
    [
        ("pub fn put<'a>(key: &'a str) -> &'a str {", "put(key: &str) -> &str"),
        ("pub fn put<F: Fn(&str) -> bool>(check: F) -> bool {", "put"),
        ("pub fn put(f: impl Fn(u8) -> u8 + 'static, c: char) -> u8 {", "put(f: impl Fn(u8) -> u8, c: char) -> u8"),
    ],
)
def test_a_head_of_rust_is_whole_or_not_shown(head: str, shown: str, tmp_path: Path) -> None:
    owner = f"use std::process::Command;\n\n{head}\n    Command::new(\"ls\").spawn();\n    todo!()\n}}\n"
    use = "use std::process::Command;\n\nfn run() {\n    Command::new(\"ls\").spawn();\n}\n"
    files = {"Cargo.toml": "[package]\nname = 'shop'\n", "src/lib.rs": "mod own;\nmod jobs;\n", "src/own.rs": owner, "src/jobs.rs": use}
    found = told(tmp_path, BAN % ("src/own.rs", "std::process::Command", "std::process::exit", "src/own.rs"), files)
    assert f"`{shown}`" in found[-1].help


@pytest.mark.parametrize(
    ("call", "seen"),
    [
        ("shutil.rmtree(path)", False),
        ("shutil.rmtree(path, ignore_errors=True)", True),  # the owner's takes no such thing
        ("gone = shutil.rmtree(path)", True),
    ],
)
def test_whether_an_own_function_fits_is_left_to_the_reader_where_its_answer_or_its_keywords_matter(
    call: str, seen: bool, tmp_path: Path
) -> None:
    owner = "import shutil\n\n\ndef rm_rf(path):\n    shutil.rmtree(path)\n"
    files = {"shop/__init__.py": "", "shop/paths.py": owner, "shop/a.py": f"import shutil\n\n\ndef clear(path):\n    {call}\n"}
    (finding,) = told(tmp_path, BAN % ("shop/paths.py", "shutil.rmtree", "", "shop.paths.rm_rf"), files)
    assert ("; where `rm_rf(path)` does not fit, add a function to shop/paths.py that does" in finding.help) is seen


def test_a_name_that_the_file_imports_is_not_imported_again(tmp_path: Path) -> None:
    owner = "import shutil\n\n\ndef rm_rf(path):\n    shutil.rmtree(path)\n"
    taken = "import shutil\n\nfrom .paths import rm_rf\n\nrm_rf('a')\nshutil.rmtree('b')\n"
    files = {"shop/__init__.py": "", "shop/paths.py": owner, "shop/a.py": taken}
    (finding,) = told(tmp_path, BAN % ("shop/paths.py", "shutil.rmtree", "", "shop.paths.rm_rf"), files)
    assert finding.help == "use `rm_rf`, which this file imports"


OWN = BAN.replace("paths: [%s]", "paths: [own/]")
MOD = "module example.org/shop\n"
NOW = 'package own\n\nimport "time"\n\nfunc Now() (time.Time, error) {\n\treturn time.Now(), nil\n}\n'


@pytest.mark.parametrize(
    ("line", "more"),
    [
        ('m := map[string]string{"at": time.Now().UTC().String()}', True),
        ("m := time.Now()", True),
        ("m, err := time.Now()", False),
        ("m := show(time.Now())", False),
    ],
)
def test_two_answers_stand_where_no_call_goes_on(line: str, more: bool, tmp_path: Path) -> None:
    files = {"go.mod": MOD, "own/now.go": NOW, "shop/a.go": f'package shop\n\nimport "time"\n\nfunc Go() {{\n\t{line}\n\t_ = m\n}}\n'}
    (finding,) = told(tmp_path, OWN % ("time.Now", "", "own.Now"), files)
    assert finding.help.endswith("; where `Now() (time.Time, error)` does not fit, add a function to own/now.go that does") == more


SAYS = 'package own\n\nimport (\n\t"fmt"\n\t"os"\n)\n\nfunc Infof(text string) {\n\tfmt.Println(text)\n}\n\nfunc Stop(text string) {\n\tInfof(text)\n\tos.Exit(1)\n}\n'


@pytest.mark.parametrize(
    ("banned", "use", "more"),
    [("log.Fatal", "Infof", True), ("log.Fatal", "Stop", False), ("log.Print", "Infof", False)],
)
def test_what_comes_back_ends_no_program(banned: str, use: str, more: bool, tmp_path: Path) -> None:
    files = {"go.mod": MOD, "own/say.go": SAYS, "shop/a.go": f'package shop\n\nimport "log"\n\nfunc Go() {{\n\t{banned}("a")\n}}\n'}
    (finding,) = told(tmp_path, OWN % (banned, "", f"own.{use}"), files)
    ends = f"; `{use}` does not end the program, as `{banned}` does: answer the error where the caller can take one, or add a function to own/say.go"
    assert (ends in finding.help) == more


WEB = (
    'package own\n\nimport (\n\t"net/http"\n\t"time"\n)\n\n'
    "func client(wait time.Duration) *http.Client {\n\treturn &http.Client{Timeout: wait}\n}\n\n"
    "type Client struct{ url string }\n\nfunc NewClient(url string) Client {\n\treturn Client{url}\n}\n"
)


@pytest.mark.parametrize(
    ("made", "more"),
    [
        ("http.Client{\n\t\tTransport: &http.Transport{},\n\t}", "; where it does not fit, add a function to own/web.go that does"),
        ("http.Client{}", ""),
        ("http.DefaultClient", ""),
    ],
)
def test_a_field_that_nothing_is_taken_for_does_not_fit(made: str, more: str, tmp_path: Path) -> None:
    user = f'package own\n\nimport "net/http"\n\nfunc Go() {{\n\tc := {made}\n\tc.Get("/")\n}}\n'
    registry = BAN % ("own/web.go", "net/http.Client", "net/http.DefaultClient", "client")
    (finding,) = told(tmp_path, registry, {"go.mod": MOD, "own/web.go": WEB, "own/a.go": user})
    assert finding.help == f"use `client(wait time.Duration) *http.Client` of own/web.go{more}"


def test_what_is_only_called_like_a_value_is_none(tmp_path: Path) -> None:
    user = 'package shop\n\nimport "net/http"\n\nvar Search = search(http.DefaultClient)\n'
    files = {"go.mod": MOD, "own/web.go": WEB.partition("func client")[0] + "type Client" + WEB.partition("type Client")[2], "shop/a.go": user}
    (finding,) = told(tmp_path, BAN % ("own/web.go", "net/http.DefaultClient", "", "own/web.go"), files)
    assert finding.help == "add a function to own/web.go that does what is needed here, and call it"


def test_the_package_of_the_root_has_a_name_in_a_circle(tmp_path: Path) -> None:
    files = {
        "go.mod": MOD,
        "shop.go": 'package shop\n\nimport (\n\t"os"\n\n\t"example.org/shop/pay"\n)\n\nvar _ = pay.Go\n\nfunc Read() string {\n\treturn os.Getenv("SHOP_A")\n}\n',
        "pay/a.go": 'package pay\n\nimport "os"\n\nfunc Go() string {\n\treturn os.Getenv("SHOP_B")\n}\n',
    }
    registry = "schema_version: 2\ndomains:\n  configuration:\n    paths: [shop.go]\n    bans: default\n"
    (finding,) = told(tmp_path, registry, files)
    assert finding.help.endswith("read `SHOP_B`, and hand the value over as an argument, for the root package imports pay")
