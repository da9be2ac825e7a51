"""A report is taken over only where nothing that it depends on has changed: with a cache a run says what it says without one."""

from __future__ import annotations

import ast
import inspect
import os
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ssot_check import discovery
from ssot_check.model.config import Config
from ssot_check.model.report import Presentation
from ssot_check.pipeline import scan
from ssot_check.pipeline.again import prose
from ssot_check.pipeline.check import check
from tests import repositories as make
from tests.pipeline.trees import COPY, EDITED, INNOCENT, OWNER, REGISTRY

pytestmark = pytest.mark.usefixtures("settled")

WORKFLOW = "on: [push]\njobs:\n  lint:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: ssot-check check\n"
OLD = "    deprecated: [{path: app/old.py, use: app/log.py}]\n"
FILES = {
    "SSOT_LOCK.yml": REGISTRY + "    owners: ['@a/team']\n" + OLD,
    "app/log.py": OWNER,
    "app/old.py": INNOCENT,
    "jobs/a.py": COPY,
    "jobs/b.py": EDITED,
    "jobs/plain.py": INNOCENT,
    "docs/guide.md": "Nothing to see.\n",
    "web/a.ts": "export function add(a: number, b: number): number {\n  return a + b;\n}\n",
    "run.sh": "#!/bin/sh\nset -eu\necho $1\n",
    ".github/workflows/ci.yml": WORKFLOW,
    "CODEOWNERS": "* @a/team\n",
}
TEXTS = (COPY, EDITED, INNOCENT, OWNER, "def f(:\n", "", COPY + "\n\n" + EDITED, "from app.old import double\n", "x = '\u00e9'\n" + COPY)
REGISTRIES = (
    REGISTRY,
    FILES["SSOT_LOCK.yml"],
    REGISTRY + "    duplicates: {threshold: 0.99}\n",
    REGISTRY + "    description: other words\n",
    REGISTRY + "    description: some words\n    owners: ['@a/team']\n",
    REGISTRY + "    description: few words\n    owners: ['@b/team']\n",
    REGISTRY + "    bans:\n      - symbol: logging.getLogger\n        why: use setup_logging\n",
    REGISTRY.replace("app/log.py", "jobs/a.py"),
    REGISTRY + "    wrappers: [jobs/b.py]\n",
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make.repository(tmp_path / "r", FILES)


def said(root: Path, **changes: object) -> str:
    """The report of a run as JSON text."""
    config = replace(Config(root, use_cache=True, today=date(2026, 1, 2)), **changes)  # type: ignore[arg-type]
    return next(form for form in discovery.formats() if form.name == "json").render(check(config))


def test_nothing_is_scanned_again_while_nothing_changes(root: Path, scanned: list[int]) -> None:
    first = said(root)
    assert '"SSOT201"' in first
    assert said(root) == first == said(root, jobs=2, format="concise", presentation=Presentation(width=200))
    assert len(scanned) == 1
    assert said(root, use_cache=False) == first
    assert len(scanned) == 2


def test_changes_that_are_taken_back_find_their_reports_again(root: Path, scanned: list[int]) -> None:
    said(root)
    for _ in range(2):
        for text in TEXTS[:5]:
            make.write(root, {"jobs/plain.py": text})
            said(root)
    assert len(scanned) < 1 + 2 * 5


def test_the_lines_that_a_report_shows_are_there_again(root: Path) -> None:
    config = Config(root, use_cache=True)
    first = check(config)
    assert first.sources["jobs/a.py"]
    assert check(replace(config, presentation=Presentation(verbose=True))) == replace(first, presentation=Presentation(verbose=True))


@pytest.mark.parametrize(
    "change",
    [
        lambda root: make.write(root, {"jobs/plain.py": COPY}),
        lambda root: make.write(root, {"jobs/new.py": COPY}),
        lambda root: make.write(root, {"docs/guide.md": "Run app/old.py first.\n"}),
        lambda root: make.write(root, {".github/workflows/ci.yml": WORKFLOW.replace("check\n", "check || true\n")}),
        lambda root: make.write(root, {"CODEOWNERS": "* @b/others\n"}),
        lambda root: make.write(root, {"SSOT_LOCK.yml": REGISTRY}),
        lambda root: make.write(root, {".gitignore": "jobs/a.py\napp/log.py\n"}),
        lambda root: (root / "jobs/a.py").unlink(),
        lambda root: (root / "run.sh").chmod(0o755),
        lambda root: make.git(root, "rm", "-q", "--cached", "jobs/b.py"),
        lambda root: make.git(root, "mv", "app/log.py", "app/logs.py"),
    ],
)
def test_whatever_a_report_depends_on_makes_a_new_one(root: Path, scanned: list[int], change: Callable[[Path], object]) -> None:
    said(root)
    before = said(root)
    assert len(scanned) == 1
    change(root)
    after = said(root)
    if after != before:
        assert len(scanned) == 2
    assert after == said(root, use_cache=False)


@pytest.mark.parametrize(
    "asked",
    [{"select": ("SSOT1",)}, {"paths": ("jobs/b.py",)}, {"today": date(2027, 1, 1)}, {"domains": ("logging",)}, {"fail_on": "never"}],
)
def test_another_question_gets_its_own_answer(root: Path, asked: dict[str, object]) -> None:
    first = said(root)
    assert said(root, **asked) == said(root, use_cache=False, **asked)
    assert said(root) == first


def test_a_file_that_is_written_during_the_run_leaves_no_report_behind(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = scan.compare

    def late(*given: object) -> object:
        make.write(root, {"docs/guide.md": "Run app/old.py first.\n"})
        return made(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(scan, "compare", late)
    said(root)
    monkeypatch.setattr(scan, "compare", made)
    make.write(root, {"docs/guide.md": FILES["docs/guide.md"]})
    assert said(root) == said(root, use_cache=False)


def test_a_version_file_that_git_ignores_is_looked_at(root: Path) -> None:
    make.write(root, {"SSOT_LOCK.yml": REGISTRY + OLD.replace("app/log.py}", 'app/log.py, remove_in: "2.0"}'), ".gitignore": "VERSION\n"})
    make.write(root, {"VERSION": "1.0\n"})
    young = said(root)
    make.write(root, {"VERSION": "2.1\n"})
    assert said(root) == said(root, use_cache=False) != young


def test_an_unsaved_text_is_no_saved_one(root: Path) -> None:
    config = Config(root, use_cache=True)
    first = check(config)
    assert check(config, {"jobs/plain.py": COPY}).findings != first.findings
    assert check(config) == first


@pytest.mark.parametrize("seed", range(4))
def test_after_any_edits_a_cached_run_says_what_another_says(root: Path, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(12):
        for _ in range(chance.choice((1, 1, 1, 3))):
            edit(root, chance)
        plain = said(root, use_cache=False, jobs=chance.choice((1, 2)))
        assert said(root) == plain
        assert said(root, jobs=2) == plain
        if (root / "app/log.py").exists():
            make.git(root, "add", "-A")
            assert said(root, staged=True) == said(root, staged=True, use_cache=False)


def edit(root: Path, chance: random.Random) -> None:
    """One change of the kind that people make."""
    files = sorted(path for path in root.rglob("*.py"))
    one = chance.choice(files)
    kind = chance.randrange(7)
    if kind <= 2:
        one.write_text(chance.choice(TEXTS), encoding="utf-8")
    elif kind == 3:
        make.write(root, {f"jobs/new_{chance.randrange(3)}.py": chance.choice(TEXTS)})
    elif kind == 4 and one.name != "log.py":
        one.unlink()
    elif kind == 5:
        make.write(root, {"SSOT_LOCK.yml": chance.choice(REGISTRIES)})
    else:
        os.utime(one, ns=(chance.randrange(10**9), 1))
        make.write(root, {"docs/guide.md": chance.choice(("Use app/old.py.\n", "Nothing.\n", ""))})


PROSE = FILES["SSOT_LOCK.yml"] + "    description: where lines go\n    notes: [old]\n"


@pytest.mark.parametrize(
    "text",
    [
        PROSE.replace("where lines go", "where all lines go"),
        PROSE.replace("[old]", "[new, newer]"),
        PROSE.replace("@a/team", "@a/others"),
        PROSE + "# a remark\n",
    ],
)
def test_what_the_registry_says_to_people_only_leads_to_no_new_look(root: Path, scanned: list[int], text: str) -> None:
    make.write(root, {"SSOT_LOCK.yml": PROSE, "CODEOWNERS": "* @a/team @a/others\n"})
    said(root)
    make.write(root, {"SSOT_LOCK.yml": text})
    report, anew = (check(Config(root, use_cache=cached, today=date(2026, 1, 2))) for cached in (True, False))
    assert len(scanned) == 2
    assert report == anew
    assert report.domains[0].people == (("@a/others",) if "others" in text else ("@a/team",))


@pytest.mark.parametrize(
    "text",
    [
        PROSE.replace("owners: ['@a/team']", "owners: []"),
        PROSE.replace("exports: [setup_logging]", "exports: [setup_logging]  # seen"),
        PROSE.replace("  logging:\n", "  # a remark\n  logging:\n"),
        PROSE + "exceptions:\n  - {code: SSOT201, path: jobs/a.py, reason: here}\n  - {code: SSOT201, path: gone.py, reason: x}\n",
    ],
)
def test_what_is_told_of_the_registry_is_looked_at_again(root: Path, scanned: list[int], text: str) -> None:
    make.write(root, {"SSOT_LOCK.yml": PROSE})
    said(root)
    make.write(root, {"SSOT_LOCK.yml": text})
    assert said(root) == said(root, use_cache=False)
    assert len(scanned) == 3


def test_a_repair_of_the_registry_is_made_for_its_text_of_now(root: Path) -> None:
    make.write(root, {"SSOT_LOCK.yml": PROSE.replace("app/log.py]", "./app/log.py]").replace("old]", "x]")})
    said(root)
    make.write(root, {"SSOT_LOCK.yml": PROSE.replace("app/log.py]", "./app/log.py]")})
    report, anew = (check(Config(root, use_cache=cached, today=date(2026, 1, 2))) for cached in (True, False))
    assert report == anew
    assert any(finding.fix for finding in report.findings)


def test_rules_that_read_prose_are_known_to_those_who_leave_it_out() -> None:
    reading = set()
    for rule in discovery.rules():
        tree = ast.parse(Path(str(inspect.getsourcefile(rule.check or check))).read_text(encoding="utf-8"))
        names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        assert not names & {"description"}
        if "people" in names:
            reading.add(rule.code)
    assert reading == set(prose.ABOUT_PEOPLE)
