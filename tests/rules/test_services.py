"""Services, and blocks of files that can take in nothing: what is told of them, and what to do about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.model.finding import HINT, Finding
from ssot_check.pipeline.check import checked
from tests.repositories import write

DATABASE = """\
services:
  database0:
    container_name: database0
    image: couchdb:3.4.2
    labels: {service: ledger}
    environment: [COUCHDB_USER=admin, COUCHDB_PASSWORD=adminpw]
    ports: ["5984:5984"]
    networks: [test]
"""
OTHER = """\
services:
  database0:
    container_name: database0
    image: mongo:7
    labels: {traefik.enable: "false"}
    environment: [MONGO_INITDB_ROOT_USERNAME=root, MONGO_INITDB_ROOT_PASSWORD=hidden]
    ports: ["27017:27017"]
    networks: [backend]
"""
LIMITS = "limits:\n" + "".join(f"  {name}: {value}\n" for value, name in enumerate(("calls", "bytes", "users", "hosts", "jobs", "disks", "keys", "nets", "files"), 3))


def told(root: Path) -> list[Finding]:
    _, report = checked(Config(root=root, select=("SSOT210",)))
    return [item for item in report.findings if item.confidence != HINT]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (DATABASE.replace("database0", "database4").replace("5984:5984", "9984:5984"), ["database4"]),
        (OTHER.replace("database0", "database4"), []),
        (DATABASE.replace("database0", "cache").replace("adminpw", "x", 1).replace("5984:5984", "80:80"), []),
    ],
    ids=["one more of its sort", "another program", "other values under another name"],
)
def test_a_numbered_service_is_one_more_of_its_sort(text: str, names: list[str], tmp_path: Path) -> None:
    registry = "schema_version: 2\ndomains:\n  network:\n    paths: [compose.yml]\n"
    root = write(tmp_path, {"SSOT_LOCK.yml": registry, "compose.yml": DATABASE, "third/compose.yml": text})
    assert [item.scope for item in told(root)] == names


@pytest.mark.parametrize(
    ("path", "text", "stands"),
    [
        ("other/tx.yaml", LIMITS, "let the copy stand below the line # ssot: allow[SSOT210] -- REASON"),
        (
            "other/tx.json",
            '{"limits": {"calls": 3, "bytes": 4, "users": 5, "hosts": 6, "jobs": 7, "disks": 8, "keys": 9, "nets": 10, "files": 11}}',
            "name the pair under `exceptions` of the registry",
        ),
    ],
)
def test_nobody_is_told_to_include_what_no_line_can_take_in(path: str, text: str, stands: str, tmp_path: Path) -> None:
    name = f"tx.{path.rpartition('.')[2]}"
    registry = f"schema_version: 2\ndomains:\n  limits:\n    paths: [{name}]\n"
    (found,) = told(write(tmp_path, {"SSOT_LOCK.yml": registry, name: text, path: text}))
    assert found.help == (
        f"give what reads this file {name} first, if it takes several, and keep here only what differs; else write both from one source in a "
        f"step that CI repeats, or {stands} (no line here can take in another file)"
    )


TWINS = {
    "deploy/compose.yml": DATABASE.replace("database0", "database").replace("    networks: [test]\n", "    networks: [test]\n    init: true\n"),
    "examples/compose.yml": DATABASE.replace("database0", "database").replace("    networks: [test]\n", "    networks: [test]\n    tty: true\n"),
    "compose.yml": "services:\n  all:\n    image: acme/all\n",
}
LISTED = "; add deploy/compose-base.yml to `allowed` of `network`, which lets no other such file exist"


@pytest.mark.parametrize(
    ("allowed", "said"),
    [
        ("[compose.yml]", True),
        ("[compose.yml, deploy/compose.yml]", False),
        ("[compose.yml, deploy/*.yml]", False),
    ],
    ids=["what draws it in is an example", "the owner's file does", "a pattern allows it"],
)
def test_a_new_file_that_would_be_a_variant_is_to_be_listed(allowed: str, said: bool, tmp_path: Path) -> None:
    registry = f"schema_version: 2\ndomains:\n  network:\n    paths: [deploy/compose.yml]\n    variants: {{kind: compose, allowed: {allowed}}}\n"
    root = write(tmp_path, {"SSOT_LOCK.yml": registry, **TWINS})
    (found,) = told(root)
    assert "of a new deploy/compose-base.yml, and let" in found.help
    assert found.help.endswith(LISTED) is said
    base = TWINS["deploy/compose.yml"].replace("    init: true\n", "")
    services = "services:\n  database:\n    extends: {{file: {}compose-base.yml, service: database}}\n    {}: true\n"
    both = {"deploy/compose.yml": services.format("", "init"), "examples/compose.yml": services.format("../deploy/", "tty")}
    _, report = checked(Config(root=write(root, {**both, "deploy/compose-base.yml": base}), select=("SSOT208",)))
    assert [item.location.path for item in report.findings] == ["deploy/compose-base.yml"] * said
