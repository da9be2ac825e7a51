"""What a ban of the environment is about: settings that are read, and not what goes on to others or does something else by it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.model.finding import Finding
from ssot_check.model.verdict import Severity
from ssot_check.pipeline.check import checked
from tests.repositories import write


def told(tmp_path: Path, ban: str, text: str) -> list[Finding]:
    lock = f"schema_version: 2\ndomains:\n  settings:\n    paths: [app/settings.py]\n    bans: [{{symbol: {ban}, use: app.settings.value}}]\n"
    owner = "import os\n\n\ndef value(name):\n    return os.environ[name]\n"
    repository = write(tmp_path, {"SSOT_LOCK.yml": lock, "app/__init__.py": "", "app/settings.py": owner, "app/job.py": text})
    _, report = checked(Config(root=repository, select=("SSOT301", "SSOT302")))
    return [found for found in report.findings if found.location.path == "app/job.py"]


@pytest.mark.parametrize(
    ("ban", "codes"),
    [
        ("os.path.expandvars", ["SSOT302", "SSOT301"]),
        ("dotenv.load_dotenv", ["SSOT302"]),
        ("os.getenv", ["SSOT302", "SSOT302", "SSOT302"]),
    ],
)
def test_who_bans_the_expansion_of_texts_says_nothing_of_variables(ban: str, codes: list[str], tmp_path: Path) -> None:
    text = (
        "import os\nfrom dotenv import dotenv_values, load_dotenv\n\n\ndef run(path):\n    load_dotenv()\n    dotenv_values(path)\n"
        '    a = os.path.expandvars("$SHOP_HOME/a")\n    b = os.path.expandvars(path)\n    return a, b, os.environ["SHOP_DEBUG"]\n'
    )
    assert [found.code for found in told(tmp_path, ban, text)] == codes


@pytest.mark.parametrize(
    ("body", "severity"),
    [
        ("return dict(os.environ)", Severity.WARNING),
        ("return {**os.environ, 'A': '1'}", Severity.WARNING),
        ("return os.environ", Severity.ERROR),
        ("return dict(os.environ)['SHOP_DEBUG']", Severity.ERROR),
        ("return near({}, os.environ)['SHOP_DEBUG']", Severity.ERROR),
        ("env = os.environ.copy()\n    env['A'] = '1'\n    return env", Severity.ERROR),
        ("near.env = dict(os.environ)", Severity.ERROR),
        ("more = {}\n    more.update(os.environ.copy())\n    return more", Severity.ERROR),
        ("return near(name, os.environ)", Severity.ERROR),
        ("return [os.getenv(key) for key in sorted(name)]", Severity.WARNING),
        ("return os.getenv('SHOP_A' if name else 'SHOP_B')", Severity.ERROR),
        ("return os.getenv('shop_a'.upper())", Severity.ERROR),
        ("return os.getenv(key := 'SHOP_A')", Severity.ERROR),
        ("return os.getenv(preset)", Severity.ERROR),
        ("name = near or 'SHOP_A'\n    return os.getenv(name)", Severity.ERROR),
        ("return os.getenv(near.key)", Severity.ERROR),
        ("return os.getenv(TABLE['db'])", Severity.ERROR),
        ("return near(env={'A': '1', **os.environ})", None),
        ("return os.environ[name]", Severity.WARNING),
        ("return os.getenv(name)", Severity.WARNING),
        ("return os.environ[TOKEN]", Severity.ERROR),
        ("return os.environ[names.token]", Severity.ERROR),
        ("return os.environ[near.TOKEN]", Severity.ERROR),
        ("return os.environ['SHOP_' + name]", Severity.ERROR),
        ("env = os.environ.copy()\n    return env['SHOP_DEBUG']", Severity.ERROR),
        ("return {key: value for key, value in os.environ.items() if key.startswith('SHOP_')}", Severity.ERROR),
        ("return os.environ['SHOP_DEBUG']", Severity.ERROR),
        ("return next(os.environ[key] for key in ('SHOP_A', 'SHOP_B'))", Severity.ERROR),
    ],
)
def test_an_environment_that_goes_on_is_no_setting(body: str, severity: Severity | None, tmp_path: Path) -> None:
    found = told(tmp_path, "os.environ", f"import os\n\nfrom app import names\nfrom app.names import TOKEN\n\n\ndef run(near, name, preset='SHOP_A'):\n    {body}\n")
    assert [item.severity for item in found] == ([severity] if severity else [])


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("for name in ('SHOP_A', 'SHOP_B'):\n    print(os.getenv(name))", "one of the environment variables `SHOP_A`, `SHOP_B` is read"),
        ("for name in NAMES:\n    print(name in os.environ)", "one of the environment variables `A`, `B`, `C` and 1 more is read"),
        ("for at, name in TABLE.items():\n    print(os.environ[name])", "one of the environment variables `SHOP_X`, `SHOP_Y` is read"),
        ("for name in TABLE:\n    print(os.environ[name])", "one of the environment variables `x`, `y` is read"),
        ("for name in LATE:\n    print(os.environ[name])", "an environment variable is read"),
        ("for at, name in enumerate(NAMES):\n    print(os.environ[name])", "an environment variable is read"),
        ("for name in NAMES:\n    name = name.lower()\n    print(os.environ[name])", "an environment variable is read"),
        ("os.environ['SHOP_A'] = '1'", "environment variable `SHOP_A` is set with `os.environ`"),
        ("os.environ.setdefault('SHOP_A', '1')", "environment variable `SHOP_A` is set with `os.environ`"),
        ("del os.environ['SHOP_A']", "environment variable `SHOP_A` is taken away with `os.environ`"),
        ("del os.environ['SHOP_A'], TABLE['x']", "environment variable `SHOP_A` is taken away with `os.environ`"),
        ("os.environ.pop('SHOP_A', None)", "environment variable `SHOP_A` is taken away with `os.environ`"),
        ("os.environ[TOKEN] = '1'", "the environment variable that `TOKEN` names is set with `os.environ`"),
        ("os.environ.update(TABLE)", "the environment is changed with `os.environ`"),
    ],
)
def test_the_variables_are_named_and_what_is_done_with_them(body: str, said: str, tmp_path: Path) -> None:
    text = "import os\n\nfrom app.names import TOKEN\n\nNAMES = ('A', 'B', 'C', 'D')\nTABLE = {'x': 'SHOP_X', 'y': 'SHOP_Y'}\nLATE = (*NAMES, input())\n"
    (found,) = told(tmp_path, "os.environ", f"{text}\n{body}\n")
    assert found.message.startswith(said)
