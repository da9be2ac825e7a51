"""What a command prints for a bug report configures nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.model.finding import HINT
from ssot_check.pipeline.check import checked
from tests.repositories import write

REGISTRY = "schema_version: 2\ndomains:\n  configuration:\n    paths: [{owner}]\n    bans: default\n"
OWNERS = {
    "py": ("shop/settings.py", "import os\n\n\nclass Settings:\n    home = os.getenv('SHOP_HOME')\n    host = os.getenv('SHOP_HOST')\n"),
    "rs": ("src/settings.rs", 'pub fn home() -> String {\n    std::env::var("SHOP_HOME").unwrap()\n}\n'),
    "go": ("settings/settings.go", 'package settings\n\nimport "os"\n\nfunc Home() string { return os.Getenv("SHOP_HOME") }\n'),
    "ts": ("src/settings.ts", "export const home = process.env.SHOP_HOME;\n"),
}
RUST = 'pub fn run() {{\n    let told = {use};\n    println!("{{told}}");\n}}\n'
GO = 'package cli\n\nimport (\n\t"fmt"\n\t"os"\n)\n\nfunc Run() {{\n\t{use}\n}}\n'
PRINTED = 'format!(\n        "Variables:\\nSHOP_KEY = {:?}",\n        std::env::var("SHOP_KEY").unwrap_or_else(|_| "None".into())\n    )'


@pytest.mark.parametrize(
    ("path", "text", "hint"),
    [
        ("src/info.rs", RUST.format(use=PRINTED), True),
        ("src/run.rs", RUST.format(use=PRINTED), False),
        ("src/info.rs", RUST.format(use='std::env::var("SHOP_KEY").unwrap()'), False),
        ("src/info.rs", RUST.format(use=PRINTED.replace("\\nSHOP_KEY", "\\nSHOP_KEYS")), False),
        ("cli/doctor.go", GO.format(use='fmt.Printf("SHOP_KEY=%s\\n", os.Getenv("SHOP_KEY"))'), True),
        ("cli/doctor.go", GO.format(use='if os.Getenv("SHOP_KEY") == "" {\n\t\tfmt.Println("SHOP_KEY is not set")\n\t}'), False),
        ("shop/main_info.py", "import os\n\nprint('SHOP_KEY:', str(os.environ['SHOP_KEY']))\n", True),
        ("shop/main_info.py", "import os\n\nprint(f\"SHOP_KEY={os.environ['SHOP_KEY']}\")\n", True),
        ("shop/information.py", "import os\n\nprint('SHOP_KEY:', os.environ['SHOP_KEY'])\n", False),
        ("shop/info.py", "import os\n\nKEY = dict(SHOP_KEY=os.environ['SHOP_KEY'])\n", False),
        ("src/debug.ts", "console.log(`SHOP_KEY=${process.env.SHOP_KEY}`);\n", True),
        ("src/debug.ts", "console.log(process.env.SHOP_KEY);\n", False),
    ],
)
def test_what_is_printed_behind_its_own_name_in_a_diagnosis_is_a_hint(path: str, text: str, hint: bool, tmp_path: Path) -> None:
    owner, owned = OWNERS[path.rpartition(".")[2]]
    files = {"SSOT_LOCK.yml": REGISTRY.format(owner=owner), owner: owned, path: text, "go.mod": "module shop\n", "shop/__init__.py": ""}
    _, report = checked(Config(root=write(tmp_path, files), select=("SSOT302",), hints=True))
    (finding,) = report.findings
    assert (finding.confidence == HINT) is hint
    assert any("is printed as it is" in note for note in finding.notes) is hint
