"""What an owned shell function calls and its file does not source: whoever sources that file alone gets `command not found`."""

from __future__ import annotations

from ssot_check.model.dataclass import replace
from ssot_check.model.match import Match
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.project import Project
from ssot_check.model.unit import UnitKind
from ssot_check.rules.support.scripts import SOURCING

_SHELL = "shell"


def with_helpers(project: Project, match: Match) -> Match:
    """The match, of which comes first to source one other script, where exactly that defines what the owner calls."""
    if match.apart or not match.use.startswith(SOURCING):
        return match
    return replace(match, apart=_first(project, match))


def _first(project: Project, match: Match) -> str:
    owner, copy = project.files.get(match.owner_path), project.files.get(match.copy_path)
    if owner is None or copy is None or match.owner.kind is not UnitKind.FUNCTION:
        return ""
    scripts = [file for file in project.files.values() if file.language == _SHELL]
    called = [name for name in match.owner.calls if name not in _functions(owner)]
    found = {name: [file.path for file in scripts if name in _functions(file)] for name in called}
    if not any(found.values()):
        return ""
    from ssot_check.rules.support.footing import uses_of  # a hook that comes to no such copy resolves no references

    uses = uses_of(project)
    there = {match.owner_path, match.copy_path, *uses.files(owner), *uses.files(copy)}
    for name, paths in found.items():
        if len(paths) == 1 and paths[0] not in there:
            return f"source {paths[0]} too, which defines `{name}`, for {match.owner_path} calls it and does not source that"
    return ""


def _functions(file: ParsedFile) -> frozenset[str]:
    return frozenset(unit.name for unit in file.units if unit.kind is UnitKind.FUNCTION and not unit.scope)
