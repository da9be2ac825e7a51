"""`check`: options become one Config, the report goes where it was asked for, the exit code is the verdict's."""

from __future__ import annotations

import errno
import json
import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ssot_check.cli.output import wants_colour
from ssot_check.model.errors import RegistryError
from ssot_check.model.location import Location
from ssot_check.model.problem import Problem
from ssot_check.model.verdict import Severity, Verdict
from ssot_check.workspace import write
from tests import repositories as make
from tests.cli.doors import Door, process, report


@pytest.mark.parametrize(
    ("verdict", "arguments", "code"),
    [
        (Verdict.CLEAN, (), 0),
        (Verdict.FINDINGS, (), 1),
        (Verdict.UNTRUSTED, (), 2),
        (Verdict.CLEAN, ("--exit-zero",), 0),
        (Verdict.FINDINGS, ("--exit-zero",), 0),
        (Verdict.UNTRUSTED, ("--exit-zero",), 2),
        (Verdict.UNTRUSTED, ("--exit-zero", "--fail-on", "never", "-q"), 2),
    ],
)
def test_the_exit_code_is_the_verdict(door: Door, verdict: Verdict, arguments: tuple[str, ...], code: int) -> None:
    door.answer = report(verdict)
    assert door(*arguments)[0] == code


def test_options_become_one_config(door: Door, repo: Path) -> None:
    arguments = (
        "--select", "SSOT1,ssot201", "--select", "SSOT203", "--ignore", "SSOT205", "--domain", "metrics", "--domain", "logging",
        "--fail-on", "warning", "--jobs", "3", "--statistics", "-v", "--color", "always", "--format", "json", "src/a.py", "src",
    )  # fmt: skip
    assert door(*arguments)[0] == 0
    config = door.asked[0]
    assert (config.root, config.registry) == (repo, repo / "SSOT_LOCK.yml")
    assert config.paths == ("src", "src/a.py")
    assert config.select == ("SSOT1", "SSOT201", "SSOT203")
    assert config.ignore == ("SSOT205",)
    assert config.domains == ("metrics", "logging")
    assert (config.fail_on, config.jobs, config.format) == ("warning", 3, "json")
    shown = config.presentation
    assert (shown.statistics, shown.verbose, shown.quiet, shown.colour, shown.links, shown.width) == (True, True, False, True, False, 80)


def test_settings_come_from_file_environment_and_command_line(door: Door, repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make.write(repo, {"pyproject.toml": '[tool.ssot-check]\nformat = "concise"\njobs = 1\nselect = ["SSOT1"]\nmax-file-bytes = 5\n'})
    monkeypatch.setenv("SSOT_CHECK_JOBS", "2")
    assert door("--select", "SSOT2")[0] == 0
    config = door.asked[0]
    assert (config.format, config.jobs, config.select, config.max_file_bytes) == ("concise", 2, ("SSOT2",), 5)


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ('select = ["SSOT1"]', ("SSOT1", "SSOT902", "SSOT714")),
        ('select = ["SSOT7", "SSOT9"]', ("SSOT7", "SSOT9")),
        ('select = ["SSOT902"]', ("SSOT902", "SSOT714")),
        ("select = []", ()),
    ],
)
def test_a_selection_for_every_run_cannot_leave_out_what_tells_of_it(door: Door, repo: Path, written: str, asked: tuple[str, ...]) -> None:
    make.write(repo, {"pyproject.toml": f"[tool.ssot-check]\n{written}\n"})
    assert door()[0] == 0
    assert door.asked[0].select == asked


