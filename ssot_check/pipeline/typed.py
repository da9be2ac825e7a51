"""What is left of a pair that is equal to the reader, where its types are not, or where everybody says it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ssot_check.model.match import AWAITS, CloneType, Match, Tier
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.plugins import Language
from ssot_check.pipeline.idioms import is_asked_by_python, says_what_all_say


def typed_otherwise(match: Match, language: Language, text: Callable[[str], str], parsed: Mapping[str, ParsedFile]) -> str:
    """In what types both differ, as a part of a sentence; "" where nothing is known of it. `text` gives the text of a file."""
    alike = match.owner_path.endswith(language.suffixes) and match.copy_path.endswith(language.suffixes)
    return language.unlike(match, text, parsed) if language.unlike and alike and match.part is None and not match.across else ""


def weaker(tier: Tier, match: Match, why: str) -> Tier:
    """What is left of a pair for which there is such a reason, and of an idiom.

    An asynchronous twin in words of its own is there because of it.
    """
    if tier is Tier.HINT or not (why or says_what_all_say(match) or is_asked_by_python(match)):
        return tier
    return Tier.HINT if match.clone_type is CloneType.SEMANTIC and why.endswith(AWAITS) else Tier.ADVISORY
