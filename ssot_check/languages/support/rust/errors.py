"""How it is said that the Rust grammar did not understand a part of a file."""

from __future__ import annotations

import re
from typing import Final

from ssot_check.languages.support.tree_errors import MERGE, UNKNOWN_FORM, Words

WORDS: Final = Words(
    causes=(MERGE,),
    near=(),
    otherwise="the grammar for Rust found no item here",
    remedy="ask `rustfmt --check`: " + UNKNOWN_FORM,
    whole=("_statement", "_declaration", "_item"),
    filled=re.compile(r"\{\{\s*[\w.-]+\s*(?:\|[^{}]*)?\}\}|\{%"),
    becomes="Rust",
)
