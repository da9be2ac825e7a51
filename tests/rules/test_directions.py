"""Directions that can be followed: what a copy's package does not load, what runs before anything is installed, what pytest hands out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.model.dataclass import replace
from ssot_check.model.match import Alignment, CloneType
from ssot_check.model.unit import UnitKind
from ssot_check.model.verdict import Severity
from ssot_check.pipeline.check import checked
from ssot_check.rules.support.copies import copy_finding
from ssot_check.rules.support.fixtures import handed_out
from tests.builders import a_match, a_unit
from tests.repositories import write

SAVE = '''\
def save_state(path, state):
    """Write the state beside its file, then put it in its place."""
    scratch = f"{path}.new"
    with open(scratch, "wb") as stream:
        pickle.dump(state, stream, protocol=2)
        os.fsync(stream.fileno())
    os.replace(scratch, path)
'''
HEAD = "import os\nimport pickle\n"
WINDOW = "from gi.repository import Gtk\n"
LAYER = {f"app/ui/{name}.py": f"{WINDOW}\n\ndef show_{name}():\n    return Gtk.{name.title()}()\n" for name in ("menu", "window")}


def help_of(root: Path, files: Mapping[str, str], owner: str) -> str:
    registry = f"schema_version: 2\ndomains:\n  state:\n    paths: [{owner}]\n    exports: [save_state]\n"
    made = {"SSOT_LOCK.yml": registry, "app/__init__.py": "", **files}
    _, report = checked(Config(root=write(root, made), select=("SSOT2",)))
    (finding,) = report.findings
    return finding.help


def between_layers(root: Path, owner: str = HEAD + WINDOW, others: Mapping[str, str] = LAYER, **more: str) -> str:
    copy = {"app/core/state.py": f"{HEAD}\n\n{SAVE}", **{f"app/core/{name}.py": text for name, text in more.items()}}
    return help_of(root, {"app/ui/common.py": f"{owner}\n\n{SAVE}", **others, **copy}, "app/ui/common.py")


def test_a_layer_that_the_file_takes_from_by_now_is_no_wall(tmp_path: Path) -> None:
    files = {"app/ui/common.py": f"{HEAD}{WINDOW}\n\n{SAVE}\n\nTITLE = Gtk.title()\n", **LAYER}
    copy = {"app/core/state.py": f"{HEAD}from app.ui.common import TITLE\n\n\n{SAVE}\n\nprint(TITLE)\n"}
    assert help_of(tmp_path, {**files, **copy}, "app/ui/common.py").startswith("delete this `save_state` and write instead: from app.ui.common import")


def test_an_owner_of_another_layer_is_moved_first(tmp_path: Path) -> None:
    assert between_layers(tmp_path) == (
        "first move `save_state` out of app/ui/common.py to a module that both can import, for app/ui/common.py imports `gi`, "
        "which nothing in app/core uses; then delete this `save_state` and take it from there"
    )


def test_a_library_that_the_copys_package_knows_is_no_layer(tmp_path: Path) -> None:
    assert between_layers(tmp_path, tray=WINDOW).startswith("delete this `save_state` and write instead: from app.ui.common import")


@pytest.mark.parametrize(
    ("owner", "others"),
    [
        (HEAD + WINDOW, dict(list(LAYER.items())[:1])),
        (HEAD, LAYER),
        (HEAD + "def bell():\n    from gi.repository import Gdk\n\n    Gdk.beep()\n", LAYER),
        (HEAD + "import app.text\nimport json\n", LAYER),
    ],
    ids=["two files load it", "the owner does not", "the owner does so late", "our own and Python's"],
)
def test_what_taking_the_owner_does_not_load_is_no_reason(owner: str, others: Mapping[str, str], tmp_path: Path) -> None:
    told = between_layers(tmp_path, owner, {**others, "app/text.py": "X = 1\n"})
    assert told.startswith("delete this `save_state` and write instead: from app.ui.common import save_state")


def test_a_file_around_the_owners_package_knows_what_that_knows(tmp_path: Path) -> None:
    files = {"app/ui/common.py": f"{HEAD}{WINDOW}\n\n{SAVE}", **LAYER, "app/state.py": f"{HEAD}\n\n{SAVE}"}
    assert help_of(tmp_path, files, "app/ui/common.py").startswith("delete this `save_state` and write instead")


@pytest.mark.parametrize(("path", "stands"), [("setup.py", True), ("tools/setup.py", True), ("app/setup.py", False)])
def test_what_runs_before_anything_is_installed_may_stand(path: str, stands: bool, tmp_path: Path) -> None:
    told = help_of(tmp_path, {"app/state.py": f"{HEAD}\n\n{SAVE}", path: f"{HEAD}\n\n{SAVE}"}, "app/state.py")
    assert ("let it stand below the line # ssot: allow[SSOT201] -- runs first" in told) is stands


@pytest.mark.parametrize(
    ("owner", "copy", "name", "more", "told"),
    [
        ("tests/conftest.py", "tests/web/test_a.py", "host", False, "delete this `host`: pytest hands out that of tests/conftest.py by its name"),
        ("conftest.py", "tests/test_a.py", "host", False, "delete this `host`: pytest hands out that of conftest.py by its name"),
        (
            "tests/cli/conftest.py", "tests/web/test_a.py", "host", False,
            "move `host` to tests/conftest.py, where both can ask for it; delete this `host`: pytest hands out that of tests/conftest.py by its name",
        ),
        (
            "tests/cli/hosts.py", "tests/cli/test_a.py", "host", False,
            "move `host` to tests/cli/conftest.py, where both can ask for it; delete this `host`: pytest hands out that of tests/cli/conftest.py by its name",
        ),
        (
            "tests/conftest.py", "tests/test_a.py", "box", False,
            "delete this `box` and ask for `host` in its place: pytest hands it out by its name",
        ),
        (
            "tests/conftest.py", "tests/test_a.py", "box", True,
            "let this `box` ask for `host` as an argument, and do here only what is more",
        ),
    ],
)  # fmt: skip
def test_a_fixture_is_asked_for_by_its_name(owner: str, copy: str, name: str, more: bool, told: str) -> None:
    fixture = ("pytest.fixture", "make")
    match = a_match(a_unit("host", "$a", owner, calls=fixture), a_unit(name, "$a", copy, calls=fixture))
    assert handed_out(match, more=more) == told


def test_a_function_that_is_no_fixture_is_not_handed_out() -> None:
    fixture = a_unit("host", "$a", "tests/conftest.py", calls=("pytest.fixture",))
    assert handed_out(a_match(fixture, a_unit("host", "$a", "tests/test_a.py")), more=False) == ""
    assert handed_out(a_match(a_unit("host", "$a", "tests/conftest.py"), fixture), more=False) == ""


FIXTURE = """\
import pytest


