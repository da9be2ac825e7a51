"""What a file writes that goes past an owner, and what has to be done before that line works."""

from __future__ import annotations

from ssot_check.model.listed import after
from ssot_check.model.match import TURNED
from ssot_check.model.project import Project
from ssot_check.model.registry import Ban, Domain
from ssot_check.model.replacement import Replacement
from ssot_check.model.touch import Touch
from ssot_check.rules.support.footing import uses_of
from ssot_check.rules.support.held_bans import out_of_reach
from ssot_check.rules.support.loads import leads_back, moved_out


def by(project: Project, domain: Domain, ban: Ban, replacement: Replacement, touch: Touch) -> str:
    """The line to write; what comes before it where it would make a circle of imports, and what else can be done where it may fail."""
    file, name, line = project.files[touch.location.path], replacement.name, replacement.line
    reason = leads_back(project, replacement.path, file.path)
    if reason and not any(target.path == replacement.path and not target.reference.late for target in uses_of(project).named(file)):
        return f"use `{name}`, but {moved_out(name, replacement.path, reason, line if touch.scope else '')}"
    package = "" if ban.profile else out_of_reach(project, domain, file.path)
    wanted = f"use `{name}`{f': {line}' if line else ' from there'}"
    return after(wanted + (f" (where it runs without {package}/, add it to `allow_in`)" if package else ""), _before(replacement))


def _before(replacement: Replacement) -> str:
    """What has to be done first. The file that goes past an owner has no copy that could be owned in its place."""
    first = replacement.first
    if not first.startswith(TURNED):
        return first
    return f"move `{replacement.name}` out of {replacement.path} to a package that both can depend on{first.removeprefix(TURNED)}"
