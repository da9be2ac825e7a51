"""What is said of a Python function that differs from its owner: the lines are named, and nothing is deleted that says something else."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.model.finding import Finding
from ssot_check.model.match import CloneType
from ssot_check.model.unit import Trait, UnitKind
from ssot_check.pipeline.check import checked
from ssot_check.rules.support.copies import matches
from tests.builders import a_domain, a_match, a_project, a_unit
from tests.repositories import write

REGISTRY = "schema_version: 2\ndomains:\n  dumps:\n    paths: [app/maria.py]\n    exports: [dump_tables]\n"
HEAD = "import logging\nimport shlex\n\nfrom app.run import run_command\n\nlogger = logging.getLogger(__name__)\n\n\n"
DUMP = """\
def dump_tables(database, target, options):
    logger.info(f"Dumping the MariaDB database {database} to {target}")
    if database.get("skipped"):
        raise ValueError(f"no MariaDB database called {database}")
    command = tuple(shlex.quote(part) for part in shlex.split(options.get("dump_command") or "mariadb-dump"))
    flags = ("--host", options["hostname"], "--single-transaction", "--result-file", target)
    return run_command(command + flags, timeout=options.get("timeout", 30), close_fds=True)
"""
CALL = "    return run_command("


def told(root: Path, copy: str, path: str = "app/my.py", **more: str) -> Finding:
    """The one finding in the file at `path`."""
    files = {"SSOT_LOCK.yml": REGISTRY, "app/__init__.py": "", "app/run.py": "", "app/maria.py": HEAD + DUMP, path: HEAD + copy}
    select = ("SSOT201", "SSOT202", "SSOT203")
    _, report = checked(Config(root=write(root, files | {name.replace("__", "/"): text for name, text in more.items()}), select=select))
    (finding,) = (item for item in report.findings if item.location.path == path)
    return finding


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"mariadb-dump"', '"mysqldump"', "first let `dump_tables` take the value that differs (line 13 here, line 13 there) as an argument"),
        ("30", "90", "first let `dump_tables` take 30 (90 here) as an argument"),
        (CALL, f"    target.touch()\n{CALL}", "first let `dump_tables` take what differs (line 15 here) as arguments"),
    ],
    ids=["text", "number", "more here"],
)
def test_lines_that_differ_are_named_and_nothing_is_deleted(old: str, new: str, says: str, tmp_path: Path) -> None:
    finding = told(tmp_path, DUMP.replace(old, new))
    assert finding.help.startswith(says)
    assert "then call the owner's with what is meant here, in place of this `dump_tables` or in it, under another name" in finding.help
    assert "delete" not in finding.help
    assert "mysqldump" not in " ".join((finding.help, finding.message, *finding.notes))
    assert finding.fix is None


def test_where_much_is_missing_neither_stands_in_for_the_other(tmp_path: Path) -> None:
    missing = '    if database.get("skipped"):\n        raise ValueError(f"no MariaDB database called {database}")\n'
    said = told(tmp_path, DUMP.replace(missing, "")).help
    assert said.startswith("make one function of what is equal in this `dump_tables` and `dump_tables` of app/maria.py, ")
    assert "with what differs (lines 11 and 12 there) as arguments" in said


def test_messages_to_people_alone_may_be_the_owners(tmp_path: Path) -> None:
    finding = told(tmp_path, DUMP.replace("the MariaDB database", "a MySQL database").replace("no MariaDB", "no MySQL"))
    assert finding.help.startswith("delete this `dump_tables`, of which only messages to people differ (lines 10 and 12), and write instead: ")


def test_a_message_that_is_counted_is_none(tmp_path: Path) -> None:
    finding = told(tmp_path, DUMP.replace("logger.info(f", "logger.info(prefix(database), 3, f"))
    assert "take what differs (line 10 here) as arguments" in finding.help


def test_a_method_is_kept_and_calls_the_owner(tmp_path: Path) -> None:
    method = "class Store:\n" + "".join(f"    {line}\n" for line in DUMP.replace("(database,", "(self, database,").splitlines())
    assert told(tmp_path, method).help == "keep the method `dump_tables` and call the owner's in it: from app.maria import dump_tables"


def test_what_modules_of_one_folder_have_alike_is_called_by_its_name(tmp_path: Path) -> None:
    others = {f"app__{name}.py": "def dump_tables(database, target, options):\n    pass\n" for name in ("pg", "lite")}
    copy = DUMP.replace('"mariadb-dump"', '"mysqldump"')
    said = told(tmp_path / "asked", copy, **others).help
    assert "then keep this `dump_tables`, which is called by its name, and call the owner's with what is meant here in it" in said
    taken = {**others, "app__jobs.py": "from app.my import dump_tables\n\nprint(dump_tables)\n"}
    assert "called by its name" not in told(tmp_path / "taken", copy, **taken).help


ADAPTER = 'def remove_dumps(config, run):\n    dump.remove_dumps(base_path(config), "{}", run, verbose=True)\n'
BASE = 'def base_path(config):\n    return config["{}"]\n\n\n'


@pytest.mark.parametrize(("shared", "count"), [("from app import dump", 0), ("import dump", 1)], ids=["of this repository", "of another"])
def test_a_line_that_hands_on_to_what_is_shared_is_no_copy(shared: str, count: int, tmp_path: Path) -> None:
    files = {name: f"{shared}\n\n\n{BASE.format(said)}{ADAPTER.format(said)}" for name, said in (("app/maria.py", "maria"), ("app/my.py", "my"))}
    shown = {"SSOT_LOCK.yml": REGISTRY.replace("dump_tables", "remove_dumps"), "app/__init__.py": "", "app/dump.py": "def remove_dumps(*what, **more):\n    pass\n"}
    _, report = checked(Config(root=write(tmp_path, shown | files), select=("SSOT202", "SSOT203")))
    assert sum("remove_dumps" in item.message for item in report.findings) == count


GUESTS = {"app/guest/lib/base.py": "TEXT = 1\n", "app/guest/lib/use.py": "from lib.base import TEXT\n"}


def test_a_folder_that_takes_nothing_from_outside_is_given_no_import(tmp_path: Path) -> None:
    text = "import shlex\n\nimport runner\n\n\n" + DUMP.replace("logger.info(", "runner.say(").replace("run_command(", "runner.run(")
    files = {"SSOT_LOCK.yml": REGISTRY, "app/__init__.py": "", "app/maria.py": text, "app/guest/lib/my.py": text, **GUESTS}
    _, report = checked(Config(root=write(tmp_path / "alone", files), select=("SSOT201",)))
    (finding,) = report.findings
    assert finding.help.startswith("app/guest/ takes nothing from outside: where it runs without the rest, give it and app/maria.py one file")
    assert "import dump_tables" not in finding.help
    assert finding.fix is None
    known = files | {"app/guest/lib/use.py": "from app.maria import dump_tables\nfrom lib.base import TEXT\n"}
    _, report = checked(Config(root=write(tmp_path / "together", known), select=("SSOT201",)))
    (finding,) = report.findings
    assert "takes nothing from outside" not in finding.help


@pytest.mark.parametrize(("traits", "count"), [(frozenset({Trait.PROPERTY}), 1), (frozenset(), 2)])
def test_of_the_halves_of_a_property_one_is_told(traits: frozenset[Trait], count: int) -> None:
    owner, copy = (a_unit("since", "return $a", path, kind=UnitKind.METHOD, scope="Store", traits=traits) for path in ("a.ts", "b.ts"))
    match = a_match(owner, copy, CloneType.NEAR)
    assert len(list(matches(a_project(a_domain(), matches=(match, match)), lambda _: True))) == count


HOOK = """\
def pytest_configure(config):
    for name, said in MARKERS.items():
        config.addinivalue_line("markers", f"{name}: {said}")
    config.addinivalue_line("filterwarnings", "error::DeprecationWarning")
