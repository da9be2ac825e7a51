"""Short builders with defaults: a test says only what it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from ssot_check.matching.fingerprint import fingerprint
from ssot_check.model.entry import Export, PathEntry
from ssot_check.model.finding import Finding
from ssot_check.model.location import Location
from ssot_check.model.match import Alignment, CloneType, Match, Tier
from ssot_check.model.parsed import Definition, ParsedFile
from ssot_check.model.project import Project, Tree
from ssot_check.model.registry import Component, Deprecated, Dialect, Domain, Policy, Registry
from ssot_check.model.unit import LOCAL, NAME, NUMBER, SYNTAX, TEXT, Statement, Token, Unit, UnitKind

REGISTRY = "SSOT_LOCK.yml"
PIECE = re.compile(r"\$\w+|'[^']*'|\w+|\S")
KEYWORDS = frozenset(("def", "else", "for", "if", "in", "raise", "return", "try", "while", "with"))


def a_place(line: int = 1, column: int = 1, length: int = 1, path: str = REGISTRY) -> Location:
    return Location(path, line, column, line, column + length)


def a_path(path: str, line: int = 1, **fields: Any) -> PathEntry:
    return PathEntry(path, fields.pop("written", path), fields.pop("location", a_place(line, length=len(path))), **fields)


def an_export(name: str, line: int = 1) -> Export:
    return Export(name, a_place(line, length=len(name)))


def a_component(*paths: str | PathEntry, name: str = "", exports: Iterable[str] = (), **fields: Any) -> Component:
    entries = tuple(path if isinstance(path, PathEntry) else a_path(path) for path in paths)
    return Component(name, entries, tuple(an_export(item) for item in exports), **fields)


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


def statements_of(text: str, line: int = 1) -> list[Statement]:
    """One statement a line of a small language: `$name` is a local, 'text' a string, digits a number, four spaces one level."""
    found = []
    for number, written in enumerate(text.strip("\n").split("\n"), start=line):
        depth = (len(written) - len(written.lstrip())) // 4
        found.append(Statement(number, number, depth, tuple(_token(piece) for piece in PIECE.findall(written))))
    return found


def _token(piece: str) -> Token:
    if piece.startswith("$"):
        return LOCAL, piece[1:]
    if piece.startswith("'"):
        return TEXT, piece[1:-1]
    if piece.isdigit():
        return NUMBER, piece
    return (NAME if piece.isidentifier() and piece not in KEYWORDS else SYNTAX), piece


def a_unit(name: str, text: str, path: str = "app/log.py", line: int = 1, **fields: Any) -> Unit:
    """A unit of statements as `statements_of` reads them; its `def` line is `line`, its body follows."""
    statements = statements_of(text, line + 1)
    kind = fields.pop("kind", UnitKind.FUNCTION)
    place = fields.pop("location", Location(path, line, 1, statements[-1].line, 80))
    signature = fields.pop("signature", a_place(line, length=len(name), path=path))
    return Unit(name, kind, place, signature, fields.pop("fingerprint", fingerprint(statements)), **fields)


def a_match(owner: Unit, copy: Unit, clone_type: CloneType = CloneType.EXACT, **fields: Any) -> Match:
    tier, score = fields.pop("tier", Tier.GATE), fields.pop("score", 1.0)
    return Match(fields.pop("domain", "logging"), owner, copy, clone_type, tier, score, Alignment((), 1, 1), **fields)


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
