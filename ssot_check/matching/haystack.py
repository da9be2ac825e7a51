"""What the search may look at, and what it asks for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from ssot_check.matching.refusals import can_be_copy, can_be_owner, comparable, delegates, is_lost_inside
from ssot_check.model.dataclass import dataclass, field
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.regex import regex
from ssot_check.model.registry import Domain, Registry
from ssot_check.model.unit import Unit

_BESIDE: Final = regex(
    r"(?:^|/)(?:astro|babel|commitlint|cypress|docusaurus|esbuild|eslint|jest|karma|lint-staged|metro|next|nuxt|playwright|postcss|prettier"
    r"|remix|rollup|rsbuild|rspack|stylelint|svelte|tailwind|tsup|typedoc|vite|vitest|wdio|webpack)\.config\.[cm]?[jt]s$"
    r"|(?:^|/)\.[a-z]+rc\.[cm]?js$|(?:^|/)(?:_?vendor(?:ed)?|third[-_]party|node_modules)/"
)
"""Configuration of a tool that asks for it in each package, and code of others. Any other `x.config.ts` may be the program's own."""
_MANIFESTS: Final = frozenset(("Cargo.toml", "composer.json", "package.json", "pyproject.toml", "setup.cfg"))


@dataclass(frozen=True, slots=True)
class Owned:
    """A unit that belongs to a domain."""

    domain: Domain
    unit: Unit
    file: ParsedFile
    family: str


@dataclass(frozen=True, slots=True)
class Haystack:
    """What the search may look at. `families` maps a language to the group it may be compared within.

    `exempt` holds (domain, path) pairs whose copies are known: wrappers, deprecated files, `duplicates.ignore`. Those of them in
    `facades` are searched nevertheless: they may define what the owner exports, but not repeat how it does it. `heads` are by domain what
    stands in the entries of its `paths` before the first sign of a pattern; `meant` are the (domain, path) pairs that a pattern names by
    more than an ending.
    """

    registry: Registry
    files: Mapping[str, ParsedFile]
    owners: Mapping[str, Sequence[str]]
    families: Mapping[str, str]
    exempt: frozenset[tuple[str, str]] = frozenset()
    facades: frozenset[tuple[str, str]] = frozenset()
    heads: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    meant: frozenset[tuple[str, str]] = frozenset()

    def family(self, file: ParsedFile) -> str:
        """The group of languages that the file may be compared within."""
        return self.families.get(file.language, file.language)


def owned_units(hay: Haystack) -> list[Owned]:
    """Every unit of every owner file that is worth a search, by path and line.

    A file that several domains claim belongs, unit by unit, to the domain that exports the unit, else to the first that is no
    parent of another.
    """
    found = []
    for file, domains in owner_files(hay):
        for unit in file.units:
            domain = domain_of(unit, domains)
            floor = domain.duplicates.min_tokens
            if can_be_owner(unit, floor) or is_lost_inside(unit, file.units, floor):
                found.append(Owned(domain, unit, file, hay.family(file)))
    return found


def owner_files(hay: Haystack) -> Iterator[tuple[ParsedFile, Sequence[Domain]]]:
    """Every file in which something may be owned, with the domains that claim it, by path.

    A test, a manifest, the configuration of a tool, what others wrote or what a program did, is no owner where a pattern takes it along
    with the code beside it.
    """
    plain = _plain(hay)
    for path in sorted(hay.owners):
        file = hay.files.get(path)
        if file is None:
            continue
        domains = [hay.registry.domain(name) for name in hay.owners[path]]
        if not _is_plain(file):
            domains = [item for item in domains if (item.name, path) in hay.meant or not _is_taken_along(hay, item.name, path, plain)]
        if domains:
            yield file, domains


def _is_taken_along(hay: Haystack, domain: str, path: str, plain: Mapping[str, Iterable[str]]) -> bool:
    """True where each entry of the domain that may mean `path` may mean one of its `plain` files, too."""
    near = [head for head in hay.heads.get(domain, ()) if path.startswith(head)]
    return bool(near) and all(any(other.startswith(head) for other in plain.get(domain, ())) for head in near)


def _plain(hay: Haystack) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for path, names in hay.owners.items():
        file = hay.files.get(path)
        for name in names if file is not None and file.units and _is_plain(file) else ():
            found[name].append(path)
    return found


def _is_plain(file: ParsedFile) -> bool:
    """True for code that its people wrote, and no test; what a package says of itself, or to a tool, is for nobody else."""
    return not (file.test or file.generated or file.path.rpartition("/")[2] in _MANIFESTS or _BESIDE.search(file.path))


def domain_of(unit: Unit, domains: Sequence[Domain]) -> Domain:
    """Of the domains that claim a unit's file, the one that exports the unit, else the first that is no other's parent."""
    parents = {item.parent for item in domains}
    inner = [item for item in domains if item.name not in parents] or domains
    return next((item for item in (*inner, *domains) if any(unit.name == export.name for export in item.exports)), inner[0])


def is_allowed(hay: Haystack, owner: Owned, unit: Unit, file: ParsedFile, *, any_kind: bool = False) -> bool:
    """True when `unit` may be a copy of `owner`: outside the domain, comparable, and no facade over it.

    With `any_kind` a class may be compared with a function.
    """
    path = unit.location.path
    pair = (owner.domain.name, path)
    return (
        owner.domain.name not in hay.owners.get(path, ())
        and (pair not in hay.exempt or pair in hay.facades)
        and owner.family == hay.family(file)
        and can_be_copy(unit, owner.domain.duplicates.min_tokens)
        and (comparable(owner.unit, owner.file, unit, file) or (any_kind and owner.file.test == file.test))
        and not delegates(unit, file, owner.unit)
    )
