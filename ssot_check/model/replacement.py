"""What a file would write to use an owner."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ssot_check.model.dataclass import dataclass, field
from ssot_check.model.location import Location
from ssot_check.model.match import Match

EVERYTHING: Final = "*"
"""In the place of a name: others may take any of them. As an alias: every name is bound as it is called."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """`name` is what the owner exports, `line` the import or `source` line that one file would write for it, `path` where it stands.

    `first` is what has to be done before that line works, "" for nothing; `line` is "" where the owner cannot stay where it is.
    """

    name: str
    line: str
    path: str = ""
    first: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """`shown` is it all on one line, shortened: `digest(value: string): string`; `parameters` and `results` are what it takes and gives.

    "" is what nobody could read. `awaited` is True where the answer comes later.
    """

    shown: str = ""
    parameters: str = ""
    results: str = ""
    awaited: bool = False


@dataclass(frozen=True, slots=True)
class Package:
    """What a manifest says: the name of the package, those on which it depends, and which files others import under which path.

    `exports` are pairs of a path (`.`, `./log`, `./lib/*`) and a file; none where every file can be imported. Those of a crate say where
    its library begins (`.`) and how code calls it (`name`), where that is not what it is by custom, and whether it is one of macros
    (`proc-macro`). `tests` are those that its tests alone need, `builds` those of `needs` that only what builds it can use. `called` are
    pairs of a package on which it depends and the name that it gives it. `somewhere` are those of `needs` that it has on
    some platforms only.
    """

    name: str
    needs: frozenset[str] = frozenset()
    exports: tuple[tuple[str, str], ...] = ()
    tests: frozenset[str] = frozenset()
    called: tuple[tuple[str, str], ...] = ()
    builds: frozenset[str] = frozenset()
    somewhere: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Roots:
    """Folders in which the names of modules start, as the repository's own imports show.

    `inside` and `outside` count the imports that reach a module through the folder or file (without its ending) with which its name
    begins: `src/app` for `import app.log` of `src/app/log.py`. Those of `inside` stand below `src` themselves, and say nothing about
    what is possible elsewhere. `declared` are folders that a settings file names, `modules` the names under which folders are imported,
    where a file says so (`go.mod`), by folder; `packages` are those of a manifest (`package.json`, `Cargo.toml`), by
    folder; `renamed` are pairs of a name that a workspace gives to a dependency and the package's own, by folder of the workspace.
    """

    inside: Mapping[str, int] = field(default_factory=dict)
    outside: Mapping[str, int] = field(default_factory=dict)
    declared: frozenset[str] = frozenset()
    modules: Mapping[str, str] = field(default_factory=dict)
    packages: Mapping[str, Package] = field(default_factory=dict)
    renamed: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)

    def depth(self, path: str, into: str) -> int | None:
        """How many leading folders of `path` are no part of its name in the file `into`; None when nothing tells."""
        parts = path.rpartition(".")[0].removesuffix("/__init__").split("/")
        votes = [0] * len(parts)
        for number in range(len(parts)):
            begin, root = "/".join(parts[: number + 1]), "".join(f"{part}/" for part in parts[:number])
            votes[number] = self.outside.get(begin, 0) + (self.inside.get(begin, 0) if into.startswith(root) else 0)
        if any(votes):
            return votes.index(max(votes))
        declared = [number for number in range(len(parts)) if "/".join(parts[:number]) in self.declared]
        return declared[-1] if declared else None


@dataclass(frozen=True, slots=True)
class Taking:
    """A wish: file `into` takes `name` of file `path`, "" for all of it, and calls it `alias` ("" as it is called there).

    `roots` are what the imports of its language have taught. `text` is that of `into` and `given` that of `path`, "" for one
    that nobody has read.
    """

    path: str
    into: str
    name: str = ""
    alias: str = ""
    roots: Roots = field(default_factory=Roots, compare=False)
    text: str = field(default="", compare=False)
    given: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Redirect:
    """A wish: what stands at `place`, a reference to something old, means `wish` instead, and the file goes on working.

    `path` is the old file and `old` the name that is taken from it, "" for all of it; `names` is everything that the new file provides.
    With `whole` the rest of the old file moves as well, so that further names of the same statement may go with this one.
    """

    place: Location
    wish: Taking
    path: str
    old: str
    names: frozenset[str]
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Adoption:
    """A wish: what is spelled out at `places`, all in one file, becomes the constant `name` (qualified), whose text stands at `owner`.

    `text` and `owner_text` are the whole files; `roots` are what the imports of the language have taught.
    """

    name: str
    owner: Location
    places: tuple[Location, ...]
    text: str = ""
    owner_text: str = ""
    roots: Roots = field(default_factory=Roots, compare=False)


@dataclass(frozen=True, slots=True)
class Retirement:
    """A wish: the copy of `match` goes, and its file takes the owner's unit instead. The texts are the whole files.

    `taken` are the names that other files take from the copy's file (EVERYTHING: any of them), `roots` what the imports of the
    language have taught. `replaced` are names of the copy's file that tests put something else in the place of.
    """

    match: Match
    owner_text: str
    copy_text: str
    taken: frozenset[str] = frozenset()
    roots: Roots = field(default_factory=Roots, compare=False)
    replaced: frozenset[str] = frozenset()
