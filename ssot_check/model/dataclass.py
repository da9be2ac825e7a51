"""`dataclasses.dataclass`, made faster: `dataclass(frozen=True, slots=True)` compiles one function for a class in place of six.

The start of the program is mostly the making of some two hundred such classes. Values behave as those of the standard library: equality,
hash, text, copies and pickles are the same, and nothing can be set. Every other combination of options goes to the standard library.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

__all__ = ["dataclass"]

_ABSENT: Final = object()


def _quick(kind: type[Any] | None = None, /, *, frozen: bool = False, slots: bool = False, **options: bool) -> Any:
    """What `dataclasses.dataclass` is."""

    def made(kind: type[Any]) -> type[Any]:
        if not (frozen and slots) or options or any(map(dataclasses.is_dataclass, kind.__mro__[1:])):
            return dataclasses.dataclass(frozen=frozen, slots=slots, **options)(kind)
        return _frozen(kind)

    return made if kind is None else made(kind)


def _frozen(kind: type[Any]) -> type[Any]:
    found: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(kind)
    fields = dataclasses.fields(found)
    names = tuple(field.name for field in fields)
    methods: dict[str, Any] = {
        **_comparison(found, tuple(field.name for field in fields if field.compare)),
        "__init__": _initialiser(found, fields),
        "__repr__": _describer(tuple(field.name for field in fields if field.repr)),
        "__setattr__": _refuse_setting,
        "__delattr__": _refuse_deleting,
        "__getstate__": _state_of(names),
        "__setstate__": _restorer(names),
    }
    for name, method in methods.items():
        if kind.__dict__.get(name) is None:  # a class that says what is equal has None for its hash
            setattr(found, name, method)
    return found  # type: ignore[no-any-return]


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


def _initialiser(kind: type[Any], fields: tuple[dataclasses.Field[Any], ...]) -> Any:
    """The one function that has to be compiled: a general one would be several times slower. It sets each slot by what the slot offers."""
    known: dict[str, Any] = {"_absent": _ABSENT}
    parameters, lines = ["self"], []
    for number, field in enumerate(fields):
        name, value = field.name, field.name
        if field.default is not dataclasses.MISSING:
            known[f"_default{number}"] = field.default
            parameters.append(f"{name}=_default{number}")
        elif field.default_factory is not dataclasses.MISSING:
            known[f"_make{number}"] = field.default_factory
            parameters.append(f"{name}=_absent")
            value = f"_make{number}() if {name} is _absent else {name}"
        else:
            parameters.append(name)
        known[f"_set{number}"] = getattr(kind, name).__set__
        lines.append(f"_set{number}(self, {value})")
    made = _compiled(f"__init__({', '.join(parameters)})", "\n ".join(lines or ["pass"]), known)
    made.__annotations__ = {**{field.name: field.type for field in fields}, "return": None}
    return made


def _refuse_setting(self: object, name: str, value: object) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_deleting(self: object, name: str) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _state_of(names: tuple[str, ...]) -> Callable[[Any], list[object]]:
    return lambda self: [getattr(self, name) for name in names]


def _restorer(names: tuple[str, ...]) -> Callable[[Any, list[object]], None]:
    def restore(self: Any, values: list[object]) -> None:
        for name, value in zip(names, values, strict=True):
            object.__setattr__(self, name, value)

    return restore


if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    dataclass = _quick
