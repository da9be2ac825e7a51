"""Types of fields that are spelled otherwise are the same; lines of any length are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.model.finding import HINT
from ssot_check.pipeline.check import checked
from ssot_check.rules.support.field_types import are_other
from tests.repositories import write

ROWS = "package {}\n\ntype {} struct {{\n\tTaxRegion {}\n\tParcelLines {}\n\tShippingHost {}\n\tCourierName {}\n}}\n"


@pytest.mark.parametrize(
    ("one", "two", "other"),
    [
        ("List[str]", "list[str]", False),
        ("typing.Dict[str, int]", "dict[str, int]", False),
        ("Optional[str]", "str | None", False),
        ("Union[str, None]", '"str | None"', False),
        ("Optional[List[str]]", "list[str] | None", False),
        ("Array<string>", "string[]", False),
        ("'a' | 'b'", '"b" | "a"', False),
        ("Record<string, number>", "{ [key: string]: number }", False),
        ("[]interface{}", "[]any", False),
        ("&'a Row", "Option<Row>", False),
        ("Union[", "str", False),
        ("List[str]", "list[int]", True),
        ("Array<string>", "string", True),
        ("[]string", "string", True),
        ("interface{}", "string", True),
    ],
)
def test_what_is_spelled_otherwise_is_the_same(one: str, two: str, other: bool) -> None:
    assert are_other(one, two) is other
    assert are_other(two, one) is other


@pytest.mark.parametrize("end", ["/* set once */", "// set once", '`json:"a/b"`'])
def test_a_long_line_is_read(end: str, tmp_path: Path) -> None:
    rows = [f"{kind}{' ' * 20_000}{end}" for kind in ("string", "[]string", "string", "int")]
    files = {
        "SSOT_LOCK.yml": "schema_version: 2\ndomains:\n  rows: {paths: [lib/rows.go]}\n",
        "go.mod": "module shop.test/rows\n",
        "lib/rows.go": ROWS.format("lib", "ParcelOrder", *rows),
        "app/rows.go": ROWS.format("app", "Purchase", "string", "string", "[]string", "int"),
    }
    _, report = checked(Config(root=write(tmp_path, files), select=("SSOT209",), hints=True))
    (found,) = report.findings
    assert found.confidence == HINT


def test_a_long_line_of_python_is_read(tmp_path: Path) -> None:
    space = " " * 20_000
    fields = "class {}:\n    tax_region: {}\n    parcel_lines: {}\n    shipping_host: str\n    courier_name: str\n"
    head = "from dataclasses import dataclass\n\n\n@dataclass\n"
    files = {
        "SSOT_LOCK.yml": "schema_version: 2\ndomains:\n  rows: {paths: [lib/rows.py]}\n",
        "lib/rows.py": head + fields.format("ParcelOrder", f"dict[str,{space}int]{space}# once", f"list[str]{space}"),
        "app/rows.py": head + fields.format("Purchase", "int", "str"),
    }
    _, report = checked(Config(root=write(tmp_path, files), select=("SSOT209",), hints=True))
    (found,) = report.findings
    assert found.confidence == HINT
