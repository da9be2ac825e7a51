"""Names are followed to where they come from, and no further; a file without the words is never asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssot_check.languages.python import LANGUAGE
from ssot_check.model.source import SourceFile
from ssot_check.model.touch import READS_ENVIRONMENT, WHOLE, Form, Touch, TouchKind, Watch

NAMES = Watch(frozenset(("logging.basicConfig", "os.environ", "subprocess.run", *READS_ENVIRONMENT["python"])))


def touched(text: str, watch: Watch = NAMES, path: str = "app/job.py") -> tuple[Touch, ...]:
    assert LANGUAGE.touch is not None
    return LANGUAGE.touch(SourceFile(path, "python", text, "0" * 16), watch)


def names(text: str) -> list[str]:
    return [touch.name for touch in touched(text)]


@pytest.mark.parametrize(
    "text",
    [
        "import logging\nlogging.basicConfig()",
        "import logging as l\nl.basicConfig()",
        "from logging import basicConfig as b\nb()",
        "from logging import *\nbasicConfig()",
        "import logging\nl = m = logging\nm.basicConfig()",
        "import logging\na, b = 1, logging\nb.basicConfig()",
        "import logging\n(l := logging).basicConfig()",
        "import logging\nif (l := logging): l.basicConfig()",
        "import logging\nclass A:\n    l = logging\n    l.basicConfig()",
        "import logging\nclass A:\n    logging = 1\n    def f(self):\n        logging.basicConfig()",
        "def f():\n    global l\n    import logging as l\ndef g():\n    l.basicConfig()",
        "def f():\n    import logging\n    def g():\n        nonlocal logging\n        logging.basicConfig()",
        "try:\n    import logging\nexcept ImportError:\n    logging = None\nlogging.basicConfig()",
        "import logging\n[l.basicConfig() for l in [1]] or [logging.basicConfig() for x in y]",
        "import logging\nf'{logging.basicConfig()}'",
        "import logging\n@logging.basicConfig\ndef f(): pass",
        "import logging\ndef f(x=logging.basicConfig): pass",
        "import logging\ndef f(l=logging): l.basicConfig()",
        "import logging\ndef f(*, l: object = logging): l.basicConfig()",
        "import logging\nf = lambda l=logging: l.basicConfig()",
        "import logging\nclass A:\n    l = logging\n    def f(self, l=l): l.basicConfig()",
        "from logging import basicConfig\ndef f(b=basicConfig): b()",
        "import logging\nlogging . basicConfig ( )",
        "import logging\n(logging).basicConfig()",
        "import logging\nlogging.basicConfig(\n",
    ],
)
def test_every_way_to_a_name_is_one_touch(text: str) -> None:
    assert names(text) == ["logging.basicConfig"]


@pytest.mark.parametrize(
    "text",
    [
        "def f(logging): logging.basicConfig()",
        "def f(*logging): logging.basicConfig()",
        "def f(logging=None): logging.basicConfig()",
        "import logging\ndef f(l=logging):\n    l = wrap(l)\n    l.basicConfig()",
        "import logging, other\ndef f(logging=other): logging.basicConfig()",
        "lambda logging: logging.basicConfig()",
        "import logging\ndef f():\n    logging = 1\n    logging.basicConfig()",
        "import logging\nfor logging in x:\n    pass\ndef f():\n    for logging in x: logging.basicConfig()",
        "import logging\ndef f():\n    with x as logging: logging.basicConfig()",
        "import logging\ndef f():\n    match x:\n        case logging: logging.basicConfig()",
        "import logging\n[logging.basicConfig() for logging in x]",
        "import logging\ndef f(x: logging.basicConfig) -> logging.basicConfig: pass",
        "import logging\nx: logging.basicConfig",
        "import logging\nlogging.getLogger().basicConfig()",
        "import logging\nlogging.basicConfigure()",
        "import logging\nx.logging.basicConfig()",
        "import logging\nf(basicConfig=logging)",
        "l = l\nl.basicConfig()",
        "a = b\nb = a\na.basicConfig()",
        "'logging.basicConfig()'",
        "from .logging import basicConfig\nbasicConfig()",
    ],
)
def test_what_only_looks_like_the_name_is_none(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("os.environ['A']", "A"),
        ("os.environ.get('A', 1)", "A"),
        ("os.environ.get(key='A')", "A"),
        ("x = os.environ.setdefault('A', '1')", "A"),
        ("os.environ.setdefault('A', '1')", None),
        ("x = os.environ.pop('A')", "A"),
        ("os.environ.pop('A')", None),
        ("'A' in os.environ", "A"),
        ("'A' not in os.environ", "A"),
        ("os.getenv('A')", "A"),
        ("os.getenv(key='A')", "A"),
        ("os.environb[b'A']", "A"),
        ("os.environ['A' 'B']", "AB"),
        ("os.environ['A'] += 'x'", None),
        ("os.environ['A'] = 'x'", None),
        ("del os.environ['A']", None),
        ("os.environ.update(A=1)", None),
        ("os.environ[name]", ""),
        ("os.environ[f'A_{x}']", ""),
        ("dict(os.environ)", WHOLE),
        ("os.environ.copy()", WHOLE),
        ("for x in os.environ: pass", WHOLE),
        ("getattr(os, 'environ')['A']", "A"),
    ],
)
def test_the_key_of_a_reading_is_told(text: str, key: str | None) -> None:
    (touch,) = touched(f"import os\n{text}\n")
    if key is None:
        assert (touch.kind, touch.key) == (TouchKind.NAME, "A" if "'A'" in text else "")
    else:
        assert (touch.kind, touch.key) == (TouchKind.ENVIRONMENT, key)


def test_a_name_for_others_is_told_from_an_alias() -> None:
    text = "import subprocess\nrun = subprocess.run\ndef f():\n    local = subprocess.run\n    local([])\n"
    assert [(touch.location.line, touch.form) for touch in touched(text)] == [(2, Form.BOUND), (5, Form.PLAIN)]


def test_an_import_of_a_watched_module_stands_for_its_uses() -> None:
    text = "import requests.adapters as a\nfrom requests import get, post\nget(a)\n"
    found = touched(text, Watch(frozenset(("requests",))))
    assert [(touch.kind, touch.location.line) for touch in found] == [(TouchKind.IMPORT, 1), (TouchKind.IMPORT, 2)]


@given(st.text(alphabet="abl=.()[]:\n 'import from as def logging basicConfig", max_size=60))
def test_no_text_brings_it_down(text: str) -> None:
    for touch in touched(f"import logging\n{text}"):
        assert touch.name in NAMES.names


@pytest.mark.parametrize(
    ("text", "used"),
    [
        ("import typing as t\nx = t.cast(subprocess.Popen, y)", False),
        ("from typing import cast as c\nx = c(subprocess.Popen, y)", False),
        ("from typing import TypeVar\nT = TypeVar('T', bound=subprocess.Popen)", False),
        ("import typing_extensions as te\nT = te.TypeVar('T', int, subprocess.Popen)", False),
        ("from typing import NewType\nT = NewType('T', subprocess.Popen)", False),
        ("x = isinstance(y, (int, subprocess.Popen))", False),
        ("import typing as t\nx = t.cast(int, subprocess.Popen)", True),
        ("from shop import cast as c\nx = c(subprocess.Popen, y)", True),
        ("x = make(bound=subprocess.Popen)", True),
    ],
)
def test_a_type_that_is_only_told_is_not_used(text: str, used: bool) -> None:
    assert bool(touched(f"import subprocess\n{text}\n", Watch(frozenset(("subprocess.Popen",))))) == used
