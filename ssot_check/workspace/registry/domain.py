"""Reads one domain of the compat dialect: role names are keys, at any depth."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from ssot_check.model.dataclass import dataclass, field, replace
from ssot_check.model.entry import Export, ImportPattern, PathEntry
from ssot_check.model.registry import Component, Deprecated, Domain, Named, Policy, Role, State, Wrapper
from ssot_check.model.verdict import Severity
from ssot_check.workspace.registry import prose
from ssot_check.workspace.registry.entries import compat_path, deprecated_entry, part_of, reason_of
from ssot_check.workspace.registry.nodes import Entry, Mapping, Node, Scalar, Sequence
from ssot_check.workspace.registry.reader import Reader

OWNER_KEYS: Final = ("path", "paths", "ssot", "ssot_location", "ssot_script")
MEMBER_KEYS: Final = ("files", "feature_types", "template", "production_template")
DEPRECATED_KEYS: Final = ("deprecated_paths", "deprecated", "archived_files")
DEPENDENCY_KEYS: Final = ("imports_from_config", "uses")
HELPER_KEYS: Final = ("management_script", "validation_script", "sync_script", "validation", "synchronization")
SIDE_KEYS: Final = {"consumers": Role.CONSUMER, "sync_targets": Role.SYNC_TARGET, "relationship": Role.DEPENDENCY}
POLICY_KEYS: Final = ("rules", "rule")
TEXT_KEYS: Final = (
    "description", "responsibility", "note", "notes", "status", "archive_date", "migration_status", "migration_date",
)  # fmt: skip
ROLE_KEYS: Final = ("frontend", "backend", "service", "middleware", "config", "client", "hook")
OTHER_KEYS: Final = ("exports", "removal_version", "wrappers", "allowed_imports", "locking_required")
KNOWN_KEYS: Final = (
    *OWNER_KEYS, *MEMBER_KEYS, *DEPRECATED_KEYS, *DEPENDENCY_KEYS, *HELPER_KEYS, *SIDE_KEYS, *POLICY_KEYS, *TEXT_KEYS, *ROLE_KEYS,
    *OTHER_KEYS,
)  # fmt: skip
ENTRY_KEYS: Final = (
    "path", "description", "reason", "note", "notes", "responsibility", "status", "deprecated", "locking_required", "exports",
    "use_instead", "removal_version", "removal_date", "archive_date", "migration_date",
)  # fmt: skip
"""Keys of a mapping that stands for one path in a list."""


@dataclass(slots=True)
class _Parts:
    """What a domain collects while its mapping is walked."""

    components: list[Component] = field(default_factory=list)
    wrappers: list[Wrapper] = field(default_factory=list)
    deprecated: list[Deprecated] = field(default_factory=list)
    named: list[Named] = field(default_factory=list)
    policies: list[Policy] = field(default_factory=list)
    imports: list[ImportPattern] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    description: str = ""


@dataclass(slots=True)
class _Component:
    """A component under construction."""

    paths: list[PathEntry] = field(default_factory=list)
    exports: list[Export] = field(default_factory=list)
    members: list[PathEntry] = field(default_factory=list)
    locked: bool = False


class DomainReader:
    """Walks one domain; `read` is its only door."""

    def __init__(self, reader: Reader, name: str) -> None:
        self.reader = reader
        self.name = name
        self.parts = _Parts()

    def read(self, key: Scalar, body: Mapping) -> Domain:
        """The domain that stands under `key`."""
        self._level("", body)
        parts = self.parts
        return Domain(
            name=self.name,
            location=key.location,
            kind=self.name,
            description=parts.description,
            components=tuple(parts.components),
            wrappers=tuple(parts.wrappers),
            deprecated=_once(parts.deprecated),
            named=tuple(parts.named),
            policies=tuple(parts.policies),
            must_use=(),
            locked=any(part.locked for part in parts.components),
            notes=tuple(parts.notes),
            imports=tuple(parts.imports),
        )

    def _level(self, name: str, body: Mapping) -> None:
        """One mapping: its own component first, then the roles below it."""
        part = _Component()
        roles: list[Entry] = []
        gone = len(self.parts.deprecated)
        place = len(self.parts.components)
        for entry in body.entries:
            if not self._known(name, entry, part):
                roles.append(entry)
        if version := self.reader.text(body.get("removal_version"), "removal_version"):
            beside = self.parts.deprecated[gone:]
            self.parts.deprecated[gone:] = [item if item.remove_in else replace(item, remove_in=version) for item in beside]
        if part.paths or part.exports or part.members:
            component = Component(name, tuple(part.paths), tuple(part.exports), _beyond(part), part.locked)
            self.parts.components.insert(place, component)
        for entry in roles:
            self._role(f"{name}.{entry.name}" if name else entry.name, entry)

    def _known(self, name: str, entry: Entry, part: _Component) -> bool:
        """Read one key whose meaning is fixed; False when it is a role."""
        key, value = entry.name, entry.value
        dotted = f"{name}.{key}" if name else key
        if key in HELPER_KEYS and isinstance(value, Mapping):
            return False
        for keys, read in self._readers():
            if key in keys:
                read(dotted, value, part)
                return True
        return key == "removal_version"

    def _readers(self) -> tuple[tuple[tuple[str, ...], Callable[[str, Node, _Component], None]], ...]:
        return (
            (OWNER_KEYS, self._owner),
            (MEMBER_KEYS, self._member),
            (("exports",), self._exports),
            (DEPRECATED_KEYS, self._deprecated),
            (DEPENDENCY_KEYS, self._dependency),
            (HELPER_KEYS, self._helper),
            (tuple(SIDE_KEYS), self._side),
            (POLICY_KEYS, self._policy),
            (("wrappers",), self._wrapper),
            (("allowed_imports",), self._imports),
            (("locking_required",), self._lock),
            (TEXT_KEYS, self._note),
        )

    def _role(self, name: str, entry: Entry) -> None:
        value = entry.value
        if isinstance(value, Mapping):
            self._level(name, value)
        elif isinstance(value, Sequence) and any(isinstance(item, Mapping) and item.get("path") is not None for item in value.items):
            part = _Component()
            self._owner(name, value, part)
            self.parts.components.append(Component(name, tuple(part.paths), tuple(part.exports), tuple(part.members), part.locked))
        elif entry.name in ROLE_KEYS:
            part = _Component()
            self._owner(name, value, part)
            self.parts.components.append(Component(name, tuple(part.paths)))
        else:
            self.reader.unknown(entry.key, KNOWN_KEYS, Severity.WARNING, f"domain `{self.name}`")

    def _owner(self, key: str, value: Node, part: _Component) -> None:
        self._files(key, value, part, part.paths)

    def _member(self, key: str, value: Node, part: _Component) -> None:
        self._files(key, value, part, part.members)

    def _files(self, key: str, value: Node, part: _Component, into: list[PathEntry]) -> None:
        """Paths, or mappings with a `path`; one that says `deprecated: true` is a deprecated entry instead."""
        for item in _list(value):
            if not isinstance(item, Mapping):
                if (path := self.path(item, key)) is not None:
                    into.append(path)
                continue
            if self.reader.flag(_scalar(item.get("deprecated")), "deprecated"):
                self._deprecated_mapping(key, item)
                continue
            self._check_keys(item, key)
            part.locked |= self.reader.flag(item.get("locking_required"), "locking_required")
            part.exports.extend(self.reader.names(item.get("exports"), "exports"))
            self._texts(key, item)
            if (path := self.path(item.get("path"), f"{key}.path", item)) is not None:
                into.append(path)

    def _exports(self, key: str, value: Node, part: _Component) -> None:
        part.exports.extend(self.reader.names(value, key))

    def _lock(self, key: str, value: Node, part: _Component) -> None:
        part.locked |= self.reader.flag(value, key)

    def _deprecated(self, key: str, value: Node, _: _Component) -> None:
        if isinstance(value, Scalar) and value.plain and value.text.lower() in ("true", "false"):
            return self.parts.notes.append(f"{key}: {value.text}")
        archived = key.endswith("archived_files")
        for item in _list(value):
            if isinstance(item, Mapping):
                self._deprecated_mapping(key, item, State.ARCHIVED if archived else State.UNSAID)
            elif (path := self.path(item, key)) is not None:
                state = prose.state_of(path.note) or (State.ARCHIVED if archived else State.UNSAID)
                entry = Deprecated(path.location, path, path.symbol, state=state, reason=path.note, domain=self.name)
                self.parts.deprecated.append(entry)
        return None

    def _deprecated_mapping(self, key: str, item: Mapping, state: State = State.UNSAID) -> None:
        self._check_keys(item, key)
        entry = deprecated_entry(self.reader, item, key)
        if entry is not None:
            self.parts.deprecated.append(replace(entry, state=entry.state or state, domain=self.name))

    def _dependency(self, key: str, value: Node, _: _Component) -> None:
        for item in self.reader.scalars(value, key):
            path = prose.split_path(item.text)[0]
            if prose.looks_like_path(path):
                entry = self.path(item, key)
                self.parts.named.extend([Named(Role.DEPENDENCY, entry, key)] if entry else [])
            else:
                self._inside(key, item, Role.DEPENDENCY)

    def _helper(self, key: str, value: Node, _: _Component) -> None:
        for item in _list(value):
            if (path := self.path(item, key)) is not None:
                self.parts.named.append(Named(Role.HELPER, path, key))

    def _side(self, key: str, value: Node, _: _Component) -> None:
        for item in self.reader.scalars(value, key):
            self.parts.notes.append(f"{key}: {item.text}")
            self._inside(key, item, SIDE_KEYS[key.rpartition(".")[2]])

    def _inside(self, key: str, item: Scalar, role: Role) -> None:
        for text in prose.paths_in_parentheses(item.text):
            if (path := self.reader.located(text, text, part_of(self.reader, item, text))) is not None:
                self.parts.named.append(Named(role, path, key))

    def _policy(self, key: str, value: Node, _: _Component) -> None:
        self.parts.policies.extend(Policy(item.text, item.location) for item in self.reader.scalars(value, key))

    def _wrapper(self, key: str, value: Node, _: _Component) -> None:
        for item in _list(value):
            body = item if isinstance(item, Mapping) else None
            if body is not None:
                self._check_keys(body, key)
            path = self.path(body.get("path") if body else item, key, body)
            if path is not None:
                self.parts.wrappers.append(Wrapper(path, reason_of(body) if body else path.note))

    def _imports(self, key: str, value: Node, _: _Component) -> None:
        for item in self.reader.scalars(value, key):
            found = re.search(r"""['"]([^'"]+)['"]""", item.text)
            spelling = found[1] if found else item.text.strip()
            self.parts.imports.append(ImportPattern(f"^{re.escape(spelling)}$", True, item.location))

    def _note(self, key: str, value: Node, _: _Component) -> None:
        last = key.rpartition(".")[2]
        for item in self.reader.scalars(value, key):
            if key == "description":
                self.parts.description = item.text
            else:
                self.parts.notes.append(item.text if last in ("note", "notes") else f"{key}: {item.text}")

    def _texts(self, key: str, item: Mapping) -> None:
        """Keep what a file's entry says in words, under the name of the file."""
        for entry in item.entries:
            if entry.name in TEXT_KEYS and entry.name != "status" and isinstance(entry.value, Scalar) and not entry.value.is_null:
                self.parts.notes.append(f"{key}: {item.text('path')}: {entry.value.text}")

    def _check_keys(self, item: Mapping, key: str) -> None:
        for entry in item.entries:
            if entry.name not in ENTRY_KEYS:
                self.reader.unknown(entry.key, ENTRY_KEYS, Severity.WARNING, f"an entry of `{key}`")

    def path(self, node: Node | None, key: str, owner: Mapping | None = None) -> PathEntry | None:
        """A path with symbol and prose split off; a problem for anything that is no path."""
        return compat_path(self.reader, node, key, owner)


def _list(value: Node) -> tuple[Node, ...]:
    return value.items if isinstance(value, Sequence) else (value,)


def _scalar(node: Node | None) -> Node | None:
    """`deprecated` of a file entry counts only as a truth value."""
    return node if isinstance(node, Scalar) and node.text.lower() in ("true", "yes", "on") else None


def _beyond(part: _Component) -> tuple[PathEntry, ...]:
    """Members that are not already owner paths of the same component."""
    owned = {entry.path for entry in part.paths}
    return tuple(entry for entry in part.members if entry.path not in owned)


def _once(entries: list[Deprecated]) -> tuple[Deprecated, ...]:
    """One entry for each path and symbol; of two the later (the list of deprecated paths) wins its place."""
    last = {(entry.path.path if entry.path else "", entry.symbol): entry for entry in entries}
    return tuple(entry for entry in entries if last[(entry.path.path if entry.path else "", entry.symbol)] is entry)
