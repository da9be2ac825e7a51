"""Actions of a pipeline that a ban names in place of a command: what they take."""

from __future__ import annotations

from typing import Final

from ssot_check.model.listed import listed
from ssot_check.model.project import Project
from ssot_check.model.registry import Ban, Domain

_NAMES: Final = ("action.yml", "action.yaml")
_SHOWN: Final = 3


def inputs_of(project: Project, domain: Domain, ban: Ban) -> str | None:
    """What the action that `use` says takes, as a part of a sentence, "" where it takes nothing; None where `use` says no action."""
    homes = [path for path in project.offering(domain, ban) if path.rpartition("/")[2] in _NAMES]
    if len(homes) != 1 or homes[0] not in project.files:
        return None
    keys = (setting.key for setting in project.files[homes[0]].settings)
    names = dict.fromkeys(key[1] for key in keys if len(key) > 1 and key[0] == "inputs")
    return f", which takes {listed([f'`{name}`' for name in names], _SHOWN)}" if names else ""
