"""Typed reading of nodes. Every mistake becomes a Problem and reading goes on, so that all are shown at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from ssot_check.model.dataclass import dataclass, field
from ssot_check.model.entry import Export, ImportPattern, PathEntry, Stated, fixed_head
from ssot_check.model.location import Location, repository_path
from ssot_check.model.problem import Problem
from ssot_check.model.suggest import nearest
from ssot_check.model.verdict import Severity
from ssot_check.workspace.registry.links import Links
from ssot_check.workspace.registry.nodes import Mapping, Node, Scalar, kind_of, shown
from ssot_check.workspace.registry.nodes import Sequence as ListNode

EXCERPT_WIDTH: Final = 400
_MEANT: Final = {
    "owner": "`paths` (files) or `owners` (people)",
    **dict.fromkeys(("canonical", "file", "files", "location", "module", "modules", "source"), "`paths`"),
    **dict.fromkeys(("purpose", "what"), "`description`"),
}
"""What other registries call the keys of a domain."""
MAX_GUESSES: Final = 200
"""A file with more unknown keys than this is no registry with slips; guessing is slow."""


@dataclass(slots=True)
class Reader:
    """Reads values of one registry file and collects what is wrong with them.

    `path` is the registry's repository-relative path, `links` are those of the repository, `lines` the text as written.
    """

    path: str
    links: Links
    lines: Sequence[str]
    problems: list[Problem] = field(default_factory=list)
    _guesses: int = 0

    def named(self, key: Scalar) -> bool:
        """True when a domain's key is a name; an empty one is an error (SSOT005), because nothing could speak of that domain."""
        if key.text.strip():
            return True
        self.error(key.location, "a domain has an empty name", "write a name before the colon")
        return False

    def error(self, place: Location, message: str, remedy: str = "") -> None:
        """Note a value that cannot be used (SSOT005)."""
        self.problems.append(Problem("SSOT005", message, place, remedy=remedy))

    def wrong(self, node: Node, key: str, expected: str) -> None:
        """Note a value of the wrong sort: what is written, and what was expected."""
        remedy = f"write {expected}"
        if isinstance(node, Scalar) and node.is_null and self._comment_below(node.location.line):
            remedy = f"take the `#` from what stands below it in comments, or {remedy}"
        self.error(node.location, f"`{shown(key)}` is {kind_of(node)}; expected {expected}", remedy)

    def _comment_below(self, line: int) -> bool:
        """True when the next line that says something is a comment, as in a registry that was just begun."""
        return next((text.lstrip() for text in self.lines[line : line + 3] if text.strip()), "").startswith("#")

    def unknown(self, key: Scalar, known: Iterable[str], severity: Severity, where: str) -> None:
        """Note a key that nothing reads (SSOT004), with the nearest known name."""
        self._guesses += 1
        guess = nearest(key.text, known) if self._guesses <= MAX_GUESSES else ""
        meant = _MEANT.get(key.text.casefold(), "") if "paths" in known else ""
        remedy = f"did you mean {meant or f'`{guess}`'}?" if meant or guess else "remove the key, or turn it into a comment"
        message = f"unknown key `{shown(key.text)}` in {where}"
        self.problems.append(Problem("SSOT004", message, key.location, severity, "nothing reads it", remedy))

    def known_domains(self, uses: Iterable[Stated], names: Iterable[str]) -> None:
        """Warn of each domain that is named and not among `names`."""
        known = tuple(names)
        for use in uses:
            if use.text not in known:
                guess = nearest(use.text, known)
                remedy = f"did you mean `{guess}`?" if guess else "register the domain, or remove the name"
                message = f"`{shown(use.key)}` names the domain `{shown(use.text)}`, which is not registered"
                self.problems.append(Problem("SSOT005", message, use.location, Severity.WARNING, remedy=remedy))

    def text(self, node: Node | None, key: str) -> str:
        """Text of a scalar; "" and a problem for anything else, "" for an absent key."""
        if node is None:
            return ""
        if isinstance(node, Scalar) and not node.is_null:
            return node.text
        self.wrong(node, key, "a text")
        return ""

    def flag(self, node: Node | None, key: str) -> bool:
        """Truth value: `true` or `false`, quoted or not, and the words of YAML 1.1; False for an absent key."""
        if node is None:
            return False
        word = node.text.lower() if isinstance(node, Scalar) else ""
        if word not in ("true", "yes", "on", "false", "no", "off"):
            self.wrong(node, key, "`true` or `false`")
        return word in ("true", "yes", "on")

    def scalars(self, node: Node | None, key: str, expected: str = "a list of texts") -> Iterator[Scalar]:
        """Scalars of a list; a single scalar counts as a list of one."""
        if node is None:
            return
        for item in node.items if isinstance(node, ListNode) else (node,):
            if isinstance(item, Scalar) and not item.is_null and item.text.strip():
                yield item
            else:
                self.wrong(item, key, expected)

    def texts(self, node: Node | None, key: str) -> tuple[str, ...]:
        """Texts of a list, in the order written."""
        return tuple(item.text for item in self.scalars(node, key))

    def names(self, node: Node | None, key: str) -> tuple[Export, ...]:
        """Names of a list with their places."""
        return tuple(Export(item.text.strip(), item.location) for item in self.scalars(node, key, "a list of names"))

    def entry(self, node: Node | None, key: str) -> PathEntry | None:
        """One path or pattern; None and a problem when it is no text or leaves the repository."""
        if node is None:
            return None
        if not isinstance(node, Scalar) or node.is_null or not node.text.strip():
            self.wrong(node, key, "a path")
            return None
        return self.located(node.text, node.text, node.location)

    def entries(self, node: Node | None, key: str) -> tuple[PathEntry, ...]:
        """Paths or patterns of a list."""
        found = (self.entry(item, key) for item in self.scalars(node, key, "a list of paths"))
        return tuple(item for item in found if item is not None)

    def located(self, text: str, written: str, place: Location) -> PathEntry | None:
        """The path `text`, refused when it leaves the repository or is reached through a link that does."""
        negated = text.startswith("!")
        path = repository_path(text.removeprefix("!"))
        if path is None:
            self.error(place, f"the path `{shown(text)}` leaves the repository",
                       "write it relative to the repository's root, without `..` and without a leading `/`")  # fmt: skip
            return None
        if self._escapes(path):
            self.error(place, f"the path `{shown(text)}` leads out of the repository through a symbolic link",
                       "name the file itself, inside the repository")  # fmt: skip
            return None
        return PathEntry("!" + path if negated else path, written, place)

    def _escapes(self, path: str) -> bool:
        fixed = fixed_head(path)
        if fixed != path:
            fixed = fixed.rpartition("/")[0]
        return bool(fixed) and self.links.lead_out(fixed)

    def pattern(self, item: Scalar, *, allowed: bool) -> ImportPattern | None:
        """A regular expression; None and a problem when it does not compile."""
        try:
            re.compile(item.text)
        except (re.error, RecursionError, OverflowError) as trouble:
            self.error(item.location, f"`{shown(item.text)}` is not a regular expression: {trouble}", "mend the expression")
            return None
        return ImportPattern(item.text, allowed, item.location)

    def patterns(self, node: Node | None, key: str, *, allowed: bool) -> tuple[ImportPattern, ...]:
        """Regular expressions of a list."""
        found = (self.pattern(item, allowed=allowed) for item in self.scalars(node, key, "a list of regular expressions"))
        return tuple(item for item in found if item is not None)

    def mapping(self, node: Node | None, key: str) -> Mapping | None:
        """A mapping; None and a problem for anything else, None for an absent key."""
        if node is None or isinstance(node, Mapping):
            return node
        self.wrong(node, key, "a mapping")
        return None

    def items(self, node: Node | None, key: str) -> tuple[Node, ...]:
        """Items of a list; a problem for anything else."""
        if node is None:
            return ()
        if isinstance(node, ListNode):
            return node.items
        self.wrong(node, key, "a list")
        return ()


def excerpt(lines: Sequence[str], line: int) -> tuple[tuple[int, str], ...]:
    """The line and the one before it, numbered, for a Problem."""
    return tuple((number, lines[number - 1][:EXCERPT_WIDTH]) for number in (line - 1, line) if 1 <= number <= len(lines))
