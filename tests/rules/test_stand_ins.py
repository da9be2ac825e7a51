"""Help of a ban whose `use` names no function: a module, a method or a value; and what is told where it may not fit."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.pipeline.check import checked
from tests.repositories import write

OWNER = (
    "import hashlib\n\nTYPE = hashlib.md5\n\n\nclass Message:\n    pass\n\n\nclass Files:\n    @staticmethod\n    def sum_of(path):\n"
    "        return hashlib.md5(path).hexdigest()\n\n    def mine(self, path):\n        return hashlib.md5(path).hexdigest()\n\n\n"
    "def tell(message: Message):\n    print(message)\n\n\ndef set_up():\n    print(1)\n\n\n"
    "def show(data):\n    print(data)\n"
)


def help_for(tmp_path: Path, ban: str, text: str, owner: str = OWNER, more: str = "") -> str:
    lock = f"schema_version: 2\ndomains:\n  files:\n    paths: [src/shop/files.py]\n{more}    bans: {ban}\n"
    files = {"SSOT_LOCK.yml": lock, "src/shop/__init__.py": "", "src/shop/files.py": owner, "src/shop/job.py": text}
    _, report = checked(Config(root=write(tmp_path, files), select=("SSOT301", "SSOT302")))
    (finding,) = report.findings
    return finding.help


@pytest.mark.parametrize(
    ("use", "said"),
    [
        ("shop.files", "use what src/shop/files.py offers (`shop.files`); where nothing fits, add a function to it that does what is needed here"),
        ("shop.files.TYPE", "use shop.files.TYPE instead; where it does not fit, add a function to src/shop/files.py that does"),
        ("shop.files.Files.sum_of", "use shop.files.Files.sum_of instead; where it does not fit, add a function to src/shop/files.py that"),
        ("shop.files.Files.mine", "use shop.files.Files.mine instead on a `Files`; where it does not fit, add a function to src/shop"),
        ("other.place.sum_of", "use other.place.sum_of instead"),
    ],
)
def test_there_is_a_way_out_beside_what_is_no_function(use: str, said: str, tmp_path: Path) -> None:
    text = "import hashlib\n\n\ndef run(data):\n    return hashlib.sha1(data)\n"
    assert help_for(tmp_path, f"[{{symbol: hashlib.sha1, use: {use}}}]", text).startswith(said)


def test_a_module_that_imports_the_file_is_a_circle(tmp_path: Path) -> None:
    text = "import hashlib\n\n\ndef run(data):\n    return hashlib.sha1(data)\n"
    owner = f"from shop.job import run\n{OWNER}"
    assert help_for(tmp_path, "[{symbol: hashlib.sha1, use: shop.files}]", text, owner) == (
        "use shop.files, but move what is needed out of src/shop/files.py to a module that both can import, or import it inside the "
        "function, for src/shop/files.py imports this file"
    )


@pytest.mark.parametrize(("name", "more"), [("tell", True), ("set_up", True), ("show", False)])
def test_a_function_that_is_given_something_else_may_not_fit(name: str, more: bool, tmp_path: Path) -> None:
    said = help_for(tmp_path, f"[{{symbol: print, use: shop.files.{name}}}]", "def run(data):\n    print(data)\n")
    assert ("does not fit, add a function to src/shop/files.py" in said) == more


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("get_config_folder()", "let src/shop/files.py, the owner of `configuration`, read `SHOP_DEBUG`, and take the value from there"),
        ("get_config(name)", "use `get_config`: from shop.files import get_config"),
    ],
)
def test_a_function_that_takes_nothing_reads_no_other_variable(head: str, said: str, tmp_path: Path) -> None:
    name = head.partition("(")[0]
    owner = f'import os\n\n\ndef {head}:\n    return os.environ.get("SHOP_FOLDER")\n'
    text = "import os\n\nDEBUG = os.environ['SHOP_DEBUG']\n"
    lock = f"    kind: configuration\n    exports: [{name}]\n"
    assert help_for(tmp_path, "default", text, owner, lock) == said.replace("configuration", "files")
