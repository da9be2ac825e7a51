"""Which rules had something to look at in a domain: what it says decides, not what was found."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Final, NamedTuple

from ssot_check.model.project import Project
from ssot_check.model.registry import Domain
from ssot_check.model.touch import READS_ENVIRONMENT


class _Subject(NamedTuple):
    """Something that a domain may have, and the codes of the rules that look at it, "SSOT" left off."""

    there: Callable[[Domain, Project], bool]
    codes: str


_READERS: Final = frozenset(name for names in READS_ENVIRONMENT.values() for name in names)
_SUBJECTS: Final = (
    _Subject(lambda domain, _: True, "113 115"),
    _Subject(lambda domain, _: bool(domain.owner_paths), "101 103 105 106 108 110 120 121 206 209"),
    _Subject(lambda domain, _: bool(domain.exports), "102 104 204 306"),
    _Subject(lambda domain, project: bool(project.compared.get(domain.name)), "201 202 203 207 210"),
    _Subject(lambda domain, _: bool(domain.variants), "208"),
    _Subject(lambda domain, _: any(ban.symbols for ban in domain.bans), "301 303 307 308"),
    _Subject(lambda domain, _: any(_READERS.intersection(ban.symbols) for ban in domain.bans), "302"),
    _Subject(lambda domain, _: any(ban.command for ban in domain.bans), "304"),
    _Subject(lambda domain, _: bool(domain.facts), "305"),
    _Subject(lambda domain, _: domain.consumers.protect, "309"),
    _Subject(lambda domain, _: bool(domain.wrappers), "310"),
    _Subject(lambda domain, _: bool(domain.must_use), "311"),
    _Subject(lambda domain, _: bool(domain.imports), "109 312"),
    _Subject(lambda domain, _: bool(domain.depends_on), "119 313"),
    _Subject(lambda domain, _: bool(domain.deprecated), "106 107 111 401 402 403 404 405 406 407 408 409 410"),
    _Subject(lambda domain, _: bool(domain.named), "114"),
    _Subject(lambda domain, _: bool(domain.policies), "116"),
    _Subject(lambda domain, _: bool(domain.people), "702 703"),
    _Subject(lambda domain, _: domain.locked, "704"),
    _Subject(lambda domain, _: bool(domain.does_not_own), "713"),
)


def asked(domain: Domain, project: Project, ran: Collection[str]) -> tuple[str, ...]:
    """Codes of the rules among `ran` that had something of the domain to look at, sorted."""
    codes = {f"SSOT{code}" for subject in _SUBJECTS if subject.there(domain, project) for code in subject.codes.split()}
    return tuple(sorted(codes.intersection(ran)))
