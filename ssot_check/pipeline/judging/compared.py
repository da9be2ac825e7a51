"""How many units were worth a search: what is too small or boilerplate was parsed, but compared with nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from ssot_check.matching.haystack import owned_units
from ssot_check.matching.refusals import can_be_copy
from ssot_check.model.project import Project
from ssot_check.model.registry import DEFAULT_MIN_TOKENS
from ssot_check.pipeline.hay import haystack


def compared(project: Project) -> Mapping[str, int]:
    """Owned units by the name of their domain, and under "" all units that may be a copy of something."""
    floor = min((domain.duplicates.min_tokens for domain in project.registry.domains), default=DEFAULT_MIN_TOKENS)
    hay = haystack(project, {})
    owned = Counter(item.domain.name for item in owned_units(hay))
    return {"": sum(can_be_copy(unit, floor) for file in project.files.values() for unit in file.units), **owned}