def test_another_registry_is_named_on_the_command_line_or_in_a_setting(door: Door, repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make.write(repo, {"ci/other.yml": "", "src/deep/x": ""})
    monkeypatch.chdir(repo / "src")
    assert door("--registry", "../ci/other.yml")[0] == 0
    monkeypatch.setenv("SSOT_CHECK_REGISTRY", "../ci/other.yml")
    assert door()[0] == 0
    monkeypatch.delenv("SSOT_CHECK_REGISTRY")
    make.write(repo, {"pyproject.toml": '[tool.ssot-check]\nregistry = "ci/other.yml"\n'})
    assert door()[0] == 0
    assert {(config.root, config.registry) for config in door.asked} == {(repo, repo / "ci" / "other.yml")}


def test_where_only_the_current_folder_is_the_root_that_is_said(door: Door, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make.write(tmp_path, {"place/project/other.yml": "", "place/x.py": ""})
    monkeypatch.chdir(tmp_path / "place")
    code, _, err = door("--registry", "project/other.yml")
    assert (code, door.asked[0].root) == (0, tmp_path / "place")
    assert f"note: no git and no registry here: all below {tmp_path / 'place'} is checked\nhelp: `-C project`" in err
    assert "note:" not in door("-C", ".", "--registry", "project/other.yml")[2]
    monkeypatch.chdir(tmp_path / "place" / "project")
    assert "note:" not in door("--registry", "other.yml")[2]


@pytest.mark.parametrize("name", ["registry", "baseline"])
def test_what_the_repository_names_stays_inside_it(door: Door, repo: Path, name: str) -> None:
    make.write(repo.parent, {"other.yml": ""})
    make.write(repo, {"pyproject.toml": f'[tool.ssot-check]\n{name} = "../other.yml"\n'})
    code, _, err = door()
    assert (code, err.splitlines()[0]) == (2, f"error: the {name} ../other.yml leads out of the repository")
    assert door(f"--{name}", "../other.yml")[0] == 0


def test_a_registry_that_is_a_link_out_of_the_repository_is_not_read(door: Door, repo: Path) -> None:
    make.write(repo.parent, {"secret": "password"})
    (repo / "SSOT_LOCK.yml").unlink()
    (repo / "SSOT_LOCK.yml").symlink_to("../secret")
    code, out, err = door()
    assert code == 2
    assert "the registry SSOT_LOCK.yml leads out of the repository" in err
    assert "password" not in out + err


@pytest.mark.parametrize("name", ["SSOT_LOCK.yml", "src/a.py", "concise=src/log.py", ".git/config"])
def test_no_output_replaces_what_is_no_report(door: Door, repo: Path, name: str) -> None:
    file = repo / name.rpartition("=")[2]
    before = file.read_bytes()
    code, _, err = door("--output", name)
    assert code == 2
    assert "is no report" in err
    assert file.read_bytes() == before


@pytest.mark.parametrize("text", ["# precious\n", '{"name": "shop"}\n', '{\n"version": 1,\n"entries": [\n'])
def test_what_was_no_report_is_neither_replaced_nor_removed(door: Door, repo: Path, text: str) -> None:
    (repo / "kept").write_text(text)
    assert door("--output", "kept")[0] == 2
    assert door("--since", "nosuch", "--output", "kept")[0] == 2
    assert (repo / "kept").read_text() == text


def test_two_reports_need_two_files(door: Door) -> None:
    code, _, err = door("--output", "json=o.json", "--output", "sarif=./o.json")
    assert (code, "two reports into one file" in err) == (2, True)


def test_paths_are_spelled_from_the_root_wherever_one_stands(door: Door, repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make.write(repo, {"src/bad name\n": ""})
    (repo / "src" / "link.py").symlink_to("a.py")
    monkeypatch.chdir(repo / "src")
    assert door("a.py", "../src/./log.py", str(repo / "src"), "link.py", "bad name\n")[0] == 0
    assert door("..")[0] == 0
    assert door.asked[0].paths == ("src", "src/a.py", "src/bad name\n", "src/link.py", "src/log.py")
    assert door.asked[1].paths == (".",)


def test_a_repository_behind_a_link_takes_its_real_paths(door: Door, repo: Path, tmp_path: Path) -> None:
    (tmp_path / "alias").symlink_to(repo)
    assert door("-C", tmp_path / "alias", "src", repo / "src" / "a.py")[0] == 0
    assert door.asked[0].paths == ("src", "src/a.py")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--select", "SSOT2O1"), "--select SSOT2O1: no rule has such a code\nhelp: did you mean SSOT2"),
        (("--ignore", "X"), "--ignore X: no rule has such a code\nhelp: `ssot-check explain --list` shows all codes"),
        (("--format", "jsno"), "unknown format 'jsno'\nhelp: did you mean json?"),
        (("--output", "jsno=x"), "unknown format 'jsno'\nhelp: did you mean json?"),
        (("--output", "json=gone/x"), "the folder"),
        (("--output", "json=src"), "src is a folder"),
        (("--output", "json="), "no file is named"),
        (("--registry", "gone.yml"), "the registry gone.yml does not exist"),
        (("-q", "-v"), "--quiet and --verbose contradict each other"),
        (("gone/",), "no such file or folder: gone/"),
        (("/",), "lies outside the repository"),
        (("..",), "lies outside the repository"),
        (("src", "../repo2"), "no such file or folder: ../repo2"),
    ],
)
def test_a_value_that_names_nothing_is_refused(door: Door, arguments: tuple[str, ...], message: str) -> None:
    code, out, err = door(*arguments)
    assert (code, out, door.asked) == (2, "", [])
    assert message in err


def test_a_domain_that_the_registry_lacks_is_refused(door: Door) -> None:
    assert door("--domain", "loging") == (
        2, "", "error: --domain loging: SSOT_LOCK.yml has no such domain\nhelp: did you mean logging?\n"
    )  # fmt: skip
    assert door("--domain", "zzz")[2].endswith("help: known: logging, metrics\n")


def test_a_setting_with_an_unknown_code_says_where_it_stands(door: Door, repo: Path) -> None:
    make.write(repo, {"pyproject.toml": '[tool.ssot-check]\nignore = ["SSOT2O5"]\n'})
    assert "error: pyproject.toml:2: ignore SSOT2O5: no rule has such a code\n" in door()[2]


def test_outputs_are_written_beside_the_report(door: Door, repo: Path) -> None:
    door.answer = report(Verdict.FINDINGS)
    code, out, err = door(
        "--output",
        "json=a.json",
        "--output",
        "b.sarif",
        "--output",
        "c.txt",
        "--output",
        "concise=d",
        "--output",
        "e",
        "--color",
        "always",
        "-q",
    )
    assert (code, err) == (1, "")
    assert "\x1b[" in out
    assert json.loads((repo / "a.json").read_text())["verdict"] == "findings"
    assert json.loads((repo / "b.sarif").read_text())["version"] == "2.1.0"
    full, concise, chosen = ((repo / name).read_text() for name in ("c.txt", "d", "e"))
    assert "\x1b[" not in full + concise + chosen
    assert "SSOT201" in full
    assert concise.startswith("src/a.py:3:5: SSOT201")
    assert full == chosen


def test_a_file_name_with_an_equals_sign_needs_a_folder(door: Door, repo: Path) -> None:
    assert door("--output", "./x=y")[0] == 0
    assert (repo / "x=y").is_file()


def test_an_output_that_cannot_be_written_is_2(door: Door, repo: Path) -> None:
    door.answer = report(Verdict.CLEAN)
    code, out, err = door("--output", f"json={'x' * 300}.json")
    assert code == 2
    assert out.startswith("CLEAN: ") or "\nCLEAN: " in out
    assert "cannot be written: File name too long\nhelp: " in err
    assert sorted(path.name for path in repo.iterdir()) == [".git", "SSOT_LOCK.yml", "src"]


def test_one_output_that_cannot_be_written_keeps_no_other_back(door: Door, repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And where it would stand nothing of an earlier run stays."""
    assert door("--output", "a.json", "--output", "b.sarif")[0] == 0
    earlier = (repo / "b.sarif").read_bytes()
    really = write.write_atomically

    def full(target: Path, text: str) -> None:
        if target.name == "a.json":
            raise OSError(errno.ENOSPC, "No space left on device")
        really(target, text)

    monkeypatch.setattr(write, "write_atomically", full)
    door.answer = report(Verdict.UNTRUSTED)
    code, _, err = door("--output", "a.json", "--output", "b.sarif")
    assert (code, err.startswith("error: ")) == (2, True)
    assert "a.json cannot be written: No space left on device\nhelp: " in err
    assert not (repo / "a.json").exists()
    assert (repo / "b.sarif").read_bytes() != earlier


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_can_be_checked(repo: Path) -> None:
    repo.chmod(0o555)
    try:
        assert process("--output", "json=x.json", cwd=repo).returncode == 2
        assert process(cwd=repo).returncode == 0
    finally:
        repo.chmod(0o755)


def test_no_registry_is_told_to_people_and_to_programs(door: Door, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    code, out, err = door("-C", tmp_path / "empty")
    assert (code, out) == (2, "")
    assert err.startswith("error[SSOT001]: no registry: none of SSOT_LOCK.yml")
    assert "\nhelp: " in err
    code, out, err = door("-C", tmp_path / "empty", "--format", "json")
    found = json.loads(out)
    assert (code, found["verdict"], [item["code"] for item in found["problems"]]) == (2, "untrusted", ["SSOT001"])
    assert err.startswith("error: no registry")


def test_yesterdays_output_is_replaced_when_the_registry_breaks(door: Door, repo: Path) -> None:
    make.write(repo, {"out.json": '{"tool": "ssot-check", "verdict": "clean"}'})
    door.answer = RegistryError([Problem("SSOT002", "no YAML", Location("SSOT_LOCK.yml", 2))])
    code, _, err = door("--output", "out.json", "--exit-zero")
    assert code == 2
    assert "error[SSOT002]: no YAML" in err
    assert json.loads((repo / "out.json").read_text())["verdict"] == "untrusted"


@pytest.mark.parametrize("option", ["--registry", "--baseline", "--select", "--ignore", "--domain"])
@pytest.mark.parametrize("value", ["", " ", ","])
def test_an_empty_value_is_refused(door: Door, option: str, value: str) -> None:
    if option in ("--registry", "--baseline") and value == ",":
        value = "  "
    code, out, err = door("check", option, value)
    assert (code, out) == (2, "")
    assert err == f"error: {option} is empty\nhelp: give it a value, or leave the option out\n"


@pytest.mark.parametrize("wrong", [("--select", "SSOT999"), ("--domain", "nobody"), ("gone.py",), ("--format", "xml")])
def test_a_run_without_a_report_leaves_none_of_an_earlier_run(door: Door, repo: Path, wrong: tuple[str, ...]) -> None:
    for name in ("report.json", "other.sarif"):
        (repo / name).write_text("SSOT101")
    outputs = [str(repo / "report.json"), f"sarif={repo / 'other.sarif'}"]
    assert door("check", "--output", outputs[0], "--output", outputs[1], *wrong)[0] == 2
    assert [(repo / name).exists() for name in ("report.json", "other.sarif")] == [False, False]


def test_what_is_no_report_stays_after_a_usage_error(door: Door, repo: Path) -> None:
    assert door("check", "--select", "SSOT999", "--output", "src/log.py")[0] == 2
    assert (repo / "src/log.py").exists()


def test_quiet_prints_nothing_when_clean_and_all_the_rest_otherwise(door: Door) -> None:
    assert door("-q") == (0, "", "")
    for verdict in (Verdict.FINDINGS, Verdict.UNTRUSTED):
        door.answer = report(verdict)
        assert door("-q")[1] != ""


def test_quiet_still_says_that_nothing_was_looked_at(door: Door) -> None:
    idle = Problem("SSOT008", "nothing is staged, so nothing is reported", Location("SSOT_LOCK.yml"), Severity.WARNING)
    door.answer = replace(report(Verdict.CLEAN), problems=(idle,))
    for form in ("full", "concise", "grouped", "ai"):
        code, out, _ = door("-q", "--format", form)
        assert code == 0
        assert "nothing is staged" in out
        assert "PASSED" in out


def test_standard_output_holds_the_report_alone(door: Door) -> None:
    _, out, err = door("--format", "json", "-v", "--statistics", "--color", "always")
    assert json.loads(out)["verdict"] == "clean"
    assert err == ""


@pytest.mark.parametrize(
    ("asked", "environment", "terminal", "colour"),
    [
        ("always", {"NO_COLOR": "1"}, False, True),
        ("never", {"FORCE_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": "", "FORCE_COLOR": "1"}, False, True),
        ("auto", {"CLICOLOR_FORCE": "1", "TERM": "dumb"}, False, True),
        ("auto", {"CLICOLOR_FORCE": "0", "FORCE_COLOR": ""}, False, False),
        ("auto", {"TERM": "xterm"}, True, True),
        ("auto", {"TERM": "dumb"}, True, False),
        ("auto", {}, False, False),
        ("auto", {}, True, True),
    ],
)
def test_the_order_of_the_colour_conventions(asked: str, environment: dict[str, str], terminal: bool, colour: bool) -> None:
    assert wants_colour(asked, environment, terminal=terminal) is colour


def test_the_day_can_be_set_for_reproducible_runs(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert door()[0] == 0
    assert door.asked[0].today == date(1970, 1, 2)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    assert door()[0] == 0
    assert door.asked[1].today is not None
    assert door.asked[1].today > date(2020, 1, 1)


def test_show_settings_names_values_and_origins(door: Door, repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make.write(repo, {"pyproject.toml": "[tool.ssot-check]\nselect = ['SSOT2']\n"})
    monkeypatch.setenv("SSOT_CHECK_FORMAT", "json")
    code, out, _ = door("--show-settings", "--jobs", "7")
    lines = {line.split(" = ")[0].strip(): line.split(" = ")[1] for line in out.splitlines() if " = " in line}
    assert code == 0
    assert out.startswith(f"# root: {repo}\n# registry: {repo / 'SSOT_LOCK.yml'}\n")
    assert lines["select"] == '["SSOT2"]  # pyproject.toml:2'
    assert lines["format"] == '"json"  # $SSOT_CHECK_FORMAT'
    assert lines["jobs"] == "7  # command line"
    assert lines["quiet"] == "false  # built-in"
    assert door.asked == []


def test_show_settings_works_without_a_registry(door: Door, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    code, out, _ = door("-C", tmp_path / "empty", "--show-settings")
    assert code == 0
    assert "# registry: none (no registry: " in out


def test_show_files_lists_what_is_analysed_and_on_request_the_rest(door: Door, repo: Path) -> None:
    make.write(repo, {"vendor/x.py": "", "new\nline.py": "a = 1\n", "pic.png": b"\0"})
    assert door("--show-files") == (0, "new\\nline.py\nsrc/a.py\nsrc/log.py\n", "")
    out = door("--show-files", "-v")[1]
    assert "# SSOT_LOCK.yml (the registry itself)\n" in out
    assert "# vendor/x.py (vendored)\n" in out
    assert "# pic.png (no analyser for this kind of file)\n" in out


def test_a_name_that_no_encoding_knows_can_be_reported(repo: Path) -> None:
    name = os.fsdecode(b"caf\xe9\x1b.py")
    make.write(repo, {"SSOT_LOCK.yml": "schema_version: 2\ndomains:\n  logging:\n    paths: ['src/*.py']\n"})
    (repo / "src" / name).write_bytes(b"\0")
    for form in ("full", "concise", "json", "sarif"):
        for env in ({"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}, {}):
            done = process("--format", form, cwd=repo, env=env)
            assert done.returncode == 2, (form, env, done.stderr)
            assert "SSOT007" in done.stdout
            assert "\x1b" not in done.stdout
            assert done.stderr == ""
            if form in {"json", "sarif"}:
                json.loads(done.stdout)


def test_the_real_corridor_answers_the_same_bytes_twice(repo: Path) -> None:
    runs = [process("--format", "json", *more, cwd=repo) for more in ((), ("--jobs", "1"))]
    assert runs[0].returncode == 0, runs[0].stdout + runs[0].stderr
    assert runs[0].stdout == runs[1].stdout


@pytest.mark.parametrize("options", [("--ignore", "SSOT"), ("--select", "SSOT2", "--ignore", "SSOT2")])
def test_a_run_without_a_rule_is_no_clean_run(door: Door, options: tuple[str, ...]) -> None:
    code, _, err = door(*options)
    assert (code, err) == (2, "error: --ignore leaves no rule to run\nhelp: name the codes that shall not run, not all of them\n")
    assert door("--ignore", "SSOT2")[0] == 0
