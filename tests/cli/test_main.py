"""The group: commands, the default one, mistyped ones, and where every error ends."""

from __future__ import annotations

import os
import runpy
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ssot_check import __version__
from ssot_check.cli.commands import COMMANDS, Commands, cli
from ssot_check.model.errors import RegistryError, SsotError, UsageError
from ssot_check.model.location import Location
from ssot_check.model.problem import Problem
from ssot_check.model.verdict import Verdict
from tests.cli.doors import Door, process, report


def test_check_is_the_default_command(door: Door) -> None:
    for arguments in ((), ("check",), ("src/",), ("check", "src"), ("--format", "concise"), ("-q",), ("-C", "src"), ("-C", "src", "check")):
        assert door(*arguments)[0] == 0, arguments
    assert [config.paths for config in door.asked] == [(), (), ("src",), ("src",), (), (), (), ()]


def test_a_folder_called_like_a_command_is_named_with_its_dot(door: Door, repo: Path) -> None:
    (repo / "explain").mkdir()
    assert door("./explain")[0] == 0
    assert door.asked[0].paths == ("explain",)


def test_c_works_before_and_after_the_command_and_for_every_command(door: Door, repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")
    assert door("-C", repo, "src")[0] == 0
    assert door("-C", repo, "check", "src")[0] == 0
    assert door("check", "-C", repo, "src")[0] == 0
    assert door(f"-C{repo}")[0] == 0
    assert [(config.root, config.paths) for config in door.asked] == [(repo, ("src",))] * 3 + [(repo, ())]
    assert door("-C", repo, "registry", "validate")[0] == 0


def test_options_may_stand_in_front_of_the_command(door: Door, repo: Path) -> None:
    registry = repo / "SSOT_LOCK.yml"
    assert door("-C", repo, "--registry", registry, "-q", "check", "src")[0] == 0
    assert door("-q", "--select=SSOT1", "check")[0] == 0
    assert [(config.paths, config.select) for config in door.asked] == [(("src",), ()), ((), ("SSOT1",))]
    assert door("--registry", registry, "registry", "validate") == door("registry", "validate", "--registry", registry)
    assert door("--registry", "check", "src")[0] == 2  # the value of an option is no command
    assert len(door.asked) == 2


def test_a_path_called_like_the_command_behind_the_options_is_not_guessed(door: Door, repo: Path) -> None:
    (repo / "explain").mkdir()
    code, _, err = door("-q", "explain")
    assert code == 2
    assert "`ssot-check explain -q` for the command, ./explain for the path" in err
    assert door("-q", "./explain")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("chekc",), "'chekc' is neither a command nor an existing path; did you mean `check`?"),
        (("-C", "src", "chekc"), "'chekc' is neither a command nor an existing path; did you mean `check`?"),
        (("zzzzzz",), "'zzzzzz' is neither a command nor an existing path; commands: check, "),
        (("src/gone.py",), "no such file or folder: src/gone.py"),
        (("--selct", "X"), "--selct"),
        (("-C",), "'-C' requires"),
        (("-C", "gone"), "-C gone: no such folder"),
        (("check", "--jobs", "none"), "'none' is not a valid integer range"),
        (("explain",), "no rule is named"),
        (("registry",), "Missing command."),
    ],
)
def test_a_mistake_on_the_command_line_is_told_and_is_2(door: Door, arguments: tuple[str, ...], message: str) -> None:
    code, out, err = door(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith("error: ")
    assert message in err
    assert "\nhelp: " in err
    assert door.asked == []


def test_version_and_help_go_to_standard_output(door: Door) -> None:
    assert door("--version") == (0, f"ssot-check {__version__}\n", "")
    for arguments in (("--help",), ("-h",), ("check", "--help"), ("explain", "-h"), ("completion", "--help"), ("registry", "--help")):
        code, out, err = door(*arguments)
        assert (code, err) == (0, "")
        assert out.startswith("Usage: ssot-check")


def test_lists_in_help_texts_keep_their_lines(door: Door) -> None:
    assert "\n    1  findings that fail the run\n" in door("check", "--help")[1]
    assert "\n    0  it can (warnings are allowed)\n" in door("registry", "validate", "--help")[1]
    assert "\n  fish:  " in door("completion", "--help")[1]


def test_the_overview_says_what_each_command_says_of_itself(door: Door) -> None:
    group = cli
    assert isinstance(group, Commands)
    with group.make_context("ssot-check", ["--version"], resilient_parsing=True) as context:
        for name, (_, short) in COMMANDS.items():
            command = group.get_command(context, name)
            assert command is not None
            assert command.get_short_help_str(200) == short
    assert all(short in door("--help")[1] for _, short in COMMANDS.values())


LIST_MODULES = """
import sys
from ssot_check.cli.main import main
sys.argv = ["ssot-check", sys.argv[1]]
try:
    main()
finally:
    print(*sys.modules)
"""
HEAVY = {
    "pathspec", "yaml", "rapidfuzz", "tree_sitter", "libcst", "dotenv", "multiprocessing", "subprocess", "importlib.metadata", "tomllib",
}  # fmt: skip


def modules_of(argument: str) -> set[str]:
    done = subprocess.run([sys.executable, "-c", LIST_MODULES, argument], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


def test_nothing_heavy_is_loaded_to_say_the_version_or_to_help() -> None:
    assert modules_of("--version") & HEAVY == set()
    assert modules_of("--help") & HEAVY == set()


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (UsageError("this\x1b[31m is wrong", "do that"), "error: this\\x1b[31m is wrong\nhelp: do that\n"),
        (SsotError("no remedy"), "error: no remedy\n"),
        (MemoryError(), "internal error: MemoryError\nhelp: "),
        (RecursionError("too deep"), "internal error: RecursionError: too deep\n"),
        (KeyError("x"), "internal error: KeyError: 'x'\n"),
        (KeyboardInterrupt(), "interrupted\n"),
    ],
)
def test_every_error_is_a_message_and_never_1(door: Door, error: BaseException, expected: str) -> None:
    door.answer = error
    code, out, err = door()
    assert code == (130 if isinstance(error, KeyboardInterrupt) else 2)
    assert out == ""
    assert err.startswith(expected)
    assert "Traceback" not in err


