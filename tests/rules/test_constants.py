"""Texts that an owner has as a constant, written out where they are meant to stand as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.model.location import Location
from ssot_check.model.parsed import Literal, LiteralForm
from ssot_check.pipeline.check import check
from ssot_check.rules.support.constants import ConstantCopy
from tests.repositories import write


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("docs/snippet.js", True),
        ("packages/email/src/example-data.ts", True),
        ("examples/client.py", True),
        ("app/SampleOrders.py", False),
        ("app/docstore.py", False),
        ("app/client.py", False),
    ],
)
def test_documentation_and_examples_show_what_others_write(path: str, shown: bool) -> None:
    literal = Literal("https://app.shop.com", LiteralForm.URL, Location(path, 1))
    assert ConstantCopy("formats", literal, (literal,)).is_shown is shown


@pytest.mark.parametrize(
    ("owner", "copy", "form", "expected"),
    [
        ("JWT_AUDIENCE", "API_URL", LiteralForm.URL, True),
        ("tokenIssuer", "", LiteralForm.URL, True),
        ("Claims.AUDIENCE", "audienceOfTokens", LiteralForm.URL, False),
        ("API_URL", "", LiteralForm.URL, False),
        ("NAMESPACE", "", LiteralForm.REGEX, False),
    ],
    ids=["an address", "inline", "an audience too", "two addresses", "no URL"],
)
def test_who_is_meant_is_no_address(owner: str, copy: str, form: LiteralForm, expected: bool) -> None:
    mine, other = (Literal(form, "https://api.shop.com", Location("app/jwt.py", 1), name) for name in (owner, copy))
    assert ConstantCopy("tokens", mine, (other,)).is_other_meaning is expected


def test_of_two_owners_with_one_constant_the_nearer_one_is_meant(tmp_path: Path) -> None:
    constant = 'NAME_FORM = r"^[a-z0-9]+((_|-)?[a-z0-9])*$"\n'
    registry = "schema_version: 2\ndomains:\n  client: {paths: [client/forms.py]}\n  server: {paths: [server/forms.py]}\n"
    use = f"import re\n\n\ndef check(name):\n    return re.match({constant.partition(' = ')[2].strip()}, name)\n"
    files = {"SSOT_LOCK.yml": registry, "client/forms.py": constant, "server/forms.py": constant, "server/api/users.py": use, "client/a.py": use}
    found = [item for item in check(Config(write(tmp_path, files))).findings if item.code == "SSOT206"]
    assert {(item.location.path, item.related[0].location.path) for item in found} == {
        ("client/a.py", "client/forms.py"),
        ("server/api/users.py", "server/forms.py"),
        ("server/forms.py", "client/forms.py"),
    }


@pytest.mark.parametrize(("work", "line"), [("", ': . "$(dirname'), ("curl --fail --output tool.tgz $url\nmake\nexit 0\n", ", moved to a place")])
def test_no_script_that_does_its_work_is_sourced_for_a_constant(tmp_path: Path, work: str, line: str) -> None:
    url = "https://downloads.shop.com/tools/tool-linux-amd64.tgz"
    registry = "schema_version: 2\ndomains:\n  tools: {paths: [images/tool.sh]}\n"
    files = {"SSOT_LOCK.yml": registry, "images/tool.sh": f'#!/bin/sh\ntool_url="{url}"\n{work}', "slim/tool.sh": f"#!/bin/sh\nfetch '{url}'\n"}
    (found,) = (item for item in check(Config(write(tmp_path, files))).findings if item.code == "SSOT206")
    assert found.help.startswith(f"use `tool_url` of images/tool.sh{line}")


@pytest.mark.parametrize(
    ("path", "owner", "copy", "wanted"),
    [
        ("app/{}.py", 'import re\n\nUUID = re.compile(r"TEXT", re.IGNORECASE)\n', 'UUID = r"TEXT"\n', "UUID.pattern"),
        ("app/{}.py", 'import re\n\nUUID = re.compile(r"TEXT")\n', 'import re\n\nOTHER = re.compile(r"TEXT")\n', "UUID"),
        ("app/{}.py", 'import re\n\nUUID = re.compile(r"TEXT")\n', 'import re\n\n\ndef ask(x):\n    return re.match(r"TEXT", x)\n', "UUID"),
        ("app/{}.py", 'UUID = r"TEXT"\n', 'import re\n\nOTHER = re.compile(r"TEXT")\n', "UUID"),
        ("app/{}.go", 'package app\n\nimport "regexp"\n\nvar UUID = regexp.MustCompile(`TEXT`)\n', "package app\n\nvar own = `TEXT`\n", "UUID.String()"),
    ],
    ids=["a text for a pattern", "two patterns", "asked at once", "a pattern for a text", "in Go"],
)
def test_of_a_pattern_its_text_is_taken_where_a_text_is_wanted(path: str, owner: str, copy: str, wanted: str, tmp_path: Path) -> None:
    text = r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}"
    registry = f"schema_version: 2\ndomains:\n  formats: {{paths: [{path.format('forms')}]}}\n"
    files = {path.format(name): said.replace("TEXT", text) for name, said in (("forms", owner), ("push", copy))}
    report = check(Config(write(tmp_path, {"SSOT_LOCK.yml": registry, "go.mod": "module shop\n", **files})))
    (finding,) = (item for item in report.findings if item.code == "SSOT206")
    assert finding.help.startswith(f"use `{wanted}` ")
    assert ("is a compiled pattern" in finding.help) is (wanted != "UUID")
