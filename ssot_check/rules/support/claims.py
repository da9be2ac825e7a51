"""Which domain claims which path, spelled in one way."""

from __future__ import annotations

from collections.abc import Iterator

from ssot_check.model.dataclass import dataclass
from ssot_check.model.entry import PathEntry
from ssot_check.model.project import Project
from ssot_check.model.registry import Component, Deprecated, Domain, State


@dataclass(frozen=True, slots=True)
class Claim:
    """One owner path of one domain. `path` is its plain form: `src/app/**` and `src/app/` are `src/app`.

    `member` tells that it stands among the component's members.
    """

    domain: Domain
    component: Component
    entry: PathEntry
    path: str
    member: bool = False

    @property
    def name(self) -> str:
        """Domain and component, as a person calls them: "cache.backend"."""
        return f"{self.domain.name}.{self.component.name}" if self.component.name else self.domain.name


def claims(project: Project) -> Iterator[Claim]:
    """Every owner path of every domain, members included, in the order written. A `!pattern` claims nothing."""
    for domain in project.registry.domains:
        for component in domain.components:
            yield from (Claim(domain, component, entry, plain(entry.path)) for entry in component.paths if not entry.is_exclusion)
            members = (entry for entry in component.members if not entry.is_exclusion)
            yield from (Claim(domain, component, entry, plain(entry.path), member=True) for entry in members)


def plain(path: str) -> str:
    """A path without what only says "and everything below"."""
    for ending in ("/**/*", "/**", "/"):
        path = path.removesuffix(ending)
    return "." if path == "**" else path


def is_below(path: str, folder: str) -> bool:
    """True when `path` lies inside `folder`, at any depth."""
    return path != folder and (folder == "." or path.startswith(folder + "/"))


def is_whole(entry: Deprecated) -> bool:
    """True when the entry means its file as a whole: it names no symbol, and no remark that may narrow it."""
    path = entry.path
    return path is not None and not (entry.symbol or path.symbol) and (not path.note or entry.state is not State.UNSAID)


def retired(project: Project) -> dict[str, Deprecated]:
    """Paths that are deprecated as a whole, with the first entry that says so."""
    found: dict[str, Deprecated] = {}
    for entry in project.registry.all_deprecated:
        if entry.path is not None and is_whole(entry):
            found.setdefault(plain(entry.path.path), entry)
    return found


def disputed(project: Project) -> frozenset[str]:
    """Paths that are there, deprecated as a whole, and an owner or a wrapper all the same: SSOT106 is about them."""
    claimed = {claim.path for claim in claims(project)}
    claimed.update(plain(wrapper.path.path) for domain in project.registry.domains for wrapper in domain.wrappers)
    return frozenset(path for path in claimed & retired(project).keys() if project.tree.has(path))
