"""Files of tests: they are run and not imported, for an import of one runs its tests once more."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from ssot_check.model.parsed import Reference

_NAME: Final = re.compile(r"\.\w*(?:test|spec)\.(?:[cm]?[jt]s|[jt]sx)$", re.IGNORECASE)
_RUNNERS: Final = frozenset(("vitest", "@jest/globals", "node:test", "bun:test", "@playwright/test"))
"""Modules that hand out `describe` and `test`."""


def is_named_suite(path: str) -> bool:
    """True for `cart.test.ts`, `cart.spec.tsx`, and for kinds of them (`cart.clienttest.ts`)."""
    return _NAME.search(path) is not None


def is_suite(path: str, references: Iterable[Reference]) -> bool:
    """True for a file that is called like a test, or that takes the words of tests from what runs them."""
    return is_named_suite(path) or any(item.spelled.strip("\"'") in _RUNNERS for item in references)
