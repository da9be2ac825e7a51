"""Two owners that hold one text: which of both gives way."""

from __future__ import annotations

import pytest

from ssot_check.model.match import Match
from tests.builders import a_domain, a_unit
from tests.matching.haystacks import SETUP, a_haystack, searched

PATHS = {"app/log.py": ("logging",), "lib/log.py": ("tracing",)}


def told(*exporting: str, scope: str = "") -> Match:
    units = [a_unit("setup_logging", SETUP, path, scope=scope) for path in PATHS]
    exports = ("Logs",) if scope else ("setup_logging",)
    domains = [a_domain(name, exports=exports if name in exporting else ()) for name in ("logging", "tracing")]
    (found,) = searched(a_haystack(*units, owners=PATHS, domains=domains))
    return found


@pytest.mark.parametrize(
    ("exporting", "owner"),
    [((), "app/log.py"), (("tracing",), "lib/log.py"), (("logging",), "app/log.py"), (("logging", "tracing"), "app/log.py")],
)
def test_what_its_domain_exports_stays(exporting: tuple[str, ...], owner: str) -> None:
    assert told(*exporting).owner.location.path == owner


def test_so_does_a_method_of_an_exported_class() -> None:
    assert told("tracing", scope="Logs").owner.location.path == "lib/log.py"
