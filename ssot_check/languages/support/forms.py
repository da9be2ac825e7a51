"""Right forms that a grammar does not know yet, written so that it reads them, in as many bytes: every place stays where it is.

What is blanked or exchanged says nothing to any rule, and what a token says is taken from the file itself. Asked only of a text in which
the grammar met an error, since most have none of these.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final, TypeAlias

from ssot_check.model.regex import regex

Form: TypeAlias = tuple[re.Pattern[bytes], Callable[[re.Match[bytes]], bytes]]


def _blanked(found: re.Match[bytes]) -> bytes:
    """All but group 1, which stays."""
    return found[1] + re.sub(rb"[^\n]", b" ", found[0][len(found[1]) :])


def _as_constant(found: re.Match[bytes]) -> bytes:
    return b"(" + b" " * len(found[1] or b"") + b"const"


def _ended(found: re.Match[bytes]) -> bytes:
    """The last blank before a signature becomes the `;` that ends the member above."""
    return found[0][:-1] + b";"


_MODIFIERS: Final = rb"^[ \t]*(?:(?:public|private|protected|static|abstract|override|declare|readonly)[ \t]+)+"
_FORMS: Final[Mapping[str, tuple[Form, ...]]] = {
    "typescript": (
        # `for (using x of xs)`: `const` binds the same name
        (regex(rb"\((await[ \t]+)?using(?=[ \t]+[A-Za-z_$][\w$]*[ \t]+of\b)"), _as_constant),
        # `export type * from "m"`
        (regex(rb"^([ \t]*export)[ \t]+type(?=[ \t]*\*)", re.MULTILINE), _blanked),
        # `export … from "m" with { type: "json" }`
        (regex(rb"""^([ \t]*export\b[^;"'`]*\bfrom[ \t]*(?:"[^"\n]*"|'[^'\n]*'))\s*\bwith\s*\{[^{}]*\}""", re.MULTILINE), _blanked),
        # `import defer * as n from "m"`, `import source x from "m"`
        (regex(rb"^([ \t]*import)[ \t]+(?:defer(?=[ \t]*\*)|source(?=[ \t]+[A-Za-z_$][\w$]*[ \t]+from\b))", re.MULTILINE), _blanked),
        # `class Box<in out T>`
        (regex(rb"([<,]\s*)(?:in[ \t]+out|in|out)(?=[ \t]+[A-Z_$][\w$]*\s*(?:[,>=]|extends\b))"), _blanked),
        # `static accessor x`
        (regex(rb"(" + _MODIFIERS + rb")accessor(?=[ \t]+[#\w$])", re.MULTILINE), _blanked),
        # a generic call signature below a member that no `;` ends
        (regex(rb"(?<=[\w)\]>}\"'])[ \t]*\n[ \t]+(?=<[A-Z]\w*(?:[ \t]+extends\b[^()\n]*)?(?:,[^()\n]*)?>\()"), _ended),
    )
}


def rewritten(data: bytes, wheel: str) -> bytes:
    """The text with all such forms of the grammars in a wheel exchanged, of the same length."""
    return exchanged(data, _FORMS.get(wheel, ()))


def exchanged(data: bytes, forms: Iterable[Form]) -> bytes:
    """The text with each of the forms put otherwise, in turn."""
    for pattern, put in forms:
        data = pattern.sub(put, data)
    return data
