"""Proposes owners where there is no registry yet: which files hold code that is plainly of a known kind, and which of them others use."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import PurePosixPath

from ssot_check.matching.clone_classes import strays
from ssot_check.matching.profiles import profiles
from ssot_check.matching.words import split_identifier
from ssot_check.model.config import Config
from ssot_check.model.location import Location
from ssot_check.model.project import Project
from ssot_check.model.proposal import Proposal
from ssot_check.model.registry import REGISTRY_NAMES, Dialect, Domain, Registry
from ssot_check.model.unit import Unit, UnitKind
from ssot_check.pipeline.hay import haystack
from ssot_check.pipeline.read import Request, read_all
from ssot_check.rules.support.uses import Uses
from ssot_check.workspace import files

_GLOB = "*?[]!\\"
"""A path with one of these would be read as a pattern."""


def propose(config: Config) -> tuple[Proposal, ...]:
    """One proposal for each kind that the repository has code for, by name. Nothing of an existing registry is read.

    One file that nobody uses and that is not called like its kind is no owner.
    """
    project = _project(config)
    users = _users(project)
    found = []
    for domain, units in sorted(strays(haystack(project)).items()):
        by_file: dict[str, list[Unit]] = defaultdict(list)
        for unit in units:
            if not any(mark in unit.location.path for mark in _GLOB):
                by_file[unit.location.path].append(unit)
        item = _proposal(domain, by_file, users) if by_file else None
        if item is not None and (item.users or item.others or _is_called(item.owner, domain)):
            found.append(item)
    return tuple(found)


def _project(config: Config) -> Project:
    """The repository as it is scanned where every kind is a domain that nobody owns."""
    name = REGISTRY_NAMES[0]
    kinds = sorted({profile.kind for profile in profiles().values()})
    registry = Registry(name, Dialect.VERSION_2, tuple(Domain(kind, Location(name)) for kind in kinds))
    survey = files.survey(config.root, registry, name)
    request = Request(config.root, config.max_file_bytes, survey.tests, frozenset(), {})
    read = read_all(request, survey.scanned, config.jobs, seen=partial(config.progress, "reading"))
    return Project(registry, survey.tree, read.parsed)


def _users(project: Project) -> Mapping[str, int]:
    """How many files outside the tests import or source each file."""
    uses = Uses(project)
    return Counter(path for file in project.files.values() if not file.test for path in {item.path for item in uses.targets(file)})


def _proposal(domain: str, by_file: Mapping[str, Sequence[Unit]], users: Mapping[str, int]) -> Proposal:
    """The likeliest owner is called like its kind, then used by most, then holds most of the kind."""

    def rank(path: str) -> tuple[bool, int, int, str]:
        return not (users.get(path) and _is_called(path, domain)), -users.get(path, 0), -len(by_file[path]), path

    owner, *others = sorted(by_file, key=rank)
    exports = {unit.name for unit in by_file[owner] if unit.kind is not UnitKind.METHOD and not unit.name.startswith("_")}
    return Proposal(domain, owner, tuple(sorted(exports)), users.get(owner, 0), tuple(sorted(others)))


def _is_called(path: str, domain: str) -> bool:
    return bool(set(split_identifier(PurePosixPath(path).stem)) & profiles()[domain].names)