@pytest.fixture
def save_state(request, tmp_path):
    scratch = tmp_path / request.node.name
    scratch.mkdir(parents=True, exist_ok=True)
    for name in ("old", "new", "kept"):
        (scratch / name).write_text(request.module.__doc__ or "")
    return scratch
"""


def fixture_help(root: Path, owner: str, copy: str, **more: str) -> str:
    files = {path.replace("__", "/").replace("_DOT_", "."): text for path, text in more.items()}
    return help_of(root, {owner: FIXTURE, copy: FIXTURE, **files}, owner)


def test_a_fixture_of_tests_that_begin_elsewhere_cannot_come_from_above(tmp_path: Path) -> None:
    paths = "batch/tests/conftest.py", "more/tests/conftest.py"
    assert fixture_help(tmp_path / "one", *paths).startswith("move `save_state` to conftest.py, where both can ask for it")
    unnamed = fixture_help(tmp_path / "no-name", "batch-cli/tests/conftest.py", paths[1], more__tox_DOT_ini="[tox]\n")
    assert "tests that begin at more/tox.ini" in unnamed
    assert fixture_help(tmp_path / "two", *paths, more__tox_DOT_ini="[tox]\n") == (
        "move `save_state` to a module that both can import, and take it from there in both; or let this one stand with an allow that says "
        "why, for tests that begin at more/tox.ini read no conftest.py above it"
    )


def test_a_conftest_that_is_there_is_read(tmp_path: Path) -> None:
    paths = "batch/tests/conftest.py", "more/tests/conftest.py"
    told = fixture_help(tmp_path, *paths, more__tox_DOT_ini="[tox]\n", conftest_DOT_py="import os\n")
    assert told.startswith("move `save_state` to conftest.py, where both can ask for it")


def test_plugins_take_a_fixture_from_each_other(tmp_path: Path) -> None:
    told = fixture_help(tmp_path, "app/fixtures/state.py", "app/tests/plugin.py", app__fixtures____init___DOT_py="")
    assert told == "delete this `save_state` and write instead: from app.fixtures.state import save_state"


@pytest.mark.parametrize(("kind", "one"), [(UnitKind.FUNCTION, True), (UnitKind.METHOD, False)])
def test_a_function_cannot_call_a_method_without_its_object(kind: UnitKind, one: bool) -> None:
    owner = a_unit("get_login_url", "return $a", kind=UnitKind.METHOD, scope="Authenticated")
    copy = a_unit("login_url", "return $a", "b.py", kind=kind, scope="" if kind is UnitKind.FUNCTION else "Other")
    grown = replace(a_match(owner, copy, CloneType.NEAR), alignment=Alignment(((1, 1), (2, 3)), 3, 4), use="from app.log import Authenticated")
    told = copy_finding("SSOT203", grown, Severity.ERROR, "an edited copy of").help
    wanted = "make one function of what is equal in `login_url` and `Authenticated.get_login_url` of app/log.py, in that file, with what differs as arguments, and call it in both"
    assert (told == wanted) is one


TWO = {"lib/setup.py": "from setuptools import setup\n", "lib/src/lib/__init__.py": "", "tool/setup.py": "from setuptools import setup\n"}


def test_another_distribution_is_added_first(tmp_path: Path) -> None:
    both = {**TWO, "lib/src/lib/state.py": f"{HEAD}\n\n{SAVE}", "tool/src/tool/state.py": f"{HEAD}\n\n{SAVE}", "tool/src/tool/__init__.py": ""}
    assert help_of(tmp_path / "none", both, "lib/src/lib/state.py") == (
        "first add the distribution in lib to what tool depends on (or let this copy stand, with an allow that says why); "
        "then delete this `save_state` and write instead: from lib.state import save_state"
    )
    used = {**both, "tool/src/tool/main.py": "from lib.state import load\n"}
    assert help_of(tmp_path / "used", used, "lib/src/lib/state.py").startswith("delete this `save_state` and write instead: from lib.state")
    back = {**both, "lib/src/lib/main.py": "from tool.other import load\n", "tool/src/tool/other.py": "load = 1\n"}
    assert help_of(tmp_path / "back", back, "lib/src/lib/state.py").startswith("first move it to a distribution that both can depend on")


@pytest.mark.parametrize(("body", "severity"), [("    return open(path).read().strip()\n", "information"), ("    return open(path).read()\n", "error")])
def test_another_text_under_an_exported_name_is_a_hint_in_another_distribution(body: str, severity: str, tmp_path: Path) -> None:
    registry = "schema_version: 2\ndomains:\n  state:\n    paths: [lib/src/lib/state.py]\n    exports: [read_saved_state]\n"
    texts = ("def read_saved_state(path):\n    return open(path).read()\n", f"def read_saved_state(path):\n{body}")
    files = {**TWO, "lib/src/lib/state.py": texts[0], "tool/src/tool/state.py": texts[1], "SSOT_LOCK.yml": registry}
    _, report = checked(Config(root=write(tmp_path, files), select=("SSOT204",), hints=True))
    assert [finding.severity.value for finding in report.findings] == [severity]


def test_what_two_distributions_share_goes_to_the_one_that_both_use(tmp_path: Path) -> None:
    core = {"core/setup.py": "from setuptools import setup\n", "core/src/core/__init__.py": "", "core/src/core/log.py": "load = 1\n"}
    uses = {f"{name}/src/{name}/main.py": "from core.log import load\n" for name in ("lib", "tool")}
    both = {"lib/src/lib/state.py": f"{HEAD}\n\n{SAVE}", "tool/src/tool/state.py": f"{HEAD}\n\n{SAVE}", "tool/src/tool/__init__.py": ""}
    told = help_of(tmp_path, {**TWO, **core, **uses, **both}, "lib/src/lib/state.py")
    assert told == "first move it to the distribution in core, which both use; then delete this `save_state` and take it from there"


def test_a_folder_of_its_own_needs_says_them(tmp_path: Path) -> None:
    files = {**TWO, "lib/src/__init__.py": "", "lib/tests/test_all.py": "from lib.state import load\n", "stacks/db/requirements.txt": "x\n"}
    state = {"lib/src/lib/state.py": f"{HEAD}\n\n{SAVE}", "stacks/db/code/stack.py": f"{HEAD}\n\n{SAVE}"}
    told = help_of(tmp_path, {**files, **state}, "lib/src/lib/state.py")
    assert told.startswith("first add the distribution in lib to what stacks/db depends on (or let")
    assert told.endswith("from lib.state import save_state")


ISSUES = 'ISSUES = "https://github.com/acme/shop/issues"\n'


@pytest.mark.parametrize(("script", "packed", "count"), [("cli/setup.py", False, 0), ("cli/setup.py", True, 1), ("cli/start.py", False, 1)])
def test_a_build_script_writes_out_what_it_cannot_import(script: str, packed: bool, count: int, tmp_path: Path) -> None:
    registry = "schema_version: 2\ndomains:\n  state:\n    paths: [cli/app/const.py]\n"
    files = {"cli/app/__init__.py": "", "cli/app/const.py": ISSUES, script: ISSUES.replace("ISSUES =", "LINK ="), "SSOT_LOCK.yml": registry}
    _, report = checked(Config(root=write(tmp_path, {**files, **({"cli/__init__.py": ""} if packed else {})}), select=("SSOT206",)))
    assert sum(finding.severity is Severity.WARNING for finding in report.findings) == count


def test_a_package_that_runs_already_leads_back_nowhere(tmp_path: Path) -> None:
    files = {"app/__init__.py": "from app.tool import start\n", "app/tool.py": f"{HEAD}import app\n\n\n{SAVE}\n\nstart = save_state\n"}
    owner = {"app/state.py": f"{HEAD}import app\n\n\n{SAVE}"}
    assert help_of(tmp_path / "one", {**files, **owner}, "app/state.py").startswith("delete this `save_state` and write instead: from app.state")
    apart = {**files, "app/tool.py": files["app/tool.py"].replace("import app\n", "")}
    assert help_of(tmp_path / "two", {**apart, **owner}, "app/state.py").startswith("first move `save_state` out of app/state.py")