def test_the_traceback_of_a_fault_is_shown_on_request(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    door.answer = ZeroDivisionError("division by zero")
    assert "set SSOT_CHECK_TRACEBACK=1 to see where" in door()[2]
    monkeypatch.setenv("SSOT_CHECK_TRACEBACK", "1")
    code, _, err = door()
    assert code == 2
    assert "Traceback (most recent call last)" in err
    assert "doors.py" in err


def test_the_problems_of_a_registry_that_yields_nothing_are_all_shown(door: Door) -> None:
    patch = "--- a/SSOT_LOCK.yml\n+++ b/SSOT_LOCK.yml\n@@ -1 +1 @@\n-a\n+b\n"
    first = Problem("SSOT002", "no YAML", Location("SSOT_LOCK.yml", 2, 1, 2, 3), remedy="mend it", patch=patch, excerpt=((2, "a: [b"),))
    door.answer = RegistryError([first, Problem("SSOT003", "twice", Location("SSOT_LOCK.yml", 5))])
    code, out, err = door()
    assert (code, out) == (2, "")
    for part in ("error[SSOT002]: no YAML", "a: [b", "help: mend it", "+b", "error[SSOT003]: twice"):
        assert part in err


def test_module_and_program_are_one(repo: Path) -> None:
    done = process("--version", cwd=repo)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"ssot-check {__version__}\n", "")


SLOW = """
import sys, time
import ssot_check.pipeline.check as corridor
def slow(config):
    print("started", flush=True, file=sys.stderr)
    while True:
        time.sleep(0.1)  # an interrupt just before a sleep is heard behind it
corridor.check = slow
sys.argv = ["ssot-check"]
from ssot_check.cli.main import main
main()
"""


def test_ctrl_c_ends_with_one_word(repo: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", SLOW], cwd=repo, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        assert running.stderr.readline() == "started\n"
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=30)
    assert (running.returncode, out, err) == (130, "", "interrupted\n")


class Dropping:
    """What Python makes of an interrupt in a finaliser: it prints it and goes on."""

    def __del__(self) -> None:
        raise KeyboardInterrupt


def drop_and_wait() -> None:
    Dropping()
    time.sleep(30)


