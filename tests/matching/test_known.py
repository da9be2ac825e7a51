"""Well-known jobs: known in other words on other libraries, and not taken for what shares both."""

from __future__ import annotations

import re
import textwrap

import pytest

from ssot_check.languages.go import LANGUAGE as GO
from ssot_check.languages.python import LANGUAGE as PYTHON
from ssot_check.languages.rust import LANGUAGE as RUST
from ssot_check.languages.shell import LANGUAGE as SHELL
from ssot_check.languages.typescript import LANGUAGE as TYPESCRIPT
from ssot_check.matching.callings import opposed
from ssot_check.matching.catalogue import LANGUAGES, LARGEST, catalogue, catalogue_of
from ssot_check.matching.fingerprint import fingerprint
from ssot_check.matching.haystack import owned_units
from ssot_check.matching.hierarchy import Hierarchy
from ssot_check.matching.known import SMALLEST, known_jobs
from ssot_check.matching.reasons import Reasons
from ssot_check.matching.rewrites import Rewrites
from ssot_check.matching.tables import table
from ssot_check.matching.vocabulary import contraries
from ssot_check.model.match import CloneType, Match, Tier
from ssot_check.model.source import SourceFile
from ssot_check.model.unit import Unit
from tests.builders import a_domain, a_unit
from tests.matching.haystacks import a_haystack, weights_of

ENTRY = re.compile(
    r'@[a-z]+|\+(loop|choice|handled|raised|yield|itself)|\.[a-zA-Z_]\w*|\$[\w-]+( [\w-]+)?|"[a-z][a-z0-9]+|~[a-z]+|-[\w-]+|[a-zA-Z_][\w.]*'
)
"""Words of texts hold no underscores, and numbers are in no unit's words: an entry of another form would never be hit."""

TRIES = """
import time

def call_again(work, attempts):
    for number in range(attempts):
        try:
            return work()
        except OSError:
            time.sleep(2 ** number)
    raise RuntimeError("gave up")
"""
DECORATED = """
import asyncio

def with_retries(limit):
    def around(task):
        async def inner(*given):
            left = limit
            while True:
                try:
                    return await task(*given)
                except ConnectionError:
                    left -= 1
                    if not left:
                        raise
                    await asyncio.sleep(1)
        return inner
    return around
"""
SUM = """
import hashlib

def checksum(path):
    total = hashlib.sha256()
    with open(path, "rb") as stream:
        while block := stream.read(65536):
            total.update(block)
    return total.hexdigest()
"""
SUM_OF_TEXT = """
import hashlib
import json

def digest_of(record, salt):
    text = json.dumps(record, sort_keys=True)
    found = hashlib.sha256(salt.encode())
    found.update(text.encode())
    return found.hexdigest()[:12]
"""
SHELL_SUM = """
file_hash() {
  if [ ! -r "$1" ]; then
    echo "cannot read $1" >&2
    return "$UNREADABLE"
  fi
  [ "${2:-}" = -v ] && echo "reading $1" >&2
  sha256sum "$1" | cut -d' ' -f1
}
"""
COMMIT = """
git_commit() {
  local found
  found="$(git -C "$1" rev-parse HEAD 2>/dev/null)" || found=unknown
  [ "${2:-}" = -v ] && echo "the commit of $1 is $found" >&2
  echo "$found"
}
"""
AHEAD = """
git_commits_ahead() {
  git rev-parse --git-dir >/dev/null 2>&1 || return
  local commits
  commits="$(git rev-list --count "@{upstream}..HEAD" 2>/dev/null)"
  [ -n "$commits" ] && [ "$commits" != 0 ] && echo "$AHEAD_PREFIX$commits$AHEAD_SUFFIX"
}
"""
POLLS = """
import time
import requests

def retry_job(client, number):
    for _ in range(30):
        try:
            answer = requests.get(client.url(number), timeout=3)
            if answer.json()["state"] == "done":
                return answer.json()
        except OSError:
            time.sleep(3)
    return None
"""
OLD = """
from pathlib import Path

def prune_backups(folder, keep):
    found = sorted(Path(folder).glob("*.gz"), key=lambda path: path.stat().st_mtime)
    for path in found[:-keep]:
        path.unlink()
    return len(found)
"""
LARGE = """
from pathlib import Path

def largest_backups(folder, count):
    found = sorted(Path(folder).glob("*.gz"), key=lambda path: path.stat().st_size, reverse=True)
    for path in found[:count]:
        print(path.name, path.stat().st_size)
    return found[:count]
"""
UP = """
import requests

def service_is_up(address):
    try:
        reply = requests.get(address, timeout=3)
    except requests.RequestException:
        return False
    return reply.ok
"""
SHELL_UP = """
is_healthy() {
  local code
  code=$(curl -s -o /dev/null -w '%{http_code}' --max-time 5 "$1")
  if [ "$code" = 200 ]; then
    return 0
  fi
  return 1
}
"""
FETCHED = UP.replace("reply.ok", "reply.ok and reply.json()")


