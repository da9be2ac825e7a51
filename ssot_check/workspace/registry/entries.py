"""Entries of the compat dialect: paths with prose, deprecated things, replacements, and what is bound once a domain is whole."""

from __future__ import annotations

from ssot_check.model.dataclass import replace
from ssot_check.model.entry import PathEntry
from ssot_check.model.location import Location
from ssot_check.model.problem import Problem
from ssot_check.model.registry import Deprecated, Domain, MustUse, Policy, State
from ssot_check.model.suggest import nearest
from ssot_check.model.verdict import Severity
from ssot_check.workspace.registry import prose
from ssot_check.workspace.registry.nodes import Mapping, Node, Scalar, shown
from ssot_check.workspace.registry.reader import Reader


def compat_path(reader: Reader, node: Node | None, key: str, owner: Mapping | None = None) -> PathEntry | None:
    """A path of the compat dialect with `::symbol` and prose split off."""
    if node is None:
        if owner is not None:
            reader.error(owner.location, f"an entry of `{key.removesuffix('.path')}` has no `path`", "add `path: ...`, or remove the entry")
        return None
    if not isinstance(node, Scalar) or node.is_null or not node.text.strip():
        reader.wrong(node, key, "a path")
        return None
    path, symbol, note = prose.split_path(node.text)
    entry = reader.located(path, node.text, node.location)
    return replace(entry, symbol=symbol, note=note) if entry else None


def deprecated_entry(reader: Reader, item: Mapping, key: str) -> Deprecated | None:
    """One deprecated thing written as a mapping."""
    path = compat_path(reader, item.get("path"), f"{key}.path", item)
    if path is None:
        return None
    return Deprecated(
        location=path.location,
        path=path,
        symbol=path.symbol,
        use=replacements(reader, item.get("use_instead")),
        since=item.text("archive_date"),
        remove_in=reader.text(item.get("removal_version"), "removal_version"),
        remove_by=reader.text(item.get("removal_date"), "removal_date"),
        state=_state(reader, item) or prose.state_of(path.note),
        reason=reason_of(item) or path.note,
    )


def _state(reader: Reader, item: Mapping) -> State:
    """State that `status` names; other words say nothing, but one that is nearly a state is doubted."""
    node, text = item.get("status"), item.text("status")
    state = prose.state_of(text)
    guess = nearest(text, (known.value for known in State if known.value))
    if node is not None and guess and not state:
        message = f"`status` is `{shown(text)}`, which names no state"
        reader.problems.append(Problem("SSOT005", message, node.location, Severity.WARNING, remedy=f"did you mean `{guess}`?"))
    return state


def replacements(reader: Reader, node: Node | None) -> tuple[PathEntry, ...]:
    """Paths of `use_instead`; "X or Y" names two."""
    found: list[PathEntry] = []
    for item in reader.scalars(node, "use_instead", "a path"):
        for _, text in prose.alternatives(item.text):
            path, symbol, note = prose.split_path(text)
            entry = reader.located(path, text, part_of(reader, item, text))
            if entry is not None:
                found.append(replace(entry, symbol=symbol, note=note))
    return tuple(found)


def part_of(reader: Reader, item: Scalar, text: str) -> Location:
    """Place of `text` inside a scalar of one line; the scalar's own place when it cannot be told."""
    place = item.location
    if place.line != place.end_line or place.line > len(reader.lines):
        return place
    written = reader.lines[place.line - 1]
    start = written.find(text, place.column - 1, place.end_column - 1)
    return replace(place, column=start + 1, end_column=start + 1 + len(text)) if start >= 0 else place


def reason_of(item: Mapping) -> str:
    """The text that says why: `reason`, else the note or description."""
    return next((text for key in ("reason", "note", "notes", "description") if (text := item.text(key))), "")


def bind_must_use(domain: Domain) -> Domain:
    """Bind "All ... MUST source FILE" to must-use, where FILE is a path or the name of an owner's file."""
    known = {entry.path.rpartition("/")[2]: entry.path for entry in reversed(domain.owner_paths)}
    bound: list[MustUse] = []
    policies: list[Policy] = []
    for policy in domain.policies:
        found = prose.must_source(policy.text)
        source = "" if found is None else found[1] if "/" in found[1] else known.get(found[1], "")
        if found is None or not source:
            policies.append(policy)
            continue
        files = PathEntry(prose.sourcing_files(found[0], source), policy.text, policy.location)
        bound.append(MustUse(files, PathEntry(source, found[1], policy.location), policy.location))
        policies.append(replace(policy, check="SSOT311"))
    return replace(domain, policies=tuple(policies), must_use=(*domain.must_use, *bound))
