"""How another file takes a config block instead of repeating it."""

from __future__ import annotations

import posixpath

from ssot_check.languages.support.config_ci import GITLAB_EXTENDS, WORKFLOW_CALL
from ssot_check.languages.support.config_compose import EXTENDS
from ssot_check.model.plugins import Use


def spell_use(use: Use) -> str:
    """The entry that replaces a copied compose service, GitHub job or GitLab job; "" where the format has no such form."""
    owner, unit = use.unit.location.path, use.unit
    if unit.reuse == EXTENDS:
        beside = posixpath.relpath(owner, posixpath.dirname(use.into) or ".")
        return f"extends: {{service: {unit.name}}}" if owner == use.into else f"extends: {{file: {beside}, service: {unit.name}}}"
    if unit.reuse == WORKFLOW_CALL and owner.startswith(".github/workflows/"):
        return f"uses: ./{owner}"
    if unit.reuse == GITLAB_EXTENDS:
        extends = f"extends: {unit.name}"
        return extends if owner == use.into else f"include: [{{local: /{owner}}}] and {extends}"
    return ""
