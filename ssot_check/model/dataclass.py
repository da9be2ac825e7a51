"""`dataclasses.dataclass`, made faster: for a class nothing is compiled until a value of it is made, compared or hashed.

The start of the program is mostly the making of some two hundred such classes, of which a run uses few. Values behave as those of the
standard library: equality, hash, text, copies and pickles are the same, and nothing can be set where the class is frozen. Of the options
only `frozen` and `slots` are known here; a class with others, or one that derives from another such class, goes to the standard library,
which is not even loaded before: it would bring `inspect` along, and that the parsers of Python in Python.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from itertools import count
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ssot_check.model.regex import regex

__all__ = ["dataclass", "field", "names_of", "replace"]

_ABSENT: Final = object()
_UNCOMPILED: Final = 3
"""Values that are made before it pays to compile what makes them."""
_NOTES: Final = ("__dataclass_fields__", "__dataclass_params__")
_SPECIAL: Final = regex(r"\b(?:ClassVar|InitVar|KW_ONLY)\b")
"""Hints of what is no field, or no plain one."""
_REPLACED: Final = frozenset(("__dict__", "__weakref__", "__slots__"))


def _quick(kind: type[Any] | None = None, /, *, frozen: bool = False, slots: bool = False, **options: bool) -> Any:
    """What `dataclasses.dataclass` is."""

    def made(kind: type[Any]) -> type[Any]:
        special = options or hasattr(kind, "__post_init__") or any(map(_SPECIAL.search, map(str, kind.__annotations__.values())))
        if not special and not any(hasattr(base, _NOTES[0]) for base in kind.__mro__[1:]):
            return _made(kind, frozen=frozen, slots=slots)
        import dataclasses

        for name, said in list(vars(kind).items()):
            setattr(kind, name, _told(said)) if isinstance(said, _Field) else None
        return dataclasses.dataclass(frozen=frozen, slots=slots, **options)(kind)

    return made if kind is None else made(kind)


class _Field(NamedTuple):
    """What `field` was told; each of the two ways to a default may be _ABSENT."""

    default: Any
    default_factory: Any
    compare: bool
    repr: bool


def _field(*, default: Any = _ABSENT, default_factory: Any = _ABSENT, compare: bool = True, repr: bool = True) -> Any:  # noqa: A002 -- its name there
    """What `dataclasses.field` is, as far as it is used here."""
    return _Field(default, default_factory, compare, repr)


def _told(said: _Field) -> Any:
    """The same as the standard library has it."""
    import dataclasses

    ways = {name: getattr(said, name) for name in ("default", "default_factory") if getattr(said, name) is not _ABSENT}
    return dataclasses.field(**ways, compare=said.compare, repr=said.repr)


def _field_of(said: Any) -> _Field | None:
    """What stands in the place of a default, where that is a field of either kind."""
    if isinstance(said, _Field):
        return said
    loaded = sys.modules.get("dataclasses")
    if loaded is None or not isinstance(said, loaded.Field):
        return None
    default, factory = (_ABSENT if way is loaded.MISSING else way for way in (said.default, said.default_factory))
    return _Field(default, factory, bool(said.compare), bool(said.repr))


_NAMES: Final[dict[type[Any], tuple[str, ...]]] = {}


def names_of(kind: type[Any]) -> tuple[str, ...]:
    """The names of the fields of a data class, in their order; none for any other class. Nothing is noted of the class for it."""
    if kind not in _NAMES:
        is_one = any(_NOTES[0] in vars(base) for base in kind.__mro__)
        _NAMES[kind] = tuple(kind.__match_args__) if is_one else ()
    return _NAMES[kind]


def _replaced(value: Any, /, **changes: Any) -> Any:
    """What `dataclasses.replace` is."""
    for name in names_of(type(value)):
        if name not in changes:
            changes[name] = getattr(value, name)
    return type(value)(**changes)


def _made(kind: type[Any], *, frozen: bool, slots: bool) -> type[Any]:
    items = _items(kind)
    said = {
        "__annotations__": kind.__annotations__,
        "__module__": kind.__module__,
        "__doc__": "Said, so that nobody looks for a signature.",
    }
    said |= {name: kind.__dict__[name] for name in items if name in kind.__dict__}
    found: Any = _slotted(kind, items) if slots else kind
    for name in _NOTES:
        setattr(found, name, _Note(kind.__name__, said, name, frozen=frozen))
    if not slots:
        _bare(found, items)
    for name, method in _methods(found, items, frozen=frozen, slots=slots).items():
        if kind.__dict__.get(name) is None:  # a class that says what is equal has None for its hash
            setattr(found, name, method)
    return found  # type: ignore[no-any-return]


def _slotted(kind: type[Any], items: Mapping[str, _Item]) -> Any:
    body = {name: value for name, value in kind.__dict__.items() if name not in _REPLACED and name not in items}
    like: Any = type(kind)
    return like(kind.__name__, kind.__bases__, {**body, "__slots__": tuple(items), "__qualname__": kind.__qualname__})


def _bare(kind: type[Any], items: Mapping[str, _Item]) -> None:
    """Put the default of a field where `field(...)` stands; without one nothing is left there."""
    for name, item in items.items():
        if _field_of(kind.__dict__.get(name)) is not None:
            delattr(kind, name)
            if item.default is not _ABSENT:
                setattr(kind, name, item.default)


def _methods(kind: type[Any], items: Mapping[str, _Item], *, frozen: bool, slots: bool) -> dict[str, Any]:
    names = tuple(items)
    methods: dict[str, Any] = {
        **_comparison(kind, tuple(item.name for item in items.values() if item.compare)),
        "__init__": _initialiser(kind, items, frozen=frozen),
        "__repr__": _describer(tuple(item.name for item in items.values() if item.repr)),
        "__match_args__": names,
    }
    if not frozen:
        methods["__hash__"] = None
        return methods
    methods |= {"__setattr__": _refuse_setting, "__delattr__": _refuse_deleting}
    return methods | {"__getstate__": _state_of(names), "__setstate__": _restorer(names)} if slots else methods


class _Item(NamedTuple):
    """What is said of one field of a class: each of the two ways to a default may be _ABSENT."""

    name: str
    hint: Any
    default: Any
    factory: Any
    compare: bool
    repr: bool


def _items(kind: type[Any]) -> dict[str, _Item]:
    found = {}
    for name, hint in kind.__annotations__.items():
        said = kind.__dict__.get(name, _ABSENT)
        told = _field_of(said) or _Field(said, _ABSENT, compare=True, repr=True)
        found[name] = _Item(name, hint, *told)
    return found


class _Note:
    """Stands for what the standard library notes of a class until somebody asks for it: of most classes nobody does."""

    def __init__(self, kind: str, said: Mapping[str, Any], name: str, *, frozen: bool) -> None:
        self._kind = kind
        self._said = said
        self._name = name
        self._frozen = frozen

    def __get__(self, _: object, owner: type[Any]) -> Any:
        import dataclasses

        same = type(self._kind, (), {name: _told(said) if isinstance(said, _Field) else said for name, said in self._said.items()})
        frozen = self._frozen and self._name != _NOTES[0]  # what fields there are follows without the methods that refuse
        noted = getattr(dataclasses.dataclass(init=False, repr=False, eq=False, frozen=frozen)(same), self._name)
        # A class that derives from this one may ask as well: the note is left where this stands.
        made = next(one for one in owner.__mro__ if one.__dict__.get(self._name) is self)
        setattr(made, self._name, noted)
        return noted


def _comparison(kind: type[Any], names: tuple[str, ...]) -> dict[str, Any]:
    """Most classes are never compared: what does it is compiled when it is called first, and then stands in its own place."""
    mine, theirs = (f"({''.join([f'{side}.{name}, ' for name in names])})" for side in ("self", "other"))

    def equals(self: Any, other: object) -> Any:
        made = _compiled("__eq__(self, other)", f"return {mine} == {theirs} if other.__class__ is self.__class__ else NotImplemented")
        setattr(kind, made.__name__, made)
        return made(self, other)

    def hashed(self: Any) -> Any:
        made = _compiled("__hash__(self)", f"return hash({mine})")
        setattr(kind, made.__name__, made)
        return made(self)

    return {"__eq__": equals, "__hash__": hashed}


def _compiled(head: str, body: str, known: dict[str, Any] | None = None) -> Any:
    scope: dict[str, Any] = dict(known or {})
    exec(f"def {head}:\n {body}", scope)  # noqa: S102 -- as the standard library does: the text holds names of fields only
    return scope[head.partition("(")[0]]


def _describer(names: tuple[str, ...]) -> Callable[[Any], str]:
    def described(self: Any) -> str:
        return f"{self.__class__.__qualname__}({', '.join([f'{name}={getattr(self, name)!r}' for name in names])})"

    return described


def _initialiser(kind: type[Any], items: Mapping[str, _Item], *, frozen: bool) -> Any:
    """Compiled when it is called again and again: of many classes a run makes one value or two."""
    calls = count(1)

    def first(*arguments: Any, **named: Any) -> None:
        if next(calls) <= _UNCOMPILED and _is_set(items, arguments, named):
            return
        made = _compiled_initialiser(kind, items, frozen=frozen)
        if kind.__dict__.get("__init__") is first:
            kind.__init__ = made
        made(*arguments, **named)

    return first


def _is_set(items: Mapping[str, _Item], arguments: Sequence[Any], named: Mapping[str, Any]) -> bool:
    """Set every field; False, and nothing is set, when an argument is missing or one too many."""
    values = dict(zip(items, arguments[1:], strict=False))
    if len(arguments) > len(items) + 1 or not items.keys() >= named.keys() or not values.keys().isdisjoint(named):
        return False
    values |= named
    for name, item in items.items():
        if name not in values:
            if item.default is item.factory is _ABSENT:
                return False
            values[name] = item.factory() if item.default is _ABSENT else item.default
    for name in items:
        object.__setattr__(arguments[0], name, values[name])
    return True


def _compiled_initialiser(kind: type[Any], items: Mapping[str, _Item], *, frozen: bool) -> Any:
    """It sets each slot by what the slot offers."""
    known: dict[str, Any] = {"_absent": _ABSENT}
    parameters, lines = ["self"], []
    for number, item in enumerate(items.values()):
        name, value = item.name, item.name
        if item.default is not _ABSENT:
            known[f"_default{number}"] = item.default
            parameters.append(f"{name}=_default{number}")
        elif item.factory is not _ABSENT:
            known[f"_make{number}"] = item.factory
            parameters.append(f"{name}=_absent")
            value = f"_make{number}() if {name} is _absent else {name}"
        else:
            parameters.append(name)
        slot = known[f"_set{number}"] = getattr(kind.__dict__.get(name), "__set__", None)
        plain = f"self.__dict__[{name!r}] = {value}" if frozen else f"self.{name} = {value}"
        lines.append(f"_set{number}(self, {value})" if slot else plain)
    made = _compiled(f"__init__({', '.join(parameters)})", "\n ".join(lines or ["pass"]), known)
    made.__annotations__ = {**{item.name: item.hint for item in items.values()}, "return": None}
    return made


def _refuse_setting(self: object, name: str, value: object) -> None:
    import dataclasses

    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_deleting(self: object, name: str) -> None:
    import dataclasses

    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _state_of(names: tuple[str, ...]) -> Callable[[Any], list[object]]:
    return lambda self: [getattr(self, name) for name in names]


def _restorer(names: tuple[str, ...]) -> Callable[[Any, list[object]], None]:
    def restore(self: Any, values: list[object]) -> None:
        for name, value in zip(names, values, strict=True):
            object.__setattr__(self, name, value)

    return restore


if TYPE_CHECKING:
    from dataclasses import dataclass, field, replace
else:
    dataclass, field, replace = _quick, _field, _replaced
