"""Why a line of a registry is not YAML, and what one changed line would mend it.

Works on the text alone, whichever parser gave up. Causes are tried from the most telling to the least; the first that
fits is named. A guess is never called certain here: whoever asks tries it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from ssot_check.model.dataclass import dataclass
from ssot_check.workspace.registry import prose
from ssot_check.workspace.registry.domain import KNOWN_KEYS

LONGEST_LINE: Final = 2_000
SEARCH_LINES: Final = 200
_ITEM = re.compile(r"""^(?P<lead>\s*-\s+)(?P<value>"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s"'\[{#&*!|>-][^#]*?)(?P<rest>\s*(?:\s#.*)?)$""")
_KEY = re.compile(r"""^\s*(?:-\s+)*(?P<key>[A-Za-z_][\w.-]*|"[^"]+"|'[^']+')\s*:(?=\s|$)""")
_VALUE = re.compile(r"^(?P<lead>\s*(?:-\s+)*(?P<key>[A-Za-z_][\w .-]*?)\s*:\s+)(?P<value>\S.*?)(?P<rest>\s*(?:\s#.*)?)$")
_BARE_ITEM = re.compile(r"^(?P<lead>\s*-\s+)(?P<value>\S.*?)(?P<rest>\s*(?:\s#.*)?)$")
_NO_SPACE = re.compile(r"^(?P<lead>\s*(?:-\s+)?[A-Za-z_][\w-]*:)(?P<value>[^\s:/].*)$")
_NO_DASH_SPACE = re.compile(r"^(?P<lead>\s*-)(?P<value>[^\s-].*)$")
_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7})(?:\s|$)")
_WORD = re.compile(r"^\s*[A-Za-z_][\w-]*\s*$")


