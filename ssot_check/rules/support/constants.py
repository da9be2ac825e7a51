"""Texts that an owner has as a constant and that others write out again."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from ssot_check.model.dataclass import dataclass
from ssot_check.model.digest import digest_parts
from ssot_check.model.location import shared_parts
from ssot_check.model.parsed import Literal, LiteralForm, ParsedFile
from ssot_check.model.project import Project
from ssot_check.model.registry import Domain
from ssot_check.rules.support.outside import excused_paths, is_outside

_SHOWN_IN: Final = frozenset(("doc", "docs", "example", "examples", "sample", "samples", "snippet", "snippets", "demo", "demos"))
"""Folders, and words of file names."""
_WHO: Final = frozenset(("audience", "issuer", "namespace", "ns", "realm", "xmlns"))
"""A URL in a constant that is called so says who or what is meant, and nothing can be fetched from it."""
_WORDS: Final = re.compile("[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_TEXT_OF: Final = {"py": ".pattern", "pyi": ".pattern", "go": ".String()"}
"""How a pattern is asked for its text, by the ending of the file that holds it."""
_LONGEST: Final = 60
_BETWEEN_WORDS: Final = re.compile("[^a-z]+")


@dataclass(frozen=True, slots=True)
class ConstantCopy:
    """`copies` in one file, by place, have the text of `owner`, a constant of `domain`."""

    domain: str
    owner: Literal
    copies: tuple[Literal, ...]

    @property
    def is_shown(self) -> bool:
        """True in a file that shows readers or users something: what it writes out is meant to stand there as it is."""
        *folders, name = self.copies[0].location.path.lower().split("/")
        return not _SHOWN_IN.isdisjoint((*folders, *_BETWEEN_WORDS.split(name)))

    @property
    def is_other_meaning(self) -> bool:
        """True for a URL that names somebody in the owner, where nothing says that the copy does: it may be an address."""
        mine, theirs = (_WHO.intersection(map(str.lower, _WORDS.findall(item.name))) for item in (self.owner, self.copies[0]))
        return self.owner.form is LiteralForm.URL and bool(mine) and not theirs

    @property
    def asked(self) -> str:
        """What to write in the copy's place: the constant, or the text of one that is a pattern, where a text is wanted."""
        ending = self.owner.location.path.rpartition(".")[2]
        apart = self.owner.compiled and not all(item.compiled for item in self.copies)
        return f"{self.owner.name}{_TEXT_OF.get(ending, '') if apart else ''}"

    @property
    def digest(self) -> str:
        """Digest of the text without its layout."""
        return digest_parts((self.owner.form.value, _normal(self.owner.text)))


def constant_copies(project: Project) -> Iterator[ConstantCopy]:
    """One for each file and constant, by place."""
    constants = _constants(project)
    excused = {domain.name: excused_paths(project, domain) for domain in project.registry.domains}
    for _, file in sorted(project.files.items()):
        found: dict[tuple[str, str], list[Literal]] = defaultdict(list)
        for item in file.literals:
            key = (file.language, _normal(item.text))
            if key in constants:
                found[key].append(item)
        for key in sorted(found, key=lambda one: found[one][0].location):
            domain, owner = _nearest(constants[key], file.path)
            if is_outside(project, domain, file, excused[domain.name]) and not _is_first(file, owner, project):
                yield ConstantCopy(domain.name, owner, tuple(found[key]))


def offered(files: Iterable[ParsedFile]) -> frozenset[str]:
    """Digests of the constants that others may take, where the `files` are owners."""
    texts = ((file, item) for file in files if not file.test for item in file.literals if _is_offered(item.name))
    return frozenset(_digest(file, item) for file, item in texts)


def spelled(files: Iterable[ParsedFile]) -> frozenset[str]:
    """Digests of all telling texts in the `files`, in the terms of `offered`: without a common one there is no copy of a constant."""
    return frozenset(_digest(file, item) for file in files for item in file.literals)


def _digest(file: ParsedFile, item: Literal) -> str:
    return digest_parts((file.language, _normal(item.text)))


def _constants(project: Project) -> Mapping[tuple[str, str], Sequence[tuple[Domain, Literal]]]:
    """The owners' constants by language and text; those with one text by place."""
    found: dict[tuple[str, str], list[tuple[Domain, Literal]]] = defaultdict(list)
    for path, names in sorted(project.owners.items()):
        file = project.files.get(path)
        for item in file.literals if file is not None and not file.test else ():
            if file is not None and _is_offered(item.name):
                domains = [project.registry.domain(name) for name in names]
                domain = next(
                    (one for one in domains if any(export.name in (item.name, item.name.partition(".")[0]) for export in one.exports)),
                    domains[0],
                )
                found[file.language, _normal(item.text)].append((domain, item))
    return found


def _nearest(owned: Sequence[tuple[Domain, Literal]], path: str) -> tuple[Domain, Literal]:
    """The constant that a file writes out: of several that of the nearest owner, as a server and its client have one each.

    To an owner that has the constant itself the first one counts: else each of two would stand for itself.
    """
    if any(item.location.path == path for _, item in owned):
        return owned[0]
    return max(owned, key=lambda pair: shared_parts(pair[1].location.path, path))


def _is_offered(name: str) -> bool:
    """True for the name of a constant that others may take: no part of it is private."""
    return bool(name) and not any(part.startswith("_") for part in name.split("."))


def _is_first(file: ParsedFile, owner: Literal, project: Project) -> bool:
    """Two owners with one constant accuse each other: the one that stands first keeps it."""
    return bool(project.owners.get(file.path)) and file.path < owner.location.path


def _normal(text: str) -> str:
    """Layout and case of the scheme do not count."""
    return " ".join(text.split())


def in_a_message(text: str) -> str:
    """A text on one line, cut where it is long."""
    one = " ".join(text.split())
    return one if len(one) <= _LONGEST else one[: _LONGEST - 3] + "..."
