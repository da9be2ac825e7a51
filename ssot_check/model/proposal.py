"""What `ssot-check init` proposes to the people who write the first registry."""

from __future__ import annotations

from ssot_check.model.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Side:
    """The owner in another language than the first one: a component of the domain. `name` is the language."""

    name: str
    path: str
    exports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A domain that the repository has code for, and the file that looks most like its owner.

    `exports` are the names in `owner` that are of the domain's kind, sorted; `users` counts the files that import or source it;
    `others` are further files with such code, sorted. `files` are owned beside `owner`; `sides` are the owners in other languages;
    `variants` is the kind of which `owner` and `others` are the only files, "" where it is no file of a canonical kind.
    """

    domain: str
    owner: str
    exports: tuple[str, ...]
    users: int
    others: tuple[str, ...]
    files: tuple[str, ...] = ()
    sides: tuple[Side, ...] = ()
    variants: str = ""


@dataclass(frozen=True, slots=True)
class Proposals:
    """All that is proposed for a repository, the domains by name.

    `foreign` are folders in which packages of other projects lie, with some of these; `language` is that of most of its code, "" for none.
    """

    domains: tuple[Proposal, ...]
    foreign: tuple[tuple[str, tuple[str, ...]], ...] = ()
    language: str = ""
