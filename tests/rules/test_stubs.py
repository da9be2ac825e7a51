"""A stub beside a module says the module's types: it copies nothing of it, and no import runs it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.pipeline.check import checked
from tests.repositories import write

REGISTRY = (
    "schema_version: 2\ndomains:\n"
    "  errors: {paths: [app/_base.py], exports: [ConfigError, BASE_URL]}\n"
    "  logging: {paths: [app/logger.py], exports: [setup]}\n"
)
ERROR = '''class ConfigError(Exception):
    """A setting that is wrong, with the path to it."""

    def __init__(self, message: str, path: str = "") -> None:
        self.message = message
        self.path = path
        super().__init__(f"{path}: {message}")
'''
DECLARED = '''class ConfigError(Exception):
    message: str
    path: str
    def __init__(self, message: str, path: str = ...) -> None: ...
'''
URL = 'BASE_URL = "https://settings.shop.org/v1/defaults"\n'
FILES = {
    "SSOT_LOCK.yml": REGISTRY,
    "app/__init__.py": "",
    "app/_base.py": f"{ERROR}\n\n{URL}",
    "app/logger.py": "from ._base import ConfigError\n\n\ndef setup(level: str) -> None:\n    raise ConfigError(level)\n",
}


def told(root: Path, files: dict[str, str]) -> list[tuple[str, str]]:
    _, report = checked(Config(root=write(root, {**FILES, **files}), hints=True))
    return [(item.code, item.location.path) for item in report.findings if item.code[4] in "23" and item.code != "SSOT306"]


@pytest.mark.parametrize("text", [DECLARED, ERROR])
def test_a_stub_neither_shadows_nor_copies_what_it_describes(text: str, tmp_path: Path) -> None:
    stub = f"from app import logger\n\n{text}\n{URL}x: logger\n"
    assert told(tmp_path, {"app/_base.pyi": stub}) == []


def test_a_module_of_the_same_text_is_told(tmp_path: Path) -> None:
    assert {path for _, path in told(tmp_path, {"app/other.py": f"{ERROR}\n\n{URL}"})} == {"app/other.py"}


def crossing(root: Path, registry: str, stub: str) -> list[str]:
    root = write(root, {**FILES, "SSOT_LOCK.yml": registry, "app/text.py": "X = 1\n", "app/_base.pyi": stub})
    (root / "app/_base.py").unlink()
    _, report = checked(Config(root=root, select=("SSOT313",), hints=True))
    return [item.location.path for item in report.findings]


OWNED = REGISTRY.replace("app/_base.py", "app/_base.pyi")
TEXT = "  text: {paths: [app/text.py]}\n"
IMPORTING = f"from app import logger\n\n{DECLARED}x: logger\n"


def test_an_import_of_a_stub_with_nothing_beside_it_means_the_stub(tmp_path: Path) -> None:
    registry = OWNED.replace("exports: [setup]", "exports: [setup], depends_on: [text]") + TEXT
    assert crossing(tmp_path, registry, DECLARED) == ["app/logger.py"]


def test_what_a_stub_imports_closes_no_circle(tmp_path: Path) -> None:
    assert crossing(tmp_path, OWNED, IMPORTING) == []


def test_what_a_stub_imports_crosses_no_border(tmp_path: Path) -> None:
    registry = OWNED.replace("BASE_URL]", "BASE_URL], depends_on: [text]") + TEXT
    assert crossing(tmp_path, registry, IMPORTING) == []
