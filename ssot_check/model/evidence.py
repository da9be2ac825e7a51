"""What is known about deprecated files beside their imports: where texts name them, whether they warn, and how late it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ssot_check.model.dataclass import dataclass, field
from ssot_check.model.location import Location
from ssot_check.model.suppression import Suppression


@dataclass(frozen=True, slots=True)
class Mention:
    """A text names the deprecated file `path`. `told` when the line itself says that it is outdated, or what replaces it."""

    path: str
    location: Location
    told: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """Gathered only where the registry deprecates something.

    `unmarked` are deprecated files whose text nowhere says so. `version` is that of the project as it stands in the file `version_file`
    ("" when it is not known); `today` is None where no date is to count. `unreferred` are domains to whose owner no reference leads, each
    with the first file whose text names it, "" for none; gathered always. `returned` are deprecated files that were deleted once and are
    there again, with the commit and its day in words.
    `suppressions` are the suppressing comments of texts that no language follows, `digests` those of the texts' bytes, by path.
    """

    mentions: tuple[Mention, ...] = ()
    unmarked: frozenset[str] = frozenset()
    version: str = ""
    version_file: str = ""
    today: date | None = None
    unreferred: Mapping[str, str] = field(default_factory=dict)
    returned: Mapping[str, str] = field(default_factory=dict)
    suppressions: tuple[Suppression, ...] = ()
    digests: Mapping[str, str] = field(default_factory=dict)

    @property
    def idle(self) -> frozenset[str]:
        """Names of the domains whose owner nothing names."""
        return frozenset(name for name, path in self.unreferred.items() if not path)
