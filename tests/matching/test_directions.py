"""Two owners that hold one text: which of both gives way."""

from __future__ import annotations

import pytest

from ssot_check.model.match import Match
from tests.builders import a_domain, a_unit
from tests.matching.haystacks import EDITED, RENAMED, SETUP, a_haystack, searched

PATHS = {"app/log.py": ("logging",), "lib/log.py": ("tracing",)}


def told(*exporting: str, scope: str = "", names: tuple[str, str] = ("setup_logging", "setup_logging")) -> Match:
    units = [a_unit(name, SETUP, path, scope=scope) for name, path in zip(names, PATHS, strict=True)]
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


@pytest.mark.parametrize(
    ("names", "exporting", "owner"),
    [
        (("_setup_logging", "setup_logging"), (), "lib/log.py"),
        (("_setup_logging", "_setup_logging"), (), "app/log.py"),
        (("_start", "setup_logging"), ("tracing",), "lib/log.py"),
    ],
    ids=["private", "both private", "private, the other exported"],
)
def test_else_what_others_can_ask_for_stays(names: tuple[str, str], exporting: tuple[str, ...], owner: str) -> None:
    assert told(*exporting, names=names).owner.location.path == owner


COPIES = {**PATHS, "lib/jobs/start.py": ()}
"""The third is nobody's, and nearer to the second."""


def sent(*exporting: str, ignored: bool = False, text: str = SETUP) -> dict[str, str]:
    """The owner's file by that of each copy."""
    units = [a_unit("setup_logging", text if path not in PATHS else SETUP, path) for path in COPIES]
    domains = [a_domain(name, exports=("setup_logging",) if name in exporting else ()) for name in ("logging", "tracing")]
    exempt = [("logging", "lib/log.py")] if ignored else []
    found = searched(a_haystack(*units, owners=PATHS, domains=domains, exempt=exempt))
    return {match.copy.location.path: match.owner.location.path for match in found}


@pytest.mark.parametrize("text", [SETUP, RENAMED, EDITED], ids=["exact", "renamed", "edited"])
def test_a_copy_of_both_is_sent_to_the_one_that_stays(text: str) -> None:
    assert sent(text=text) == {"lib/log.py": "app/log.py", "lib/jobs/start.py": "app/log.py"}
    assert sent("tracing", text=text) == {"app/log.py": "lib/log.py", "lib/jobs/start.py": "lib/log.py"}


def test_an_owner_that_is_told_of_no_copy_stays_where_its_copies_are_sent() -> None:
    assert sent(ignored=True)["lib/jobs/start.py"] == "lib/log.py"
