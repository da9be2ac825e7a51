"""What the rules about suppressions share: how one is named, where it is reported, and how it is taken away."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from ssot_check.model.digest import digest_parts
from ssot_check.model.finding import Edit, Finding, Fix, Safety
from ssot_check.model.location import Location
from ssot_check.model.project import Project
from ssot_check.model.suggest import nearest
from ssot_check.model.suppression import NEVER_SUPPRESSED, Grant, Suppression
from ssot_check.model.verdict import Severity

_NUMBER: Final = re.compile(r"(?<!\d)\d{3}$")


def comments(project: Project) -> Iterator[Suppression]:
    """Every suppressing comment, by place."""
    for path in sorted(project.files):
        yield from project.files[path].suppressions
    yield from project.evidence.suppressions


def spelled(comment: Suppression) -> str:
    """The comment's word and codes, as they are written but for blanks and case."""
    codes = f"[{', '.join(comment.codes)}]" if comment.codes else ""
    return f"`ssot: {comment.reach}{codes}`"


def described(grant: Grant) -> str:
    """A grant in words."""
    if grant.comment is not None:
        return spelled(grant.comment)
    if grant.audited:
        return f"the audit's verdict on {grant.code}" + (f" in {grant.paths[0]}" if grant.paths else "")
    more = f" and {len(grant.paths) - 1} more" if len(grant.paths) > 1 else ""
    return f"the exception of {grant.code}" + (f" in {grant.paths[0]}{more}" if grant.paths else "")


def meant_code(code: str, known: Mapping[str, str]) -> str:
    """The code that is meant, by its number or by the rule's name; "" when neither tells: one digit off is any rule of a family."""
    if code.startswith(NEVER_SUPPRESSED):
        return ""
    number = _NUMBER.search(code)
    if number:
        return f"SSOT{number[0]}" if f"SSOT{number[0]}" in known else ""
    by_name = {name: key for key, name in known.items()}
    return by_name.get(nearest(code, by_name), "")


def report(code: str, severity: Severity, place: Location, message: str, **texts: str) -> Finding:
    """A finding about a suppression; its identity is its text."""
    return Finding(
        code=code,
        message=message,
        location=place,
        why=texts.get("why", ""),
        help=texts.get("help", ""),
        severity=severity,
        label=texts.get("label", ""),
        digest=digest_parts((message,)),
    )


def removal(comment: Suppression, safety: Safety = Safety.SAFE) -> Fix:
    """Delete the comment, and the one that ends its block."""
    return Fix("remove the suppression", safety, tuple(Edit(place, "") for place in comment.removals))


def rewriting(comment: Suppression, codes: tuple[str, ...], title: str, safety: Safety) -> Fix | None:
    """Leave only these codes in the brackets; None where there are no brackets."""
    return Fix(title, safety, (Edit(comment.brackets, ", ".join(codes)),)) if comment.brackets else None
