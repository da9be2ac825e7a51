"""Which files `variants` of the registry let exist: those that it names, and what these draw in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase

from ssot_check.model.dataclass import replace
from ssot_check.model.match import NEW_FILE, Match
from ssot_check.model.parsed import ReferenceKind
from ssot_check.model.project import Project
from ssot_check.model.registry import Dialect, Domain, PathEntry, Registry, Variants
from ssot_check.rules.support.file_kinds import canonical, is_aside, recogniser


def drawn_in(project: Project, variants: Variants) -> frozenset[str]:
    """Files that the allowed ones name as parts of themselves, however far away."""
    found: set[str] = set()
    waiting = list(files_of(project, variants.allowed))
    while waiting:
        file = project.files.get(waiting.pop())
        parts = {item.name for item in file.references if item.kind is ReferenceKind.FILE} - found if file else set()
        found |= parts
        waiting += parts
    return frozenset(found)


def admit(project: Project, domain: Domain) -> str:
    """How the registry comes to name a file that is no variant."""
    compat = project.registry.dialect is Dialect.COMPAT
    return f"name it under `files` or `deprecated_paths` of `{domain.name}`" if compat else f"add it to `allowed` of `{domain.name}`"


def implied(project: Project) -> Iterator[tuple[Domain, Variants]]:
    """Compose domains of a compat registry that own compose files and nothing else."""
    if project.registry.dialect is not Dialect.COMPAT:
        return
    is_compose = recogniser("compose")
    for domain in project.registry.domains:
        paths = tuple(entry for part in domain.components if part.name == "" for entry in part.paths)
        if canonical(domain.name) == "compose" and paths and all(is_compose(entry.path, None) for entry in paths):
            yield domain, Variants("compose", paths, domain.location)


def named_in(registry: Registry) -> list[PathEntry]:
    """Entries of every file that the registry already has an opinion about."""
    entries: list[PathEntry] = [*registry.archives, *registry.required_files]
    entries += [item.path for item in registry.all_deprecated if item.path is not None and not item.symbol]
    for domain in registry.domains:
        entries += domain.owner_paths
        entries += [wrapper.path for wrapper in domain.wrappers]
        entries += [item.path for item in domain.named]
        entries += [entry for variants in domain.variants for entry in variants.allowed]
    return entries


def files_of(project: Project, entries: Iterable[PathEntry]) -> Iterator[str]:
    """The paths of the entries, and of the listed files that they mean."""
    for entry in entries:
        yield entry.path
        yield from project.select(entry)


def with_new_file(project: Project, match: Match) -> Match:
    """The match; where its line asks for a new file that would be reported as a variant, with what keeps it from that."""
    path = match.use.partition(NEW_FILE)[2].partition(",")[0]
    if not path or is_aside(path) or any(_means(entry, path) for entry in named_in(project.registry)):
        return match
    declared = [(domain, item) for domain in project.registry.domains for item in domain.variants] + list(implied(project))
    like = project.files.get(match.owner_path)
    for domain, variants in declared:
        known = drawn_in(project, variants).union(files_of(project, variants.allowed))
        if known.isdisjoint((match.owner_path, match.copy_path)) and recogniser(variants.kind)(path, like):
            return replace(match, use=f"{match.use}; {admit(project, domain).replace('it', path, 1)}, which lets no other such file exist")
    return match


def _means(entry: PathEntry, path: str) -> bool:
    return fnmatchcase(path, entry.path) or path.startswith(f"{entry.path.rstrip('/')}/")
