"""Types that a file of Rust gives to the fields of a struct, read from its text: what stands in no comment and in no text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ssot_check.model.unit import Unit

_QUIET: Final = re.compile(
    r"//[^\n]*"
    r"|/\*(?:[^*/]++|\*(?!/)|/(?!\*)|/\*(?:[^*]++|\*(?!/))*+(?:\*/|\Z))*+(?:\*/|\Z)"
    r'|\bb?c?r(?P<marks>#*)".*?(?:"(?P=marks)|\Z)'
    r'|"(?:[^"\\]++|\\.)*+(?:"|\Z)'
    r"|'(?:\\u\{[^}']*\}|\\x\w\w|\\.|[^\\'\n])'",
    re.DOTALL,
)
"""Comments, one of them within another as well, and literals of text and of characters; a lifetime is none.

What nothing closes goes to the end, lest every other begin is tried as well."""
_SAID: Final = re.compile(r"[^\n]")
_FIELD: Final = re.compile(r"\bself\s*\.\s*([a-z_]\w*)\b")
"""What a method reads of its object; one under the name of a field hands that out."""
_DECLARED: Final = re.compile(r"(?:pub(?:\([^)]*\))?\s+)?([a-z_]\w*)\s*:(?!:)\s*(.+)", re.DOTALL)
_ATTRIBUTE: Final = re.compile(r"#\[[^\]]*\]")
_BLOCK: Final = re.compile(r"\bmod\s+(\w+)\s*\{|[{}]")
_USE: Final = re.compile(r"\buse\s[^;]*;")
_WORD: Final = re.compile(r"[A-Za-z_]\w*")
_PATH: Final = re.compile(r"(?:\b\w+)?::|'\w+\s*,?\s*|\s+(?!\w)|(?<!\w)\s+")
"""What the same type is written with or without, as a file takes it: modules and lifetimes."""
_HELD: Final = re.compile(r"(?:&mut\b\s*|&|(?:Arc|Rc|Box|Mutex|RwLock|RefCell|Option)<(?=.*>$))")
"""How a thing is held: a function takes a reference to what is in it."""
_LONGEST: Final = 240
_DEEPEST: Final = 8
"""A name that stands for more is not followed."""


def spoken(text: str) -> str:
    """A file with blanks in the place of what is only said: comments and texts. Lines and places stay."""
    return _QUIET.sub(lambda found: _SAID.sub(" ", found[0]), text)


def inner(unit: Unit, text: str) -> str:
    """The lines of a unit."""
    return "\n".join(text.split("\n")[unit.location.line - 1 : unit.location.end_line])


def fields(unit: Unit, text: str) -> dict[str, str]:
    """The types of the fields that a method reads, "" for one that nobody can tell, where its own module declares the only such struct."""
    heads = list(re.finditer(rf"\bstruct\s+{re.escape(unit.scope.rpartition('.')[2])}\b[^{{;(]*([{{;(])", text))
    begin = len("\n".join(text.split("\n")[: unit.location.line - 1]))
    if len(heads) != 1 or heads[0][1] != "{" or _modules(text, heads[0].start()) != _modules(text, begin):
        return {}
    read = set(_FIELD.findall(inner(unit, text)))
    return {name: _plainly(resolved(kind, text)) for name, kind in _declared(text[heads[0].end() :]) if name in read}


def resolved(kind: str, text: str, known: frozenset[str] = frozenset()) -> str:
    """A type with what stands behind the names that the file gives to others; "" where one has two meanings, or one that takes types."""
    if len(kind) > _LONGEST or len(known) > _DEEPEST:
        return ""
    for found in reversed(list(_WORD.finditer(kind))):
        meant = _meant(found[0], text) if found[0] not in known else set[str]()
        if not meant:
            continue
        elsewhere = kind[: found.start()].rstrip().endswith("::")
        whole = "" if elsewhere or len(meant) > 1 else resolved(meant.pop(), text, known | {found[0]})
        if not whole:
            return ""
        kind = f"{kind[: found.start()]}{whole}{kind[found.end() :]}"
    return kind


def without_path(kind: str) -> str:
    """A type without modules and lifetimes."""
    return _PATH.sub("", kind)


def _meant(word: str, text: str) -> set[str]:
    """What the file lets a name stand for, "" for what takes types; a type that belongs to a trait goes by another name."""
    declared = re.finditer(rf"\btype\s+{word}\b\s*(<[^=;]*)?=\s*([^;]+);", text)
    meant = {"" if item[1] else item[2].strip() for item in declared if all(_around(text, item.start()))}
    for use in _USE.findall(text) if re.search(rf"\bas\s+{word}\b", text) else ():
        meant |= {f"::{name}" for name in re.findall(rf"(\w+)\s+as\s+{word}\b", use) if name != word}
    return meant


def _modules(text: str, at: int) -> tuple[str, ...]:
    return tuple(name for name in _around(text, at) if name)


def _around(text: str, at: int) -> list[str]:
    """The blocks around a place: names of modules, and "" for any other."""
    opened: list[str] = []
    for found in _BLOCK.finditer(text, 0, at):
        if found[0] != "}":
            opened.append(found[1] or "")
        elif opened:
            opened.pop()
    return opened


def _declared(text: str) -> Iterator[tuple[str, str]]:
    """The fields of a struct, of which `text` begins behind the bracket, with their types."""
    depth, begin, plain = 0, 0, _ATTRIBUTE.sub("", text)
    for at, mark in enumerate(plain):
        depth += (mark in "{([<") - (mark in "})]" or (mark == ">" and plain[at - 1] != "-"))
        if (mark == "," and not depth) or depth < 0:
            found = _DECLARED.fullmatch(plain[begin:at].strip())
            if found is not None:
                yield found[1], found[2]
            begin = at + 1
        if depth < 0:
            return


def _plainly(kind: str) -> str:
    """A type without modules, lifetimes, and what only holds it."""
    plain = without_path(kind)
    while (held := _HELD.match(plain)) is not None:
        plain = plain[held.end() :].removesuffix(">" if held[0].endswith("<") else "")
    return plain
