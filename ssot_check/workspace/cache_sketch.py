"""What the record of an analysed file says of its units, read without making one: a third of the work, and most are asked nothing else."""

from __future__ import annotations

import json
import struct
import zlib
from array import array
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import Any, Final

from ssot_check.model.dataclass import dataclass, names_of
from ssot_check.model.numbers import Numbers
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.sketch import Sketch
from ssot_check.model.unit import Unit, UnitKind
from ssot_check.workspace.cache_codec import LENGTHS, NUMBERS, DamagedRecordError

_KINDS: Final = {kind.value: kind for kind in UnitKind}


@dataclass(frozen=True)
class Sketched:
    """The `head` of the record is JSON in ASCII: what stands nowhere in it is said nowhere in the file. `numbers` hold all features."""

    head: bytes
    numbers: Numbers

    def says(self, text: str) -> bool:
        """False when the text stands nowhere in what is kept of the file."""
        return json.dumps(text)[1:-1].encode("ascii") in self.head

    def named(self, names: AbstractSet[str]) -> Iterator[Sketch]:
        """The units under one of these names."""
        if any(map(self.says, names)):
            yield from (unit for unit in self.units if unit.name in names)

    def field(self, name: str) -> Any:
        """A field of the file that is a text or says yes or no."""
        return self._values[names_of(ParsedFile).index(name)]

    @cached_property
    def units(self) -> tuple[Sketch, ...]:
        """The units in their order. Raises DamagedRecordError."""
        try:
            return tuple(self._sketches())
        except (ValueError, TypeError, KeyError, IndexError) as error:
            raise DamagedRecordError from error

    @cached_property
    def _values(self) -> list[Any]:
        try:
            found = json.loads(self.head)
        except (ValueError, RecursionError) as error:
            raise DamagedRecordError from error
        if not isinstance(found, list) or len(found) != len(names_of(ParsedFile)):
            raise DamagedRecordError
        return found

    def _sketches(self) -> Iterator[Sketch]:
        names, start = names_of(Unit), 0
        name, kind, print_, scope, calls = map(names.index, ("name", "kind", "fingerprint", "scope", "calls"))
        for unit in self.field("units"):
            exact, renamed, size, lines, hashes, features, words = unit[print_]
            start += lines + hashes
            said = self.numbers[start : start + features]
            start += features
            yield Sketch(unit[name], unit[scope], _KINDS[unit[kind]], size, hashes, exact, renamed, words, unit[calls], said)


def sketched(data: bytes) -> Sketched:
    """What `cache_codec.encode` has written of a file. Raises DamagedRecordError."""
    try:
        head, streams, numbers, _ = LENGTHS.unpack_from(data)
        begin = LENGTHS.size + head
        text = zlib.decompress(data[LENGTHS.size : begin])
        return Sketched(text, array(NUMBERS, data[begin + streams : begin + streams + numbers]))
    except (ValueError, struct.error, zlib.error) as error:
        raise DamagedRecordError from error
