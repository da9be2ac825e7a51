"""Copies that are deleted in favour of the owner: what is certain, what is only suggested, what is left to a person."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from ssot_check.fixes.apply import apply
from ssot_check.model.config import Config
from ssot_check.model.finding import Fix, Safety
from ssot_check.pipeline.check import checked
from tests.repositories import write

REGISTRY = "schema_version: 2\ndomains:\n  backoff:\n    paths: [app/retry.py]\n    exports: [delay_of]\n"
BODY = '''\
def delay_of(attempt, base=0.5, limit=30.0):
    """Seconds to wait before the next attempt."""
    wait = base * math.pow(2, attempt)
    jitter = random.uniform(0, wait / 10)
    if wait + jitter > limit:
        return limit
    return round(wait + jitter, 3)
'''
OWNER = f"import math\nimport random\n\n\n{BODY}"
PACKAGES = {"app/__init__.py": "", "app/jobs/__init__.py": ""}


def repaired(tmp_path: Path, text: str, files: dict[str, str] | None = None, path: str = "app/jobs/a.py") -> tuple[Fix | None, str]:
    """The repair of the only copy in the file, and the text after it."""
    root = write(tmp_path, {"SSOT_LOCK.yml": REGISTRY, "app/retry.py": OWNER, path: text, **PACKAGES, **(files or {})})
    _, report = checked(Config(root=root, select=("SSOT201", "SSOT202")))
    (fix,) = [item.fix for item in report.findings if item.location.path == path]
    after = apply(text, sorted(fix.edits, key=lambda edit: (edit.location, edit.text == ""))) if fix else ""
    if fix:
        ast.parse(after)
    return fix, after


def test_a_plain_copy_is_certain_and_takes_its_imports_along(tmp_path: Path) -> None:
    end = "\n\ndef run():\n    return delay_of(1)\n"
    text = f'"""A job."""\n\nimport math\nimport os\nimport random\n\nHOME = os.sep\n\n\n# as in retry.py\n{BODY}{end}'
    fix, after = repaired(tmp_path, text)
    assert fix is not None
    assert (fix.safety, fix.title) == (Safety.SAFE, "import `delay_of` and delete this copy")
    assert after == ('"""A job."""\n\nimport os\nfrom app.retry import delay_of\n\nHOME = os.sep\n\n\ndef run():\n    return delay_of(1)\n')


@pytest.mark.parametrize(
    ("text", "after"),
    [
        (f"import math, random\n\n\n{BODY}", "from app.retry import delay_of\n"),
        (f"import math, os, random\n\n\n{BODY}print(os)\n", "import os\nfrom app.retry import delay_of\n\n\nprint(os)\n"),
        (f"import math  # noqa\nimport random\n\n\n{BODY}", "import math  # noqa\nfrom app.retry import delay_of\n"),
        (f"import math\nimport random\n\n\n{BODY}\nX = 'math'\n", "import math\nfrom app.retry import delay_of\n\n\nX = 'math'\n"),
        (
            f"#!/usr/bin/env python3\nfrom __future__ import annotations\nX = 1\nimport math, random\n\n{BODY}".replace("X = 1\n", ""),
            "#!/usr/bin/env python3\nfrom __future__ import annotations\nfrom app.retry import delay_of\n",
        ),
        (
            f'import math\nimport random; X = """\ntext\n"""\n\n\n{BODY}'.rstrip("\n"),
            'import random; X = """\ntext\n"""\nfrom app.retry import delay_of\n',
        ),
        (f"import math\nimport random\nX = 1\n\n\n{BODY}".rstrip("\n"), "from app.retry import delay_of\nX = 1\n"),
    ],
)
def test_the_file_stays_as_it_is_around_the_copy(text: str, after: str, tmp_path: Path) -> None:
    assert repaired(tmp_path, text)[1] == after


@pytest.mark.parametrize(
    ("imports", "after"),
    [
        ("from app.retry import LIMIT\n", "from app.retry import LIMIT, delay_of\n"),
        ("from app.retry import (LIMIT, WAIT as W)\n", "from app.retry import (LIMIT, WAIT as W, delay_of)\n"),
        ("from app.retry import (\n    LIMIT,\n    WAIT,\n)\n", "from app.retry import (\n    LIMIT,\n    WAIT,\n    delay_of,\n)\n"),
        ("from app.retry import LIMIT  # for tests\n", "from app.retry import LIMIT  # for tests\nfrom app.retry import delay_of\n"),
        ("from app.retry import *\n", "from app.retry import *\nfrom app.retry import delay_of\n"),
        ("from app.retries import LIMIT\n", "from app.retries import LIMIT\nfrom app.retry import delay_of\n"),
    ],
)
def test_a_module_that_is_imported_already_gives_one_name_more(imports: str, after: str, tmp_path: Path) -> None:
    more = {"app/retry.py": f"{OWNER}\n\nLIMIT = WAIT = 3\n", "app/retries.py": "LIMIT = 3\n"}
    text = f"import math\nimport random\n{imports}\n\n{BODY}\n\nprint(delay_of(1), [LIMIT])\n"
    assert repaired(tmp_path, text, more)[1] == f"{after}\n\nprint(delay_of(1), [LIMIT])\n"


def test_names_that_others_import_from_the_file_stay(tmp_path: Path) -> None:
    fix, after = repaired(tmp_path, f"import math\nimport random\n\n\n{BODY}", {"app/b.py": "from app.jobs.a import math\n"})
    assert after == "import math\nfrom app.retry import delay_of\n"
    assert fix is not None


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("app/b.py", "from app.jobs import a\n\na.math.pi\n"),
        ("app/b.py", "import app.jobs.a\n\nprint(app.jobs.a.math)\n"),
        ("tests/test_a.py", "from app.jobs.a import delay_of\n\nPATCHED = 'app.jobs.a.math.pow'\n"),
    ],
)
def test_imports_stay_where_others_can_reach_them_through_the_module(path: str, text: str, tmp_path: Path) -> None:
    fix, after = repaired(tmp_path, f"import math\nimport random\n\n\n{BODY}", {path: text})
    assert after == "import math\nimport random\nfrom app.retry import delay_of\n"
    assert fix is not None


def test_a_private_owner_is_not_imported_from_elsewhere(tmp_path: Path) -> None:
    body = BODY.replace("delay_of", "_delay_of")
    owner = f"{OWNER}\n\n{body.replace('0.5', '0.7').replace('round', 'int')}"
    files = {"app/retry.py": owner}
    assert repaired(tmp_path, f"import math\nimport random\n\n\n{body.replace('0.5', '0.7').replace('round', 'int')}", files) == (None, "")


SUGGESTED = {
    "a name that means something else": f"import random\n\nfrom app import math\n\n\n{BODY}",
    "a star import": f"import math\nimport random\nfrom os import *\n\n\n{BODY}",
    "attributes": f"import math\nimport random\n\n\n{BODY}\n\ndelay_of.seen = 0\n",
    "more attributes": f"import math\nimport random\n\n\n{BODY}\n\ndelay_of.__doc__ += 'Of jobs.'\n",
    "attributes by name": f"import math\nimport random\n\n\n{BODY}\n\nsetattr(delay_of, 'seen', 0)\n",
    "a name bound twice": f"try:\n    import math\nexcept ImportError:\n    math = None\nimport random\n\n\n{BODY}",
    "a script": f"#!/usr/bin/env python3\nimport math\nimport random\n\n\n{BODY}",
}


@pytest.mark.parametrize(
    ("path", "head", "is_left"),
    [
        ("tasks.py", "", True),
        ("tools/build.py", "#!/usr/bin/env python3\n", True),
        ("tasks.py", "from app import config\n", False),
        ("tools/build.py", "", False),
    ],
)
def test_a_script_that_imports_nothing_of_the_package_may_run_without_it(path: str, head: str, is_left: bool, tmp_path: Path) -> None:
    fix, _ = repaired(tmp_path, f"{head}import math\nimport random\n\n\n{BODY}", path=path)
    assert (fix is None) is is_left


@pytest.mark.parametrize("text", SUGGESTED.values(), ids=SUGGESTED)
def test_what_is_not_certain_is_only_suggested(text: str, tmp_path: Path) -> None:
    fix, _ = repaired(tmp_path, text)
    assert fix is not None
    assert fix.safety is Safety.SUGGESTED


PATCHES = {
    "by its dotted name": "@patch('app.jobs.a.random.uniform', return_value=0)\ndef test_it(fixed):\n    pass\n",
    "by a shorter name": "def test_it(mocker):\n    mocker.patch('jobs.a.math')\n",
    "the copy itself": "def test_it(monkeypatch):\n    monkeypatch.setattr('app.jobs.a.delay_of', print)\n",
    "by the module": "from app.jobs import a\n\n\ndef test_it(monkeypatch):\n    monkeypatch.setattr(a, 'random', None)\n",
    "by an alias": "import app.jobs.a as jobs\n\n\ndef test_it():\n    with patch.object(jobs, 'math'):\n        pass\n",
}


@pytest.mark.parametrize("test", PATCHES.values(), ids=PATCHES)
def test_a_test_that_replaces_a_name_of_the_copy_makes_it_uncertain(test: str, tmp_path: Path) -> None:
    fix, _ = repaired(tmp_path, f"import math\nimport random\n\n\n{BODY}", {"tests/test_jobs.py": test})
    assert fix is not None
    assert fix.safety is Safety.SUGGESTED
    assert "look at the tests that replace its `" in fix.title


def test_a_test_that_replaces_something_else_changes_nothing(tmp_path: Path) -> None:
    lines = (
        "def test_it(monkeypatch):",
        "monkeypatch.setattr('app.retry.random', 1)",
        "monkeypatch.setattr(os, 'random', 1)",
        "'app.jobs.a.x'",
    )
    test = "\n    ".join((*lines, ""))
    fix, _ = repaired(tmp_path, f"import math\nimport random\n\n\n{BODY}", {"tests/test_jobs.py": test})
    assert fix is not None
    assert (fix.safety, fix.title) == (Safety.SAFE, "import `delay_of` and delete this copy")


def test_outside_of_the_package_only_an_import_from_it_makes_it_certain(tmp_path: Path) -> None:
    text = f"import math\nimport random\n\n\n{BODY}"
    first, _ = repaired(tmp_path / "1", text, path="tools/a.py")
    second, _ = repaired(tmp_path / "2", f"import app.jobs\n{text}\nprint(app)\n", path="tools/a.py")
    assert [fix.safety for fix in (first, second) if fix] == [Safety.SUGGESTED, Safety.SAFE]


def test_a_renamed_copy_is_imported_under_its_own_name(tmp_path: Path) -> None:
    body = BODY.replace("delay_of", "pause").replace("jitter", "noise")
    text = f"import math\nimport random\n\n\n{body}\n\nprint(pause(1))\n"
    fix, after = repaired(tmp_path, text)
    assert fix is not None
    assert fix.safety is Safety.SUGGESTED
    assert after == "from app.retry import delay_of as pause\n\n\nprint(pause(1))\n"


LEFT = {
    "other parameter names": f"import math\nimport random\n\n\n{BODY.replace('attempt', 'turn')}\n\nprint(delay_of(turn=2))\n",
    "other names for a caller elsewhere": f"import math\nimport random\n\n\n{BODY.replace('attempt', 'turn')}\n\nF = delay_of\n",
    "other decorators": f"import math\nimport random\nfrom functools import cache\n\n\n@cache\n{BODY.replace('0.5', '0.7')}",
    "defined twice": f"import math\nimport random\n\n\n{BODY}\n\ndelay_of = print\n",
    "inside something": "import math\nimport random\n\n\nif random:\n"
    + BODY.replace("\n", "\n    ").rstrip(" ").replace("def", "    def", 1),
}


@pytest.mark.parametrize("text", LEFT.values(), ids=LEFT)
def test_what_callers_would_notice_is_left_to_a_person(text: str, tmp_path: Path) -> None:
    root = write(tmp_path, {"SSOT_LOCK.yml": REGISTRY, "app/retry.py": OWNER, "app/jobs/a.py": text, **PACKAGES})
    _, report = checked(Config(root=root, select=("SSOT2",)))
    assert [item.fix for item in report.findings] == [None]


@pytest.mark.parametrize(
    "way",
    [{"app/retry.py": f"import app.jobs.a\n{OWNER}"}, {"app/retry.py": f"import app.b\n{OWNER}", "app/b.py": "from .jobs import a\n"}],
)
def test_an_import_that_would_lead_in_a_circle_is_not_written(way: dict[str, str], tmp_path: Path) -> None:
    fix, _ = repaired(tmp_path, f"import math\nimport random\n\n\n{BODY}", way)
    assert fix is None


def test_other_parameter_names_are_nothing_to_calls_by_position(tmp_path: Path) -> None:
    fix, after = repaired(tmp_path, f"import math\nimport random\n\n\n{BODY.replace('attempt', 'turn')}\n\nprint(delay_of(2))\n")
    assert fix is not None
    assert (fix.safety, after) == (Safety.SUGGESTED, "from app.retry import delay_of\n\n\nprint(delay_of(2))\n")


def test_a_method_is_left_alone(tmp_path: Path) -> None:
    text = "import math\nimport random\n\n\nclass A:\n" + "".join(f"    {line}\n" if line else "\n" for line in BODY.split("\n"))
    root = write(tmp_path, {"SSOT_LOCK.yml": REGISTRY, "app/retry.py": OWNER, "app/jobs/a.py": text, **PACKAGES})
    _, report = checked(Config(root=root, select=("SSOT2",)))
    assert all(item.fix is None for item in report.findings)
