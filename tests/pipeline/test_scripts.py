"""Top-level code that writes out the body of an owned function is a copy of it, whatever its names."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.pipeline.check import check
from tests import repositories as make

PYTHON = """import logging
import sys

def setup_logging(level, stream=None):
    root = logging.getLogger()
    for handler in list(root.handlers):
        root.removeHandler(handler)
        handler.close()
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    root.addHandler(handler)
    root.setLevel(level.upper())
    logging.captureWarnings(True)
    return root
"""
BLOCK = """base = logging.getLogger()
for old in list(base.handlers):
    base.removeHandler(old)
    old.close()
new = logging.StreamHandler(sys.stderr)
new.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
base.addHandler(new)
base.setLevel(sys.argv[1].upper())
logging.captureWarnings(True)
"""
GUARDED = 'if __name__ == "__main__":\n' + "".join(f"    {line}\n" for line in BLOCK.splitlines())
OTHER = """base = sys.argv[1:]
for old in sorted(base):
    print(old.upper())
    sys.stdout.flush()
new = logging.getLogger("names")
new.info("%d names", len(base))
new.info("%d letters", sum(map(len, base)))
"""
TYPESCRIPT = """export function describeQueues(queues: Queue[], limit: number): string[] {
  const lines: string[] = [];
  for (const queue of queues) {
    const waiting = queue.jobs.filter((job) => job.state === "waiting");
    if (waiting.length > limit) {
      lines.push(`${queue.name}: ${waiting.length} waiting, oldest ${waiting[0].createdAt.toISOString()}`);
    }
  }
  lines.sort((a, b) => a.localeCompare(b));
  return lines;
}
"""
SCRIPT = """const most = 20;
const all = await load();
const rows: string[] = [];
for (const entry of all) {
  const open = entry.jobs.filter((job) => job.state === "waiting");
  if (open.length > most) {
    rows.push(`${entry.name}: ${open.length} waiting, oldest ${open[0].createdAt.toISOString()}`);
  }
}
rows.sort((a, b) => a.localeCompare(b));
console.log(rows.join("\\n"));
"""


def found(tmp_path: Path, owner: dict[str, str], copy: dict[str, str]) -> list[tuple[str, int, str]]:
    registry = f"schema_version: 2\ndomains:\n  owned:\n    paths: [{next(iter(owner))}]\n"
    report = check(Config(root=make.repository(tmp_path, {"SSOT_LOCK.yml": registry, **owner, **copy})))
    return [(item.location.path, item.location.line, item.help) for item in report.findings if item.code.startswith("SSOT20")]


@pytest.mark.parametrize(("text", "line"), [(BLOCK, 3), (GUARDED, 4)])
def test_a_python_script_block_is_a_copy_of_a_function(tmp_path: Path, text: str, line: int) -> None:
    places = found(tmp_path, {"src/log.py": PYTHON}, {"tool.py": f"import logging\nimport sys\n{text}"})
    assert [(path, row) for path, row, _ in places] == [("tool.py", line)]
    assert places[0][2].startswith("call `setup_logging` in place of these lines: ")


def test_another_script_is_not(tmp_path: Path) -> None:
    assert found(tmp_path, {"src/log.py": PYTHON}, {"tool.py": f"import logging\nimport sys\n{OTHER}"}) == []


def test_a_typescript_script_block_is_a_copy_of_a_function(tmp_path: Path) -> None:
    places = found(tmp_path, {"src/queues.ts": TYPESCRIPT}, {"report.ts": f'import {{ load }} from "./load";\n{SCRIPT}'})
    assert [(path, row) for path, row, _ in places] == [("report.ts", 3)]


FORMATTER = """class Lines(logging.Formatter):
    def format(self, record):
        return f"{record.levelname}|{record.name}|{record.getMessage()}"


