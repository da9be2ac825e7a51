"""Short builders with defaults: a test says only what it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from ssot_check.model.entry import Export, PathEntry
from ssot_check.model.finding import Finding
from ssot_check.model.location import Location
from ssot_check.model.parsed import Definition, ParsedFile
from ssot_check.model.project import Project, Tree
from ssot_check.model.registry import Component, Deprecated, Dialect, Domain, Policy, Registry

REGISTRY = "SSOT_LOCK.yml"


def a_place(line: int = 1, column: int = 1, length: int = 1, path: str = REGISTRY) -> Location:
    return Location(path, line, column, line, column + length)


def a_path(path: str, line: int = 1, **fields: Any) -> PathEntry:
    return PathEntry(path, fields.pop("written", path), fields.pop("location", a_place(line, length=len(path))), **fields)


def an_export(name: str, line: int = 1) -> Export:
    return Export(name, a_place(line, length=len(name)))


def a_component(*paths: str | PathEntry, name: str = "", exports: Iterable[str] = (), **fields: Any) -> Component:
    entries = tuple(path if isinstance(path, PathEntry) else a_path(path) for path in paths)
    return Component(name, fields.pop("location", a_place()), entries, tuple(an_export(item) for item in exports), **fields)


def a_domain(name: str = "logging", *paths: str | PathEntry, exports: Iterable[str] = (), **fields: Any) -> Domain:
    """A domain with one component; `components` replaces it."""
    components = fields.pop("components", None)
    if components is None:
        components = (a_component(*paths, exports=exports),) if paths or exports else ()
    return Domain(name, fields.pop("location", a_place()), kind=fields.pop("kind", name), components=components, **fields)


def a_deprecated(path: str, *use: str, line: int = 1, **fields: Any) -> Deprecated:
    entry = fields.pop("entry", a_path(path, line))
    return Deprecated(entry.location, entry, use=tuple(a_path(item, line) for item in use), **fields)


def a_policy(text: str, line: int = 1, check: str = "") -> Policy:
    return Policy(text, a_place(line), check)


def a_registry(*domains: Domain, **fields: Any) -> Registry:
    return Registry(fields.pop("path", REGISTRY), fields.pop("dialect", Dialect.VERSION_2), domains=domains, **fields)


def a_tree(*files: str, **fields: Any) -> Tree:
    return Tree(frozenset(files), **fields)


def a_parsed_file(path: str, *names: str, language: str = "python", **fields: Any) -> ParsedFile:
    definitions = tuple(Definition(name, a_place(number, path=path)) for number, name in enumerate(names, start=1))
    return ParsedFile(path, language, fields.pop("digest", "0" * 16), definitions=definitions, **fields)


def a_project(*domains: Domain, tree: Tree | None = None, files: Iterable[ParsedFile] = (), **fields: Any) -> Project:
    """A project whose selection and owners follow from its plain paths; patterns need `selected`."""
    parsed = {file.path: file for file in files}
    known = tree if tree is not None else a_tree(*parsed)
    registry = fields.pop("registry", None) or a_registry(*domains)
    selected = {**_selected(registry, known), **fields.pop("selected", {})}
    project = Project(registry, known, parsed, selected=selected, **fields)
    return replace(project, owners=_owners(project)) if "owners" not in fields else project


def a_finding(code: str = "SSOT101", message: str = "something is wrong", **fields: Any) -> Finding:
    return Finding(code, message, fields.pop("location", a_place()), **fields)


def _selected(registry: Registry, tree: Tree) -> Mapping[tuple[str, int], tuple[str, ...]]:
    entries = [entry for domain in registry.domains for entry in domain.owner_paths]
    entries += [item.path for item in registry.all_deprecated if item.path is not None]
    found = {}
    for entry in entries:
        inside = (path for path in tree.files if path == entry.path or path.startswith(entry.path + "/"))
        found[entry.path, entry.location.line] = tuple(sorted(inside))
    return found


def _owners(project: Project) -> Mapping[str, tuple[str, ...]]:
    owners: dict[str, set[str]] = {}
    for domain in project.registry.domains:
        for path in project.owned_files(domain):
            owners.setdefault(path, set()).add(domain.name)
    return {path: tuple(sorted(names)) for path, names in sorted(owners.items())}