"""


@pytest.mark.parametrize(("mine", "hint"), [('{"slow": "takes long"}', True), ('{"quick": "takes no time"}', False)])
def test_a_hook_of_pytest_is_about_the_tests_below_it(mine: str, hint: bool, tmp_path: Path) -> None:
    files = {
        "SSOT_LOCK.yml": "schema_version: 2\ndomains:\n  checks:\n    paths: [tests/unit/conftest.py]\n",
        "tests/unit/conftest.py": 'MARKERS = {"quick": "takes no time"}\n\n\n' + HOOK,
        "tests/load/conftest.py": f"MARKERS = {mine}\n\n\n" + HOOK,
    }
    _, report = checked(Config(root=write(tmp_path, files), select=("SSOT201",), hints=True))
    (finding,) = report.findings
    assert (finding.confidence == "hint") is hint


def test_a_class_that_derives_from_the_other_is_no_second_one(tmp_path: Path) -> None:
    body = "".join(f"    def step_{at}(self, value):\n        return self.session.get(self.url, timeout={at}, params=value)\n\n" for at in range(4))
    plain = "import requests\n\n\nclass Client{base}:\n    session = requests.Session()\n\n" + body
    domain = "schema_version: 2\ndomains:\n  http_clients:\n    paths: [app/http.py]\n"
    for base, count in (("", 1), ("(Client)", 0)):
        files = {
            "SSOT_LOCK.yml": domain,
            "app/http.py": "import requests\n\n\ndef get(url):\n    return requests.Session().get(url)\n",
            "app/one.py": plain.format(base=""),
            "app/two.py": "from app.one import Client\n" + plain.format(base=base).replace("class Client", "class ProxyClient"),
        }
        _, report = checked(Config(root=write(tmp_path / f"of{count}", files), select=("SSOT205",)))
        assert len(report.findings) == count