@dataclass(frozen=True, slots=True)
class Broken:
    """Where a parser gave up: line and column from 1, and the line its construct began on (0 when unknown).

    `alias` is True when all that is wrong is an alias whose anchor does not stand before it.
    """

    line: int
    column: int
    context_line: int = 0
    alias: bool = False


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What is wrong, what to do, and single lines that may mend it: (line number, new text), alternatives of each other.

    `place` is the line to point at when it is not the one where the parser gave up, else 0.
    """

    cause: str
    remedy: str
    repairs: tuple[tuple[int, str], ...] = ()
    place: int = 0


def diagnose(lines: Sequence[str], broken: Broken) -> Diagnosis:
    """The likeliest reason why `lines` break where they do."""
    look = _Look(lines, broken)
    return next((found for ask in _QUESTIONS if (found := ask(look)) is not None), UNKNOWN)


class _Look:
    """The broken line and its surroundings."""

    def __init__(self, lines: Sequence[str], broken: Broken) -> None:
        self.lines = lines
        self.number = min(broken.line, len(lines))
        self.column = broken.column
        self.context = broken.context_line
        self.alias = broken.alias
        self.text = self.at(self.number)
        self.before = next(self.above(self.number), 0)

    def at(self, number: int) -> str:
        """A line by its number; overlong ones count as empty."""
        text = self.lines[number - 1] if 1 <= number <= len(self.lines) else ""
        return text if len(text) <= LONGEST_LINE else ""

    def above(self, number: int) -> Iterator[int]:
        """Numbers of the lines above that are neither blank nor comments, nearest first."""
        for other in range(number - 1, max(0, number - SEARCH_LINES), -1):
            bare = self.at(other).strip()
            if bare and not bare.startswith("#"):
                yield other

    def open_indents(self) -> list[int]:
        """Indents at which the broken line could stand, deepest first."""
        found: list[int] = []
        limit = 10_000
        for number in self.above(self.number):
            indent = _indent(self.at(number))
            if indent < limit:
                found.append(indent)
                limit = indent
        return found


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" "))


def _quoted(value: str) -> str:
    """`value` as a quoted scalar."""
    if '"' in value or "\\" in value:
        return "'" + value.replace("'", "''") + "'"
    return f'"{value}"'


def _conflict(look: _Look) -> Diagnosis | None:
    near = range(max(1, look.number - SEARCH_LINES), min(len(look.lines), look.number + SEARCH_LINES) + 1)
    marked = next((number for number in near if _CONFLICT.match(look.at(number))), 0)
    if not marked:
        return None
    return Diagnosis("a merge was not finished: conflict markers are left", "choose one side and remove the markers", place=marked)


def _tab(look: _Look) -> Diagnosis | None:
    lead = look.text[: len(look.text) - len(look.text.lstrip())]
    if "\t" not in lead:
        return None
    body = look.text.lstrip()
    repairs = {" " * len(lead.expandtabs(width)) + body: None for width in (2, 4, 8)}
    repairs.update({" " * indent + body: None for indent in look.open_indents()[:1]})
    return Diagnosis("a tab stands in the indentation", "indent with spaces", tuple((look.number, text) for text in repairs))


def _item_with_keys(look: _Look) -> Diagnosis | None:
    """`- text` with a deeper `key:` below it: the text wants a key of its own."""
    item, key = _ITEM.match(look.at(look.before)), _KEY.match(look.text)
    if not item or not key or _KEY.match(look.at(look.before)) or _indent(look.text) <= item["lead"].find("-"):
        return None
    value = item["value"]
    bare = value[1:-1] if value[0] in "\"'" else value
    cause = f"the list item on line {look.before} is a plain text, and line {look.number} adds the key `{key['key']}` below it"
    remedy = f"give the text on line {look.before} a key of its own, for instance `- path: ...`"
    if not prose.looks_like_path(prose.split_path(bare)[0]):
        return Diagnosis(cause, remedy)
    indent = " " * (_indent(look.text) - len(item["lead"])) if _indent(look.text) > len(item["lead"]) else ""
    return Diagnosis(cause, remedy, ((look.before, f"{item['lead']}{indent}path: {value}{item['rest']}"),))


def _colon(look: _Look) -> Diagnosis | None:
    """`key: text: more`: a colon in a text without quotes."""
    found = _VALUE.match(look.text)
    if not found or found["value"][0] in "\"'[{|>&*!" or not re.search(r":(?:\s|$)", found["value"]):
        return None
    whole = _BARE_ITEM.match(look.text)
    if whole and found["key"] not in KNOWN_KEYS:
        found = whole
    repair = f"{found['lead']}{_quoted(found['value'])}{found['rest']}"
    return Diagnosis("a text without quotes holds a colon", "put the text in quotes", ((look.number, repair),))


def _special(look: _Look) -> Diagnosis | None:
    """A value that begins with a character YAML keeps for itself."""
    found = _VALUE.match(look.text) or _BARE_ITEM.match(look.text)
    if not found or found["value"][0] not in "@`%*&":
        return None
    if not len(found["lead"]) <= look.column - 1 <= len(found["lead"]) + 1:
        return None
    cause = f"a text without quotes begins with `{found['value'][0]}`, which means something else to YAML"
    repair = f"{found['lead']}{_quoted(found['value'])}{found['rest']}"
    return Diagnosis(cause, "put the text in quotes", ((look.number, repair),))


def _inner_quote(look: _Look) -> Diagnosis | None:
    """`'it's'` or `"x" y`: the quote ends before the text does."""
    found = _VALUE.match(look.text) or _BARE_ITEM.match(look.text)
    if not found or found["value"][0] not in "\"'" or look.column - 1 <= len(found["lead"]) + 1:
        return None
    value = found["value"]
    mark = value[0]
    if mark not in value[1:]:
        return None
    cause, remedy = f"the text goes on after its closing `{mark}`", "quote the whole text with the other sort of quotes"
    if len(value) < 3 or value[-1] != mark or value.count(mark) < 3 or (mark == '"' and "'" in value):
        return Diagnosis(cause, remedy)
    other = '"' if mark == "'" else "'"
    if "\\" in value or other in value[1:-1]:
        return Diagnosis(cause, remedy)
    return Diagnosis(cause, remedy, ((look.number, f"{found['lead']}{other}{value[1:-1]}{other}{found['rest']}"),))


def _escape(look: _Look) -> Diagnosis | None:
    """A backslash in double quotes that begins no escape."""
    if look.column < 2 or "\\" not in look.text[look.column - 2 : look.column]:
        return None
    found = _VALUE.match(look.text) or _BARE_ITEM.match(look.text)
    if not found or not re.fullmatch(r'"[^"\']*"', found["value"]):
        return None
    repair = f"{found['lead']}'{found['value'][1:-1]}'{found['rest']}"
    return Diagnosis("a backslash in double quotes begins an escape", "use single quotes", ((look.number, repair),))


def _open_quote(look: _Look) -> Diagnosis | None:
    """A quote that is never closed; the parser notices at the next quote or at the end."""
    for number in (look.number, *look.above(look.number)):
        text = look.at(number)
        found = _VALUE.match(text) or _BARE_ITEM.match(text)
        if not found or found["value"][0] not in "\"'" or found["value"][0] in found["value"][1:]:
            continue
        mark = found["value"][0]
        repairs = () if " #" in text else ((number, text.rstrip() + mark),)
        return Diagnosis(f"the `{mark}` on line {number} is never closed", f"close it with `{mark}`", repairs, place=number)
    return None


def _open_bracket(look: _Look) -> Diagnosis | None:
    """A `[` or `{` that is never closed on its line."""
    for number in (look.context, look.number):
        found = _VALUE.match(look.at(number))
        if not found or found["value"][0] not in "[{":
            continue
        mark = "]" if found["value"][0] == "[" else "}"
        missing = found["value"].count(found["value"][0]) - found["value"].count(mark)
        if missing > 0:
            repair = f"{found['lead']}{found['value']}{mark * missing}{found['rest']}"
            return Diagnosis(f"the bracket on line {number} is never closed", f"close it with `{mark}`", ((number, repair),), place=number)
    return None


def _missing_mark(look: _Look) -> Diagnosis | None:
    """`key:value`, `-item`, and a key without its colon."""
    for number in (look.number, look.before):
        if found := _NO_SPACE.match(look.at(number)):
            return Diagnosis(f"no space follows the colon on line {number}", "put a space after the colon",
                             ((number, f"{found['lead']} {found['value']}"),))  # fmt: skip
        if found := _NO_DASH_SPACE.match(look.at(number)):
            return Diagnosis(f"no space follows the dash on line {number}", "put a space after the dash",
                             ((number, f"{found['lead']} {found['value']}"),))  # fmt: skip
    for number in look.above(look.number):
        if _indent(look.at(number)) <= _indent(look.text):
            if _WORD.match(look.at(number)) and not _in_list(look, number):
                return Diagnosis(f"no colon follows the key on line {number}", "put a colon after the key",
                                 ((number, look.at(number).rstrip() + ":"),), place=number)  # fmt: skip
            break
    return None


def _in_list(look: _Look, number: int) -> bool:
    """True when the nearest line above at the same or a smaller indent is a list item at that indent."""
    indent = _indent(look.at(number))
    above = next((look.at(other) for other in look.above(number) if _indent(look.at(other)) <= indent), "")
    return _indent(above) == indent and above.lstrip().startswith("- ")


def _no_item(look: _Look) -> Diagnosis | None:
    """A line without a dash at the indent of a list's items."""
    for number in (look.number, look.before):
        text = look.at(number)
        if not _in_list(look, number) or text.lstrip().startswith("-"):
            continue
        if key := _KEY.match(text):
            cause = f"the key `{key['key']}` stands among the items of a list"
            return Diagnosis(cause, "indent it like the list's own key, or put a dash before it", place=number)
        lead = " " * _indent(text)
        return Diagnosis(f"no dash stands before the list item on line {number}", "put a dash and a space before it",
                         ((number, f"{lead}- {text.lstrip()}"),), place=number)  # fmt: skip
    return None


