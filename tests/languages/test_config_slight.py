"""Blocks that share too little to take from one another, and those that share what is worth a third place."""

from __future__ import annotations

import pytest

from ssot_check.model.plugins import Use
from tests.languages.config_reading import language, read, unit

JOB = """\
    on: push
    jobs:
      {name}:
        runs-on: ubuntu-latest
        steps:
          - uses: actions/checkout@v4
          - uses: actions/setup-go@v5
            with: {{go-version-file: go.mod, cache: true}}
          - run: go mod download
    {steps}
"""
TESTS = """\
          - run: |
              go vet ./...
              go test -race -coverprofile cover.out ./...
              go tool cover -func cover.out --output report.txt
"""
STEP = """\
    on: push
    jobs:
      test:
        steps:
          - name: Run
            run: {command}
            env:
              DATABASE_URL: {value}
              AUTH_SECRET: {value}
              CLIENT_ID: {value}
              CLIENT_SECRET: {value}
              TOPIC_NAME: {value}
"""
SERVICE = """\
    services:
      db:
        image: postgres:16
        restart: always
        ports: ["{port}:5432"]
        environment:
          POSTGRES_USER: {user}
          POSTGRES_PASSWORD: {password}
        volumes: [{volume}:/var/lib/postgresql/data]
        {rest}
        healthcheck: {{test: [CMD-SHELL, "pg_isready -U {user}"], interval: 5s, timeout: 5s, retries: 5}}
"""


def slight(owner: str, copy: str, name: str, path: str, *, into: str = "") -> bool:
    """What the language says of two blocks of one name."""
    into = into or f"other/{path.rpartition('/')[2]}"
    mine, theirs = read(path, owner), read(into, copy)
    tells = language(path).slight
    assert tells is not None
    texts = {"text": _dedented(copy), "owner_text": _dedented(owner)}
    return tells(Use(unit(mine, name), into, frozenset((path, into)), copy=unit(theirs, name), **texts))


def _dedented(text: str) -> str:
    from textwrap import dedent

    return dedent(text)


def _job(steps: str) -> str:
    return JOB.format(name="test", steps=steps.strip("\n").removeprefix("    "))


def test_jobs_that_share_their_set_up_are_slight() -> None:
    other = "          - run: goreleaser release --clean --skip publish --config release/config.yaml --parallelism 4\n"
    assert slight(_job(TESTS), _job(other), "test", ".github/workflows/a.yml", into=".github/workflows/b.yml")


def test_jobs_that_do_the_same_work_are_not() -> None:
    more = TESTS + "          - run: make release-notes publish TARGET=all\n"
    assert not slight(_job(TESTS), _job(more), "test", ".github/workflows/a.yml", into=".github/workflows/b.yml")


def test_a_step_with_another_command_and_other_values_is_slight() -> None:
    owner = STEP.format(command="npm test", value="secret")
    copy = STEP.format(command='npm run evaluate -- "$FILTER" --report all', value="dummy")
    assert slight(owner, copy, "test.Run", ".github/workflows/a.yml", into=".github/workflows/b.yml")


def test_a_step_with_the_same_values_is_not() -> None:
    owner, copy = (STEP.format(command=command, value="secret") for command in ("npm test", "npm run evaluate"))
    assert not slight(owner, copy, "test.Run", ".github/workflows/a.yml", into=".github/workflows/b.yml")


@pytest.mark.parametrize("action", ["./build", "docker/build-push-action"])
def test_what_uses_an_action_shares_already(action: str) -> None:
    text = f"on: push\njobs:\n  a:\n    steps:\n      - uses: {action}\n        with: {{a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7}}\n"
    assert slight(text, text, f"a.{action}", ".github/workflows/a.yml", into=".github/workflows/b.yml")


def test_services_of_one_image_with_values_of_their_own_are_slight() -> None:
    owner = SERVICE.format(port="5432", user="${USER}", password="${PASSWORD}", volume="data", rest="profiles: [local]")
    copy = SERVICE.format(port="5433", user="postgres", password="password", volume="local", rest="networks: [inner]")
    assert slight(owner, copy, "db", "compose.yml")


@pytest.mark.parametrize("rest", ["command: postgres -c fsync=off -c max_connections=300 -c shared_buffers=1GB", "user: postgres"])
def test_services_that_do_the_same_are_not(rest: str) -> None:
    owner, copy = (SERVICE.format(port=port, user="app", password="word", volume="data", rest=rest) for port in ("5432", "5433"))
    assert not slight(owner, copy, "db", "compose.yml")


def test_a_block_that_is_no_longer_there_is_not_judged() -> None:
    tells = language("compose.yml").slight
    assert tells is not None
    text = _dedented(SERVICE.format(port="1", user="app", password="word", volume="data", rest="init: true"))
    found = unit(read("compose.yml", text), "db")
    assert not tells(Use(found, "b/compose.yml", frozenset(), text="services: {}\n", owner_text="services: {}\n", copy=found))