def units(text: str, path: str = "jobs/a.py") -> tuple[Unit, ...]:
    language = {"py": PYTHON, "go": GO, "rs": RUST, "ts": TYPESCRIPT}.get(path.rpartition(".")[2], SHELL)
    return language.parse(SourceFile(path, language.name, textwrap.dedent(text).lstrip("\n"), "0"), fingerprint).units


def read(text: str, path: str = "jobs/a.py") -> Unit:
    return units(text, path)[0]


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        (TRIES, "a.py", {"tries again"}),
        (DECORATED, "a.py", {"tries again"}),
        (POLLS, "a.py", set()),
        (SUM, "a.py", {"takes the checksum of a file"}),
        (SHELL_SUM, "a.sh", {"takes the checksum of a file"}),
        (SUM_OF_TEXT, "a.py", set()),
        (COMMIT, "a.sh", {"tells the commit that is checked out"}),
        (AHEAD, "a.sh", set()),
        (OLD, "a.py", {"deletes all but the newest files"}),
        (LARGE, "a.py", set()),
        (SUM.replace("def checksum", "def deploy"), "a.py", set()),
        (UP, "a.py", {"asks an address whether it answers"}),
        (SHELL_UP, "a.sh", {"asks an address whether it answers"}),
        (FETCHED, "a.py", set()),
    ],
    ids=[
        "loop",
        "decorator",
        "polls",
        "sum",
        "sum in a shell",
        "sum of a text",
        "commit",
        "commits ahead",
        "old files",
        "large files",
        "otherwise",
        "answers",
        "answers in a shell",
        "takes the answer",
    ],
)
def test_a_job_is_known_by_what_it_must_do_and_how_it_is_called(text: str, path: str, expected: set[str]) -> None:
    assert known_jobs(read(text, path)) == expected


def test_what_does_more_is_not_known() -> None:
    longer = SUM.replace("    return total", "    found = 1\n" * LARGEST + "    return total")
    assert read(longer).fingerprint.size > LARGEST
    assert known_jobs(read(longer)) == set()
    assert known_jobs(read("class Checksum:\n" + textwrap.indent(SUM[SUM.index("def") :], "    "))) == set()
    assert known_jobs(a_unit("checksum", "return hashlib.sha256(open($path).read()).hexdigest()")) == set()
    assert a_unit("checksum", "return hashlib.sha256(open($path).read()).hexdigest()").fingerprint.size < SMALLEST


BREAKER = """
import time

class CircuitBreaker:
    def __init__(self, failures, pause):
        self.failures, self.pause, self.count, self.until = failures, pause, 0, 0.0

    def call(self, function):
        if time.monotonic() < self.until:
            raise RuntimeError("closed")
        try:
            answer = function()
        except OSError:
            self.count += 1
            if self.count >= self.failures:
                self.until = time.monotonic() + self.pause
            raise
        self.count = 0
        return answer
"""
PARALLEL = """
from concurrent.futures import ThreadPoolExecutor

def {name}(function, items, workers=8):
    with ThreadPoolExecutor(max_workers=workers) as pool:
        return list(pool.map(function, items))
"""
RUNS = """
import subprocess

def {name}(command, folder):
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{{command[0]}}: {{done.stderr}}")
    return done.stdout
"""
WAITS = """
until pg_isready -q -h "$PGHOST" -p "$PGPORT" -t 2; do
  tries=$((tries + 1))
  if [ "$tries" -gt 30 ]; then
    echo "no answer from $PGHOST" >&2
    exit 1
  fi
  sleep 1
done
"""


MAKES = """
length=${1:-24}
if [ "$length" -lt 12 ]; then
  echo "at least 12 characters" >&2
  exit 1
fi
openssl rand -base64 48 | tr -d '/+=' | cut -c "1-$length" >"$2"
"""


def test_a_class_does_the_jobs_that_say_so() -> None:
    assert known_jobs(read(BREAKER)) == {"stops calling what fails"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PARALLEL.format(name="map_in_parallel"), {"runs the functions at once"}),
        (PARALLEL.format(name="parallel_map"), {"runs the functions at once"}),
        (PARALLEL.format(name="parallel"), set()),
        (PARALLEL.format(name="resize_in_parallel"), set()),
        (RUNS.format(name="run_command"), {"runs a program and raises when it fails"}),
        (RUNS.format(name="_sh"), {"runs a program and raises when it fails"}),
        (RUNS.format(name="run_migrations"), set()),
    ],
)
def test_the_name_says_the_job_and_nothing_else(text: str, expected: set[str]) -> None:
    assert known_jobs(read(text)) == expected


