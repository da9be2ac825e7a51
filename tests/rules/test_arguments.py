"""What the owner has to take as arguments before it can stand in for the copy."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.pipeline.check import checked
from tests.repositories import write

REGISTRY = "schema_version: 2\ndomains:\n  folders:\n    paths: [app/folders.py]\n    exports: [cache_folder]\n"
BASE = 'def base_folder():\n    return os.environ.get("APP_BASE")\n\n\n'
OTHER_BASE = 'def base_folder():\n    home = os.environ.get("HOME", "")\n    return os.path.join(home, ".app") if home else "/var/lib/app"\n\n\n'
HEAD = "import os\n\nfrom app.wiring import KINDS, LEGACY_KINDS, limit_of\n\n\n"
FOLDER = """\
def cache_folder(name, *parts):
    base = base_folder()
    if base is None or name not in KINDS:
        raise LookupError(f"no folder for {name}")
    folder = os.path.join(base, "cache", name, *parts)
    os.makedirs(folder, mode=0o700, exist_ok=True)
    return folder
"""


def told(tmp_path: Path, copy: str, base: str = OTHER_BASE) -> tuple[str, bool]:
    """The help of the one copy, and whether there is a fix for it."""
    files = {"app/__init__.py": "", "app/wiring.py": "", "app/legacy.py": f"{HEAD}{base}{copy}", "app/folders.py": f"{HEAD}{BASE}{FOLDER}"}
    _, report = checked(Config(root=write(tmp_path, {"SSOT_LOCK.yml": REGISTRY, **files}), select=("SSOT201", "SSOT202", "SSOT203")))
    (finding,) = (item for item in report.findings if "cache" in item.scope)
    return finding.help, finding.fix is not None


def test_a_helper_of_the_copy_s_own_file_is_handed_over(tmp_path: Path) -> None:
    said, fixed = told(tmp_path, FOLDER)
    assert said.startswith("first let `cache_folder` take `base_folder` (this file has its own) as an argument; then call the owner's")
    assert not fixed


@pytest.mark.parametrize(
    ("kinds", "own"),
    [
        ('KINDS = ("page", "image")\n\n', 'KINDS = ("page",)\n\n'),
        ('KINDS = """\npage\nimage\n"""\n\n', 'KINDS = """\npage\n"""\n\n'),
    ],
    ids=["line", "lines"],
)
def test_a_constant_of_the_copy_s_own_file_is_handed_over(kinds: str, own: str, tmp_path: Path) -> None:
    wiring = {"app/__init__.py": "", "app/folders.py": f"import os\n\n{kinds}{BASE}{FOLDER}"}
    for other, begins in ((own, "first let `cache_folder` take `KINDS` (this file has its own) as an argument"), (kinds, "delete this")):
        root = write(tmp_path / begins[:6], {"SSOT_LOCK.yml": REGISTRY, **wiring, "app/legacy.py": f"import os\n\n{other}{BASE}{FOLDER}"})
        _, report = checked(Config(root=root, select=("SSOT201",)))
        (finding,) = (item for item in report.findings if "cache" in item.scope)
        assert finding.help.startswith(begins)
        assert (finding.fix is None) is (other is own)


CLASS = """\
class Folders:
    def __init__(self, root):
        self.root = check_root(root)

    def of(self, name):
        return join_folder(self.root, clean_name(name), base_folder())
