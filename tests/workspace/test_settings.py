from __future__ import annotations

import os
from pathlib import Path

import pytest

from ssot_check.model.errors import UsageError
from ssot_check.workspace.settings import Settings, known, load


def pyproject(folder: Path, body: str) -> Path:
    (folder / "pyproject.toml").write_text(body, encoding="utf-8")
    return folder


def refused(folder: Path, environment: dict[str, str] | None = None) -> UsageError:
    with pytest.raises(UsageError) as caught:
        load(folder, environment or {}, {})
    return caught.value


def value_and_origin(found: Settings, name: str) -> tuple[object, str]:
    return found.values[name], found.origins[name]


def test_built_in_values_when_nobody_says_anything(tmp_path: Path) -> None:
    found = load(tmp_path, {"PATH": "/bin", "SSOT_CHECK_TRACEBACK": "1", "SSOT_CHECK_FORMAT": ""}, {"format": None})
    assert set(found.origins.values()) == {"built-in"}
    assert (found.text("format"), found.texts("select"), found.flag("quiet")) == ("full", (), False)
    assert found.number("jobs") >= 1


def test_later_sources_win_one_setting_at_a_time(tmp_path: Path) -> None:
    pyproject(tmp_path, '[tool.ssot-check]\nformat = "json"\njobs = 3\n"fail-on" = "warning"\nselect = ["SSOT1"]\nquiet = true\n')
    environment = {"SSOT_CHECK_JOBS": "4", "SSOT_CHECK_SELECT": "SSOT2, SSOT3,", "SSOT_CHECK_FAIL_ON": "never"}
    found = load(tmp_path, environment, {"fail-on": "error", "domain": None})
    assert value_and_origin(found, "format") == ("json", "pyproject.toml:2")
    assert value_and_origin(found, "jobs") == (4, "$SSOT_CHECK_JOBS")
    assert value_and_origin(found, "select") == (("SSOT2", "SSOT3"), "$SSOT_CHECK_SELECT")
    assert value_and_origin(found, "fail-on") == ("error", "command line")
    assert value_and_origin(found, "quiet") == (True, "pyproject.toml:6")
    assert value_and_origin(found, "domain") == ((), "built-in")


@pytest.mark.parametrize("body", ["", "[tool.other]\nx = 1\n", "[tool.ssot-check]\n", "# ssot-check\n"])
def test_a_file_without_settings_changes_nothing(tmp_path: Path, body: str) -> None:
    assert set(load(pyproject(tmp_path, body), {}, {}).origins.values()) == {"built-in"}


def test_a_broken_file_that_does_not_speak_of_us_is_not_ours(tmp_path: Path) -> None:
    assert load(pyproject(tmp_path, "[tool.\n"), {}, {}).text("format") == "full"


def test_windows_line_ends_and_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_bytes(b'\xef\xbb\xbf[tool.ssot-check]\r\nformat = "sarif"\r\n')
    assert value_and_origin(load(tmp_path, {}, {}), "format") == ("sarif", "pyproject.toml:2")


def test_the_line_is_left_out_where_the_table_has_another_form(tmp_path: Path) -> None:
    pyproject(tmp_path, 'tool.ssot-check.format = "json"\n')
    assert value_and_origin(load(tmp_path, {}, {}), "format") == ("json", "pyproject.toml")


