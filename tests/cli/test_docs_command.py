"""`ssot-check docs` from end to end: what the documents say, when they are out of date, and what is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.cli.main import run
from tests.cli.doors import Program
from tests.repositories import git, repository, write

REGISTRY = """\
schema_version: 2
domains:
  logging:
    description: One format | for <b>everything</b>
    owners: ["@org/platform"]
    paths: [app/log.py]
    exports: [setup_logging, ghost]
    components: {shell: {paths: [scripts/log.sh], exports: [log_info]}}
    does_not_own: [metrics]
    bans: [{symbol: logging.basicConfig, use: app.log.setup_logging, why: one format, allow_in: [scripts/**]}]
    deprecated: [{path: app/old_log.py, use: app/log.py, remove_in: 2.0.0, reason: merged}]
    rules: [{text: Reviewed quarterly}, {text: No print, check: SSOT301}]
    lock: {required: true, evidence: [registry-change]}
  metrics: {paths: [app/metrics.py], depends_on: [logging]}
"""
OWNER = '''\
import logging


def setup_logging(service: str, level: str | None = None) -> logging.Logger:
    """Set up logging once."""
    root = logging.getLogger(service)
    root.setLevel(level or "INFO")
    return root


def _helper(root):
    return root
'''


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two domains, and the current folder of the test."""
    files = {
        "SSOT_LOCK.yml": REGISTRY,
        "app/__init__.py": "",
        "app/log.py": OWNER,
        "app/old_log.py": "# Deprecated: use app/log.py\n",
        "app/metrics.py": "def count(name):\n    return name\n",
        "scripts/log.sh": 'log_info() {\n  printf "%s INFO %s\\n" "$(date)" "$*"\n}\n',
    }
    root = repository(tmp_path / "repo", files)
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def program(repo: Path, capsys: pytest.CaptureFixture[str]) -> Program:
    """Exit code, standard output, standard error."""
    return Program(capsys, first=("docs",))


def test_a_guideline_says_what_somebody_needs_who_writes_code(program: Program, repo: Path) -> None:
    assert program()[0] == 0
    text = (repo / "docs/ssot/logging.md").read_text()
    for said in (
        "`app/log.py`",
        "- shell: `scripts/log.sh`",
        "One format &#124; for &#60;b&#62;everything&#60;/b&#62;",
        "`def setup_logging(service: str, level: str \\| None = None) -> logging.Logger` | Set up logging once. | `app/log.py:4` |",
        "| `ghost` | the registry says so; it was not found",
        "- `from app.log import setup_logging`",
        "- Leave `logging.basicConfig` to the owner: use `app.log.setup_logging` (one format). Allowed in `scripts/**`.",
        "It is not the place for [metrics](metrics.md).",
        "| `app/old_log.py` (deprecated) | `app/log.py` | version 2.0.0 | merged |",
        "- Reviewed quarterly (by review: no check is bound to it)",
        "- No print (SSOT301)",
        "- locked: a change needs registry-change",
    ):
        assert said in text
    assert "_helper" not in text
    assert "builds on: [logging](logging.md)" in (repo / "docs/ssot/metrics.md").read_text()


def test_a_lock_tells_what_a_change_has_to_bring_also_where_the_registry_does_not_say(program: Program, repo: Path) -> None:
    registry = (repo / "SSOT_LOCK.yml").read_text(encoding="utf-8")
    (repo / "SSOT_LOCK.yml").write_text(registry.replace(", evidence: [registry-change]", ""), encoding="utf-8")
    assert program()[0] == 0
    assert "- locked: a change needs registry-change or trailer:SSOT-Change\n" in (repo / "docs/ssot/logging.md").read_text()
    assert "the change brings registry-change or trailer:SSOT-Change." in (repo / "docs/ssot/CHECKLIST.md").read_text()


def test_the_checklist_asks_what_no_check_proves(program: Program, repo: Path) -> None:
    program()
    text = (repo / "docs/ssot/CHECKLIST.md").read_text()
    assert "- [ ] Reviewed quarterly (no check is bound to this)" in text
    assert "No print" not in text
    assert "- [ ] Only the owner touches `logging.basicConfig`." in text
    assert "- [ ] `app/old_log.py` is deprecated and got no new use." in text


def test_check_tells_what_is_out_of_date_and_writes_nothing(program: Program, repo: Path) -> None:
    code, out, _ = program("--check")
    assert (code, out.count("out of date"), (repo / "docs").exists()) == (1, 4, False)
    assert program()[2] == "docs/ssot: 4 of 4 documents written\n"
    assert program("--check") == (0, "", "")
    write(repo, {"SSOT_LOCK.yml": REGISTRY.replace("  metrics: {", "  counters: {").replace("[metrics]", "[]")})
    code, out, _ = program("--check")
    gone = ["CHECKLIST.md", "README.md", "counters.md", "logging.md", "metrics.md"]
    assert (code, out) == (1, "".join(f"docs/ssot/{name}: out of date\n" for name in gone))
    program()
    assert not (repo / "docs/ssot/metrics.md").exists()
    assert program("--check")[0] == 0


def test_files_of_others_stay_as_they_are(program: Program, repo: Path) -> None:
    write(repo, {"wiki/notes.md": "mine\n"})
    assert program("--output", "wiki")[0] == 0
    assert (repo / "wiki/notes.md").read_text() == "mine\n"
    write(repo, {"wiki/logging.md": "mine too\n"})
    code, _, err = program("--output", "wiki")
    assert (code, "was not written by `ssot-check docs`" in err) == (2, True)
    assert (repo / "wiki/logging.md").read_text() == "mine too\n"


def test_nothing_is_written_from_half_a_registry(program: Program, repo: Path) -> None:
    write(repo, {"SSOT_LOCK.yml": REGISTRY + "fact: {}\n"})
    code, _, err = program()
    assert (code, "no documents are made: unknown key `fact`" in err, (repo / "docs").exists()) == (2, True, False)


def test_names_that_are_no_file_names_and_folders_that_are_files(program: Program, repo: Path) -> None:
    hostile = '  "../../etc/</script>\\x1b[31m": {paths: [app/metrics.py]}\n  readme: {paths: [scripts/log.sh]}\n'
    write(repo, {"SSOT_LOCK.yml": "schema_version: 2\ndomains:\n" + hostile, "flat": ""})
    assert program()[0] == 0
    assert sorted(path.name for path in (repo / "docs/ssot").iterdir()) == ["CHECKLIST.md", "README.md", "etc-script-31m.md", "readme-2.md"]
    for path in (repo / "docs/ssot").iterdir():
        assert "\x1b" not in path.read_text()
        assert "</script>" not in path.read_text()
    code, _, err = program("--output", "flat/below")
    assert (code, "Traceback" in err) == (2, False)


def test_the_documents_are_no_use_of_what_is_deprecated(program: Program, capsys: pytest.CaptureFixture[str]) -> None:
    program()
    assert run(["check", "--select", "SSOT403", "--format", "concise", "--jobs", "1"]) == 0
    assert "docs/ssot" not in capsys.readouterr().out


USES = {
    "jobs/a.py": 'from app.log import setup_logging\n\n\n# setup_logging("no")\nlog = setup_logging("a | `b`")\n',
    "jobs/copy.py": "def setup_logging(name):\n    return name\n\n\nfrom app.log import setup_logging\nsetup_logging(0)\n",
    "jobs/0_stranger.py": "from elsewhere import setup_logging\nsetup_logging(1)\n",
    "deploy/roll.sh": 'source "$(dirname "$0")/../scripts/log.sh"\nlog_info "rolled out"\n',
    "deploy/other.sh": "log_info lost\n",
    "tests/test_a.py": "from app.log import setup_logging\n\nsetup_logging('test')\n",
}


def test_examples_are_calls_of_those_who_take_it_from_its_owner(repo: Path, program: Program) -> None:
    write(repo, USES)
    git(repo, "add", "-A")
    assert program()[0] == 0
    page = (repo / "docs/ssot/logging.md").read_text()
    _, _, told = page.partition("## Examples\n\nSo this repository uses it:\n\n")
    assert told.split("\n\n")[0].splitlines() == [
        '- `jobs/a.py`: ``log = setup_logging("a | `b`")``',
        '- `deploy/roll.sh`: `log_info "rolled out"`',
    ]
    assert "## Examples" not in (repo / "docs/ssot/metrics.md").read_text()


def test_without_exports_only_what_is_meant_for_others_is_listed(repo: Path, program: Program) -> None:
    inner = "_TOTAL = {'a': 1, 'b': 2}\n\n\ndef _inner():\n    return 1\n"
    write(repo, {"app/metrics.py": f"{inner}\n\nclass Count:\n    def add(self, name):\n        return name\n"})
    assert program()[0] == 0
    page = (repo / "docs/ssot/metrics.md").read_text()
    assert "Count" in page
    assert not any(name in page for name in ("_TOTAL", "_inner", "def add"))
