"""Reads one domain of a version 2 document whose shape the schema has checked."""

from __future__ import annotations

from collections.abc import Iterator

from ssot_check.model.facts import Consumers
from ssot_check.model.registry import (
    DEFAULT_MIN_TOKENS,
    DEFAULT_THRESHOLD,
    Ban,
    Component,
    Deprecated,
    Domain,
    Duplicates,
    MustUse,
    Named,
    Policy,
    Role,
    State,
    Variants,
    Wrapper,
)
from ssot_check.workspace.registry.nodes import Mapping, Scalar
from ssot_check.workspace.registry.nodes import Sequence as ListNode
from ssot_check.workspace.registry.values import Values


class DomainReader:
    """Reads one domain; `read` is its only door."""

    def __init__(self, values: Values, name: str) -> None:
        self.values = values
        self.name = name

    def read(self, key: Scalar, body: Mapping) -> Domain:
        """The domain that stands under `key`."""
        values = self.values
        consumers, lock = values.mapping(body.get("consumers")), values.mapping(body.get("lock"))
        imports = values.mapping(body.get("imports"))
        bans = body.get("bans")
        locked = values.flag(lock.get("required"))
        return Domain(
            name=self.name,
            location=key.location,
            kind=body.text("kind") or self.name,
            description=body.text("description"),
            people=values.texts(body.get("owners")),
            components=tuple(self._components(body, locked=locked)),
            wrappers=tuple(self._wrappers(body)),
            deprecated=tuple(self._deprecated(body)),
            named=tuple(Named(Role.HELPER, entry, "helpers") for entry in values.paths(body.get("helpers"))),
            policies=tuple(self._policies(body)),
            bans=tuple(self._bans(body)),
            must_use=tuple(self._must_use(body)),
            duplicates=self._duplicates(body),
            variants=tuple(self._variants(body)),
            depends_on=values.names(body.get("depends_on")),
            does_not_own=values.names(body.get("does_not_own")),
            parent=body.text("parent"),
            locked=locked,
            notes=values.texts(body.get("notes")),
            default_bans=isinstance(bans, Scalar) and bans.text == "default",
            imports=(
                *values.patterns(imports.get("allowed"), allowed=True),
                *values.patterns(imports.get("forbidden"), allowed=False),
            ),
            consumers=Consumers(values.paths(consumers.get("allow")), values.flag(consumers.get("protect"))),
            evidence=values.texts(lock.get("evidence")),
        )

    def _components(self, body: Mapping, *, locked: bool) -> Iterator[Component]:
        own = self._component("", body, locked=locked)
        if own.paths or own.exports or own.members:
            yield own
        for entry in self.values.mapping(body.get("components")).entries:
            if isinstance(entry.value, Mapping):
                yield self._component(entry.name, entry.value, locked=locked)

    def _component(self, name: str, body: Mapping, *, locked: bool) -> Component:
        values = self.values
        paths, members = values.paths(body.get("paths")), values.paths(body.get("members"))
        return Component(name, paths, values.names(body.get("exports")), members, locked)

    def _wrappers(self, body: Mapping) -> Iterator[Wrapper]:
        for item in self.values.items(body.get("wrappers")):
            entry = self.values.mapping(item)
            if (path := self.values.path(entry.get("path"))) is not None:
                yield Wrapper(path, entry.text("reason"), self.values.flag(entry.get("must_delegate"), default=True))

    def _deprecated(self, body: Mapping) -> Iterator[Deprecated]:
        states = {state.value: state for state in State}
        for item in self.values.items(body.get("deprecated")):
            entry = self.values.mapping(item)
            path, use = self.values.path(entry.get("path")), self.values.path(entry.get("use"))
            if path is None and not entry.text("symbol"):
                continue
            yield Deprecated(
                location=path.location if path else item.location,
                path=path,
                symbol=entry.text("symbol"),
                use=(use,) if use else (),
                since=entry.text("since"),
                remove_in=entry.text("remove_in"),
                remove_by=entry.text("remove_by"),
                state=states.get(entry.text("state"), State.UNSAID),
                reason=entry.text("reason"),
                domain=self.name,
            )

    def _policies(self, body: Mapping) -> Iterator[Policy]:
        for item in self.values.items(body.get("rules")):
            entry = self.values.mapping(item)
            if text := entry.text("text"):
                yield Policy(text, item.location, entry.text("check"))

    def _bans(self, body: Mapping) -> Iterator[Ban]:
        for item in self.values.items(body.get("bans")):
            entry = self.values.mapping(item)
            symbol = entry.text("symbol")
            symbols = (symbol, *self.values.texts(entry.get("also"))) if symbol else ()
            if symbols or entry.text("command"):
                yield Ban(
                    location=item.location,
                    symbols=symbols,
                    command=entry.text("command"),
                    use=entry.text("use"),
                    why=entry.text("why"),
                    allow_in=self.values.paths(entry.get("allow_in")),
                    within=self.values.texts(entry.get("in")),
                )

    def _must_use(self, body: Mapping) -> Iterator[MustUse]:
        for item in self.values.items(body.get("must_use")):
            entry = self.values.mapping(item)
            files, source = self.values.path(entry.get("files")), self.values.path(entry.get("source"))
            if files and source:
                yield MustUse(files, source, item.location)

    def _duplicates(self, body: Mapping) -> Duplicates:
        entry = self.values.mapping(body.get("duplicates"))
        threshold, size = self.values.number(entry.get("threshold")), self.values.number(entry.get("min_tokens"))
        return Duplicates(
            threshold=DEFAULT_THRESHOLD if threshold is None else threshold,
            min_tokens=DEFAULT_MIN_TOKENS if size is None else int(size),
            ignore=self.values.paths(entry.get("ignore")),
        )

    def _variants(self, body: Mapping) -> Iterator[Variants]:
        node = body.get("variants")
        for item in node.items if isinstance(node, ListNode) else (node,):
            entry = self.values.mapping(item)
            if kind := entry.text("kind"):
                yield Variants(kind, self.values.paths(entry.get("allowed")), entry.location)
