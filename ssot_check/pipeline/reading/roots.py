"""What the files of a repository teach about the names under which they are imported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cache
from typing import Final

from ssot_check.model.dataclass import replace
from ssot_check.model.manifests import declared_names
from ssot_check.model.parsed import ParsedFile, ReferenceKind
from ssot_check.model.replacement import Roots
from ssot_check.pipeline.reading.claims import claims

_RESOLVING: Final = ("tsconfig", "jsconfig", "go.mod", "package.json", "pyproject.toml", "Cargo.toml", "CODEOWNERS", ".gitattributes")
"""How the names of files begin that say what an import of another means, who owns it, or how git writes it to the disk."""
_MANIFESTS: Final = frozenset(("go.mod", "package.json", "pyproject.toml", "Cargo.toml"))


def is_resolving(path: str) -> bool:
    """True for a file on which the meaning of others depends."""
    return path.rpartition("/")[2].startswith(_RESOLVING)


def learner(files: Mapping[str, ParsedFile], listed: AbstractSet[str]) -> Callable[[str], Roots]:
    """What the imports of a language, asked for by its name, teach about its modules; found out when it is asked for the first time."""

    @cache
    def learnt(name: str) -> Roots:
        language = claims().by_name[name]
        return language.roots(files, listed) if language.roots is not None else Roots()

    return learnt


def is_manifest(path: str) -> bool:
    """True for one of these files that says much else, and is edited for that mostly."""
    return path.rpartition("/")[2] in _MANIFESTS


def are_learnt_alike(learnt: Mapping[str, Roots], before: Mapping[str, ParsedFile], after: Mapping[str, ParsedFile]) -> bool:
    """True when the manifests `after` in the place of those `before` declare the same, as far as it is about this repository.

    On which strange packages one depends nobody asks. `learnt` is what all files have taught, by language.
    """
    if [declared_names(file) for file in before.values()] != [declared_names(file) for file in after.values()]:
        return False
    for name, old in learnt.items():
        learn = claims().by_name[name].roots
        if learn is not None:
            known = {package.name for package in old.packages.values()} | {pair[0] for pairs in old.renamed.values() for pair in pairs}
            if _declared(learn(before, frozenset()), known) != _declared(learn(after, frozenset()), known):
                return False
    return True


def _declared(found: Roots, known: AbstractSet[str]) -> object:
    packages = {
        folder: (package.name, package.needs & known, package.exports, package.tests & known, package.called, package.builds & known)
        for folder, package in found.packages.items()
    }
    return found.declared, found.modules, found.renamed, packages


def moved(
    learnt: Mapping[str, Roots],
    before: Mapping[str, ParsedFile],
    after: Mapping[str, ParsedFile],
    listed: AbstractSet[str],
    now: AbstractSet[str],
) -> Callable[[str], Roots]:
    """What was learnt by language, with the files `after` in the place of those `before`: each import votes for itself.

    `listed` are all files of then, and `now` those of now; no other file imports what came or went.
    """
    found = dict(learnt)
    if [list(imports(file)) for file in before.values()] != [list(imports(file)) for file in after.values()]:
        for name, old in learnt.items():
            learn = claims().by_name[name].roots
            if learn is not None:
                left, come = learn(before, listed), learn(after, now)
                inside, outside = _votes(old.inside, left.inside, come.inside), _votes(old.outside, left.outside, come.outside)
                found[name] = replace(old, inside=inside, outside=outside)
    return lambda name: found.get(name, Roots())


def imports(file: ParsedFile) -> Iterator[str]:
    """What the file imports, as it is meant and as it is written."""
    for item in file.references:
        if item.kind is ReferenceKind.IMPORT:
            yield from (item.name, item.spelled)


def imported_names(file: ParsedFile) -> set[str]:
    """The last names of all that the file imports."""
    return set(map(last_name, imports(file)))


def last_name(name: str) -> str:
    """The last part of a dotted name or a path."""
    return name.replace("/", ".").rpartition(".")[2]


def _votes(old: Mapping[str, int], left: Mapping[str, int], come: Mapping[str, int]) -> dict[str, int]:
    found = Counter(old)
    found.subtract(left)
    found.update(come)
    return {name: count for name, count in found.items() if count}