"""


def test_of_the_helpers_of_a_class_some_are_named(tmp_path: Path) -> None:
    names = ("check_root", "join_folder", "clean_name", "base_folder")
    mine, theirs = ("".join(f"def {name}(*a):\n    return {said}.{name}(a)\n\n\n" for name in names) for said in ("paths", "cloud"))
    files = {"app/__init__.py": "", "app/folders.py": f"import paths\n\n\n{mine}{CLASS}", "app/cloud.py": f"import cloud\n\n\n{theirs}{CLASS}"}
    _, report = checked(Config(root=write(tmp_path, {"SSOT_LOCK.yml": REGISTRY.replace("cache_folder", "Folders"), **files}), select=("SSOT201",)))
    (finding,) = (item for item in report.findings if item.scope == "Folders")
    first = "`base_folder` (this file has its own), `check_root` (this file has its own) and 2 more of which this file has its own"
    assert finding.help.startswith(f"first let `Folders` take {first} as arguments; then")


def test_a_helper_that_both_files_have_alike_is_no_argument(tmp_path: Path) -> None:
    assert told(tmp_path, FOLDER, BASE)[0].startswith("delete this `cache_folder`")


@pytest.mark.parametrize(
    ("copy", "begins"),
    [
        (FOLDER.replace("KINDS", "LEGACY_KINDS"), "first let `cache_folder` take `KINDS` (here `LEGACY_KINDS`) as an argument; then"),
        (FOLDER.replace("0o700", "0o755"), "first let `cache_folder` take 0o700 (0o755 here) as an argument, where it matters; then"),
        (
            FOLDER.replace("0o700", "0o755").replace('"cache"', '"old"'),
            "first let `cache_folder` take the 2 values that differ (lines 14 and 15 here, lines 14 and 15 there) as arguments, where they matter; then",
        ),
        (
            FOLDER.replace("KINDS", "LEGACY_KINDS").replace("0o700", "0o755"),
            "first let `cache_folder` take `KINDS` (here `LEGACY_KINDS`) and what differs (line 15 here, line 15 there) as arguments; then",
        ),
        (FOLDER.replace("name", "kind"), "delete this `cache_folder` and write instead"),
        (FOLDER.replace("    return folder", "    limit_of(folder)\n    return folder"), "first let `cache_folder` take what differs (line 16 here) as arguments; then call the owner's with what is meant here"),
    ],
)
def test_what_alone_differs_is_handed_over(copy: str, begins: str, tmp_path: Path) -> None:
    assert told(tmp_path, copy, BASE)[0].startswith(begins)


RAISING = FOLDER.replace("LookupError", "NoFolderError")
NO_FOLDER = "class NoFolderError(Exception):\n    pass\n\n\n"
SHARED = "import os\n\nfrom app.wiring import KINDS\n\n\n"


def between(root: Path, owner: str, copy: str, scope: str = "cache_folder") -> tuple[str, bool]:
    """The help of the copy that is called so, and whether there is a fix for it."""
    files = {"app/__init__.py": "", "app/wiring.py": "KINDS = ()\n", "app/folders.py": SHARED + owner, "app/legacy.py": SHARED + copy}
    _, report = checked(Config(root=write(root, {"SSOT_LOCK.yml": REGISTRY, **files}), select=("SSOT201", "SSOT202", "SSOT203")))
    (finding,) = (item for item in report.findings if item.scope == scope)
    return finding.help, finding.fix is not None


def test_a_class_that_both_files_define_is_taken_along(tmp_path: Path) -> None:
    said, fixed = between(tmp_path, BASE + NO_FOLDER + RAISING, BASE + NO_FOLDER + RAISING)
    assert said.startswith("first take `NoFolderError` of app/folders.py in place of this file's own; then delete this `cache_folder`")
    assert not fixed


def test_a_class_that_only_says_another_thing_is_an_argument(tmp_path: Path) -> None:
    other = NO_FOLDER.replace("pass", "code = 404")
    said, fixed = between(tmp_path, BASE + NO_FOLDER + RAISING, BASE + other + RAISING)
    assert said.startswith("first let `cache_folder` take `NoFolderError` (this file has its own) as an argument; then")
    assert not fixed


def test_the_classes_of_a_helper_that_both_files_have_are_taken_along(tmp_path: Path) -> None:
    helper = "def base_folder():\n    raise NoFolderError(KINDS)\n\n\n"
    said, fixed = between(tmp_path, NO_FOLDER + helper + FOLDER, NO_FOLDER + helper + FOLDER)
    assert said.startswith("first take `NoFolderError` of app/folders.py in place of this file's own; then")
    assert not fixed


def test_a_class_that_both_files_import_needs_nothing(tmp_path: Path) -> None:
    text = "from app.wiring import NoFolderError\n\n\n" + BASE + RAISING
    said, fixed = between(tmp_path, text, text)
    assert said.startswith("delete this `cache_folder`")
    assert fixed


@pytest.mark.parametrize("asked", ["os.path.dirname(__file__)", "resource_filename(__name__, name)"])
def test_what_asks_where_it_stands_is_told_that_first(asked: str, tmp_path: Path) -> None:
    text = BASE + FOLDER.replace("base_folder()", asked)
    said, fixed = between(tmp_path, text, text)
    name = "__file__" if "__file__" in asked else "__name__"
    assert said.startswith(f"first let `cache_folder` take `{name}` (this file has its own) as an argument; then call the owner's")
    assert not fixed


@pytest.mark.parametrize("asked", ["type(name).__name__", "logging.getLogger(__name__)"])
def test_the_name_of_a_class_or_a_logger_is_no_place(asked: str, tmp_path: Path) -> None:
    text = "import logging\n\n\n" + BASE + FOLDER.replace("base_folder()", asked)
    said, fixed = between(tmp_path, text, text)
    assert said.startswith("delete this `cache_folder`")
    assert fixed


def test_a_class_is_not_taken_along_with_itself(tmp_path: Path) -> None:
    text = "def base_folder():\n    return Folders(KINDS)\n\n\n" + CLASS
    said, _ = between(tmp_path, text, text, "Folders")
    assert said.startswith("delete this `Folders`")
