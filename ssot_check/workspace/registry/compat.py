"""Reads the compat dialect: no `schema_version`, rooted at `sources_of_truth`, role names as keys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ssot_check.model.dataclass import replace
from ssot_check.model.entry import Export, PathEntry, Stated
from ssot_check.model.facts import Enforcement
from ssot_check.model.problem import Problem
from ssot_check.model.registry import Deprecated, Dialect, Domain, Level, Policy, Registry, Role, State
from ssot_check.model.suggest import nearest
from ssot_check.model.verdict import Severity
from ssot_check.workspace.registry import enforcement as registry_enforcement
from ssot_check.workspace.registry import prose
from ssot_check.workspace.registry.domain import DomainReader
from ssot_check.workspace.registry.entries import bind_must_use, compat_path, deprecated_entry
from ssot_check.workspace.registry.nodes import Mapping, Node, Scalar, Sequence, shown
from ssot_check.workspace.registry.reader import Reader

TOP_KEYS: Final = (
    "version", "date", "enforcement_level", "enforcement", "maintenance_team", "last_evaluation", "evaluation_status", "sources_of_truth",
    "deprecated_modules", "enforcement_rules", "migration_status", "metrics", "validation", "notes", "changelog",
)  # fmt: skip
STATED_KEYS: Final = (
    "date", "maintenance_team", "last_evaluation", "evaluation_status", "migration_status", "metrics", "notes", "changelog",
)  # fmt: skip
MODULE_KEYS: Final = (
    "path", "reason", "use_instead", "removal_version", "status", "removal_date", "description", "note", "notes",
)  # fmt: skip
VALIDATION_KEYS: Final = {"import_patterns": ("allowed", "forbidden"), "file_existence": ("required",)}


def read(reader: Reader, root: Mapping) -> Registry:
    """The registry that a compat document means; problems gather in the reader."""
    for entry in root.entries:
        if entry.name not in TOP_KEYS:
            reader.unknown(entry.key, TOP_KEYS, Severity.WARNING, "the registry")
    validation = _validation(reader, root)
    imports = reader.mapping(validation.get("import_patterns"), "import_patterns") if validation else None
    files = reader.mapping(validation.get("file_existence"), "file_existence") if validation else None
    domains = _depend(tuple(_domains(reader, root)))
    policies = tuple(Policy(item.text, item.location) for item in reader.scalars(root.get("enforcement_rules"), "enforcement_rules"))
    enforcement, level = _enforcement(reader, root)
    reader.known_domains(registry_enforcement.named_domains(enforcement), [domain.name for domain in domains])
    return Registry(
        path=reader.path,
        dialect=Dialect.COMPAT,
        domains=domains,
        level=_level(reader, root, level),
        enforcement=enforcement,
        deprecated=tuple(_modules(reader, root)),
        import_patterns=(
            *reader.patterns(imports.get("allowed") if imports else None, "allowed", allowed=True),
            *reader.patterns(imports.get("forbidden") if imports else None, "forbidden", allowed=False),
        ),
        required_files=tuple(_required(reader, files)),
        policies=policies,
        archives=_archives(policies, domains),
        version=reader.text(root.get("version"), "version"),
        stated=tuple(_stated(root)),
    )


def _domains(reader: Reader, root: Mapping) -> Iterator[Domain]:
    body = reader.mapping(root.get("sources_of_truth"), "sources_of_truth")
    if body is not None and not body.entries:  # a registry without a domain would pass over everything
        reader.error(body.location, "`sources_of_truth` is empty", "write at least one entry")
    for entry in body.entries if body else ():
        if not reader.named(entry.key):
            continue
        if isinstance(entry.value, Mapping):
            yield bind_must_use(DomainReader(reader, entry.name).read(entry.key, entry.value))
        else:
            reader.wrong(entry.value, f"sources_of_truth.{entry.name}", "a mapping with at least a `path`")


def _depend(domains: tuple[Domain, ...]) -> tuple[Domain, ...]:
    """Turn the files a domain says it uses into the domains that own them; the first owner in the file wins."""
    owners: dict[str, str] = {}
    for domain in domains:
        for entry in domain.owner_paths:
            owners.setdefault(entry.path, domain.name)
    found = []
    for domain in domains:
        needs: dict[str, Export] = {}
        for named in domain.named:
            owner = owners.get(named.path.path, "") if named.role is Role.DEPENDENCY else ""
            if owner and owner != domain.name:
                needs.setdefault(owner, Export(owner, named.path.location))
        found.append(replace(domain, depends_on=tuple(needs.values())))
    return tuple(found)


def _enforcement(reader: Reader, root: Mapping) -> tuple[Enforcement, str]:
    """`enforcement` and its level; a mapping of unknown sort is warned of like any key that nothing reads."""
    entry = next((item for item in root.entries if item.name == registry_enforcement.KEY), None)
    found = registry_enforcement.read_compat(reader, entry.value) if entry else None
    if entry and found is None:
        reader.unknown(entry.key, (), Severity.WARNING, "the registry")
    return found or (Enforcement(), "")


def _level(reader: Reader, root: Mapping, otherwise: str) -> Level:
    """`enforcement_level`; `otherwise` is what `enforcement.level` says, which holds where the older key is missing."""
    known = {level.value: level for level in Level}
    node = root.get("enforcement_level")
    word = reader.text(node, "enforcement_level").strip().lower()
    if node is None or not word:
        return known.get(otherwise, Level.STANDARD)
    if otherwise and word in known and word != otherwise:
        message = f"`enforcement_level` is `{word}`, and `enforcement.level` is `{shown(otherwise)}`"
        reader.problems.append(Problem("SSOT005", message, node.location, Severity.WARNING, f"the run uses `{word}`", "keep one of them"))
    if word not in known:
        guess = nearest(word, known)
        remedy = f"did you mean `{guess}`?" if guess else "write one of strict, standard, advisory"
        message = f"`enforcement_level` is `{shown(word)}`; expected strict, standard or advisory"
        reader.problems.append(Problem("SSOT005", message, node.location, Severity.WARNING, "the run uses `standard`", remedy))
    return known.get(word, Level.STANDARD)


def _modules(reader: Reader, root: Mapping) -> Iterator[Deprecated]:
    for item in reader.items(root.get("deprecated_modules"), "deprecated_modules"):
        if isinstance(item, Mapping):
            for entry in item.entries:
                if entry.name not in MODULE_KEYS:
                    reader.unknown(entry.key, MODULE_KEYS, Severity.WARNING, "an entry of `deprecated_modules`")
            found = deprecated_entry(reader, item, "deprecated_modules")
        else:
            path = compat_path(reader, item, "deprecated_modules")
            found = Deprecated(path.location, path, path.symbol, state=prose.state_of(path.note), reason=path.note) if path else None
        if found is not None:
            yield found


def _validation(reader: Reader, root: Mapping) -> Mapping | None:
    body = reader.mapping(root.get("validation"), "validation")
    for entry in body.entries if body else ():
        inner = VALIDATION_KEYS.get(entry.name)
        if inner is None:
            reader.unknown(entry.key, VALIDATION_KEYS, Severity.WARNING, "`validation`")
        elif isinstance(entry.value, Mapping):
            for sub in entry.value.entries:
                if sub.name not in inner:
                    reader.unknown(sub.key, inner, Severity.WARNING, f"`validation.{entry.name}`")
    return body


def _required(reader: Reader, files: Mapping | None) -> Iterator[PathEntry]:
    for item in reader.scalars(files.get("required") if files else None, "required", "a list of paths"):
        if (path := compat_path(reader, item, "required")) is not None:
            yield path


def _archives(policies: tuple[Policy, ...], domains: tuple[Domain, ...]) -> tuple[PathEntry, ...]:
    """Folders that "Archive outdated docs to docs/archive/" names, and those that archived entries lie in."""
    found: dict[str, PathEntry] = {}
    for policy in (*policies, *(policy for domain in domains for policy in domain.policies)):
        if folder := prose.archive_folder(policy.text):
            found.setdefault(folder, PathEntry(folder, policy.text, policy.location))
    for path in (entry.path for domain in domains for entry in domain.deprecated if entry.state is State.ARCHIVED):
        if path is not None and (folder := prose.folder_of_archive(path.path)):
            found.setdefault(folder, PathEntry(folder, path.written, path.location))
    return tuple(found.values())


def _stated(root: Mapping) -> Iterator[Stated]:
    for entry in root.entries:
        if entry.name in STATED_KEYS:
            yield from flatten(entry.name, entry.value)


def flatten(key: str, node: Node) -> Iterator[Stated]:
    """Every scalar below `node` under its dotted key."""
    if isinstance(node, Scalar):
        yield Stated(key, node.text, node.location)
    elif isinstance(node, Sequence):
        for number, item in enumerate(node.items):
            yield from flatten(f"{key}.{number}", item)
    else:
        for entry in node.entries:
            yield from flatten(f"{key}.{entry.name}", entry.value)
