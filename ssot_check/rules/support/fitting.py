"""Whether what an owner offers can stand where something banned stands: it does that itself, answers alike, and at once where it has to.

A name that does nothing of it is a guess that costs its reader a look at the owner; one that answers something else cannot be called.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ssot_check.model.project import Project
from ssot_check.model.regex import regex
from ssot_check.model.replacement import Head
from ssot_check.model.touch import Touch, TouchKind
from ssot_check.model.unit import Trait, Unit, UnitKind
from ssot_check.rules.support.doing import PARTS, last
from ssot_check.rules.support.fitting_go import gives_as_many, inside, serves

_HASH: Final = regex(r"(?i)hash|digest|hmac|md5|crypto/sha|blake")
_CODED: Final = (("hex", regex(r"\bhex\b|hexdigest")), ("base64", regex(r"(?i)base64|b64")))
"""How calls make a text of bytes."""
_FORMATTED: Final = "fmt.Sprintf"
"""In a function that answers a hash: as hex."""
_GIVEN: Final = regex(r"(\w+)\s*=(?![=>])")
_TAKEN: Final = regex(r"(?:^|,)\s*(\w+)")
_DEFAULT: Final = regex(r"=[^,]*")
_OF_A_CLASS: Final = regex(r"\w+\s*:\s*([A-Z]\w*)")
"""What a function takes first, where that is a thing of a class."""
_ANY: Final = frozenset(("Any", "AnyStr", "Optional", "Union", "Literal", "Callable", "Iterable", "Sequence", "Mapping", "Text"))
_PYTHON: Final = ".py"
_GO: Final = ".go"


def unit_of(project: Project, path: str, name: str) -> Unit | None:
    """What an owner's file offers under a name, where that is a function or a class."""
    file = project.files.get(path)
    return next((unit for unit in file.units if unit.qualified_name == name), None) if file is not None else None


def fits(project: Project, touch: Touch, unit: Unit | None) -> bool:
    """False where what a unit says of itself, and what stands at the place, show that it cannot be called there."""
    if unit is None or touch.kind is not TouchKind.NAME:
        return True
    head, place = project.head(unit), unit_of(project, touch.location.path, touch.scope)
    if _comes_later(touch, head, place) or _takes_it(touch, head) or _is_coded(project, touch, unit, place):
        return False
    if not serves(touch, unit, head, project.written(touch.location)):
        return False
    is_drop_in = unit.kind is not UnitKind.CLASS and unit.name == last(touch.name) and bool(head.shown)
    return not is_drop_in or _is_called_alike(project, touch, head, place)


def is_another(project: Project, touch: Touch, unit: Unit | None, name: str) -> bool:
    """True where the reader has to see whether a function of another name answers, takes and fails as what is banned.

    Of what is called for its effect alone nobody needs the answer; keywords that the function has not say that it does something else.
    """
    if touch.kind is not TouchKind.NAME or name == last(touch.name):
        return False
    before, _, rest = project.written(touch.location).partition(f"{touch.spelled}(")
    after = rest[len(inside(rest)) + 1 :].partition("\n")[0].partition("#")[0].strip(" ;")
    if before.strip() or after or not rest or unit is None:
        return bool(rest)
    taken = project.head(unit).parameters
    if unit.location.path.endswith(_PYTHON) and (own := _OF_A_CLASS.match(taken)) and own[1] not in _ANY:
        return True
    return "**" not in taken and not set(_GIVEN.findall(inside(rest))) <= set(_TAKEN.findall(taken))


def is_made_first(project: Project, touch: Touch, unit: Unit | None, *, surely: bool = False) -> bool:
    """True for a class of Python in place of a function, where whoever makes one has to give it something.

    What a class without a head is given a base says, which is not `surely` known.
    """
    if unit is None or touch.kind is not TouchKind.NAME or unit.kind is not UnitKind.CLASS or not unit.location.path.endswith(_PYTHON):
        return False
    head = project.head(unit)
    return last(touch.name)[:1].islower() and (bool(head.parameters) or (not (surely or head.shown) and bool(unit.bases)))


def is_given_less(project: Project, touch: Touch, unit: Unit | None) -> bool:
    """True for a function of Python that takes nothing, where what is banned is given something."""
    if unit is None or touch.kind is not TouchKind.NAME or unit.kind is UnitKind.CLASS or not unit.location.path.endswith(_PYTHON):
        return False
    head = project.head(unit)
    return (
        bool(head.shown) and not head.parameters.strip() and bool(inside(project.written(touch.location).partition(f"{touch.spelled}(")[2]))
    )


def comes_later(project: Project, touch: Touch, unit: Unit | None) -> bool:
    """True for a function whose answer comes later than the place can wait."""
    return unit is not None and _comes_later(touch, project.head(unit), unit_of(project, touch.location.path, touch.scope))


def _comes_later(touch: Touch, head: Head, place: Unit | None) -> bool:
    """True for an answer that comes later, in code that does not wait for what is banned."""
    if touch.location.path.endswith(_PYTHON):
        waits = (place is not None and Trait.ASYNC in place.traits) or "async" in touch.name.lower()
        return head.awaited and not waits
    return head.awaited and touch.name.endswith("Sync")


def _takes_it(touch: Touch, head: Head) -> bool:
    """True for a function that is given what is banned: whoever calls it has to make that all the same."""
    library = PARTS.split(touch.name)[-2:-1]
    types = _DEFAULT.sub("", head.parameters).replace("*", " ").split()
    return bool(library) and any(part.startswith(f"{library[0]}.") for part in types)


def _is_coded(project: Project, touch: Touch, unit: Unit, place: Unit | None) -> bool:
    """True where the unit makes a text of a hash, and the code at the place makes none, or another one."""
    if not _HASH.search(touch.name):
        return False
    called = frozenset(map(last, unit.calls))
    helpers = [part for part in project.files[unit.location.path].units if part.name in called and not part.scope]
    calls = [call for part in (unit, *helpers) for call in part.calls]
    made = _codes(calls) | {"hex" for call in calls if call == _FORMATTED}
    around = [*place.calls] if place is not None else []
    line = project.written(touch.location).partition("\n")[0]
    wanted = _codes((*around, line)) | {"hex" for call in around if call == _FORMATTED}
    return bool(made) and made.isdisjoint(wanted)


def _codes(calls: Iterable[str]) -> set[str]:
    return {code for call in calls for code, pattern in _CODED if pattern.search(call)}


def _is_called_alike(project: Project, touch: Touch, head: Head, place: Unit | None) -> bool:
    """False for a function of the same name that takes other keywords (Python) or answers more or fewer values (Go)."""
    text = project.written(touch.location)
    called, _, rest = text.partition(f"{touch.spelled}(")
    if rest and touch.location.path.endswith(_PYTHON):
        given, taken = set(_GIVEN.findall(inside(rest))), set(_TAKEN.findall(head.parameters))
        return "**" in head.parameters or not given or not given.isdisjoint(taken)
    around = project.head(place).results if place is not None else ""
    return not touch.location.path.endswith(_GO) or gives_as_many(called, rest, head, around)
