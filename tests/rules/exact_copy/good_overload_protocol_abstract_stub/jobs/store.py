"""Jobs declare what they load by themselves."""

from abc import ABC, abstractmethod
from typing import Protocol, overload


class Reader(Protocol):
    def read(self, path: str, encoding: str = "utf-8", errors: str = "strict", newline: str | None = None) -> str: ...


class Base(ABC):
    @abstractmethod
    def fetch(self, key: str, timeout: float = 3.0, retries: int = 4, fallback: str | None = None) -> str:
        """Fetch one value."""
        raise NotImplementedError


@overload
def load(key: str, default: None = None, *, strict: bool = True, encoding: str = "utf-8") -> str: ...
@overload
def load(key: bytes, default: None = None, *, strict: bool = True, encoding: str = "utf-8") -> bytes: ...
def load(key, default=None, *, strict=True, encoding="utf-8"):
    return key
