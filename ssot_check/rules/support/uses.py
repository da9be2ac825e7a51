"""Which files of the repository a file uses: its imports, sourced scripts and named files, resolved to paths."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from ssot_check.model.dataclass import dataclass
from ssot_check.model.parsed import ParsedFile, Reference, ReferenceKind
from ssot_check.model.project import Project
from ssot_check.model.source import FAMILIES, SOURCE_ROOTS, ending
from ssot_check.rules.support.aliases import aliases
from ssot_check.rules.support.crates import crates, needs_crate
from ssot_check.rules.support.module_names import module_names
from ssot_check.rules.support.programs import Programs

_GO = ".go"
_PYTHON = (".py", ".pyi")


@dataclass(frozen=True, slots=True)
class Target:
    """What one reference means: a file, and the name it takes from it ("" for the file as a whole)."""

    path: str
    name: str
    reference: Reference


class Uses:
    """Resolves references, but for imports that only a type checker follows. `footing.uses_of` makes it once for all rules.

    `gone` are files that are not there any more and may still be referred to.
    """

    def __init__(self, project: Project, gone: Iterable[str] = ()) -> None:
        self._project = project
        self._files = project.tree.files.union(gone) if gone else project.tree.files
        self._modules = module_names(self._files)
        self._aliases = aliases(project)
        self._crates = crates(project)
        self._named: dict[int, tuple[ParsedFile, tuple[Target, ...]]] = {}
        self._targets: dict[int, tuple[ParsedFile, tuple[Target, ...]]] = {}
        self._origins: dict[str, Mapping[str, Sequence[str]]] = {}

    @cached_property
    def _programs(self) -> Programs:
        return Programs(self._files, self._project.roots("python"))

    def targets(self, file: ParsedFile) -> Sequence[Target]:
        """Files that the file refers to, in the order it does; what a package passes on leads to where it is defined, too."""
        # Most rules ask once for every domain. The file is kept beside its answer, so that no other one can get its number.
        if id(file) not in self._targets:
            self._targets[id(file)] = file, tuple(self._followed(file))
        return self._targets[id(file)][1]

    def _followed(self, file: ParsedFile) -> Iterator[Target]:
        for target in self.named(file):
            if not target.reference.typing:
                yield target
                yield from (Target(origin, target.name, target.reference) for origin in self._passed_on(target.path, target.name))

    def named(self, file: ParsedFile) -> Sequence[Target]:
        """Files that the file names itself, in the order it does, those that only a type checker reads included."""
        if id(file) not in self._named:
            self._named[id(file)] = file, tuple(self._resolved(file))
        return self._named[id(file)][1]

    def _resolved(self, file: ParsedFile) -> Iterator[Target]:
        for reference in file.references:
            if reference.kind in (ReferenceKind.SOURCE, ReferenceKind.FILE):
                if reference.name in self._files:
                    yield Target(reference.name, "", reference)
            elif reference.kind is ReferenceKind.IMPORT:
                resolved = self.meant(reference.name, file.path)
                # `config/AppConfig` names one file; where that is gone, it means no other one.
                whole = "/" in reference.spelled and not file.path.endswith(_GO)
                yield from (Target(path, name, reference) for path, name in resolved if path != file.path and not (whole and "." in name))

    def files(self, file: ParsedFile) -> frozenset[str]:
        """Paths of all of them, and of what shell scripts source in turn."""
        found: set[str] = set()
        waiting = [file]
        while waiting:
            here = waiting.pop()
            for target in self.targets(here):
                further = self._project.files.get(target.path)
                if target.path not in found and further is not None and target.reference.kind is ReferenceKind.SOURCE:
                    waiting.append(further)
                found.add(target.path)
        return frozenset(found)

    def reached(self, files: Iterable[ParsedFile]) -> frozenset[str]:
        """Paths of all files that any of these uses, and of what the shell scripts source that they source."""
        found, sourced, waiting = set[str](), set[str](), list(files)
        while waiting:
            for target in self.targets(waiting.pop()):
                found.add(target.path)
                if target.reference.kind is ReferenceKind.SOURCE and target.path not in sourced:
                    sourced.add(target.path)
                    further = self._project.files.get(target.path)
                    waiting += [further] if further is not None else []
        return frozenset(found)

    def meant(self, dotted: str, into: str) -> list[tuple[str, str]]:
        """(path, rest of the name) of the longest leading part that is a module for the file `into`."""
        if into.endswith(".rs") and needs_crate(self._crates, dotted.partition(".")[0], into):
            return []
        for alias in self._aliases:
            if (meant := alias.meaning(dotted, into)) and (found := self._module(meant, into)):
                return found
        # Where a go.mod tells how its packages are called, `context` is Go's own and not the folder `cli/context`.
        return [] if into.endswith(_GO) and self._project.roots("go").modules else self._module(dotted, into)

    def _module(self, dotted: str, into: str) -> list[tuple[str, str]]:
        name, rest = dotted, ""
        while name:
            found = [path for path, root in self._modules.get(name, ()) if _akin(path, into) and self._reaches(path, root, into)]
            if found:
                return [(path, rest) for path in found]
            name, _, last = name.rpartition(".")
            rest = f"{last}.{rest}" if rest else last
        return self._programs.module(dotted, into) if into.endswith(_PYTHON) else []

    def _reaches(self, path: str, root: str, into: str) -> bool:
        """True when imports of the file `into` start at that folder: it lies below, or the folder is a source root by custom or use."""
        if into.startswith(root) or root.rstrip("/").rpartition("/")[2] in SOURCE_ROOTS:
            return True
        return path.endswith(_PYTHON) and self._project.roots("python").depth(path, into) == root.count("/")

    def _passed_on(self, path: str, name: str) -> Iterator[str]:
        """The file in which a name is defined that `path` only passes on."""
        for reexport in self._reexports(path).get(name.partition(".")[0], ()) if name else ():
            yield from (origin for origin, _ in self.meant(reexport, path) if origin != path)

    def _reexports(self, path: str) -> Mapping[str, Sequence[str]]:
        """What a file only passes on: its origins by name."""
        if path not in self._origins:
            found: dict[str, list[str]] = {}
            for definition in self._project.definitions(path):
                if definition.reexport:
                    found.setdefault(definition.name, []).append(definition.reexport)
            self._origins[path] = found
        return self._origins[path]


def _akin(path: str, into: str) -> bool:
    """False for two files of different languages: `./log` of a TypeScript file is no `log.py` beside it."""
    kinds = FAMILIES.get(ending(path)), FAMILIES.get(ending(into))
    return None in kinds or kinds[0] == kinds[1]
