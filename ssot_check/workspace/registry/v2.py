"""Reads version 2 of the registry: the shape is checked against the schema, then what is sound becomes a Registry.

Everything here reads tolerantly and stays silent about shape, for the schema check has said it already; what only the
meaning tells (paths that leave the repository, expressions that do not compile, unknown domains) is said here.
"""

from __future__ import annotations

from collections.abc import Iterator

from ssot_check.model.dataclass import replace
from ssot_check.model.entry import PathEntry, Stated
from ssot_check.model.facts import Environment, Fact, FactPlace, Variable
from ssot_check.model.location import repository_path
from ssot_check.model.registry import Dialect, Domain, ExceptionEntry, Level, Registry, ScanSettings
from ssot_check.workspace.registry import enforcement as registry_enforcement
from ssot_check.workspace.registry import schema as registry_schema
from ssot_check.workspace.registry.nodes import Mapping, Node, shown
from ssot_check.workspace.registry.reader import Reader
from ssot_check.workspace.registry.v2_domain import DomainReader
from ssot_check.workspace.registry.values import Values


def read(reader: Reader, root: Mapping) -> Registry:
    """The registry that a version 2 document means; problems gather in the reader."""
    registry_schema.check(reader, root)
    values = Values(reader)
    facts = tuple(_facts(values, root))
    domains = tuple(_domains(values, root, facts))
    enforcement = values.mapping(root.get("enforcement"))
    documentation = values.mapping(root.get("documentation"))
    archive = values.path(documentation.get("archive"))
    layout = values.mapping(root.get("layout"))
    registry = Registry(
        path=reader.path,
        dialect=Dialect.VERSION_2,
        domains=domains,
        level=_level(enforcement),
        scan=_scan(values, root),
        exceptions=tuple(_exceptions(values, root)),
        archives=(archive,) if archive else (),
        version_from=_version_from(reader, values.mapping(root.get("project"))),
        enforcement=registry_enforcement.read(values, enforcement),
        facts=facts,
        environment=_environment(values, root),
        forbidden_paths=values.paths(layout.get("forbidden_paths")),
        covered_paths=values.paths(layout.get("covered_paths")),
        frozen_paths=values.paths(layout.get("frozen_paths")),
        topics=values.named_paths(documentation.get("topics")),
    )
    _known_domains(reader, registry)
    return registry


def _domains(values: Values, root: Mapping, facts: tuple[Fact, ...]) -> Iterator[Domain]:
    for entry in values.mapping(root.get("domains")).entries:
        if isinstance(entry.value, Mapping) and values.reader.named(entry.key):
            domain = DomainReader(values, entry.name).read(entry.key, entry.value)
            yield replace(domain, facts=tuple(fact.name for fact in facts if fact.domain == entry.name))


def _level(enforcement: Mapping) -> Level:
    known = {level.value: level for level in Level}
    return known.get(enforcement.text("level"), Level.STANDARD)


def _version_from(reader: Reader, project: Mapping) -> str:
    node = project.get("version_from")
    text = project.text("version_from")
    if text and node and repository_path(text.partition("#")[0]) is None:
        reader.error(node.location, f"the path `{shown(text)}` leaves the repository", "write file#key.path, relative to the root")
        return ""
    return text


def _scan(values: Values, root: Mapping) -> ScanSettings:
    scan = values.mapping(root.get("scan"))
    include, exclude, tests, generated = (_folders(values, scan.get(key)) for key in ("include", "exclude", "tests", "generated"))
    aliases = tuple((name, entry.path) for name, entry in values.named_paths(scan.get("aliases")))
    return ScanSettings(include, exclude, tests, generated, aliases)


def _folders(values: Values, node: Node | None) -> tuple[PathEntry, ...]:
    """Patterns as gitignore(5) reads them: a slash at the end means folders only."""
    return tuple(replace(item, path=item.path + "/") if item.written.endswith("/") else item for item in values.paths(node))


def _facts(values: Values, root: Mapping) -> Iterator[Fact]:
    for entry in values.mapping(root.get("facts")).entries:
        body = values.mapping(entry.value)
        copies = (_place(values, item) for item in values.items(body.get("copies")))
        yield Fact(
            name=entry.name,
            location=entry.key.location,
            type=body.text("type") or "string",
            domain=body.text("domain"),
            canonical=_place(values, body.get("canonical")),
            copies=tuple(place for place in copies if place is not None),
            discover=values.flag(body.get("discover")),
        )


def _place(values: Values, node: Node | None) -> FactPlace | None:
    body = values.mapping(node)
    file = values.path(body.get("file"))
    return FactPlace(file, body.text("select"), body.text("relation") or "equal") if file else None


def _environment(values: Values, root: Mapping) -> Environment:
    env = values.mapping(root.get("env"))
    files = tuple((entry.name, values.paths(entry.value)) for entry in values.mapping(env.get("environments")).entries)
    return Environment(
        template=values.path(env.get("template")),
        files=files,
        may_differ=values.texts(env.get("may_differ")),
        ambient=values.texts(env.get("ambient")),
        variables=tuple(_variables(values, env)),
    )


def _variables(values: Values, env: Mapping) -> Iterator[Variable]:
    for entry in values.mapping(env.get("vars")).entries:
        body = values.mapping(entry.value)
        required, secret = values.flag(body.get("required")), values.flag(body.get("secret"))
        yield Variable(entry.name, entry.key.location, body.text("type") or "string", required, secret)


def _exceptions(values: Values, root: Mapping) -> Iterator[ExceptionEntry]:
    for item in values.items(root.get("exceptions")):
        body = values.mapping(item)
        path = values.path(body.get("path"))
        if path is not None:
            texts = {key: body.text(key).strip() for key in ("code", "reason", "symbol", "owner", "until")}
            yield ExceptionEntry(path=path, location=item.location, **texts)


def _known_domains(reader: Reader, registry: Registry) -> None:
    """Warn of a domain that is named and not there: the dependency would bind nothing."""
    names = {domain.name for domain in registry.domains}
    uses = [
        Stated(f"domains.{domain.name}.depends_on", item.name, item.location) for domain in registry.domains for item in domain.depends_on
    ]
    uses += [Stated(f"facts.{fact.name}.domain", fact.domain, fact.location) for fact in registry.facts if fact.domain]
    uses += [Stated(f"domains.{domain.name}.parent", domain.parent, domain.location) for domain in registry.domains if domain.parent]
    reader.known_domains([*uses, *registry_enforcement.named_domains(registry.enforcement)], names)
