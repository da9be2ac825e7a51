"""Values of the model to bytes and back, without pickle: reading a damaged or hostile file can only fail, never run anything.

How a value is written follows from the type hints of its class, so a new field is carried without a word here. A record is a head
(JSON, deflated), the texts of all token streams one after the other, all number sequences as one array of 32-bit numbers, and the bytes
of whatever else is an array.
Nothing describes itself: whoever keeps records must key them by the code of the model (`workspace.cache_key`).
"""

from __future__ import annotations

import json
import struct
import sys
import types
import zlib
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from enum import Enum
from functools import cache
from sys import intern
from typing import Any, Final, TypeAlias, TypeVar, Union, get_args, get_origin

from ssot_check.model.dataclass import dataclass, names_of
from ssot_check.model.location import Location
from ssot_check.model.unit import Fingerprint

Value = TypeVar("Value")
Plain: TypeAlias = Any
"""What JSON can hold."""

NUMBERS: Final = "I"
ITEM_BYTES: Final = array(NUMBERS).itemsize
LENGTHS: Final = struct.Struct("<IIII")  # bytes of the head, of the streams, of the numbers, of the arrays
_CODES: Final = frozenset("BIQd")
_LEVEL: Final = 1
_PLAIN: Final = (str, int, float, bool, type(None))


class DamagedRecordError(Exception):
    """These bytes are no record of the wanted type."""


def encode(value: object, path: str = "") -> bytes:
    """`value`, an instance of a class of the model, as bytes. Locations in the file `path` do without its name.

    Raises TypeError for a type of which nothing is known here.
    """
    out = _Writer(path)
    kind: Any = type(value)
    head = zlib.compress(json.dumps(_converter(kind).write(value, out), separators=(",", ":")).encode("ascii"), _LEVEL)
    streams, numbers = "".join(out.streams).encode("utf-8", "surrogatepass"), out.numbers.tobytes()
    arrays = b"".join(out.arrays)
    return b"".join((LENGTHS.pack(len(head), len(streams), len(numbers), len(arrays)), head, streams, numbers, arrays))


def decode(kind: type[Value], data: bytes, path: str = "") -> Value:
    """The value that `encode` was given. Raises DamagedRecordError."""
    try:
        head, streams, numbers, arrays = LENGTHS.unpack_from(data)
        begin = LENGTHS.size + head
        end = begin + streams + numbers
        if len(data) != end + arrays:
            raise DamagedRecordError
        texts = data[begin : begin + streams].decode("utf-8", "surrogatepass")
        source = _Reader(path, texts, array(NUMBERS, data[begin + streams : end]), memoryview(data)[end:])
        hint: Any = kind
        value = _converter(hint).read(json.loads(zlib.decompress(data[LENGTHS.size : begin])), source)
    except (ValueError, TypeError, KeyError, IndexError, RecursionError, struct.error, zlib.error) as error:
        raise DamagedRecordError from error
    if not isinstance(value, kind):
        raise DamagedRecordError
    return value


def decode_field(kind: type[object], name: str, data: bytes, path: str = "") -> Any:
    """One field of the value that `encode` was given, one that holds neither fingerprints nor arrays; the others are not made.

    Raises DamagedRecordError.
    """
    try:
        (head, *_) = LENGTHS.unpack_from(data)
        place, converter = names_of(kind).index(name), _PLAINEST.get(_hints(kind)[name]) or _of_hint(_hints(kind)[name], kind.__module__)
        values = json.loads(zlib.decompress(data[LENGTHS.size : LENGTHS.size + head]))
        return converter.read(values[place], _Reader(path, "", array(NUMBERS), memoryview(b"")))
    except (ValueError, TypeError, KeyError, IndexError, RecursionError, struct.error, zlib.error) as error:
        raise DamagedRecordError from error


