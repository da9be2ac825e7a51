"""Which state of the repository a report speaks of."""

from __future__ import annotations

from typing import Final

from ssot_check.model.dataclass import dataclass

_DIGITS: Final = 12


@dataclass(frozen=True, slots=True)
class Checkout:
    """The commit that is checked out, by its id ("" = there is none yet), and the branch ("" = on none, or nobody knows).

    `modified` means that tracked files differ from the commit, so that it does not tell all that was checked.
    """

    commit: str = ""
    branch: str = ""
    modified: bool = False

    @property
    def sentence(self) -> str:
        """`commit 0123456789ab of main, with changes that are not committed`, not yet cleaned."""
        name = f"commit {self.commit[:_DIGITS]}" if self.commit else "no commit yet"
        branch = f" of {self.branch}" if self.branch else ""
        return name + branch + (", with changes that are not committed" if self.modified else "")
