"""`ssot-check find`, from the command line to the exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests import repositories as make
from tests.cli.doors import Door

REGISTRY = """schema_version: 2
domains:
  logging:
    description: Lines and levels
    paths: [lib/pkg/log.py, lib/log.sh]
    exports: [setup_logging]
  notes:
    paths: [docs/style.md]
facts:
  postgres_port:
    type: port
    domain: notes
    canonical: {file: docs/style.md, select: 'line:5432'}
"""
LOG = '''"""Log lines."""
import logging


def setup_logging(service, level="INFO"):
    """Configure the root logger once."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(level)
    root.info("ready %s", service)
    return root


def _quiet(name):
    return logging.getLogger(name).setLevel(30)
'''
COPY = LOG.replace("setup_logging", "start_logs").replace("handler", "out").replace("root", "top")


@pytest.fixture
def house(repo: Path) -> Path:
    files = {
        "SSOT_LOCK.yml": REGISTRY, "lib/pkg/__init__.py": "", "lib/pkg/log.py": LOG, "jobs/a.py": COPY, "docs/style.md": "How we write.\n",
        "lib/log.sh": "# Print a line with the level.\nlog_info() {\n  printf '%s\\n' \"$1\"\n}\n",
    }  # fmt: skip
    make.write(repo, files)
    make.git(repo, "add", "-A")
    return repo


@pytest.mark.usefixtures("house")
class TestWords:
    def test_the_owner_is_told_with_the_line_that_imports_it(self, door: Door) -> None:
        code, out, err = door("find", "structured", "logging setup", "--limit", "1")
        assert (code, err) == (0, "")
        first, document, place, use, *rest = out.splitlines()
        assert first.startswith("1. setup_logging  [logging]  function, exported, score 0.")
        assert document.strip() == "Configure the root logger once."
        assert place.strip() == 'lib/pkg/log.py:5:5  def setup_logging(service, level="INFO")'
        assert use.strip() == "from pkg.log import setup_logging"
        assert rest[-1] == "looked through 3 units of 3 files in 2 domains"

    def test_a_slip_is_forgiven_and_into_spells_the_line_for_that_file(self, door: Door) -> None:
        code, out, _ = door("find", "log infp", "--into", "jobs/new.sh")
        assert code == 0
        assert "1. log_info" in out
        assert 'source "$(dirname "${BASH_SOURCE[0]}")/../lib/log.sh"' in out
        assert "import" not in out

    def test_facts_and_files_without_units_are_found(self, door: Door) -> None:
        assert "1. postgres_port  [notes]  fact" in door("find", "port of postgres")[1]
        assert "1. docs/style.md  [notes]  file" in door("find", "notes style")[1]

    def test_nothing_is_1_and_says_which_words_nobody_knows(self, door: Door) -> None:
        code, out, err = door("find", "xyzzy plugh")
        assert (code, err) == (1, "")
        assert "no owner answers this" in out
        assert "no owner knows: xyzzy, plugh" in out

    def test_json(self, door: Door) -> None:
        code, out, _ = door("find", "logging setup", "--format", "json")
        document = json.loads(out)
        assert (code, document["verdict"], document["exit_code"]) == (0, "found", 0)
        assert document["answers"][0] == {
            "domain": "logging", "name": "setup_logging", "kind": "function", "path": "lib/pkg/log.py", "line": 5,
            "score": document["answers"][0]["score"], "matched": ["logging", "setup"],
            "signature": 'def setup_logging(service, level="INFO")',
            "doc": "Configure the root logger once.", "use": "from pkg.log import setup_logging", "exported": True,
        }  # fmt: skip
        assert document["total"] >= len(document["answers"])


class TestPlaces:
    def test_a_copy_names_its_owner(self, door: Door, house: Path) -> None:
        code, out, _ = door("find", "jobs/a.py:8")
        assert code == 0
        assert "1. setup_logging  [logging]  function, exported, score 1.00: 8 of 8 statements align" in out

    def test_a_helper_written_anew_names_the_owner_of_its_kind(self, door: Door, house: Path) -> None:
        anew = "import logging\n\n\nclass Chatty:\n    def job_log(self, job):\n        if not self.on:\n            return None\n"
        anew += "        for sink in self.sinks:\n            sink.addHandler(logging.StreamHandler())\n"
        make.write(house, {"jobs/b.py": f"{anew}        return logging.getLogger(job)\n"})
        code, out, _ = door("find", "jobs/b.py:9")
        assert code == 0
        assert "1. setup_logging  [logging]  function, exported, score 0.58: of the kind logging, .addHandler, logging.StreamHandler" in out

    def test_the_owner_is_its_own(self, door: Door, house: Path) -> None:
        code, out, _ = door("find", "lib/pkg/log.py:8")
        assert code == 0
        assert "lib/pkg/log.py:8 (setup_logging): this is the owner's own code (domain logging)" in out

    @pytest.mark.parametrize(
        ("place", "message"), [("jobs/a.py:2", "no function"), ("jobs/none.py:2", "no such file"), ("docs/style.md:1", "not analysed")]
    )
    def test_a_place_without_code_is_2(self, door: Door, house: Path, place: str, message: str) -> None:
        code, out, err = door("find", place)
        assert (code, out) == (2, "")
        assert message in err

    def test_the_statements_of_a_script_are_a_place(self, door: Door, house: Path) -> None:
        loose = "import logging\nimport sys\n\nout = logging.StreamHandler()\nout.setFormatter(logging.Formatter(sys.argv[1]))\n"
        loose += "top = logging.getLogger()\ntop.addHandler(out)\ntop.setLevel(sys.argv[2])\ntop.info('ready %s', sys.argv[3])\n"
        make.write(house, {"jobs/c.py": loose, "jobs/d.py": "import sys\n"})
        code, out, _ = door("find", "jobs/c.py:7")
        assert code == 0
        assert "1. setup_logging  [logging]" in out
        nearest = "help: name a line of its body or heading; the nearest is a block, lines 4 to 9"
        assert nearest in door("find", "jobs/c.py:1")[2]
        assert nearest in door("find", "jobs/c.py:99")[2]
        assert "help: nothing in jobs/d.py is large enough to be compared" in door("find", "jobs/d.py:1")[2]


class TestUntrusted:
    def test_a_question_without_a_word_is_2(self, door: Door) -> None:
        assert door("find", "  ?! ")[0] == 2

    def test_an_owner_that_cannot_be_read_is_2_and_the_rest_is_told(self, door: Door, house: Path) -> None:
        (house / "lib/log.sh").write_bytes(b"\0\1\2")
        code, out, err = door("find", "logging setup")
        assert code == 2
        assert "setup_logging" in out
        assert "lib/log.sh" in err

    def test_owners_that_are_all_gone_are_2(self, door: Door, repo: Path) -> None:
        (repo / "SSOT_LOCK.yml").write_text("schema_version: 2\ndomains:\n  logging:\n    paths: [gone.py]\n", encoding="utf-8")
        code, _, err = door("find", "logging")
        assert code == 2
        assert "no owner to look through" in err

    def test_no_registry_is_2(self, door: Door, repo: Path) -> None:
        (repo / "SSOT_LOCK.yml").unlink()
        assert door("find", "logging")[0] == 2