def test_a_method_that_is_called_by_one_word_does_what_its_class_is_for() -> None:
    shell, runs = (f"class Shell:\n{textwrap.indent(text, '    ')}" for text in (RUNS.format(name="run_command"), RUNS.format(name="run")))
    assert [known_jobs(unit) for unit in units(shell)[1:]] == [{"runs a program and raises when it fails"}]
    assert [known_jobs(unit) for unit in units(runs)[1:]] == [set()]


def test_a_method_that_writes_its_own_class_is_no_tool() -> None:
    saves = (
        "def {name}(self, path):\n    with open(path, 'w') as stream:\n        json.dump(vars(self), stream, indent=2, sort_keys=True)\n"
    )
    alone, inside = saves.format(name="write_json"), f"class Answer:\n{textwrap.indent(saves.format(name='to_json'), '    ')}"
    assert known_jobs(read(f"import json\n\n{alone}")) == {"writes a file of JSON"}
    assert [known_jobs(unit) for unit in units(f"import json\n\n{inside}")[1:]] == [set()]


def test_a_script_is_called_by_its_file() -> None:
    assert known_jobs(read(MAKES, "scripts/new-password.sh")) == {"makes a password"}
    assert known_jobs(read(MAKES, "scripts/setup.sh")) == set()


IN_TYPESCRIPT = """
export function {name}(size: number): string {{
  const units = ["B", "KB", "MB", "GB"];
  let step = 0;
  while (size >= 1024 && step < units.length - 1) {{
    size /= 1024;
    step += 1;
  }}
  return `${{size.toFixed(1)}} ${{units[step]}}`;
}}
"""
IN_GO = """
package wait

import (
	"fmt"
	"net"
	"time"
)

func {name}(address string, limit time.Duration) error {{
	end := time.Now().Add(limit)
	for time.Now().Before(end) {{
		if link, err := net.DialTimeout("tcp", address, time.Second); err == nil {{
			return link.Close()
		}}
		time.Sleep(100 * time.Millisecond)
	}}
	return fmt.Errorf("nothing listens on %s", address)
}}
"""
IN_RUST = """
pub fn {name}<T, E>(most: u32, pause: Duration, mut work: impl FnMut() -> Result<T, E>) -> Result<T, E> {{
    let mut tried = 0;
    loop {{
        match work() {{
            Ok(value) => return Ok(value),
            Err(error) if tried >= most => return Err(error),
            Err(_) => {{
                tried += 1;
                std::thread::sleep(pause);
            }}
        }}
    }}
}}
"""


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        (IN_TYPESCRIPT.format(name="formatBytes"), "a.ts", {"writes a number of bytes for people"}),
        (IN_TYPESCRIPT.format(name="stepDown"), "a.ts", set()),
        (IN_GO.format(name="waitForPort"), "a.go", {"waits for a port"}),
        (IN_GO.format(name="deploy"), "a.go", set()),
        (IN_RUST.format(name="retry_with_backoff"), "a.rs", {"tries again"}),
        (IN_RUST.format(name="retry_upload"), "a.rs", set()),
    ],
)
def test_other_languages_have_jobs_of_their_own(text: str, path: str, expected: set[str]) -> None:
    assert known_jobs(read(text, path)) == expected


def test_a_catalogue_belongs_to_its_endings() -> None:
    assert all(catalogue_of(ending) is catalogue(language) for language, endings in LANGUAGES.items() for ending in endings)
    assert catalogue_of("py") is catalogue_of("sh") is catalogue("")


def test_what_is_done_may_tell_the_job_alone() -> None:
    assert known_jobs(read(WAITS, "scripts/entrypoint.sh")) == {"waits for a database"}
    assert known_jobs(read(WAITS.replace("pg_isready", "probe"), "scripts/entrypoint.sh")) == set()


def known(owner: Unit, copy: Unit, owned: str = "app/log.py", **fields: str) -> Match | None:
    hay = a_haystack(
        owner, copy, domains=[a_domain("tools")], owners={owned: ("tools",), **{path: (name,) for name, path in fields.items()}}
    )
    items = owned_units(hay)
    found = Rewrites(hay, weights_of(hay), items, Reasons(items, Hierarchy(hay.files))).known(copy, hay.files[copy.location.path])
    return found[0] if found else None


NEEDS = """
import shutil

def {name}(program):
    if shutil.which(program) is None:
        raise RuntimeError("missing: " + program + ", see the handbook")
    return shutil.which(program)
"""
OWNED = (("sha256_of_file", "app/log.py"), ("checksum", "app/sums.py"), ("file_sha256", "jobs/a.py"))


def test_two_that_do_one_job_are_told_whatever_the_domain_is_called() -> None:
    found = known(read(TRIES, "app/log.py"), read(DECORATED))
    assert found is not None
    assert (found.clone_type, found.tier, found.job) == (CloneType.SEMANTIC, Tier.ADVISORY, "tries again")
    assert 0.0 <= found.score <= 1.0
    assert known(read(TRIES, "app/log.py"), read(SUM)) is None


