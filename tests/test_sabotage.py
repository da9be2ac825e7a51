"""Thirty and more ways to make a gate green that should be red. Each must end with an exit code other than 0 and name the cause."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from ssot_check.cli.main import run
from tests import sabotages as do
from tests.repositories import git, repository
from tests.sabotages import BASELINE, REGISTRY, WORKFLOW, Sabotage, after, both, drop, put, swap

HEALTHY = Path(__file__).parent / "samples" / "healthy"

TABLE: dict[str, tuple[Sabotage, int, str]] = {
    # the registry
    "registry deleted": (drop(REGISTRY), 2, "SSOT001"),
    "registry emptied": (put(REGISTRY, ""), 2, "SSOT002"),
    "registry without domains": (put(REGISTRY, "schema_version: 2\ndomains: {}\n"), 2, "`domains` is empty"),
    "registry cut off": (swap(REGISTRY, "{command: docker build, use: scripts/deploy.sh, why: it sets the tags}", "{"), 2, "SSOT002"),
    "key duplicated": (after(REGISTRY, "layout: {forbidden_paths: []}\n"), 2, "SSOT003"),
    "key misspelled": (swap(REGISTRY, "must_use", "must_uses"), 2, "SSOT004"),
    "level misspelled": (swap(REGISTRY, "level: strict", "level: strickt"), 2, "SSOT005"),
    "newer format claimed": (swap(REGISTRY, "schema_version: 2", "schema_version: 3"), 2, "SSOT006"),
    "owner pattern matches nothing": (swap(REGISTRY, "paths: [app/log.py]", "paths: ['app/logging/**']"), 2, "SSOT009"),
    "owner outside the repository": (swap(REGISTRY, "paths: [app/log.py]", "paths: [../shared/log.py]"), 2, "SSOT005"),
    "owned twice": (swap(REGISTRY, "paths: [app/settings.py]", "paths: [app/settings.py, app/log.py]"), 1, "SSOT103"),
    # the owner
    "owner deleted": (drop("app/log.py"), 1, "SSOT101"),
    "owner renamed": (do.renamed_by_git, 1, "SSOT101"),
    "owner moved outside": (do.moved_outside, 2, "leads out of the repository through a symbolic link"),
    "owner emptied": (put("app/log.py", ""), 1, "SSOT102"),
    "owner broken": (after("app/log.py", "def (:\n"), 2, "SSOT007"),
    "owner of unreadable bytes": (after("app/log.py", "\0"), 2, "owner `app/log.py` of `logging` was not analysed: binary"),
    "export renamed": (swap("app/log.py", "def get_logger", "def make_logger"), 1, "SSOT102"),
    "function of a wrapper hollowed": (
        after("app/compat_log.py", do.SHADOW), 1, "of the wrapper `app/compat_log.py` does not reach app/log.py",
    ),
    "wrapper hollowed": (put("app/compat_log.py", do.OLD_LOG), 1, "SSOT310"),
    "deprecated file resurrected": (put("legacy/log.py", do.OLD_LOG), 1, "SSOT108"),
    "owner copied": (do.copied, 1, "SSOT203"),
    "owner shadowed": (after("jobs/nightly.py", do.SHADOW), 1, "SSOT204"),
    # the bans
    "primitive called through a string": (after("jobs/nightly.py", do.DYNAMIC), 1, "SSOT307"),
    "environment read": (after("jobs/nightly.py", do.READING), 1, "SSOT302"),
    "environment read in slanted letters": (after("jobs/nightly.py", do.SLANTED), 1, "SSOT302"),
    "environment read by exec": (after("jobs/nightly.py", "\n\nexec(\"import os; os.environ['A']\")\n"), 1, "SSOT307"),
    "environment read behind padding": (do.padded, 2, "larger than the size limit"),
    "command behind a variable": (after("scripts/backup.sh", "\nTOOL=(docker build)\n\"${TOOL[@]}\" .\n"), 1, "SSOT304"),
    "command in a Makefile": (after("Makefile", "\nimage:\n\t@docker  build .\n"), 1, "SSOT304"),
    "library no longer sourced": (swap("scripts/backup.sh", 'source "$(dirname "$0")/lib/common.sh"\n', ""), 1, "SSOT311"),
    "second compose file": (do.second_compose, 1, "SSOT208"),
    "forbidden folder filled": (put("utils/log.py", "X = 1\n"), 1, "SSOT711"),
    # what is left out
    "everything excluded": (after(REGISTRY, "scan: {exclude: ['**']}\n"), 2, "SSOT008"),
    "all but the owners excluded": (after(REGISTRY, "scan: {include: [app/log.py, app/settings.py]}\n"), 2, "SSOT008"),
    "everything called generated": (after(REGISTRY, "scan: {generated: ['**']}\n"), 2, "SSOT008"),
    "everything called a test": (after(REGISTRY, "scan: {tests: ['**']}\n"), 2, "SSOT009"),
    "copies ignored everywhere": (swap(REGISTRY, "    wrappers:", "    duplicates: {ignore: ['**']}\n    wrappers:"), 2, "SSOT009"),
    "ban allowed everywhere": (swap(REGISTRY, "why: one list of variables}", "why: one list, allow_in: ['**']}"), 2, "SSOT009"),
    "exception for everything": (after(REGISTRY, do.EXCEPTION), 2, "an exception of SSOT302"),
    "owner ignored by git": (do.ignored, 1, "SSOT121"),
    # suppressions and the baseline
    "suppression without reason": (swap("jobs/report.py", "import os\n", "import os  # ssot: allow[SSOT302]\n"), 1, "SSOT802"),
    "exception without reason": (
        after(REGISTRY, "exceptions: [{code: SSOT302, path: jobs/report.py, reason: ' '}]\n"), 1,
        "the exception of SSOT302 in jobs/report.py gives no reason",
    ),
    "suppression with signs for a reason": (
        swap("jobs/report.py", "import os\n", "import os  # ssot: allow[SSOT302] -- ...\n"), 1, "SSOT802",
    ),
    "suppression of everything": (swap("jobs/report.py", "import os\n", "import os  # ssot: allow -- no time\n"), 1, "SSOT805"),
    "suppression run out": (do.run_out, 1, "SSOT803"),
    "baseline deleted": (drop(BASELINE), 2, "SSOT012"),
    "baseline inflated": (do.inflated_baseline, 1, "SSOT806"),
    "baseline entry smuggled in": (do.smuggled_entry, 1, "SSOT806"),
    "baseline of another rule": (swap(BASELINE, '"code": "SSOT302"', '"code": "SSOT0"'), 2, "SSOT012"),
    # the gate
    "step masked": (swap(WORKFLOW, do.RUN, "run: ssot-check check || true"), 1, "SSOT902"),
    "step may fail": (after(WORKFLOW, "        continue-on-error: true\n"), 1, "SSOT902"),
    "exit swallowed": (swap(WORKFLOW, do.RUN, do.SWALLOWED), 1, "SSOT902"),
    "exit swallowed by a recipe": (
        both(swap(WORKFLOW, do.RUN, "run: make check"), swap("Makefile", "\tssot-check", "\t-ssot-check")), 1, "SSOT902",
    ),
    "fails never": (swap(WORKFLOW, do.RUN, "run: ssot-check check --fail-on never"), 1, "SSOT902"),
    "rules left out": (swap(WORKFLOW, do.RUN, "run: ssot-check check --ignore SSOT"), 1, "SSOT902"),
    "job switched off": (swap(WORKFLOW, "    runs-on:", "    if: false\n    runs-on:"), 1, "SSOT902"),
    "hook by hand only": (after(".pre-commit-config.yaml", "        stages: [manual]\n"), 1, "SSOT902"),
    "hook and step removed": (both(drop(".pre-commit-config.yaml"), swap(WORKFLOW, "ssot-check check", "true")), 1, "SSOT901"),
    "paths filtered": (swap(WORKFLOW, "on: [push, pull_request]", "on: {pull_request: {paths: ['docs/**']}}"), 1, "SSOT904"),
    "versions skewed": (swap("pyproject.toml", "ssot-check==2.0.0", "ssot-check==1.0.0"), 1, "SSOT905"),
    "gate silenced by a variable": (
        swap(WORKFLOW, "jobs:", "env: {SSOT_CHECK_FAIL_ON: never}\njobs:"), 1, "`SSOT_CHECK_FAIL_ON=never` lets findings pass",
    ),
    "step with another registry": (swap(WORKFLOW, do.RUN, f"{do.RUN} --registry weak.yml"), 1, "`--registry weak.yml` is not the registry"),
    "step with another baseline": (swap(WORKFLOW, do.RUN, f"{do.RUN} --baseline all.json"), 1, "`--baseline all.json` is not the baseline"),
    "step for one domain": (swap(WORKFLOW, do.RUN, f"{do.RUN} --domain logging"), 1, "reports nothing of the other domains"),
    "step for one folder": (swap(WORKFLOW, do.RUN, f"{do.RUN} docs"), 1, "only findings in `docs` are reported"),
    "tool replaced by a function": (
        swap(WORKFLOW, do.RUN, "run: |\n          ssot-check() { true; }\n          ssot-check check"), 1,
        "something else is called `ssot-check`",
    ),
    "exit code lost in a pipe": (swap(WORKFLOW, do.RUN, f"{do.RUN} | tee log.txt"), 1, "SSOT902"),
    "exit code lost by a trap": (
        swap(WORKFLOW, do.RUN, "run: |\n          trap 'exit 0' EXIT\n          ssot-check check"), 1, "a trap ends the script",
    ),
    "exit code let go": (
        swap(WORKFLOW, do.RUN, "run: |\n          ssot-check check && echo fine\n          ls"), 1, "keeps `set -e` from ending the script",
    ),
    "exit code kept and forgotten": (
        swap(WORKFLOW, do.RUN, "run: |\n          ssot-check check || code=$?\n          echo $code"), 1, "`|| code=$?` swallows",
    ),
    "rules about the code left out": (swap(WORKFLOW, do.RUN, f"{do.RUN} --select SSOT1"), 1, "leaves out every rule about copies"),
    "recipe run by make -i": (swap(WORKFLOW, do.RUN, "run: make -i check"), 1, "`make -i`"),
    "another registry by settings": (do.weak_registry, 1, "sets `SSOT_LOCK.yml` aside"),
    "hook for no file": (
        swap(".pre-commit-config.yaml", "      - id: ssot-check\n", "      - id: ssot-check\n        exclude: .*\n"), 1, "SSOT904",
    ),
    "rules left out by settings": (after("pyproject.toml", '\n[tool.ssot-check]\nignore = ["SSOT"]\n'), 2, "leaves no rule to run"),
    "no rule about code selected by settings": (
        after("pyproject.toml", '\n[tool.ssot-check]\nselect = ["SSOT1"]\n'), 1, "leaves out every rule about copies",
    ),
    "files too large by settings": (after("pyproject.toml", "\n[tool.ssot-check]\nmax-file-bytes = 10\n"), 2, "larger than the size limit"),
    "reviewer removed": (swap(".github/CODEOWNERS", "/app/log.py @org/platform\n", ""), 1, "SSOT702"),
    # the machine
    "cache poisoned": (do.poisoned_cache, 1, "SSOT302"),
    "stamps forged": (do.forged_stamps, 1, "SSOT302"),
}  # fmt: skip
"""Name: the change, the exit code, and the code or word that tells the cause."""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The healthy repository, checked once so that it has a cache."""
    root = shutil.copytree(HEALTHY, tmp_path_factory.mktemp("healthy") / "repository")
    assert run(["-C", str(repository(root, {})), "check", "--jobs", "1"]) == 0
    return root


@pytest.fixture
def root(sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of one's own to be spoilt."""
    for name in list(os.environ):
        if name.startswith(("SSOT_CHECK", "GIT_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    copy = tmp_path / "repository"
    shutil.copytree(sample, copy, symlinks=True)
    monkeypatch.chdir(copy)
    return copy


def checked(capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str]:
    """Exit code, and everything that is printed."""
    code = run(["check", "--jobs", "1", *options])
    return code, "".join(capsys.readouterr())


def test_the_sample_is_healthy(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And says nothing that one of the rows could take for its cause."""
    code, said = checked(capsys)
    assert (code, "PASSED: nothing new" in said) == (0, True), said
    assert [name for name, (_, _, cause) in TABLE.items() if cause in said] == []


@pytest.mark.parametrize("name", TABLE)
def test_a_sabotage_is_named(name: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change, expected, cause = TABLE[name]
    change(root)
    git(root, "add", "-A")
    code, said = checked(capsys)
    assert code == expected, said
    assert cause in said


def test_there_are_thirty_of_them() -> None:
    assert len(TABLE) >= 30
