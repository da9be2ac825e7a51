"""Crates that a Rust package takes from elsewhere, as its `Cargo.toml` says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from ssot_check.model.parsed import ParsedFile
from ssot_check.model.project import Project

_MANIFEST: Final = "Cargo.toml"
_LISTS: Final = ("dependencies", "dev-dependencies", "build-dependencies")
_ELSEWHERE: Final = "path"


def crates(project: Project) -> Mapping[str, frozenset[str]]:
    """The crates of each package, as code spells them, by its folder ("" or `a/b/`). Those of the repository, by `path`, are left out."""
    paths = (path for path in project.files if path.rpartition("/")[2] == _MANIFEST)
    manifests = {path.removesuffix(_MANIFEST): project.files[path] for path in paths}
    needed = {folder: dict(_needed(file)) for folder, file in sorted(manifests.items())}
    own = {name for found in needed.values() for name, local in found.items() if local}
    return {folder: frozenset(found) - own for folder, found in needed.items()}


def needs_crate(found: Mapping[str, frozenset[str]], name: str, into: str) -> bool:
    """True when the package of the file `into` takes a crate of that name from elsewhere.

    Of files beside a `Cargo.toml` of the root it cannot be told: `crate::log` and the crate `log` are one name there.
    """
    folder = into.rpartition("/")[0]
    while folder and f"{folder}/" not in found:
        folder = folder.rpartition("/")[0]
    return "/" in into and name in found.get(f"{folder}/" if folder else "", ())


def _needed(file: ParsedFile) -> Iterator[tuple[str, bool]]:
    """Names of crates, and whether they stand in the repository; those of `[target.x.dependencies]` and of a workspace too."""
    local: dict[str, bool] = {}
    for setting in file.settings:
        for place, word in enumerate(setting.key[:-1]):
            if word in _LISTS:
                name = setting.key[place + 1].replace("-", "_")
                local[name] = local.get(name, False) or setting.key[place + 2 : place + 3] == (_ELSEWHERE,)
                break
    yield from local.items()