ANCHORED = """\
x-env: &env
  DATABASE_URL: {database}
  MODE: production
services:
  web:
    image: {image}
    environment:
      <<: *env
    ports: ["8000:8000"]
    user: app
    depends_on: [{needs}]
"""
WRITTEN = ANCHORED.partition("services:")[2].replace("<<: *env", "MODE: production\n      DATABASE_URL: {database}\n      HOSTS: a.org")
HERE, THERE = (
    {"image": "shop/web:1", "database": "postgres://db/shop", "needs": "db"},
    {"image": "example.org/web", "database": "postgres://pool/shop", "needs": "pool"},
)


@pytest.mark.parametrize(
    ("theirs", "expected"),
    [
        ("services:" + WRITTEN.format(**THERE), True),
        ("services:" + WRITTEN.format(**HERE), False),
        (ANCHORED.format(**HERE), False),
    ],
    ids=["of which most stays", "of which little stays", "equal"],
)
def test_a_service_that_keeps_most_of_its_lines_is_slight(theirs: str, *, expected: bool) -> None:
    assert slight(ANCHORED.format(**HERE), theirs, "web", "compose.yml") is expected


@pytest.mark.parametrize(
    ("into", "expected"),
    [("deploy/compose.example.yml", True), ("deploy/compose-sample.yaml", True), ("deploy/compose.yml", False), ("example.yml", False)],
)
def test_a_service_of_an_example_is_slight(into: str, *, expected: bool) -> None:
    text = SERVICE.format(port="5432", user="app", password="word", volume="data", rest="user: postgres")
    assert slight(text, text, "db", "compose.yml", into=into) is expected


def test_a_path_beside_another_file_is_nothing_to_share() -> None:
    text = "services:\n  web:\n    image: web\n    volumes: [./a:/a, ./b:/b, ../c:/c]\n    build: .\n    user: app\n"
    assert slight(text, text, "web", "compose.yml", into="deploy/compose.yml")
    assert not slight(text, text, "web", "compose.yml", into="compose.dev.yml")


STAGE = """\
FROM python:3.12 AS base
LABEL maintainer=us
ARG VERSION=1
ENV LANG=C.UTF-8 HOME=/app
WORKDIR /app
{rest}
"""
INSTALLS = """\
RUN apt-get update && apt-get install -y --no-install-recommends build-essential libpq-dev git \\
    && useradd --create-home --uid 1000 app && rm -rf /var/lib/apt/lists/*
"""


@pytest.mark.parametrize(
    ("mine", "theirs", "told"),
    [
        ("RUN make install\nCMD ./a", "RUN cargo build\nCMD ./b", False),
        ("COPY a a\nRUN go build -o /out/a ./a", "COPY b b\nRUN go build -o /out/b ./b", False),
        (INSTALLS + "COPY a a\nCMD a", INSTALLS + "COPY b b\nCMD b", True),
        (INSTALLS + "CMD a", "RUN useradd --create-home --uid 1001 app\nCMD b", False),
        ("COPY a a\nCMD a", "COPY a a\nCMD a", True),
        ("USER a", "USER a", False),
    ],
)
def test_stages_are_judged_by_what_they_run(mine: str, theirs: str, *, told: bool) -> None:
    owner, copy = (STAGE.format(rest=rest) for rest in (mine, theirs))
    assert slight(owner, copy, "base", "a/Dockerfile") is not told


CLEAN = "apt-get clean && rm -rf /var/lib/apt/lists/* && fix-permissions /opt"


def test_what_every_installation_ends_with_is_no_work() -> None:
    mine, theirs = (
        STAGE.format(
            rest=f"USER root\nRUN apt-get update --yes && apt-get install --yes {tools} && {CLEAN}\nRUN rm -r /var/cache/tools\nUSER app"
        )
        for tools in ("gfortran gcc fonts", "curl unzip")
    )
    assert slight(mine, theirs, "base", "a/Dockerfile")


@pytest.mark.parametrize(("image", "told"), [("python:3.13", True), ("debian:12", False)])
def test_stages_of_two_images_have_no_base_in_common(image: str, *, told: bool) -> None:
    mine = STAGE.format(rest=f"{INSTALLS}RUN make all docs && make install PREFIX=/opt/app\nCMD a")
    theirs = STAGE.format(rest=f"{INSTALLS}RUN pip install --no-cache-dir app==1 && pip check\nCMD b").replace("python:3.12", image)
    assert slight(mine, theirs, "base", "a/Dockerfile") is not told


def test_arguments_above_the_first_stage_say_what_it_begins_from() -> None:
    mine, theirs = (
        f"ARG OWNER=jupyter\nARG BASE=$OWNER/{image}\n" + STAGE.format(rest=INSTALLS + f"CMD {image}").replace("python:3.12", "$BASE")
        for image in ("minimal", "spark")
    )
    other = theirs.replace("RUN apt-get update", "RUN pip install --no-cache-dir --upgrade pip setuptools wheel\nRUN apt-get update", 1)
    assert slight(mine, other.replace("useradd", "adduser"), "base", "a/Dockerfile")
