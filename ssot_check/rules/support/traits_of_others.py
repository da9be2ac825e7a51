"""A trait of Rust that two files have, each with the methods of one type of neither: that type needs it once."""

from __future__ import annotations

from typing import Final

from ssot_check.model.listed import after
from ssot_check.model.match import Match
from ssot_check.rules.support.differences import looked_at

_RUST: Final = ".rs"


def with_its_trait(match: Match) -> str:
    """What to do about a method of such a trait; "" for any other one.

    The line that takes a method names the trait only where its type is declared elsewhere.
    """
    owner, copy = match.owner, match.copy
    if not match.owner_path.endswith(_RUST) or owner.qualified_name != copy.qualified_name or owner.bases != copy.bases:
        return ""
    trait = owner.bases[0] if len(owner.bases) == 1 else ""
    if not trait or trait == owner.scope or not match.use.endswith(f"::{trait};"):
        return ""
    gone = f"delete the trait `{trait}` and its `impl` for `{copy.scope}` here{looked_at(match)} and write instead: {match.use}"
    return after(gone, match.apart)
