"""YAML: compose files, pipelines, cluster objects, rules, and any other mapping.

PyYAML's event stream is read with a builder of our own: it keeps every place, types nothing, resolves anchors and merge
keys within bounds, and needs no recursion.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Any, Final, TypeAlias

from ssot_check.languages.support.comments import yaml_comments
from ssot_check.languages.support.config.file import parsed_file
from ssot_check.languages.support.config.problems import broken, template
from ssot_check.languages.support.config.touch import config_touches
from ssot_check.languages.support.config.tree import MAX_DEPTH, MAX_EXPANSION, Node, RefusedError, Shape, Span, cover, too_deep
from ssot_check.languages.support.config.use import spell_use
from ssot_check.languages.support.templates import is_chart_template
from ssot_check.model.dataclass import dataclass
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.plugins import Language, Use
from ssot_check.model.problem import Problem
from ssot_check.model.source import SourceFile
from ssot_check.model.touch import Touch, Watch
from ssot_check.model.unit import Fingerprinter
from ssot_check.model.verdict import Severity

# Events and marks come in a C and a Python make with the same attributes, which the stubs spell as two unrelated types.
Event: TypeAlias = Any
Mark: TypeAlias = Any

# libyaml counts these as line ends too; editors, git and this program count "\n" only.
_OTHER_BREAKS: Final = re.compile("[\x85\u2028\u2029\r]")


def parse(source: SourceFile, fingerprint: Fingerprinter) -> ParsedFile:
    """Read one YAML file, of one or many documents."""
    try:
        documents, problems = _documents(source)
    except RefusedError as error:
        documents, problems = [], [broken(source, error.line, error.message, error.cause)]
    return parsed_file(source, documents, fingerprint, problems)


def touches(source: SourceFile, watch: Watch) -> tuple[Touch, ...]:
    """Watched commands in the steps of a pipeline. A file that cannot be read is a matter for `parse`."""
    try:
        return config_touches(source, _documents(source)[0], watch) if watch.commands else ()
    except RefusedError:
        return ()


def documents(source: SourceFile) -> list[Node]:
    """The documents of the file; none when it cannot be read, which is a matter for `parse`."""
    try:
        return _documents(source)[0]
    except RefusedError:
        return []


def slight(use: Use) -> bool:
    """True for a block that shares too little; asked of copies only."""
    from ssot_check.languages.support.config.slight import is_slight

    return is_slight(use, documents)


def _documents(source: SourceFile) -> tuple[list[Node], list[Problem]]:
    import yaml

    loader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
    builder = _Builder(_Places(source.text))
    try:
        for event in yaml.parse(_encodable(source.text), Loader=loader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        line = _line(error.problem_mark, error.context_mark, builder.places)
        return [], [template(source, line) or broken(source, line, "this is not valid YAML", _cause(error.context, error.problem))]
    except yaml.reader.ReaderError as error:
        line = source.text.count("\n", 0, error.position) + 1 if isinstance(error.position, int) else 1
        return [], [broken(source, line, "this is not valid YAML", f"{error.reason} (U+{error.character:04X})")]
    return builder.documents, [_unresolved(source, name, line) for name, line in builder.unresolved[:1]]


def _unresolved(source: SourceFile, name: str, line: int) -> Problem:
    """An alias of what another file holds: the file is a part of one, and nothing of it stays unread."""
    cause = "no anchor of that name stands above; the rest was analysed"
    return broken(source, line, f"the alias *{name} cannot be resolved", cause, Severity.WARNING)


def _encodable(text: str) -> str:
    """Lone surrogates stand for bytes that are no UTF-8; libyaml takes none."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _line(problem: Mark | None, context: Mark | None, places: _Places) -> int:
    """Where to look: where the parser gave up, or, when that is the end of the file, what it could not finish."""
    lines = [places.spot(mark)[0] for mark in (problem, context) if mark is not None]
    return next((line for line in lines if line < len(places.lines)), lines[0] if lines else 1)


def _cause(context: str | None, problem: str | None) -> str:
    return ", ".join(part for part in (context, problem) if part)


