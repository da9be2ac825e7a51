"""What a line of Go wants of the name that would stand in for what is banned: one value, a value of the library's own, fields, an end."""

from __future__ import annotations

from typing import Final

from ssot_check.model.regex import regex
from ssot_check.model.replacement import Head
from ssot_check.model.touch import Touch
from ssot_check.model.unit import Unit, UnitKind
from ssot_check.rules.support.doing import PARTS, last

_GO: Final = ".go"
_PLACES: Final = regex(r"^\s*(?:var\s+)?([\w.]+(?:\s*,\s*[\w.]+)*)\s*:?=\s*$|^\s*(return)\s*$")
"""A call that is all of what is assigned or answered."""
_ENDS: Final = frozenset(
    (
        *(f"log.{name}{end}" for name in ("Fatal", "Panic") for end in ("", "f", "ln")),
        *("os.Exit", "builtins.panic", "panic"),
    )
)
"""What does not come back to the line below."""
_ENDING: Final = regex(r"(?i)fatal|panic|exit|abort|die$|crash|must")
_FIELD: Final = regex(r"(?:^|,)\s*([A-Z]\w*)\s*:(?!=)")
_VALUE: Final = regex(r"Default[A-Z]|Std(?:in|out|err)$")
"""How Go calls a value that a package holds ready. Any other name may be that of a function."""
_NESTED: Final = regex(r"\{[^{}]*\}|\([^()]*\)")
_OPTIONS: Final = regex(r"\.\.\.|\w*(?:[Oo]pt|[Cc]onf|[Cc]fg|[Pp]aram|[Ss]etting)\w*")
"""Of what is handed over by such parameters nobody can tell what is in it."""


def goes_on(touch: Touch, unit: Unit | None) -> bool:
    """True for a function that comes back where what is banned ends the program."""
    if unit is None or not touch.location.path.endswith(_GO) or touch.name not in _ENDS or unit.kind is UnitKind.CLASS:
        return False
    return not any(_ENDING.search(last(name)) for name in (unit.name, *unit.calls))


def serves(touch: Touch, unit: Unit, head: Head, text: str) -> bool:
    """False where the line shows that the unit cannot stand there: `text` is what is written from the beginning of the line on."""
    _, found, rest = text.partition(touch.spelled)
    if not found or not touch.location.path.endswith(_GO) or (not head.shown and unit.kind is not UnitKind.CLASS):
        return True
    if rest.startswith("{"):
        return unit.kind is UnitKind.CLASS or _is_given(head, inside(rest[1:]))
    if rest.startswith("("):
        return unit.kind is UnitKind.CLASS or not _is_one_of_many(head, rest)
    return rest.startswith((".", "[")) or not _VALUE.match(last(touch.name)) or _gives(touch, unit, head)


def gives_as_many(called: str, rest: str, head: Head, around: str) -> bool:
    """False for a function that answers more or fewer values than the place of a call, all of what is assigned there, takes."""
    alone = rest and not rest[len(inside(rest)) + 1 :].partition("\n")[0].strip()
    found = _PLACES.match(called) if alone and "\n" not in called else None
    if found is None:
        return True
    return (found.group(1) or around).count(",") == head.results.count(",")


def _gives(touch: Touch, unit: Unit, head: Head) -> bool:
    """True for a function that answers something of the library of which a value is handed on (`run(http.DefaultClient)`)."""
    library = PARTS.split(touch.name)[-2:-1]
    return not library or (unit.kind is not UnitKind.CLASS and f"{library[0]}." in head.results)


def _is_given(head: Head, inside: str) -> bool:
    """False for a function that takes nothing for a field that is set here: `http.Client{Transport: way}`."""
    while _NESTED.search(inside):
        inside = _NESTED.sub("", inside)
    taken = head.parameters.lower()
    return bool(_OPTIONS.search(head.parameters)) or all(field.lower() in taken for field in _FIELD.findall(inside))


def _is_one_of_many(head: Head, rest: str) -> bool:
    """True for a function of several answers where the call at the place goes on (`time.Now().UTC()`), so that it can only have one."""
    after = rest[len(inside(rest[1:])) + 2 :]
    return "," in head.results and after.startswith(".")


def inside(text: str) -> str:
    """What stands before the bracket that closes, where one was opened before the text."""
    depth = 1
    for at, char in enumerate(text):
        depth += (char in "([{") - (char in ")]}")
        if not depth:
            return text[:at]
    return text