@pytest.mark.parametrize(
    ("owner", "copy", "tier"),
    [
        ("run_command", "_sh", Tier.ADVISORY),
        ("checked_output", "execute", Tier.ADVISORY),
    ],
)
def test_names_that_say_the_job_alone_are_told(owner: str, copy: str, tier: Tier) -> None:
    found = known(read(RUNS.format(name=owner), "app/log.py"), read(RUNS.format(name=copy).replace("capture_output=True, ", "")))
    assert found is not None
    assert found.tier is tier


@pytest.mark.parametrize(("owner", "copy"), [("require_tools", "ensure_openssl"), ("ensure_whiptail", "require_tools")])
def test_a_name_that_says_what_for_makes_a_hint(owner: str, copy: str) -> None:
    found = known(read(NEEDS.format(name=owner), "app/log.py"), read(NEEDS.format(name=copy).replace("missing", "install first")))
    assert found is not None
    assert found.tier is Tier.HINT


def test_a_method_is_no_original_and_a_test_no_copy() -> None:
    method = units(f"class Sums:\n{textwrap.indent(SUM[SUM.index('def') :], '    ')}", "app/log.py")[1]
    assert known(method, read(SUM.replace("checksum", "file_hash"))) is None
    assert known(read(SUM, "app/log.py"), read(SUM.replace("checksum", "test_checksum"))) is None


def test_an_owner_of_the_same_name_comes_first() -> None:
    mine, other, copy = (read(SUM.replace("checksum", name), path) for name, path in OWNED)
    hay = a_haystack(mine, other, copy, domains=[a_domain("tools")], owners={"app/log.py": ("tools",), "app/sums.py": ("tools",)})
    items = owned_units(hay)
    found = Rewrites(hay, weights_of(hay), items, Reasons(items, Hierarchy(hay.files))).known(copy, hay.files[copy.location.path])
    assert [match.owner.name for match in found] == ["sha256_of_file"]


def test_what_builds_on_the_owner_is_no_second_one() -> None:
    again = TRIES.replace("import time", "import time\n\nfrom app import log").replace("call_again", "retry_often")
    assert known(read(TRIES, "app/log.py"), read(again)) is not None
    assert known(read(TRIES, "app/log.py"), read(again.replace("work()", "log.call_again(work, 3)"))) is None


HELD = """
import fcntl

def hold_lock(path):
    handle = open(path, "w")
    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    handle.write("held")
    return handle
"""


def test_a_job_that_is_often_done_for_things_of_its_own_is_a_hint() -> None:
    found = known(read(HELD, "app/log.py"), read(HELD.replace("hold_lock", "exclusive").replace("held", "mine")))
    assert found is not None
    assert found.tier is Tier.HINT


def test_what_the_owner_does_not_offer_is_no_original() -> None:
    assert known(read(TRIES.replace("call_again", "_call_again"), "app/log.py"), read(DECORATED)) is None


def test_a_unit_of_another_owner_is_not_told() -> None:
    assert known(read(TRIES, "app/log.py"), read(DECORATED), tools="jobs/a.py") is None


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("load_env", "dump_env", True),
        ("prune_releases", "list_releases", True),
        ("restore_latest", "load_last_dump", False),
        ("setup_logging", "configure_logger", False),
        ("load_env", "load_dump", False),
    ],
)
def test_names_are_contrary_by_their_verbs(one: str, other: str, expected: bool) -> None:
    pair = a_unit(one, "return 1"), a_unit(other, "return 1")
    assert opposed(*pair) is opposed(*reversed(pair)) is expected


def test_contrary_words_are_contrary_both_ways_and_none_to_itself() -> None:
    assert contraries()
    assert all(word in contraries()[other] for word, others in contraries().items() for other in others)
    assert [word for word, others in contraries().items() if word in others] == []


@pytest.mark.parametrize(("language", "name"), [(language, name) for language in ("", *LANGUAGES) for name in catalogue(language)])
def test_every_job_asks_for_a_name_and_for_things_that_can_be_there(language: str, name: str) -> None:
    job = catalogue(language)[name]
    assert job.name
    assert all(word == word.lower() and word.isalnum() for word in job.name | job.also)
    assert job.does
    assert all(thing for wanted in job.does for thing in wanted)
    assert all(job.does)
    entries = sorted({entry for wanted in (job.never, *job.does) for thing in wanted for entry in thing})
    assert [entry for entry in entries if not ENTRY.fullmatch(entry)] == []
    assert {entry[1:] for entry in entries if entry.startswith("@")} <= {*table("purposes.json"), *table("effects.json")}
    assert SMALLEST < job.most <= LARGEST
