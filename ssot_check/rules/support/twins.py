"""A crate whose own module stands for the owner of another crate: `tokio-util/src/loom.rs` for `tokio/src/loom`."""

from __future__ import annotations

from typing import Final

from ssot_check.model.project import Project
from ssot_check.model.registry import Ban, Domain
from ssot_check.model.touch import Touch, TouchKind
from ssot_check.rules.support.doing import last

_SOURCES: Final = "/src/"
_RUST: Final = ".rs"


def of_this_crate(project: Project, domain: Domain, ban: Ban, touch: Touch) -> str:
    """What to do where the crate at hand has a module that is called like the owner's; "" where it has none, or is the owner's crate."""
    path, place = touch.location.path, ban.use.removeprefix("./").rstrip("/").removesuffix(_RUST)
    crate, inside, _ = path.partition(_SOURCES)
    if not inside or not path.endswith(_RUST) or touch.kind is not TouchKind.NAME or place.startswith(f"{crate}{_SOURCES}"):
        return ""
    stem = f"{crate}{_SOURCES}{place.rpartition('/')[2]}"
    own = next((found for found in (f"{stem}{_RUST}", f"{stem}/mod{_RUST}") if found in project.files), "")
    if not own or not project.offering(domain, ban) or _SOURCES not in place:
        return ""
    stands = f"{own}, which stands for {ban.use} in this crate"
    if path == own:
        return f"{path} stands for {ban.use} in this crate: where that is so, put it under `allow_in`"
    name = last(touch.name)
    passed = any(item.name == name or last(item.name) == name for item in project.files[own].references)
    return f"use `{name}` of {stands}" if passed else f"add what is needed to {stands}, and take it from there"
