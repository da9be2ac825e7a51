"""Two lines beside each other, with marks on what differs within them (difflib of the standard library)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, TypeAlias

from ssot_check.reports.support.html.build import Html, join, tag, text

_LITTLE: Final = 0.3
"""Share of the characters of a line below which nothing of it counts as kept."""
_BY_CHANCE: Final = 3
_Step: TypeAlias = tuple[str, int, int, int, int]
"""What difflib calls an opcode."""

_PIECE: Final = re.compile(r"\w+|\s+|.")


def marked(old: str, new: str, right: int) -> tuple[Html, str, int, Html]:
    """Both lines with marks on what differs. Lines that share hardly a word, here and there, get none: the row's colour says it all."""
    import difflib

    a, b = _PIECE.findall(old.lstrip(" ")), _PIECE.findall(new.lstrip(" "))
    found = _joined(difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes(), a)
    shared = sum(len(piece) for kind, i, j, _, _ in found if kind == "equal" for piece in a[i:j])
    scattered = sum(kind != "equal" for kind, *_ in found) > 1
    if not shared or (scattered and shared < _LITTLE * max(len(old.strip()), len(new.strip()))):
        return plain(old), "≠", right, plain(new)
    lefts = _indent(old) + join((_piece(a[i:j], kind) for kind, i, j, _, _ in found), "")
    rights = _indent(new) + join((_piece(b[i:j], kind) for kind, _, _, i, j in found), "")
    return Html(lefts), "≠", right, Html(rights)


def _joined(found: Sequence[_Step], a: Sequence[str]) -> list[_Step]:
    """The steps with blanks and single signs between two differences counted as different: they are equal by chance."""
    out: list[_Step] = []
    for at, (kind, i, j, k, m) in enumerate(found):
        chance = kind == "equal" and 0 < at < len(found) - 1 and not any(map(str.isalnum, "".join(a[i:j]))) and j - i < _BY_CHANCE
        if out and out[-1][0] != "equal" and (chance or kind != "equal"):
            out[-1] = ("replace", out[-1][1], j, out[-1][3], m)
        else:
            out.append((kind, i, j, k, m))
    return out


def _piece(pieces: Sequence[str], kind: str) -> Html:
    written = text("".join(pieces))
    return written if kind == "equal" or not written else tag("mark", written)


def plain(line: str) -> Html:
    """Escaped; the indentation is made of no-break spaces, so that it stays where no style sheet is allowed."""
    return Html(_indent(line) + text(line.lstrip(" ")))


def _indent(line: str) -> Html:
    return Html("&#160;" * (len(line) - len(line.lstrip(" "))))