def _alias(look: _Look) -> Diagnosis | None:
    if not look.alias:
        return None
    return Diagnosis("an alias stands for nothing: no anchor of that name stands before it", "write the value out, or put it in quotes")


def _closing_bracket(look: _Look) -> Diagnosis | None:
    if look.text[look.column - 1 : look.column] not in ("]", "}"):
        return None
    return Diagnosis("there is one closing bracket too many", "remove it")


def _deeper_than_value(look: _Look) -> Diagnosis | None:
    """`key: value` with a deeper `key:` below it."""
    above = look.at(look.before)
    found, key = _VALUE.match(above), _KEY.match(look.text)
    step = _indent(look.text) - _indent(above)
    if not found or not key or step <= 0:
        return None
    cause = f"line {look.before} gives `{found['key']}` a value, and line {look.number} is indented as if it belonged below it"
    repairs = ((look.number, " " * _indent(above) + look.text.lstrip()),) if step % 2 else ()
    return Diagnosis(cause, f"indent line {look.number} like line {look.before}, or remove the value", repairs)


def _bad_indent(look: _Look) -> Diagnosis | None:
    """A line that stands at none of the indents that are open above it."""
    indents = look.open_indents()
    if not look.text.strip() or _indent(look.text) in indents or look.column - 1 > _indent(look.text):
        return None
    repairs = tuple((look.number, " " * indent + look.text.lstrip()) for indent in indents)
    return Diagnosis("the line is indented like none of the lines above it", "indent it like its neighbours", repairs)


_QUESTIONS: Final[tuple[Callable[[_Look], Diagnosis | None], ...]] = (
    _conflict, _tab, _item_with_keys, _special, _alias, _escape, _inner_quote, _colon, _open_bracket, _missing_mark,
    _no_item, _closing_bracket, _deeper_than_value, _bad_indent, _open_quote,
)  # fmt: skip
UNKNOWN: Final = Diagnosis(
    "the line cannot be read where it stands", "check indentation, quotes, colons and dashes of this line and the one before"
)