def test_an_interrupt_that_python_drops_comes_again(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    from ssot_check.__main__ import interrupt_again

    monkeypatch.setattr(sys, "unraisablehook", interrupt_again)
    with pytest.raises(KeyboardInterrupt):
        drop_and_wait()
    assert capsys.readouterr().err == ""


def shell(line: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = ["bash", "-c", line.replace("SSOT", f"{sys.executable} -m ssot_check")]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("SSOT | true; exit ${PIPESTATUS[0]}", 0),
        ("SSOT --format json | head -c 1 >/dev/null; exit ${PIPESTATUS[0]}", 0),
        ("SSOT explain --list | true; exit ${PIPESTATUS[0]}", 141),
        ("SSOT --help | true; exit ${PIPESTATUS[0]}", 141),
        ("SSOT -q >&-", 0),
        ("SSOT --version >&- 2>&-", 2),
        ("SSOT chekc 2>&-", 2),
        ("SSOT <&-", 0),
    ],
)
def test_closed_streams_are_no_reason_to_complain(repo: Path, line: str, code: int) -> None:
    slept = line.replace("| true", "| (exec <&-; sleep 1)").replace("SSOT", "sleep 0.3; SSOT", 1) if "| true" in line else line
    done = shell(slept, repo)
    assert (done.returncode, done.stderr) == (code, "")


@pytest.mark.parametrize(
    "line", ["SSOT >&-", "SSOT --format json --output json=x.json >&-", "SSOT explain --list >&-", "SSOT --version >&-"]
)
def test_a_report_that_goes_nowhere_is_no_quiet_pass(repo: Path, line: str) -> None:
    done = shell(line, repo)
    assert done.returncode == 2
    assert "cannot be written" in done.stderr
    assert "Bad file descriptor" in done.stderr
    assert "internal error" not in done.stderr
    assert (repo / "x.json").exists() == ("x.json" in line)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")  # noqa: PTH110
def test_a_full_disk_is_told(repo: Path) -> None:
    done = shell("SSOT >/dev/full", repo)
    assert done.returncode == 2
    assert done.stderr.startswith("error: the report cannot be written to standard output: No space left on device\n")


def test_a_folder_that_went_away_is_told(tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    done = shell(f"cd {tmp_path}/gone && rmdir ../gone && SSOT", tmp_path)
    assert done.returncode == 2
    assert "error: the current folder does not exist any more" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_clean_stub_is_clean(door: Door) -> None:
    door.answer = report(Verdict.CLEAN)
    assert door()[0] == 0


END = """
import atexit, sys, threading, time
import ssot_check.__main__ as begin
import ssot_check.cli.main as door
class Kept:
    def __del__(self):
        print("taken apart")
kept = Kept()
atexit.register(print, "called at the end")
{first}
door.main = lambda: sys.exit({code})
sys.stdout.write("written ")
begin.main()
"""
LATE = "threading.Thread(target=lambda: (time.sleep(0.3), print('done'))).start()"


@pytest.mark.parametrize(
    ("first", "code", "said"),
    [
        ("", "0", (0, "written called at the end\n", "")),
        ("", "2", (2, "written called at the end\n", "")),
        ("", "'why'", (1, "written called at the end\ntaken apart\n", "why\n")),
        (LATE, "1", (1, "written done\ncalled at the end\ntaken apart\n", "")),
    ],
)
def test_nothing_is_taken_apart_at_the_end_but_all_is_written(first: str, code: str, said: tuple[int, str, str]) -> None:
    command = [sys.executable, "-c", END.format(first=first, code=code)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == said


def test_an_interrupt_while_the_program_loads_is_answered(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    class Interrupted:
        def find_spec(self, name: str, *_: object) -> None:
            if name == "ssot_check.cli.main":
                raise KeyboardInterrupt

    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    monkeypatch.delitem(sys.modules, "ssot_check.__main__", raising=False)
    monkeypatch.delitem(sys.modules, "ssot_check.cli.main")
    monkeypatch.setattr(sys, "meta_path", [Interrupted(), *sys.meta_path])
    with pytest.raises(SystemExit) as left:
        runpy.run_module("ssot_check", run_name="__main__")
    assert (left.value.code, capsys.readouterr().err) == (130, "interrupted\n")