class _Writer:
    """What is gathered beside the head."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.streams: list[str] = []
        self.numbers = array(NUMBERS)
        self.arrays: list[bytes] = []


class _Reader:
    """What is handed out again, in the order in which it was gathered."""

    def __init__(self, path: str, streams: str, numbers: array[int], arrays: memoryview) -> None:
        self.path = path
        self._streams = streams
        self._numbers = numbers
        self._arrays = arrays
        self._stream = 0
        self._number = 0
        self._array = 0

    def stream(self, size: int) -> str:
        """The next stream."""
        start = self._stream
        self._stream += size
        return self._streams[start : self._stream]

    def sequence(self, size: int) -> array[int]:
        """The next numbers."""
        start = self._number
        self._number += size
        return self._numbers[start : self._number]

    def array(self, code: str, size: int) -> array[Any]:
        """The next array, of `size` bytes."""
        start = self._array
        self._array += size
        if code not in _CODES or self._array > len(self._arrays):
            raise DamagedRecordError
        found: array[Any] = array(code)
        found.frombytes(self._arrays[start : self._array])
        return found


@dataclass(frozen=True, slots=True)
class _Converter:
    """How values of one type are written and read; `same` when nothing has to be done."""

    write: Callable[[Any, _Writer], Plain]
    read: Callable[[Plain, _Reader], Any]
    same: bool = False


_SAME: Final = _Converter(lambda value, _: value, lambda value, _: value, same=True)
_PLAINEST: Final = dict.fromkeys(("str", "int", "float", "bool"), _SAME)
"""What most fields are said to be."""


@cache
def _converter(hint: Any) -> _Converter:
    origin, arguments = get_origin(hint), get_args(hint)
    if hint in _PLAIN:
        return _SAME
    if origin in {Union, types.UnionType}:
        return _optional(arguments)
    if hint == tuple[str, ...]:
        return _Converter(lambda value, _: list(value), lambda value, _: _texts(value))
    if origin is tuple and len(arguments) == 2 and arguments[1] is Ellipsis:
        return _many(_converter(arguments[0]), tuple)
    if origin is tuple:
        return _fixed([_converter(argument) for argument in arguments])
    if origin is frozenset:
        return _many(_converter(arguments[0]), frozenset)
    if origin is Mapping:
        return _mapping([_converter(argument) for argument in arguments])
    if isinstance(hint, type):
        return _of_class(hint)
    raise TypeError(f"no way to keep values of {hint}")


def _of_class(kind: type) -> _Converter:
    if issubclass(kind, Enum):
        members = {member.value: member for member in kind}
        return _Converter(lambda value, _: value.value, lambda value, _: members[value])
    if kind is date:
        return _Converter(lambda value, _: value.isoformat(), lambda value, _: date.fromisoformat(value))
    if kind is array:
        return _Converter(_write_array, lambda value, source: source.array(*value))
    if kind is Location:
        return _Converter(_write_location, _read_location)
    if kind is Fingerprint:
        return _Converter(_write_fingerprint, _read_fingerprint)
    names = kind._fields if issubclass(kind, tuple) and hasattr(kind, "_fields") else names_of(kind)
    if names:
        return _record(kind, names)
    raise TypeError(f"no way to keep values of {kind}")


def _mapping(inner: Sequence[_Converter]) -> _Converter:
    if all(converter.same for converter in inner):
        return _Converter(lambda value, _: list(value.items()), lambda value, _: dict(value))
    pair = _fixed(inner)
    return _Converter(
        lambda value, out: [pair.write(item, out) for item in value.items()],
        lambda value, source: dict(pair.read(item, source) for item in value),
    )


def _optional(arguments: Sequence[Any]) -> _Converter:
    inner = [_converter(argument) for argument in arguments if argument is not type(None)]
    if len(inner) > 1 and not all(converter.same for converter in inner):
        raise TypeError(f"no way to tell {arguments} apart")
    if inner[0].same:
        return inner[0]
    write, read = inner[0].write, inner[0].read
    return _Converter(
        lambda value, out: None if value is None else write(value, out),
        lambda value, source: None if value is None else read(value, source),
    )


def _many(inner: _Converter, kind: type) -> _Converter:
    write, read = inner.write, inner.read
    arrange: Callable[[Any], list[Any]] = sorted if kind is frozenset else list
    if inner.same:
        return _Converter(lambda value, _: arrange(value), lambda value, _: kind(value))
    return _Converter(
        lambda value, out: [write(item, out) for item in arrange(value)],
        lambda value, source: kind([read(item, source) for item in value]),
    )


def _fixed(inner: Sequence[_Converter]) -> _Converter:
    return _Converter(
        lambda value, out: [one.write(item, out) for one, item in zip(inner, value, strict=True)],
        lambda value, source: tuple([one.read(item, source) for one, item in zip(inner, value, strict=True)]),
    )


def _record(kind: type[Any], names: Sequence[str]) -> _Converter:
    @cache
    def inner() -> tuple[list[tuple[int, Callable[[Plain, _Reader], Any]]], list[tuple[str, Callable[[Any, _Writer], Plain]]]]:
        """How the fields are read and written: found out with the first value, for of many classes a record holds none."""
        hints = _hints(kind)
        found = [(name, _PLAINEST.get(hints[name]) or _of_hint(hints[name], kind.__module__)) for name in names]
        special = [(number, converter.read) for number, (_, converter) in enumerate(found) if not converter.same]
        return special, [(name, converter.write) for name, converter in found]

    def read(values: Plain, source: _Reader) -> Any:
        for number, convert in inner()[0]:
            values[number] = convert(values[number], source)
        return kind(*values)

    return _Converter(lambda value, out: [write(getattr(value, name), out) for name, write in inner()[1]], read)


def _hints(kind: type[Any]) -> dict[str, str]:
    """What the fields of a class are said to be, word for word. `NamedTuple` wraps the words."""
    said = {name: hint for base in reversed(kind.__mro__) for name, hint in vars(base).get("__annotations__", {}).items()}
    return {name: getattr(hint, "__forward_arg__", hint) for name, hint in said.items()}


@cache
def _of_hint(hint: str, module: str) -> _Converter:
    """The way of a hint that stands in a module."""
    return _converter(eval(hint, vars(sys.modules[module])))  # noqa: S307 -- as typing.get_type_hints does, with what stands in our own code


def _write_location(place: Location, out: _Writer) -> Plain:
    span = [place.line, place.column, place.end_line, place.end_column]
    return span if place.path == out.path else [*span, place.path]


def _read_location(span: Plain, source: _Reader) -> Location:
    line, column, end_line, end_column, *other = span
    return Location(other[0] if other else source.path, line, column, end_line, end_column)


def _write_array(value: array[Any], out: _Writer) -> Plain:
    data = value.tobytes()
    out.arrays.append(data)
    return [value.typecode, len(data)]


def _write_fingerprint(value: Fingerprint, out: _Writer) -> Plain:
    out.streams.append(value.stream)
    for numbers in (value.lines, value.hashes, value.features):
        out.numbers.extend(numbers)
    sizes = [len(value.stream), len(value.lines), len(value.hashes), len(value.features)]
    return [value.exact, value.renamed, *sizes, list(value.words)]


def _read_fingerprint(values: Plain, source: _Reader) -> Fingerprint:
    exact, renamed, stream, lines, hashes, features, words = values
    sequence = source.sequence
    return Fingerprint(exact, renamed, source.stream(stream), sequence(lines), sequence(hashes), sequence(features), _texts(words))


def _texts(values: Iterable[str]) -> tuple[str, ...]:
    """One object for each text: a repository says few different words, and says them in every unit."""
    return tuple(map(intern, values))
