"""The files that may import something of another one are known without reading all of them."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.model.parsed import Reference, ReferenceKind
from ssot_check.pipeline.again import takers
from ssot_check.pipeline.scan import scan
from ssot_check.rules.support.uses import Uses
from ssot_check.workspace.cache_codec import decode
from tests import repositories as make
from tests.builders import a_parsed_file, a_place

LINES = (
    "import shop.log",
    "import shop.log as journal",
    "from shop import log",
    "from shop.log import setup, tear_down as down",
    "from . import log",
    "from .log import setup",
    "from .deep.log import setup",
    "from .. import log",
    "from shop.deep import *",
    "import shop.deep.log",
    "import shop",
    "import os",
)


@pytest.mark.parametrize("seed", range(20))
def test_whoever_imports_a_module_is_among_its_takers(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    modules = ("shop/__init__.py", "shop/log.py", "shop/deep/__init__.py", "shop/deep/log.py", "shop/deep/store.py", "jobs/run.py")
    files = {path: "\n".join(chance.sample(LINES, 3)) + "\n" for path in modules}
    registry = "schema_version: 2\ndomains:\n  logging:\n    paths: [shop/log.py]\n"
    project = scan(Config(make.repository(tmp_path / "r", {**files, "SSOT_LOCK.yml": registry})))
    listed = sorted(project.tree.files)
    (data,) = takers.record("a", project.files, listed).values()
    kept = decode(takers.Takers, data)
    uses = Uses(project)
    for path in modules:
        importing = {file.path for file in project.files.values() if any(target.path == path for target in uses.named(file))}
        found = kept.of(path, listed)
        assert found is None or importing <= set(found)


def test_of_a_package_and_of_other_languages_nothing_is_said() -> None:
    reference = Reference(ReferenceKind.IMPORT, "shop.log.setup", a_place("a.py"), spelled="shop.log")
    (data,) = takers.record("a", {"a.py": a_parsed_file("a.py", references=(reference,))}, ["a.py", "b.py"]).values()
    kept = decode(takers.Takers, data)
    assert kept.of("shop/log.py", ["a.py", "b.py"]) == ("a.py",)
    assert kept.of("shop/other.py", ["a.py", "b.py"]) == ()
    assert kept.of("shop/__init__.py", ["a.py", "b.py"]) is None
    assert kept.of("shop/log.go", ["a.py", "b.py"]) is None
