"""Colour and links for terminals: SGR escapes (ECMA-48) and OSC 8 hyperlinks, both off unless asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from ssot_check.model.dataclass import dataclass, field
from ssot_check.model.report import Presentation, RuleInfo
from ssot_check.model.verdict import Severity

BOLD: Final = "1"
DIM: Final = "2"
GUTTER: Final = "1;34"
HELP: Final = "1;32"
ADDED: Final = "32"
REMOVED: Final = "31"
RELATED: Final = "1;36"
SEVERITY_STYLE: Final = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFORMATION: "1;36"}
SEVERITY_WORD: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFORMATION: "info"}


@dataclass(frozen=True, slots=True)
class Paint:
    """Paints clean text. `width` is the terminal's width in columns, 0 for no limit; `pages` maps a rule code to its page.

    `room` is the width for what is broken only where a person looks on, 0 for no limit.
    """

    colour: bool = False
    links: bool = False
    width: int = 80
    root_uri: str = ""
    pages: Mapping[str, str] = field(default_factory=dict)
    room: int = 0

    @classmethod
    def of(cls, presentation: Presentation, rules: Iterable[RuleInfo] = ()) -> Paint:
        """The paint a person asked for."""
        pages = {rule.code: rule.help_uri for rule in rules}
        show = presentation
        return cls(show.colour, show.links, show.width, show.root_uri, pages, show.width if show.folds else 0)

    def __call__(self, text: str, style: str) -> str:
        """`text` in a style, or as it is."""
        return f"\x1b[{style}m{text}\x1b[0m" if self.colour and text else text

    def link(self, text: str, uri: str) -> str:
        """`text` as a link to `uri`, or as it is. Only printable ASCII is a URI (RFC 3986)."""
        usable = self.links and uri and uri.isascii() and uri.isprintable()
        return f"\x1b]8;;{uri}\x1b\\{text}\x1b]8;;\x1b\\" if usable else text
