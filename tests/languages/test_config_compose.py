"""Compose files: short and long forms are one block, secrets stay hidden, names and references."""

from __future__ import annotations

import pytest

from ssot_check.model.source import SourceFile
from ssot_check.model.unit import NUMBER, SYNTAX
from tests.languages.config_reading import language, read, references, spell, unit

SHORT = """\
services:
  web:
    image: nginx:1.27
    ports: ["8080:80", "9090:90/udp"]
    environment: ["B=zwei", "A=1"]
    depends_on: [db, cache]
    env_file: .env
    command: nginx -g "daemon off"
    volumes: ["./site:/srv:ro", "logs:/var/log"]
    build: .
    networks: [front]
    healthcheck:
      test: curl -f http://localhost
    extra_hosts: ["db:10.0.0.1"]
"""
LONG = """\
services:
  web:
    networks: {front: {}}
    build: {context: .}
    volumes:
      - {type: volume, source: logs, target: /var/log}
      - {type: bind, source: ./site, target: /srv, read_only: true}
    command: ["nginx", "-g", '"daemon', 'off"']
    env_file: [{path: .env}]
    depends_on:
      cache: {condition: service_started}
      db: {}
    environment:
      A: "1"
      B: zwei
    ports:
      - {target: 90, published: "9090", protocol: udp}
      - {target: 80, published: 8080}
    image: nginx:1.27
    extra_hosts: {db: 10.0.0.1}
    healthcheck:
      test: [CMD-SHELL, curl -f http://localhost]
"""


def test_compose_short_and_long_forms_are_the_same_block() -> None:
    short, long = unit(read("compose.yml", SHORT), "web"), unit(read("docker-compose.yml", LONG), "web")
    assert short.fingerprint.words == long.fingerprint.words
    assert short.fingerprint.exact == long.fingerprint.exact


@pytest.mark.parametrize(
    ("old", "new"),
    [("nginx:1.27", "httpd:1.27"), ("8080:80", "8080:81"), ("/srv:ro", "/srv"), ("A=1", "C=1"), ("db, cache", "db"), ("zwei", "drei")],
)
def test_compose_blocks_that_differ_are_not_equal(old: str, new: str) -> None:
    one, other = unit(read("compose.yml", SHORT), "web"), unit(read("compose.yml", SHORT.replace(old, new)), "web")
    assert one.fingerprint.exact != other.fingerprint.exact


@pytest.mark.parametrize(
    ("old", "new", "same"), [("1.27", "1.28", True), ("8080", "8081", True), ("zwei", "drei", True), ("nginx", "httpd", False)]
)
def test_only_incidental_values_are_abstracted(old: str, new: str, same: bool) -> None:
    one, other = unit(read("compose.yml", SHORT), "web"), unit(read("compose.yml", SHORT.replace(old, new)), "web")
    assert (one.fingerprint.renamed == other.fingerprint.renamed) is same


def test_compose_merged_keys_belong_to_the_service_and_keep_real_lines() -> None:
    file = read(
        "compose.yml", "x-base: &base {restart: always, init: true}\nservices:\n  a:\n    <<: *base\n    image: redis\n    user: app\n"
    )
    found = unit(file, "a")
    assert found.fingerprint.words == ("image : redis", "init : true", "restart : always", "user : app")
    assert list(found.fingerprint.lines) == [5, 4, 4, 6]
    assert (found.location.line, found.location.end_line, found.signature.line) == (3, 6, 3)


def test_secrets_never_become_words() -> None:
    text = "services:\n  a:\n    image: x\n    user: app\n    init: true\n    environment: {DB_PASSWORD: hunter, API_TOKEN: hunter}\n"
    kinds = []
    language("compose.yml").parse(
        SourceFile("compose.yml", "yaml", text, ""), lambda rows: kinds.extend(row.tokens[-1] for row in rows) or spell(rows)
    )
    assert [kind for kind, value in kinds if value == "hunter"] == [NUMBER, NUMBER]
    kinds.clear()
    language("x.env").parse(
        SourceFile("x.env", "dotenv", "A=1\nB=2\nC=3\nD=4\nE=5\nF=hunter\n", ""),
        lambda rows: kinds.extend(row.tokens[-1] for row in rows) or spell(rows),
    )
    assert (SYNTAX, "hunter") in kinds


def test_a_service_that_extends_another_calls_it() -> None:
    file = read(
        "services/a/compose.yml",
        "services: {a: {extends: {file: ../../docker-compose.yml, service: web}, image: x, init: true, user: u}}\n",
    )
    assert file.units[0].calls == ("docker-compose.web",)


def test_compose_names_and_references() -> None:
    file = read(
        "deploy/compose.yaml",
        """\
        include: [../common.yml, {path: more.yml}]
        services:
          a:
            build: {context: ../a, dockerfile: prod.Dockerfile}
            env_file: [.env, "${OTHER}"]
          b:
            build: https://example.org/repo.git
            extends: {file: base.yml, service: x}
        """,
    )
    assert file.kind == "compose"
    assert [item.name for item in file.definitions] == ["a", "b"]
    assert sorted(references(file)) == [
        ("file", "a/prod.Dockerfile", 4),
        ("file", "common.yml", 1),
        ("file", "deploy/.env", 5),
        ("file", "deploy/base.yml", 8),
        ("file", "deploy/more.yml", 1),
    ]
