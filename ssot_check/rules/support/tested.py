"""Files of Rust that are compiled for the tests only (`#[cfg(test)] mod mocked;`): nothing in them is there when the program runs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ssot_check.model.project import Project
from ssot_check.rules.support.footing import uses_of

_RUST: Final = ".rs"
_ROOT: Final = "/mod.rs"


def without_tests(project: Project, paths: Iterable[str]) -> tuple[str, ...]:
    """The files but for those that one of them declares for the tests only, and for what lies below these."""
    every = tuple(paths)
    files = [project.files[path] for path in every if path.endswith(_RUST) and path in project.files]
    declared = [item for file in files for item in uses_of(project).named(file) if item.reference.passing and item.reference.late]
    stems = tuple(item.path.removesuffix(_ROOT).removesuffix(_RUST) for item in declared)
    left = (path for path in every if not any(path.removesuffix(_RUST) == stem or path.startswith(f"{stem}/") for stem in stems))
    return tuple(left)
