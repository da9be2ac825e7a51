"""How it is said that the TypeScript grammar did not understand a part of a file."""

from __future__ import annotations

import re
from typing import Final

from ssot_check.languages.support.tree_errors import MERGE, UNKNOWN_FORM, Words
from ssot_check.languages.support.typescript.patterns import is_typed_tag

WORDS: Final = Words(
    causes=(
        MERGE,
        (re.compile(r"^\s*(?://|/?\*+)?\s*@flow\b", re.MULTILINE), "Flow types, which the TypeScript grammar does not read"),
    ),
    near=(),
    otherwise="the grammar for TypeScript and JSX found no statement here",
    remedy="ask `tsc --noEmit` or `node --check`: " + UNKNOWN_FORM,
    whole=("_statement", "_declaration", "_definition", "_element"),
    fits=is_typed_tag,
    filled=re.compile(r"<%|\{%|(?<!=)\{\{[^{}\n]*\}\}"),
    becomes="a script",
    limits=(
        (re.compile(r"\btypeof\s+import\("), "`typeof import(...)` as a type argument, which the grammar here does not know"),
        (
            re.compile(r"(?:^|>)[^=;:<>\n]*\w[.,!?]? & \w", re.MULTILINE),
            "a bare `&` in JSX text, which the grammar here does not know",
        ),
    ),
)
