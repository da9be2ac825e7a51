"""Families 1 and 4 on a real registry and the file list of its repository; docs/public-registry.md says why each finding is right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ssot_check.discovery import rules
from ssot_check.model.config import Config
from ssot_check.model.finding import Finding
from ssot_check.model.project import Project
from ssot_check.pipeline.scan import scan

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT.parent / "shared" / "samples"
REGISTRY = SAMPLES / "SSOT_LOCK.public.repaired.yml"
TREE = SAMPLES / "public_tree.txt"
PAGE = ROOT / "docs" / "public-registry.md"

# SSOT102, 401 to 403, 408 and 409 ask what files hold; the files of this tree are empty, so their answers would be about them and not
# about the registry.
LINES = {
    "SSOT101": [32, 56, 123, 158, 169, 197, 200, 206, 217, 230, 232, 234, 280, 406],
    "SSOT103": [230, 363, 406, 548, 582],
    "SSOT104": [408, 571, 572, 573, 574],
    "SSOT105": [],
    "SSOT106": [221],
    "SSOT107": [599, 620, 670, 670, 677],
    "SSOT108": [],
    "SSOT109": [817],
    "SSOT110": [77, 78, 79, 80, 81, 551, 552, 553, 670],
    "SSOT111": [43, 81, 134, 135, 249, 250, 409, 597, 604, 611, 618, 675],
    "SSOT112": [833],
    "SSOT113": [],
    "SSOT114": [],
    "SSOT115": [],
    "SSOT116": [184, 209, 292, 356, 395, 414, 520, 558, 586, 687],
    "SSOT117": [801],
    "SSOT118": [731, 767, 882],
    "SSOT119": [],
    "SSOT121": [],
    "SSOT404": [],
    "SSOT407": [453],
}

pytestmark = pytest.mark.skipif(not TREE.exists(), reason="the sample registry and its file list are not beside the repository")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The registry amid empty files of the right names."""
    root = tmp_path_factory.mktemp("public")
    for path in TREE.read_text(encoding="utf-8").splitlines():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.touch()
    (root / "SSOT_LOCK.yml").write_bytes(REGISTRY.read_bytes())
    return scan(Config(root=root))


@pytest.mark.parametrize("code", LINES)
def test_every_finding_stands_where_it_can_be_defended(code: str, project: Project) -> None:
    check = next(rule.check for rule in rules() if rule.code == code)
    assert check is not None
    assert sorted(item.location.line for item in check(project) if isinstance(item, Finding)) == LINES[code]


def test_the_page_gives_the_same_counts() -> None:
    rows = dict(re.findall(r"^\| (SSOT\d{3}) \| (\d+) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE))
    assert {code: int(rows[code]) for code in LINES} == {code: len(lines) for code, lines in LINES.items()}