"""
WITH_LINES = PYTHON.replace("def setup_logging", FORMATTER + "def setup_logging").replace(
    'logging.Formatter("%(asctime)s %(levelname)s %(message)s")', "Lines()"
)


def test_a_copy_that_imports_what_the_owner_calls_is_a_copy(tmp_path: Path) -> None:
    body = WITH_LINES[WITH_LINES.index("def setup_logging") :].replace("    return root", "    root.propagate = False\n    return root")
    places = found(tmp_path, {"src/log.py": WITH_LINES}, {"tool.py": f"import logging\nimport sys\nfrom src.log import Lines\n\n\n{body}"})
    assert [(path, row) for path, row, _ in places] == [("tool.py", 6)]


def test_what_is_built_on_another_function_of_the_owner_is_not(tmp_path: Path) -> None:
    helper = PYTHON + "\n\ndef quiet(name):\n    logging.getLogger(name).setLevel(logging.ERROR)\n"
    body = PYTHON[PYTHON.index("def setup_logging") :].replace("    logging.captureWarnings(True)\n", "    quiet('urllib3')\n")
    assert found(tmp_path, {"src/log.py": helper}, {"tool.py": f"import logging\nimport sys\nfrom src.log import quiet\n\n\n{body}"}) == []


def test_of_a_function_around_an_edited_copy_the_copy_is_told(tmp_path: Path) -> None:
    body = PYTHON[PYTHON.index("def setup_logging") :].replace("    return root", "    root.propagate = False\n    return root")
    inner = "".join(f"    {line}\n" for line in body.splitlines())
    text = f"import logging\nimport sys\n\n\ndef main():\n{inner}\n    log = setup_logging('debug')\n    log.info('up')\n"
    places = found(tmp_path, {"src/log.py": PYTHON}, {"tool.py": text})
    assert [(path, row) for path, row, _ in places] == [("tool.py", 6)]
    assert places[0][2].startswith("first let `setup_logging` take what differs (line 16 here) as arguments; then call the owner's")


DECORATOR = """import functools
import logging
import time


def retry(attempts=4, delay=0.2, errors=(OSError,)):
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            for attempt in range(1, attempts + 1):
                try:
                    return function(*args, **kwargs)
                except errors as error:
                    if attempt == attempts:
                        raise
                    logging.warning("retrying %s after %s", function.__name__, error)
                    time.sleep(delay * 2**attempt)

        return wrapper

    return decorate
