"""Import paths that begin with no folder: aliases of the registry, `paths` of `tsconfig.json`, the module of a `go.mod`."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import Final

from ssot_check.model.dataclass import dataclass
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.project import Project

_CONFIG: Final = re.compile(r"(?:.*/)?[tj]sconfig(?:\.[\w-]+)*\.json")
_GO_MODULE: Final = "go.mod"
_GO_NAME: Final = ("module",)
_PATHS: Final = ("compilerOptions", "paths")
_BASE: Final = ("compilerOptions", "baseUrl")
_PYTHON: Final = (".py", ".pyi")
_ENDING: Final = re.compile(r"\.(?:[cm]?[jt]s|[jt]sx|vue|svelte)(?=\.|$)")

_INDEX: Final = "/index"
"""Modules are called by their folder where they are its index: `libs/core/src/index.ts` is `libs.core.src`."""


@dataclass(frozen=True, slots=True)
class Alias:
    """Imports of files below `scope` ("" = all) that begin with `prefix` mean `folder` and the rest; `whole` ones have no rest."""

    scope: str
    prefix: str
    folder: str
    whole: bool = False

    def meaning(self, dotted: str, into: str) -> str:
        """The dotted name from the repository root that an import of the file `into` means; "" when the alias is not about it."""
        if into.endswith(_PYTHON) or not dotted.startswith(self.prefix) or not into.startswith(self.scope):
            return ""
        rest = _ENDING.sub("", dotted[len(self.prefix) :], count=1)
        if self.whole and rest and not rest.startswith("."):
            return ""
        return f"{self.folder}{rest}".strip("/").replace("/", ".").strip(".")


def aliases(project: Project) -> tuple[Alias, ...]:
    """Every alias, the longest prefix and the nearest configuration first."""
    found = [Alias("", prefix, f"{folder}/" if prefix.endswith("/") else folder) for prefix, folder in project.registry.scan.aliases]
    for path in sorted(project.files):
        if _CONFIG.fullmatch(path):
            found.extend(_configured(project.files[path]))
        elif path.rpartition("/")[2] == _GO_MODULE:
            found.extend(_module(project.files[path]))
    return tuple(sorted(found, key=lambda item: (-len(item.scope), -len(item.prefix), item.prefix, item.folder)))


def _module(file: ParsedFile) -> Iterator[Alias]:
    """Packages of a Go module are called by the module's name and their folder below it."""
    folder = file.path.rpartition("/")[0]
    for setting in file.settings:
        if setting.key == _GO_NAME:
            yield Alias("", setting.raw.replace("/", "."), folder, whole=True)


def _configured(file: ParsedFile) -> Iterator[Alias]:
    folder = file.path.rpartition("/")[0]
    base = next((setting.raw.strip("\"'") for setting in file.settings if setting.key == _BASE), ".")
    for setting in file.settings:
        if setting.key[:2] == _PATHS and len(setting.key) > len(_PATHS) + 1:
            short, _, rest = setting.key[2].partition("*")
            target = posixpath.normpath(posixpath.join(folder, base, setting.raw.strip("\"'").partition("*")[0]))
            whole = "*" not in setting.key[2]
            if short and not rest and not target.startswith(".."):
                yield Alias(
                    f"{folder}/" if folder else "", short, _ENDING.sub("", target).removesuffix(_INDEX) if whole else f"{target}/", whole
                )
