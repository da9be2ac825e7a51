"""Dockerfiles: stages, values, images, copies and commands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssot_check.model.parsed import ReferenceKind
from ssot_check.model.unit import UnitKind
from ssot_check.model.verdict import Severity
from tests.languages.shell_reading import docker, named, unit

TWO_STAGES = """\
# syntax=docker/dockerfile:1
ARG PYTHON=3.12
FROM --platform=$BUILDPLATFORM python:${PYTHON} AS build
WORKDIR /src
COPY --chown=app:app requirements.txt ./
RUN --mount=type=cache,target=/var/cache/build pip install -r requirements.txt \\
    # only what is needed

    && rm -rf /tmp/x
FROM ghcr.io/org/base@sha256:abc
COPY --from=build /src /src
ENV PORT=8080 NAME="the app"
LABEL version=1
EXPOSE 8080 9090/udp
USER app
HEALTHCHECK --interval=30s CMD curl -f http://localhost:8080/ || exit 1
CMD ["python", "-m", "app"]
"""


def settings(text: str) -> dict[str, str]:
    return {".".join(item.key): item.raw for item in docker(text).settings}


def test_stages_are_units() -> None:
    parsed = docker(TWO_STAGES)
    assert [(item.name, item.kind, item.location.line, item.location.end_line) for item in parsed.units] == [
        ("build", UnitKind.CONFIG, 3, 9),
        ("ghcr.io/org/base", UnitKind.CONFIG, 10, 17),
    ]
    assert [item.name for item in parsed.definitions] == ["build"]
    assert unit(parsed, "build").calls == ("pip install", "rm")
    assert parsed.kind == "dockerfile"


def test_instructions_are_statements() -> None:
    assert unit(docker(TWO_STAGES), "build").fingerprint.exact.split("\n") == [
        "N:FROM N:--platform = N:BUILDPLATFORM N:python #:${PYTHON} AS SELF:build",
        "N:WORKDIR T:/src",
        "N:COPY N:--chown = T:app:app T:requirements.txt T:./",
        "N:RUN N:--mount = T:type=cache,target=/var/cache/build N:pip N:install N:-r T:requirements.txt",
        "  && N:rm N:-rf T:/tmp/x",
    ]


def test_settings() -> None:
    assert settings(TWO_STAGES) == {
        "arg.PYTHON": "3.12",
        "from.python.image": "python:${PYTHON}",
        "from.python.tag": "3.12",
        "workdir": "/src",
        "from.ghcr.io/org/base.image": "ghcr.io/org/base@sha256:abc",
        "from.ghcr.io/org/base.digest": "sha256:abc",
        "env.PORT": "8080",
        "env.NAME": "the app",
        "label.version": "1",
        "expose.8080": "8080",
        "expose.9090": "9090/udp",
        "user": "app",
        "healthcheck": "--interval=30s CMD curl -f http://localhost:8080/ || exit 1",
    }


def test_settings_stand_where_the_value_is_written() -> None:
    text = TWO_STAGES.splitlines()
    for item in docker(TWO_STAGES).settings:
        place = item.location
        assert text[place.line - 1][place.column - 1 : place.end_column - 1] == item.raw


def test_references() -> None:
    parsed = docker(TWO_STAGES, "services/api/Dockerfile")
    assert named(parsed, ReferenceKind.IMPORT) == ["python", "ghcr.io/org/base"]
    assert named(parsed, ReferenceKind.FILE) == ["requirements.txt", "services/api/requirements.txt"]
    assert named(parsed, ReferenceKind.COMMAND) == ["pip install", "rm", "curl", "app"]


def test_a_stage_is_no_image() -> None:
    parsed = docker("FROM alpine:3 AS base\nFROM base\nFROM scratch\n")
    assert named(parsed, ReferenceKind.IMPORT) == ["alpine"]


@pytest.mark.parametrize(
    ("written", "name", "tag"),
    [
        ("python:3.12-slim", "python", "3.12-slim"),
        ("localhost:5000/app", "localhost:5000/app", None),
        ("localhost:5000/app:1", "localhost:5000/app", "1"),
        ("python:${V:-3.11}-slim", "python", "3.11-slim"),
    ],
)
def test_images(written: str, name: str, tag: str | None) -> None:
    assert settings(f"FROM {written}\n").get(f"from.{name}.tag") == tag


def test_the_tag_of_an_image_that_is_an_argument_stands_at_its_default() -> None:
    tag = next(item for item in docker("ARG IMAGE=reg/app:dev\nFROM $IMAGE\n").settings if item.key[-1] == "tag")
    assert (tag.raw, tag.location.line, tag.location.column, tag.location.end_column) == ("dev", 1, 19, 22)


def test_heredocs_are_not_instructions() -> None:
    parsed = docker("FROM a:1 AS x\nRUN <<EOF\nset -e\nFROM nothing\nEOF\nCOPY <<-'E' /etc/x\n\tFROM=1\n\tE\nUSER b\n")
    assert [item.name for item in parsed.units] == ["x"]
    lines = unit(parsed, "x").fingerprint.exact.split("\n")
    assert lines[1:4] == ["N:RUN <<", "  N:set N:-e", "  N:FROM T:nothing"]
    assert "T:FROM=1" in lines[4]
    assert unit(parsed, "x").fingerprint.lines == (1, 2, 3, 4, 6, 9)


def test_the_escape_directive() -> None:
    parsed = docker("# escape=`\nFROM a:1\nRUN b `\n  && c\n")
    assert unit(parsed, "a").fingerprint.exact.split("\n")[1:] == ["N:RUN N:b", "  && N:c"]


def test_exec_form_and_shell_form_name_the_program() -> None:
    assert docker('FROM a\nRUN ["apt-get", "install", "x"]\n').units[0].calls == ("apt-get install",)
    assert docker("FROM a\nRUN apt-get install x\n").units[0].calls == ("apt-get install",)


def test_the_old_form_of_env_and_onbuild() -> None:
    parsed = docker("FROM a\nENV GREETING hello big world\nONBUILD RUN make all\n")
    assert unit(parsed, "a").fingerprint.exact.split("\n")[1:] == [
        "N:ENV N:GREETING = T:hello big world",
        "N:ONBUILD N:RUN N:make T:all",
    ]


def test_unknown_lines_are_reported() -> None:
    parsed = docker("FROM a\nRUN b\nbogus line\n")
    assert [(item.code, item.severity, item.location.line) for item in parsed.problems] == [("SSOT007", Severity.WARNING, 3)]
    assert {item.severity for item in docker("hello\nworld\n").problems} == {Severity.ERROR}


def test_a_template_is_one_warning_and_its_instructions_are_read() -> None:
    marks = "{% for key, value in labels.items() %}\n{% endfor %}\n{# no more #}\n{{ further }}\n"
    file = docker("{% if base is defined %}\nFROM {{ base }}\n{% else %}\nFROM debian:12\n{% endif %}\n" + marks)
    (problem,) = file.problems
    assert (problem.severity, problem.location.line) == (Severity.WARNING, 1)
    assert "debian" in named(file, ReferenceKind.IMPORT)
    assert [item.location.line for item in docker("{% if a %}\nFROM debian:12\nno instruction\n{% endif %}\n").problems] == [1, 3]


def test_an_ignore_file_beside_a_dockerfile_is_none() -> None:
    assert docker("*\n!src\n", "Dockerfile.dockerignore").problems == ()


INSTRUCTIONS = [
    "FROM a:1 AS b",
    "RUN <<E",
    "E",
    "COPY a",
    'ENV A="b c" D',
    "ARG",
    "LABEL =x",
    "HEALTHCHECK",
    "HEALTHCHECK CMD x",
    "ONBUILD",
    "CMD [",
    "\\",
]


@given(st.lists(st.one_of(st.sampled_from(INSTRUCTIONS), st.text()), max_size=12), st.sampled_from(["\n", " ", "\\\n"]))
def test_arbitrary_text(pieces: list[str], glue: str) -> None:
    text = glue.join(pieces)
    assert docker(text) == docker(text)


@pytest.mark.parametrize(("head", "mark"), [("", "\\"), ("", "\\  "), ("# escape=`\n", "`")])
def test_an_instruction_may_go_on_before_its_first_word(head: str, mark: str) -> None:
    parsed = docker(f"{head}FROM{mark}\n  python:3.12 AS build\nRUN{mark}\n  make it\n")
    assert parsed.problems == ()
    assert [item.name for item in parsed.definitions] == ["build"]
    (image,) = [item for item in parsed.settings if item.key == ("from", "python", "tag")]
    assert (image.raw, image.location.line) == ("3.12", 2 + head.count("\n"))
