"""Single-file components of Vue and Svelte: what stands in their scripts is JavaScript or TypeScript, the rest is markup and style."""

from __future__ import annotations

import re
from typing import Final

COMPONENTS: Final = (".vue", ".svelte")
_BLOCK: Final = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<script(?P<attributes>(?:\s+[^>\"'\s]{1,500}(?:\"[^\"]{0,500}\"|'[^']{0,500}')?){0,20})\s*>(?P<code>.*?)(?:</script\s*>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
"""A script ends at the first end tag, or with the file (WHATWG HTML, "script data state"), and a comment holds none. The bounds keep a file
of nothing but beginnings from being read again from each of them."""
_ATTRIBUTE: Final = re.compile(r"(?<![\w-])(lang|type)=(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_READ: Final = frozenset(("js", "jsx", "ts", "tsx", "javascript", "typescript", "module", "text/javascript", "text/typescript"))
"""Values of `lang` and `type` of a script that is code in one of these languages (Vue SFC Syntax Specification, "Pre-Processors")."""
_WITHOUT_ELEMENTS: Final = frozenset(("ts", "typescript", "text/typescript"))
_SIGN: Final = re.compile(r"[^\n]")


def script_of(path: str, text: str) -> str:
    """The code of a file, each character where it stands in the file: of a component blanks in the place of all that is no script."""
    if not path.endswith(COMPONENTS):
        return text
    parts, end = [], 0
    for block in _BLOCK.finditer(text):
        if block["code"] is not None and _kinds(block["attributes"]) <= _READ:
            parts += [_SIGN.sub(" ", text[end : block.start("code")]), block["code"]]
            end = block.end("code")
    return "".join((*parts, _SIGN.sub(" ", text[end:])))


def has_casts(text: str) -> bool:
    """True for a component whose script is plain TypeScript, in which `<T>value` is a cast and no element."""
    return any(_kinds(block["attributes"]) & _WITHOUT_ELEMENTS for block in _BLOCK.finditer(text) if block["code"] is not None)


def _kinds(attributes: str) -> set[str]:
    return {(found[2] or found[3] or found[4] or "").lower() for found in _ATTRIBUTE.finditer(attributes)} - {""}
