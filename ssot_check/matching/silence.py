"""Which units an earlier search found to be a copy of nothing, without any reason against it: they stay so until something moves."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from ssot_check.matching.postings import Numbers


class Silence(NamedTuple):
    """Of one family the digests of the owners, and of the files, both ascending; and which units of each file are not silent.

    Those of one of the `files` are the numbers among `loud` from the end of the file before it to its own of the `ends`.
    """

    owners: Numbers
    files: Numbers
    ends: Numbers
    loud: Numbers

    def of(self, file: int) -> Numbers | None:
        """The numbers of the units of a file that are not silent, None for a file of which nothing is known."""
        place = bisect_left(self.files, file)
        if place == len(self.files) or self.files[place] != file:
            return None
        return self.loud[self.ends[place - 1] if place else 0 : self.ends[place]]