class _Places:
    """Marks of the parser as lines and columns of the file."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.starts: list[int] = []
        if _OTHER_BREAKS.search(text):
            self.starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def spot(self, mark: Mark) -> tuple[int, int]:
        """Line and column, both from 1; an empty value after the last character stands right behind it."""
        if not self.starts:
            if mark.line >= len(self.lines):
                return len(self.lines), len(self.lines[-1]) + 1
            return mark.line + 1, mark.column + 1
        line = bisect_right(self.starts, mark.index)
        return line, mark.index - self.starts[line - 1] + 1

    def span(self, event: Event) -> Span:
        """The span of a scalar or of the start of a collection; a block scalar ends with its last line."""
        start, end = self.spot(event.start_mark), self.spot(event.end_mark)
        if end[1] == 1 and end[0] > start[0]:
            end = (end[0] - 1, len(self.lines[end[0] - 2]) + 1)
        return (*start, *end)


@dataclass(slots=True)
class _Open:
    """A collection whose end has not come yet. `size` counts its nodes with every alias spelled out."""

    node: Node
    anchor: str | None
    flow: bool
    key: Node | None = None
    size: int = 1


class _Builder:
    """Turns events into nodes; a stack instead of recursion, so that depth is a number and not a crash."""

    def __init__(self, places: _Places) -> None:
        self.places = places
        self.documents: list[Node] = []
        self.unresolved: list[tuple[str, int]] = []
        self._stack: list[_Open] = []
        self._anchors: dict[str, tuple[Node, int] | None] = {}
        self._lent = 0

    def take(self, event: Event) -> None:
        """Take the next event of the stream."""
        match type(event).__name__:
            case "ScalarEvent":
                node = Node(Shape.SCALAR, self.places.span(event), event.value, event.style or "", event.tag or "")
                self._anchor(event.anchor, node, 1)
                self._put(node, 1)
            case "MappingStartEvent" | "SequenceStartEvent" as name:
                self._begin(event, Shape.MAP if name == "MappingStartEvent" else Shape.LIST)
            case "MappingEndEvent" | "SequenceEndEvent":
                self._end(event)
            case "AliasEvent":
                self._alias(event)
            case "DocumentStartEvent":
                self._anchors = {}

    def _begin(self, event: Event, shape: Shape) -> None:
        span = self.places.span(event)
        if len(self._stack) >= MAX_DEPTH:
            raise too_deep(span[0])
        if event.anchor is not None:
            self._anchors[event.anchor] = None
        self._stack.append(_Open(Node(shape, span, tag=event.tag or ""), event.anchor, bool(event.flow_style)))

    def _end(self, event: Event) -> None:
        done = self._stack.pop()
        node = done.node
        if done.flow:
            node.span = (*node.span[:2], *self.places.spot(event.end_mark))
        elif node.entries:
            # The end mark of a block collection is where the next token stands, often lines later.
            node.span = cover(node.span, node.entries[-1][1].span)
        if node.shape is Shape.MAP:
            _merge(node)
        self._anchor(done.anchor, node, done.size)
        self._put(node, done.size)

    def _anchor(self, name: str | None, node: Node, size: int) -> None:
        if name is not None:
            self._anchors[name] = (node, size)

    def _alias(self, event: Event) -> None:
        span = self.places.span(event)
        name = event.anchor
        target = self._anchors.get(name)
        if target is None and name in self._anchors:
            raise RefusedError(f"the alias *{name} cannot be resolved", "the anchor holds itself", span[0])
        if target is None:
            self.unresolved.append((name, span[0]))
            self._put(Node(Shape.SCALAR, span, f"*{name}"), 1)
            return
        node, size = target
        self._lent += size
        if self._lent > MAX_EXPANSION:
            raise RefusedError(f"aliases expand to more than {MAX_EXPANSION:,} values", "this looks like an alias bomb", span[0])
        self._put(_lend(node, span), size)

    def _put(self, node: Node, size: int) -> None:
        if not self._stack:
            self.documents.append(node)
            return
        top = self._stack[-1]
        top.size += size
        if top.node.shape is Shape.LIST:
            top.node.entries.append((None, node))
        elif top.key is None:
            top.key = node
        else:
            top.node.entries.append((top.key, node))
            top.key = None


def _lend(node: Node, span: Span) -> Node:
    return Node(node.shape, span, node.text, node.style, node.tag, node.entries, borrowed=True)


def _merge(node: Node) -> None:
    """Resolve `<<` (YAML 1.1 merge key type): own keys win, then earlier sources."""
    if not any(key is not None and key.text == "<<" and not key.style for key, _value in node.entries):
        return
    own = [(key, value) for key, value in node.pairs if key.text != "<<" or key.style]
    seen = {key.text for key, _value in own}
    merged: list[tuple[Node | None, Node]] = list(own)
    for key, value in node.pairs:
        if key.text != "<<" or key.style:
            continue
        for part in value.items if value.shape is Shape.LIST else [value]:
            span = part.span if part.borrowed else None
            for name, below in part.pairs:
                if name.text not in seen:
                    seen.add(name.text)
                    merged.append((_lend(name, span), _lend(below, span)) if span else (name, below))
    node.entries = merged


LANGUAGE = Language(
    name="yaml",
    parse=parse,
    suffixes=(".yml", ".yaml"),
    names=(".clang-format", ".clang-tidy"),
    folders=("group_vars/**", "host_vars/**"),  # Ansible reads what stands there as YAML, with an ending or without
    family="yaml",
    comments=yaml_comments,
    spell_use=spell_use,
    slight=slight,
    touch=touches,
    foreign=is_chart_template,
)