"""


@pytest.mark.parametrize(
    "last", ["        return wrapper\n\n    return decorate\n", "        return wrapper\n\n    return functools.partial(decorate)\n"]
)
def test_of_an_edited_decorator_the_decorator_is_told_and_not_its_wrapper(tmp_path: Path, last: str) -> None:
    text = DECORATOR.replace("retry(", "again(").replace(
        "        raise\n", "        logging.error('gave up')\n                        raise\n"
    )
    text = text[: text.index("        return wrapper")] + last
    places = found(tmp_path, {"src/log.py": DECORATOR}, {"tool.py": text})
    assert [(path, row) for path, row, _ in places] == [("tool.py", 6)]


SOURCED = 'source "$(dirname "$0")/lib/log.sh"'
SHELL = """log_event() {
  local level="$1"
  shift
  printf '%s %-5s %s: %s\\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$level" "$(basename "$0")" "$*" >&2
  if [[ -n "${LOG_FILE:-}" ]]; then
    printf '%s\\n' "$level $*" >>"$LOG_FILE"
    logger --tag deploy --priority "user.$level" -- "$*"
  fi
}
"""


BESIDE = 'source "$(dirname "${BASH_SOURCE[0]}")/lib/log.sh"'
ALONE = (
    "or, if this script ships without lib/log.sh (it sources nothing so far), let it stand below the line "
    "# ssot: allow[SSOT201] -- ships alone"
)


@pytest.mark.parametrize(
    ("head", "name", "said"),
    [
        (f"#!/bin/bash\n{SOURCED}\n", "log_event", f"delete this `log_event`, which line 2 brings already: {SOURCED}"),
        (f"#!/bin/bash\n{SOURCED}\n", "say", f"replace `say` by `log_event`, which line 2 brings already: {SOURCED}"),
        (f"#!/bin/bash\nif true; then\n  {SOURCED}\nfi\n", "log_event", f"delete this `log_event` and write instead: {SOURCED}"),
        (f"#!/bin/bash\n# {SOURCED}\n", "log_event", f"delete this `log_event` and write instead: {BESIDE}; {ALONE}"),
    ],
)
def test_the_line_that_brings_the_owner_already_is_named(tmp_path: Path, head: str, name: str, said: str) -> None:
    places = found(tmp_path, {"lib/log.sh": f"#!/bin/bash\n{SHELL}"}, {"tool.sh": head + SHELL.replace("log_event", name)})
    assert [text[: len(said)] for _, _, text in places] == [said]


RUNS = """quiet() {
  echo "$1" >/dev/null
}
run() {
  local out status
  out=$(mktemp) && status=0
  printf '%s: running %s\\n' "$(date -u +%H:%M:%S)" "$*" | tee -a "$RUN_LOG"
  "$@" >"$out" 2>&1 || status=$?
  if [ "$status" -ne 0 ]; then
    logger --tag deploy --priority user.err -- "$* failed with $status"
    quiet "$(tail -n 20 "$out")"
  fi
  return "$status"
}
"""


def test_of_a_function_of_its_own_a_shell_asks_the_order_and_no_argument(tmp_path: Path) -> None:
    text = f"#!/bin/bash\n. lib/log.sh\n{RUNS}".replace('echo "$1" >/dev/null', 'printf "%s" "$1" >&2')
    places = found(tmp_path, {"lib/run.sh": f"#!/bin/bash\n{RUNS}"}, {"tool.sh": text, "lib/log.sh": "#!/bin/bash\nexport LOG=1\n"})
    assert [text.partition("; ")[0] for _, line, text in places if line == 6] == [
        "first see that this script's own `quiet` stands below the line that sources the owner"
    ]


BODY = "".join(f"{line}\n" for line in RUNS.splitlines()[5:9]) + 'mv "$out" "$RUN_LOG.last"\n'


def test_of_a_script_block_a_function_is_to_be_made(tmp_path: Path) -> None:
    files = {"SSOT_LOCK.yml": "schema_version: 2\ndomains:\n  owned:\n    paths: [build.sh]\n"}
    files |= dict.fromkeys(("build.sh", "deploy/ship.sh"), f"#!/bin/bash\nset -eu\n{BODY}")
    report = check(Config(root=make.repository(tmp_path, files), select=("SSOT210",)))
    assert [item.help for item in report.findings] == [
        (
            'make one function of lines 3 to 7 of build.sh, in a file that both can load, and call it there and here with "$@", as it '
            "reads what the script was called with; or, if this script ships without that file (it sources nothing so far), let it stand "
            "below the line # ssot: allow[SSOT210] -- ships alone"
        )
    ]


@pytest.mark.parametrize("line", ['wanted="${1:-all}"', 'wanted="$*"', "while getopts v flag; do verbose=$flag; done"])
def test_a_function_made_of_a_block_that_reads_arguments_is_handed_them(tmp_path: Path, line: str) -> None:
    files = {"SSOT_LOCK.yml": "schema_version: 2\ndomains:\n  owned:\n    paths: [build.sh]\n"}
    files |= dict.fromkeys(("build.sh", "deploy/ship.sh"), f"#!/bin/bash\nset -eu\n{line}\n{BODY}")
    report = check(Config(root=make.repository(tmp_path, files), select=("SSOT210",)))
    assert [item.help.partition("; ")[0].partition("and call it ")[2] for item in report.findings] == [
        'there and here with "$@", as it reads what the script was called with'
    ]
