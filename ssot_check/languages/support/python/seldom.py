"""What is asked of few Python files, or of none: each is loaded when it is asked. A commit that comes to nothing asks none of it."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ssot_check.model.facts import Written
    from ssot_check.model.finding import Edit, Fix
    from ssot_check.model.match import Confirmation, Match
    from ssot_check.model.plugins import Use
    from ssot_check.model.replacement import Adoption, Redirect, Retirement, Taking
    from ssot_check.model.source import SourceFile
    from ssot_check.model.suppression import Comment
    from ssot_check.model.touch import Touch, Watch


def touches(source: SourceFile, watch: Watch) -> tuple[Touch, ...]:
    """Every touch of what is watched."""
    from ssot_check.languages.support.python.touch import touches as found

    return found(source, watch)


def comments(source: SourceFile) -> tuple[Comment, ...]:
    """Every comment."""
    from ssot_check.languages.support.comments import grammar_comments

    return grammar_comments(source, "python")


def written(source: SourceFile, wanted: re.Pattern[str] | None = None) -> tuple[Written, ...]:
    """The texts and numbers that are spelled out."""
    from ssot_check.languages.support.written import written as found

    return found(source, wanted, grammar="python")


def confirm(match: Match, owner_text: str, copy_text: str) -> Confirmation:
    """Both sides of a match, read exactly."""
    from ssot_check.languages.support.python.confirm import confirm as confirmed

    return confirmed(match, owner_text, copy_text)


def spell_use(use: Use) -> str:
    """The line that takes the owner's unit."""
    from ssot_check.languages.support.python.use import spell_use as spelled

    return spelled(use)


def spell_taking(wish: Taking, files: AbstractSet[str]) -> str:
    """The line that takes a name from a file."""
    from ssot_check.languages.support.python.use import spell_taking as spelled

    return spelled(wish, files)


def adopt(wish: Adoption, files: AbstractSet[str]) -> tuple[Edit, ...]:
    """The edits that write an owner's constant for a text."""
    from ssot_check.languages.support.python.adopt import adopt as adopted

    return adopted(wish, files)


def redirect(wish: Redirect, text: str, files: AbstractSet[str]) -> tuple[Edit, ...]:
    """The edits that make a reference mean something else."""
    from ssot_check.languages.support.python.redirect import redirect as redirected

    return redirected(wish, text, files)


def retire(wish: Retirement, files: AbstractSet[str]) -> Fix | None:
    """The edits that put the owner's unit in the place of a copy."""
    from ssot_check.languages.support.python.retire import retire as retired

    return retired(wish, files)
