"""Why a function that does a job cannot simply be called where the same job was written in other words."""

from __future__ import annotations

from typing import Final

from ssot_check.model.match import Match
from ssot_check.model.source import FAMILIES, ending
from ssot_check.model.unit import FUNCTIONS, UNNAMED, Trait

_LARGE: Final = 12
_MUCH: Final = 2.5
"""An owner of so many statements, and of so many for each of the copy's, does more than the job: it is a step of something."""

_ASIDE: Final = {"Python": "`await asyncio.to_thread({}, ...)`", "Rust": "`tokio::task::spawn_blocking(move || {}(...)).await`"}
"""How what blocks is called from what must not. Elsewhere who awaits calls plain functions as anybody does."""


def barred(match: Match) -> str:
    """What stands between a copy in other words and a call of its owner, with what to do all the same; "" where nothing is known."""
    owner, copy = match.owner, match.copy
    if not {owner.kind, copy.kind} <= FUNCTIONS or UNNAMED in (owner.qualified_name, copy.qualified_name):
        return ""
    this = f"this `{copy.name}`" if copy.name == owner.name else f"`{copy.name}`"
    stand = "or let this one stand with an allow that says why"
    awaited, awaits = Trait.ASYNC in owner.traits, Trait.ASYNC in copy.traits
    if awaited and not awaits:
        reason = f"`{owner.qualified_name}` has to be awaited, and {this} awaits nothing"
        return f"make a plain function of what both do without awaiting, and call it in both ({reason}), {stand}"
    if _does_much_besides(match):
        counts = f"{len(owner.fingerprint.hashes)} statements there, {len(copy.fingerprint.hashes)} here"
        split = f"split what both do out of `{owner.qualified_name}` as a function of {match.owner_path}, and call that one in both"
        return f"{split}, for it does more than {this} ({counts}), {stand}"
    aside = _ASIDE.get(FAMILIES.get(ending(match.copy_path), ""))
    if awaits and not awaited and aside:
        taken = f" ({match.use})" if match.use else ""
        reason = f"it is not awaited, and would hold up what awaits {this}"
        owned = " with what it takes as values of its own (nothing that is borrowed outlives the call)" if _is_moved(match) else ""
        return f"call `{owner.qualified_name}` as {aside.format(owner.name)}{owned}{taken}, for {reason}, {stand}"
    return ""


def _is_moved(match: Match) -> bool:
    """True for Rust, where what another thread runs must not borrow anything of the one that awaits it."""
    return match.copy_path.endswith(".rs") and match.owner.parameters > 0


def _does_much_besides(match: Match) -> bool:
    mine, theirs = len(match.owner.fingerprint.hashes), len(match.copy.fingerprint.hashes)
    return mine >= _LARGE and mine >= _MUCH * theirs
