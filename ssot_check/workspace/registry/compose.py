"""Builds positioned nodes from YAML events. Knows the shape of the events, not the library that sends them.

Iterative, so that depth costs no stack; aliases share their node, and what they would expand to is counted and bounded.
Merge keys follow https://yaml.org/type/merge.html: explicit keys win, then the earlier of several merged mappings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from ssot_check.model.dataclass import dataclass, field
from ssot_check.model.location import Location
from ssot_check.model.problem import Problem
from ssot_check.model.verdict import Severity
from ssot_check.workspace.registry.nodes import Entry, Mapping, Node, Scalar, Sequence, shown

MAX_DEPTH: Final = 64
MAX_NODES: Final = 250_000
CORE_TAGS: Final = frozenset(
    f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "map", "seq", "timestamp", "merge")
)
_NO_TEXT: Final = re.compile("[\0\ud800-\udfff]")
"""What an escape in double quotes can bring in and no path or name can hold."""


class Refused(Exception):  # noqa: N818 - it carries a Problem, the problem is the error
    """The document must not be read any further."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class Undefined(Exception):  # noqa: N818 - told apart from Refused: this one can be mended
    """An alias whose anchor does not stand before it; `place` is where."""

    def __init__(self, place: Location) -> None:
        super().__init__(str(place))
        self.place = place


@dataclass(slots=True)
class _Frame:
    """An open list or mapping; a mapping's children alternate between key and value."""

    mapping: bool
    start: Any
    anchor: str | None
    children: list[Node] = field(default_factory=list)
    size: int = 1


class Builder:
    """Takes events in order; `root` and `problems` hold the answer at the end."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self.documents = 0
        self._stack: list[_Frame] = []
        self._anchors: dict[str, tuple[Node, int]] = {}
        self._nodes = 0

    def feed(self, events: Iterable[Any]) -> None:
        """Build from all events. Raises Refused when the document must not be read, Undefined for an alias of nothing."""
        for event in events:
            kind = type(event).__name__
            if kind == "ScalarEvent":
                self._scalar(event)
            elif kind == "AliasEvent":
                self._alias(event)
            elif kind in ("SequenceStartEvent", "MappingStartEvent"):
                self._open(event, mapping=kind == "MappingStartEvent")
            elif kind in ("SequenceEndEvent", "MappingEndEvent"):
                self._close(event)
            elif kind == "DocumentStartEvent":
                self._document(event)

    def _document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            raise self._refused(
                _place(self.path, event.start_mark, event.end_mark), "a second document starts here",
                "a registry is one YAML document", "remove the `---` line, or move what follows into a file of its own",
            )  # fmt: skip

    def _scalar(self, event: Any) -> None:
        place = _place(self.path, event.start_mark, event.end_mark)
        self._tag(event, place)
        text = event.value
        if _NO_TEXT.search(text):
            self._say("SSOT005", place, f"`{shown(text)}` holds a character that is no text", "", "remove the escape from the value")
            text = _NO_TEXT.sub("\ufffd", text)
        self._add(Scalar(text, place, not event.style), event.anchor)

    def _alias(self, event: Any) -> None:
        place = _place(self.path, event.start_mark, event.end_mark)
        if any(frame.anchor == event.anchor for frame in self._stack):
            raise self._refused(place, f"the alias `*{shown(event.anchor)}` contains itself", "", "write the value out")
        known = self._anchors.get(event.anchor)
        if known is None:
            raise Undefined(place)
        self._add(known[0], None, known[1])

    def _open(self, event: Any, *, mapping: bool) -> None:
        place = _place(self.path, event.start_mark, event.end_mark)
        self._tag(event, place)
        if len(self._stack) >= MAX_DEPTH:
            raise self._refused(
                place, f"nested more than {MAX_DEPTH} levels deep", "no registry needs that", "check the brackets on this line"
            )
        self._stack.append(_Frame(mapping, event.start_mark, event.anchor))

    def _close(self, event: Any) -> None:
        frame = self._stack.pop()
        last = frame.children[-1].location if frame.children else None
        flow_end = event.end_mark.index > event.start_mark.index
        start_line, start_column = frame.start.line + 1, frame.start.column + 1
        if last is None or flow_end:
            end = (event.end_mark.line + 1, event.end_mark.column + 1)
        else:
            end = max((start_line, start_column), (last.end_line, last.end_column))
        place = Location(self.path, start_line, start_column, *end)
        node = self._mapping(frame.children, place) if frame.mapping else Sequence(tuple(frame.children), place)
        self._add(node, frame.anchor, frame.size)

    def _add(self, node: Node, anchor: str | None, size: int = 1) -> None:
        if anchor:
            self._anchors[anchor] = (node, size)
        if not self._stack:
            self.root = node
            return
        top = self._stack[-1]
        top.children.append(node)
        top.size += size
        self._nodes = max(self._nodes + 1, top.size)
        if self._nodes > MAX_NODES:
            raise self._refused(
                node.location, f"the document grows to more than {MAX_NODES:,} values",
                "aliases repeat each other, or the file is not a registry", "write the values out, or check that it is the right file",
            )  # fmt: skip

    def _mapping(self, children: list[Node], place: Location) -> Mapping:
        explicit: dict[str, Entry] = {}
        merged: list[Node] = []
        for key, value in zip(children[::2], children[1::2], strict=True):
            if not isinstance(key, Scalar) or key.is_null:
                self._say(
                    "SSOT005", key.location, "this key is not a word", "keys of a registry are texts", "write a plain word as the key"
                )
                continue
            if (first := explicit.get(key.text)) is not None:
                self._duplicate(first.key, key)
                continue
            explicit[key.text] = Entry(key, value)
            if key.plain and key.text == "<<":
                merged.append(value)
        if merged:
            del explicit["<<"]
            self._merge(explicit, merged[0])
        return Mapping(tuple(explicit.values()), place)

    def _merge(self, explicit: dict[str, Entry], value: Node) -> None:
        for source in value.items if isinstance(value, Sequence) else (value,):
            if not isinstance(source, Mapping):
                self._say("SSOT005", source.location, "`<<` takes a mapping or a list of mappings", "", "point `<<` at an anchored mapping")
                continue
            for entry in source.entries:
                explicit.setdefault(entry.name, entry)

    def _duplicate(self, first: Scalar, second: Scalar) -> None:
        self._say(
            "SSOT003", second.location, f"the key `{shown(second.text)}` stands twice in one mapping",
            f"first on line {first.location.line}, again on line {second.location.line}; only the first was read",
            "merge the two, or remove one",
        )  # fmt: skip

    def _tag(self, event: Any, place: Location) -> None:
        if event.tag and event.tag != "!" and event.tag not in CORE_TAGS:
            message = f"the tag `{shown(event.tag)}` means nothing in a registry"
            self.problems.append(Problem("SSOT005", message, place, Severity.WARNING, "the value was read as plain text", "remove the tag"))

    def _say(self, code: str, place: Location, message: str, cause: str, remedy: str) -> None:
        self.problems.append(Problem(code, message, place, cause=cause, remedy=remedy))

    def _refused(self, place: Location, message: str, cause: str, remedy: str) -> Refused:
        return Refused(Problem("SSOT002", message, place, cause=cause, remedy=remedy))


def _place(path: str, start: Any, end: Any) -> Location:
    return Location(path, start.line + 1, start.column + 1, end.line + 1, end.column + 1)
