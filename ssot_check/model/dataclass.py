"""`dataclasses.dataclass`, made faster: for a class nothing is compiled until a value of it is made, compared or hashed.

The start of the program is mostly the making of some two hundred such classes, of which a run uses few. Values behave as those of the
standard library: equality, hash, text, copies and pickles are the same, and nothing can be set where the class is frozen. Of the options
only `frozen`, `slots` and `eq` are known here; a class with others, or one that derives from another such class, goes to the standard
library, which is not even loaded before: it would bring `inspect` along, and that the parsers of Python in Python.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING, Any, Final, NamedTuple

__all__ = ["dataclass", "field", "names_of", "replace"]

_ABSENT: Final = object()
_UNCOMPILED: Final = 3
"""Values that are made before it pays to compile what makes them."""
_NOTES: Final = ("__dataclass_fields__", "__dataclass_params__")
_SPECIAL: Final = ("ClassVar", "InitVar", "KW_ONLY")
"""Hints of what is no field, or no plain one; a hint that only says such a word costs no more than the way of the standard library."""
_REPLACED: Final = frozenset(("__dict__", "__weakref__", "__slots__"))


def _quick(kind: type[Any] | None = None, /, *, frozen: bool = False, slots: bool = False, eq: bool = True, **options: bool) -> Any:
    """What `dataclasses.dataclass` is."""

    def made(kind: type[Any]) -> type[Any]:
        hints = " ".join(map(str, kind.__annotations__.values()))
        special = options or hasattr(kind, "__post_init__") or any(word in hints for word in _SPECIAL)
        if not special and not any(hasattr(base, _NOTES[0]) for base in kind.__mro__[1:]):
            return _made(kind, frozen=frozen, slots=slots, eq=eq)
        import dataclasses

        for name, said in list(vars(kind).items()):
            setattr(kind, name, _told(said)) if isinstance(said, _Field) else None
        return dataclasses.dataclass(frozen=frozen, slots=slots, eq=eq, **options)(kind)

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


class _Shape:
    """What is said of a class, made out when somebody asks: of most classes no value is made, compared or noted.

    `values` is what stands behind the names of fields, `made` the class in whose place methods are compiled.
    """

    def __init__(self, kind: type[Any], *, frozen: bool) -> None:
        self.made = kind
        self.hints: Mapping[str, Any] = kind.__annotations__
        self.frozen = frozen
        self.values = {name: kind.__dict__[name] for name in self.hints if name in kind.__dict__}

    @cached_property
    def fields(self) -> dict[str, _Field]:
        """What is said of each field, in their order."""
        said = {name: self.values.get(name, _ABSENT) for name in self.hints}
        return {name: _field_of(value) or _Field(value, _ABSENT, compare=True, repr=True) for name, value in said.items()}

    def put(self, head: str, body: str, known: dict[str, Any] | None = None) -> Any:
        """Compile a method and leave it in the class, where it stands in the place of what asked for it."""
        made = _compiled(head, body, known)
        setattr(self.made, made.__name__, made)
        return made


def _made(kind: type[Any], *, frozen: bool, slots: bool, eq: bool) -> type[Any]:
    shape = _Shape(kind, frozen=frozen)
    methods = _methods(shape, frozen=frozen, slots=slots, eq=eq)
    said = kind.__dict__  # a class that says what is equal has None for its hash
    added = {name: method for name, method in methods.items() if said.get(name) is None} | {name: _Note(shape, name) for name in _NOTES}
    if slots:
        body = {name: value for name, value in said.items() if name not in _REPLACED and name not in shape.hints}
        like: Any = type(kind)
        added |= {"__slots__": tuple(shape.hints), "__qualname__": kind.__qualname__}
        shape.made = like(kind.__name__, kind.__bases__, body | added)
        return shape.made
    _bare(kind, shape.values)
    for name, value in added.items():
        setattr(kind, name, value)
    return kind


def _bare(kind: type[Any], values: Mapping[str, Any]) -> None:
    """Put the default of a field where `field(...)` stands; without one nothing is left there."""
    for name, value in values.items():
        told = _field_of(value)
        if told is not None:
            delattr(kind, name)
            if told.default is not _ABSENT:
                setattr(kind, name, told.default)


def _methods(shape: _Shape, *, frozen: bool, slots: bool, eq: bool) -> dict[str, Any]:
    methods: dict[str, Any] = {"__init__": _initialiser(shape), "__repr__": _describer(shape), "__match_args__": tuple(shape.hints)}
    if eq:
        methods |= _comparison(shape)
    if not frozen:
        return {**methods, "__hash__": None} if eq else methods
    methods |= {"__setattr__": _refuse_setting, "__delattr__": _refuse_deleting}
    return methods | _kept_by(tuple(shape.hints)) if slots else methods


class _Note:
    """Stands for what the standard library notes of a class until somebody asks for it: of most classes nobody does."""

    def __init__(self, shape: _Shape, name: str) -> None:
        self._shape = shape
        self._name = name

    def __get__(self, _: object, owner: type[Any]) -> Any:
        import dataclasses

        shape = self._shape
        values = {name: _told(said) if isinstance(said, _Field) else said for name, said in shape.values.items()}
        head = {
            "__annotations__": shape.hints,
            "__module__": shape.made.__module__,
            "__doc__": "Said, so that nobody looks for a signature.",
        }
        same = type(shape.made.__name__, (), head | values)
        frozen = shape.frozen and self._name != _NOTES[0]  # what fields there are follows without the methods that refuse
        noted = getattr(dataclasses.dataclass(init=False, repr=False, eq=False, frozen=frozen)(same), self._name)
        # A class that derives from this one may ask as well: the note is left where this stands.
        made = next(one for one in owner.__mro__ if one.__dict__.get(self._name) is self)
        setattr(made, self._name, noted)
        return noted


def _comparison(shape: _Shape) -> dict[str, Any]:
    """Most classes are never compared: what does it is compiled when it is called first, and then stands in its own place."""

    def side(which: str) -> str:
        return f"({''.join([f'{which}.{name}, ' for name, told in shape.fields.items() if told.compare])})"

    def equals(self: Any, other: object) -> Any:
        body = f"return {side('self')} == {side('other')} if other.__class__ is self.__class__ else NotImplemented"
        return shape.put("__eq__(self, other)", body)(self, other)

    def hashed(self: Any) -> Any:
        return shape.put("__hash__(self)", f"return hash({side('self')})")(self)

    return {"__eq__": equals, "__hash__": hashed}


def _compiled(head: str, body: str, known: dict[str, Any] | None = None) -> Any:
    scope: dict[str, Any] = dict(known or {})
    exec(f"def {head}:\n {body}", scope)  # noqa: S102 -- as the standard library does: the text holds names of fields only
    return scope[head.partition("(")[0]]


def _describer(shape: _Shape) -> Callable[[Any], str]:
    def described(self: Any) -> str:
        names = [name for name, told in shape.fields.items() if told.repr]
        return f"{self.__class__.__qualname__}({', '.join([f'{name}={getattr(self, name)!r}' for name in names])})"

    return described


def _initialiser(shape: _Shape) -> Any:
    """Compiled when it is called again and again: of many classes a run makes one value or two."""
    calls = count(1)

    def first(*arguments: Any, **named: Any) -> None:
        if next(calls) <= _UNCOMPILED and _is_set(shape.fields, arguments, named):
            return
        made = _compiled_initialiser(shape)
        if shape.made.__dict__.get("__init__") is first:
            shape.made.__init__ = made
        made(*arguments, **named)

    return first


def _is_set(fields: Mapping[str, _Field], arguments: Sequence[Any], named: Mapping[str, Any]) -> bool:
    """Set every field; False, and nothing is set, when an argument is missing or one too many."""
    values = dict(zip(fields, arguments[1:], strict=False))
    if len(arguments) > len(fields) + 1 or not fields.keys() >= named.keys() or not values.keys().isdisjoint(named):
        return False
    values |= named
    for name, item in fields.items():
        if name not in values:
            if item.default is item.default_factory is _ABSENT:
                return False
            values[name] = item.default_factory() if item.default is _ABSENT else item.default
    for name in fields:
        object.__setattr__(arguments[0], name, values[name])
    return True


def _compiled_initialiser(shape: _Shape) -> Any:
    """It sets each slot by what the slot offers."""
    known: dict[str, Any] = {"_absent": _ABSENT}
    parameters, lines = ["self"], []
    for number, (name, item) in enumerate(shape.fields.items()):
        value = name
        if item.default is not _ABSENT:
            known[f"_default{number}"] = item.default
            parameters.append(f"{name}=_default{number}")
        elif item.default_factory is not _ABSENT:
            known[f"_make{number}"] = item.default_factory
            parameters.append(f"{name}=_absent")
            value = f"_make{number}() if {name} is _absent else {name}"
        else:
            parameters.append(name)
        slot = known[f"_set{number}"] = getattr(shape.made.__dict__.get(name), "__set__", None)
        plain = f"self.__dict__[{name!r}] = {value}" if shape.frozen else f"self.{name} = {value}"
        lines.append(f"_set{number}(self, {value})" if slot else plain)
    made = _compiled(f"__init__({', '.join(parameters)})", "\n ".join(lines or ["pass"]), known)
    made.__annotations__ = {**shape.hints, "return": None}
    return made


def _refuse_setting(self: object, name: str, value: object) -> None:
    import dataclasses

    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_deleting(self: object, name: str) -> None:
    import dataclasses

    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _kept_by(names: tuple[str, ...]) -> dict[str, Any]:
    """How a value that can neither be set nor has a `__dict__` is copied and pickled."""

    def state(self: Any) -> list[object]:
        return [getattr(self, name) for name in names]

    def restore(self: Any, values: list[object]) -> None:
        for name, value in zip(names, values, strict=True):
            object.__setattr__(self, name, value)

    return {"__getstate__": state, "__setstate__": restore}


if TYPE_CHECKING:
    from dataclasses import dataclass, field, replace
else:
    dataclass, field, replace = _quick, _field, _replaced