@pytest.mark.parametrize(
    ("body", "message", "remedy"),
    [
        ('[tool.ssot-check]\nfromat = "json"\n', "pyproject.toml:2: [tool.ssot-check] has no setting 'fromat'", "did you mean format?"),
        ("[tool.ssot-check]\nfail_on = 'error'\n", "pyproject.toml:2: [tool.ssot-check] has no setting 'fail_on'", "did you mean fail-on?"),
        ("[tool.ssot-check]\nzzzzz = 1\n", "pyproject.toml:2: [tool.ssot-check] has no setting 'zzzzz'", "known: registry, "),
        ("[tool.ssot-check]\n\njobs = '2'\n", "pyproject.toml:3: jobs is '2'; expected a whole number of at least 1", "change the value"),
        ("[tool.ssot-check]\njobs = 0\n", "pyproject.toml:2: jobs is 0; expected a whole number of at least 1", "change"),
        ("[tool.ssot-check]\njobs = true\n", "pyproject.toml:2: jobs is true; expected a whole number of at least 1", "change"),
        ("[tool.ssot-check]\nquiet = 'yes'\n", "pyproject.toml:2: quiet is 'yes'; expected true or false", "change"),
        ("[tool.ssot-check]\nselect = 'SSOT1'\n", "pyproject.toml:2: select is 'SSOT1'; expected a list of texts", "change"),
        ("[tool.ssot-check]\nselect = [1]\n", "pyproject.toml:2: select is [1]; expected a list of texts", "change"),
        ("[tool.ssot-check]\nformat = 1\n", "pyproject.toml:2: format is 1; expected a text", "change"),
        ("[tool.ssot-check]\nfail-on = 'all'\n", "fail-on is 'all'; expected one of error, warning, never", "change"),
        ("[tool.ssot-check\n", "pyproject.toml is not valid TOML: ", "mend the file"),
        ("[tool.ssot-check]\nx = " + "[" * 5000 + "\n", "pyproject.toml is not valid TOML: ", "mend the file"),
        ("[tool.ssot-check]\njobs = " + "9" * 5000 + "\n", "pyproject.toml is not valid TOML: ", "mend the file"),
        ("[tool.ssot-check]\nquiet = 0x" + "f" * 5000 + "\n", "quiet is a number of thousands of digits; expected true or false", "change"),
        ("[tool]\nssot-check = 1\n", "pyproject.toml: tool.ssot-check is not a table", "write its settings below [tool.ssot-check]"),
    ],
)
def test_a_mistake_in_the_file_is_named_with_its_place(tmp_path: Path, body: str, message: str, remedy: str) -> None:
    error = refused(pyproject(tmp_path, body))
    assert message in error.message
    assert remedy in error.remedy


@pytest.mark.parametrize(
    ("variable", "value", "message", "remedy"),
    [
        ("SSOT_CHECK_FROMAT", "json", "the environment variable SSOT_CHECK_FROMAT names no setting", "did you mean SSOT_CHECK_FORMAT?"),
        ("SSOT_CHECK_JOBS", "many", "SSOT_CHECK_JOBS is 'many'; jobs takes a whole number of at least 1", "unset"),
        ("SSOT_CHECK_JOBS", "0", "SSOT_CHECK_JOBS is '0'; jobs takes a whole number of at least 1", "unset"),
        (
            "SSOT_CHECK_JOBS",
            "9" * 5000,
            "SSOT_CHECK_JOBS is '" + "9" * 56 + "...; jobs takes a whole number of at least 1",
            "unset",
        ),
        ("SSOT_CHECK_QUIET", "maybe", "SSOT_CHECK_QUIET is 'maybe'; quiet takes true or false", "unset"),
        ("SSOT_CHECK_COLOR", "red", "SSOT_CHECK_COLOR is 'red'; color takes one of auto, always, never", "unset"),
    ],
)
def test_a_mistake_in_the_environment_names_the_variable(tmp_path: Path, variable: str, value: str, message: str, remedy: str) -> None:
    error = refused(tmp_path, {variable: value})
    assert error.message == message
    assert remedy in error.remedy


@pytest.mark.parametrize(("text", "value"), [("1", True), ("Yes", True), ("on", True), ("0", False), ("FALSE", False)])
def test_flags_of_the_environment(tmp_path: Path, text: str, value: bool) -> None:
    assert load(tmp_path, {"SSOT_CHECK_VERBOSE": text}, {}).flag("verbose") is value


def test_a_file_that_cannot_be_read_is_no_empty_file(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_bytes(b"# ssot-check \xff\n")
    assert "it is not UTF-8" in refused(tmp_path).message
    (tmp_path / "pyproject.toml").unlink()
    (tmp_path / "pyproject.toml").mkdir()
    assert "cannot be read" in refused(tmp_path).message
    (tmp_path / "pyproject.toml").rmdir()
    os.mkfifo(tmp_path / "pyproject.toml")
    assert "not a regular file" in refused(tmp_path).message


def test_every_setting_has_a_value_of_its_own_kind() -> None:
    for name, kind in known().items():
        assert kind.wanted, name
        assert not kind.choices or kind.default in {"", *kind.choices}
