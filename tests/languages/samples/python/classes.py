from __future__ import annotations

import enum
import re
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import NamedTuple, Protocol, overload


class Speaks(Protocol):
    def speak(self, words: str) -> None: ...


@dataclass(frozen=True)
class Point:
    """Fields only."""

    x: int
    y: int = 0


class Pair(NamedTuple):
    left: str
    right: str


class Colour(enum.Enum):
    RED = 1
    GREEN = 2


class Base(ABC):
    PATTERN = re.compile(r"^\w+$", re.ASCII)
    KNOWN = {"a": 1, "b": 2, "c": 3, "d": 4}

    def __init__(self, name, size=0):
        super().__init__()
        self.name = name
        self.size = size

    @abstractmethod
    def run(self): ...

    @overload
    def get(self, key: str) -> str: ...
    @overload
    def get(self, key: int) -> int: ...
    def get(self, key):
        return Base.KNOWN.get(key) or self.PATTERN.match(key)

    @property
    def title(self):
        return self.name.title()

    @title.setter
    def title(self, value):
        self.name = value

    @staticmethod
    def make(kind, **options):
        return build(kind, **options)

    @classmethod
    def default(cls):
        raise NotImplementedError("later")

    class Inner:
        flag = True

        def method(self):
            def nested(self):
                return self

            return nested(self)


def build(kind, **options):
    return Base.make(kind, **options)


def arguments(parser):
    parser.add_argument("--one", type=int)
    parser.add_argument("--two", help="second")
    group = parser.add_argument_group("more")
    group.add_argument("--three")
    return parser
