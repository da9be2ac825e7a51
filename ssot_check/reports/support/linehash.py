"""The line hash of GitHub code scanning (`primaryLocationLineHash`), after the description in `github/codeql-action`, `fingerprints.ts`.

For each line: a polynomial in 37 modulo 2**64 over the next 100 UTF-16 code units from its beginning, blanks and tabs left out, every
line end as LF, U+FFFF behind the last one and zeros to fill up; then a colon and how often this hash has been there.
"""

from __future__ import annotations

import sys
from array import array
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from typing import Final

_WINDOW: Final = 100
_BASE: Final = 37
_MASK: Final = (1 << 64) - 1
_TOP: Final = pow(_BASE, _WINDOW, 1 << 64)
_BLANKS: Final = {ord(" "): None, ord("\t"): None}
_NATIVE: Final = "utf-16-le" if sys.byteorder == "little" else "utf-16-be"


def line_hashes(text: str) -> list[str]:
    """One `hash:count` for each line, where LF, CR and CR LF all end a line."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").translate(_BLANKS) + "\uffff"
    units: Sequence[int] = array("H", plain.encode(_NATIVE, "surrogatepass"))
    starts = [0, *(index + 1 for index, unit in enumerate(units) if unit == 10)]
    sums = list(accumulate(units, lambda total, unit: (total * _BASE + unit) & _MASK, initial=0))
    seen: Counter[int] = Counter()
    out = []
    for start in starts:
        missing = max(0, start + _WINDOW - len(units))
        whole = sums[min(start + _WINDOW, len(units))] * pow(_BASE, missing, 1 << 64)
        value = (whole - sums[start] * _TOP) & _MASK
        seen[value] += 1
        out.append(f"{value:x}:{seen[value]}")
    return out
