"""What a Python unit says of itself: facts by which a match is refused."""

from __future__ import annotations

import pytest

from ssot_check.model.unit import Trait
from tests.languages.python.python_reading import read, unit

STUBS = "    def send(self, data): ...\n    def close(self):\n        raise NotImplementedError\n"
WORK = "    def connectionLost(self, reason):\n        if reason.check(Done):\n            self.finish()\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"from typing import Protocol\nclass C(Protocol):\n{STUBS}", True),
        (f"import typing\nclass C(typing.Protocol[T]):\n{STUBS}{WORK}", True),
        ("from typing import Protocol\nclass C(Protocol):\n    name: str\n", True),
        (f"from twisted.internet.protocol import Protocol\nclass C(Protocol):\n{WORK}", False),
        (f"class C(asyncio.Protocol):\n{WORK}", False),
    ],
)
def test_a_protocol_leaves_something_to_others(text: str, expected: bool) -> None:
    assert (Trait.PROTOCOL in unit(text, "C").traits) is expected


def test_what_a_protocol_does_itself_is_code_like_any_other() -> None:
    text = f"from typing import Protocol\nclass C(Protocol):\n{STUBS}{WORK}"
    assert unit(text, "C.connectionLost").traits == frozenset()
    assert unit(text, "C.send").traits == {Trait.STUB}


def test_an_import_that_may_fail_is_no_script() -> None:
    guarded = (
        "try:\n    import yaml\n    from yaml import CSafeLoader\nexcept ImportError:\n    CSafeLoader = None\n    missing.append('yaml')\n"
    )
    assert read(guarded).units == ()
    assert [unit.name for unit in read(guarded + "run(CSafeLoader)\n").units] == ["<script>"]
    assert len(read(guarded.replace("    import yaml\n", "    import yaml\n    yaml.load(text)\n")).units) == 1


@pytest.mark.parametrize(
    ("text", "test"),
    [
        ("import pytest\n\n\n@pytest.fixture\ndef database():\n    return connect()\n", True),
        ('from pytest import fixture\n\n\n@fixture(scope="session")\ndef database():\n    return connect()\n', True),
        ("from fixtures import fixture\n\n\n@fixture\ndef database():\n    return connect()\n", False),
    ],
)
def test_a_file_that_declares_fixtures_is_a_test(text: str, test: bool) -> None:
    assert read(text, "app/testing/database.py").test is test
