"""How it is said that the Go grammar did not understand a part of a file."""

from __future__ import annotations

import re
from typing import Final

from ssot_check.languages.support.tree_errors import MERGE, UNKNOWN_FORM, Words

_MARK: Final = re.compile(r"\{\{-?\s*(?:[.$]\w|(?:if|range|end|with|template|define|block)\b)")
WORDS: Final = Words(
    causes=(MERGE,),
    near=(),
    otherwise="the grammar for Go found no statement here",
    remedy="ask `gofmt -e`: " + UNKNOWN_FORM,
    whole=("_statement", "_declaration", "_literal"),
    filled=_MARK,
    becomes="Go",
    limits=((re.compile(r"\bnew\("), "`new` with more than a type in its brackets, which the grammar here does not know"),),
)
