"""Copies of which each names its own thing in its texts: both values are meant, and nobody has to agree on one."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.pipeline.check import checked
from tests.repositories import write

OWNER = """\
from app.base import Reason, Validator


class SrvNameValidator(Validator):
    most = 15

    @classmethod
    def is_service(cls, body):
        if not body or len(body) > cls.most or not body[0].isalpha() or not body[-1].isalnum():
            return False
        return "--" not in body and all(sign.isalnum() or sign == "-" for sign in body)

    def validate(self, name):
        labels = name.split(".") if name else []
        if len(labels) < 2:
            return [Reason("SRV name must have two labels", self.id)]
        return [Reason(f"invalid SRV label {label}", self.id) for label in labels[:2] if not self.is_service(label[1:])]
"""


@pytest.mark.parametrize(
    ("name", "thing", "expected"),
    [
        (
            "UriNameValidator",
            "URI",
            "let `SrvNameValidator` read the name of what it is for (`uri` here, `srv` there), as both are meant, from an attribute of the "
            "class, and derive `UriNameValidator`, which sets its own, from it: from app.srv import SrvNameValidator",
        ),
        (
            "UriNameValidator",
            "Service",
            "first agree which of the values that differ is meant; then replace `UriNameValidator` by `SrvNameValidator`: "
            "from app.srv import SrvNameValidator",
        ),
    ],
    ids=["each its own", "another word"],
)
def test_both_names_of_things_are_meant(name: str, thing: str, expected: str, tmp_path: Path) -> None:
    registry = "schema_version: 2\ndomains:\n  names:\n    paths: [app/srv.py]\n"
    copy = OWNER.replace("SrvNameValidator", name).replace("SRV", thing)
    files = {"SSOT_LOCK.yml": registry, "app/__init__.py": "", "app/srv.py": OWNER, "app/records.py": copy}
    _, report = checked(Config(root=write(tmp_path, files), select=("SSOT2",)))
    (finding,) = report.findings
    assert finding.help == expected
