"""Right forms that a grammar does not know yet, written so that it reads them, in as many bytes: every place stays where it is.

What is blanked or exchanged says nothing to any rule, and what a token says is taken from the file itself. Asked only of a text in which
the grammar met an error, since most have none of these.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

_Form: TypeAlias = tuple[re.Pattern[bytes], Callable[[re.Match[bytes]], bytes]]


def _blanked(found: re.Match[bytes]) -> bytes:
    """All but group 1, which stays."""
    return found[1] + re.sub(rb"[^\n]", b" ", found[0][len(found[1]) :])


def _as_constant(found: re.Match[bytes]) -> bytes:
    return b"(" + b" " * len(found[1] or b"") + b"const"


def _ended(found: re.Match[bytes]) -> bytes:
    """The last blank before a signature becomes the `;` that ends the member above."""
    return found[0][:-1] + b";"


_MODIFIERS: Final = rb"^[ \t]*(?:(?:public|private|protected|static|abstract|override|declare|readonly)[ \t]+)+"
_FORMS: Final[Mapping[str, tuple[_Form, ...]]] = {
    "typescript": (
        # `for (using x of xs)`: `const` binds the same name
        (re.compile(rb"\((await[ \t]+)?using(?=[ \t]+[A-Za-z_$][\w$]*[ \t]+of\b)"), _as_constant),
        # `export type * from "m"`
        (re.compile(rb"^([ \t]*export)[ \t]+type(?=[ \t]*\*)", re.MULTILINE), _blanked),
        # `export … from "m" with { type: "json" }`
        (re.compile(rb"""^([ \t]*export\b[^;"'`]*\bfrom[ \t]*(?:"[^"\n]*"|'[^'\n]*'))\s*\bwith\s*\{[^{}]*\}""", re.MULTILINE), _blanked),
        # `import defer * as n from "m"`, `import source x from "m"`
        (re.compile(rb"^([ \t]*import)[ \t]+(?:defer(?=[ \t]*\*)|source(?=[ \t]+[A-Za-z_$][\w$]*[ \t]+from\b))", re.MULTILINE), _blanked),
        # `class Box<in out T>`
        (re.compile(rb"([<,]\s*)(?:in[ \t]+out|in|out)(?=[ \t]+[A-Z_$][\w$]*\s*(?:[,>=]|extends\b))"), _blanked),
        # `static accessor x`
        (re.compile(rb"(" + _MODIFIERS + rb")accessor(?=[ \t]+[#\w$])", re.MULTILINE), _blanked),
        # a generic call signature below a member that no `;` ends
        (re.compile(rb"(?<=[\w)\]>}\"'])[ \t]*\n[ \t]+(?=<[A-Z]\w*(?:[ \t]+extends\b[^()\n]*)?(?:,[^()\n]*)?>\()"), _ended),
    )
}


def rewritten(data: bytes, wheel: str) -> bytes | None:
    """The text with all such forms of the grammars in a wheel exchanged, of the same length; None where it has none."""
    told = data
    for pattern, put in _FORMS.get(wheel, ()):
        told = pattern.sub(put, told)
    return told if told != data else None
