"""The snapshot every rule reads: the registry, the tree, the parsed files and the matches."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from ssot_check.model.baseline import Baseline, BaselineEntry
from ssot_check.model.changes import Changes
from ssot_check.model.codeowners import CodeOwners
from ssot_check.model.dataclass import dataclass, field
from ssot_check.model.evidence import Evidence
from ssot_check.model.facts import FactValues
from ssot_check.model.finding import Edit, Finding, Fix
from ssot_check.model.location import Location
from ssot_check.model.match import CloneClass, Match, Shadow, Stray
from ssot_check.model.parsed import Definition, ParsedFile
from ssot_check.model.phase import Diff
from ssot_check.model.problem import Problem
from ssot_check.model.registry import Ban, Domain, PathEntry, Registry
from ssot_check.model.replacement import Adoption, Head, Redirect, Replacement, Roots, Taking
from ssot_check.model.source import SkippedFile
from ssot_check.model.staged import Staged
from ssot_check.model.suppression import Ledger
from ssot_check.model.unit import Unit
from ssot_check.model.wiring import Wiring


@dataclass(frozen=True)
class Tree:
    """The repository's files as git (or the walk) lists them.

    `ignored` are paths the registry names that exist or would exist but that git ignores; `executable` are files with
    the executable bit; `renames` maps a path that is gone to where git says it went. `shallow` is True where such a path has
    no known end and the clone lacks older commits, so that a rename may not be in it.
    """

    files: frozenset[str]
    ignored: frozenset[str] = frozenset()
    executable: frozenset[str] = frozenset()
    renames: Mapping[str, str] = field(default_factory=dict)
    shallow: bool = False

    @cached_property
    def folders(self) -> frozenset[str]:
        """Every folder that holds a listed file, at any depth."""
        found: set[str] = set()
        for path in self.files:
            while "/" in path and (path := path.rpartition("/")[0]) not in found:
                found.add(path)
        return frozenset(found)

    @cached_property
    def by_stem(self) -> Mapping[str, tuple[str, ...]]:
        """Files and folders by their last segment without its ending, in lower case; sorted."""
        found: dict[str, list[str]] = {}
        for path in sorted(self.files | self.folders):
            name = path.rpartition("/")[2].lower()
            found.setdefault(name[: name.rfind(".")] if name.rfind(".") > 0 else name, []).append(path)
        return {stem: tuple(paths) for stem, paths in found.items()}

    @cached_property
    def by_folder(self) -> Mapping[str, tuple[str, ...]]:
        """Files by the folder they stand in directly, "" for the root; sorted."""
        found: dict[str, list[str]] = {}
        for path in sorted(self.files):
            found.setdefault(path.rpartition("/")[0], []).append(path)
        return {folder: tuple(paths) for folder, paths in found.items()}

    def has(self, path: str) -> bool:
        """True when `path` is a listed file or a folder of one."""
        return path in self.files or path in self.folders or path == "."


def _nothing_learnt(_: str) -> Roots:
    return Roots()


def _unspelled(_: Taking) -> str:
    return ""


def _spelled_out(_: Adoption) -> tuple[Edit, ...]:
    return ()


def _unread(_: Unit) -> Head:
    return Head()


def _unwritten(_: Location) -> str:
    return ""


def _kept(_: Match, __: frozenset[str]) -> None:
    return None


def _unmoved(_: Redirect) -> tuple[Edit, ...]:
    return ()


@dataclass(frozen=True)
class Project:
    """Everything a rule may look at. Built once by the corridor; rules never touch the disk.

    `selected` maps the registry's path entries, by (pattern, registry line), to the listed files they match;
    `owners` maps a file to the names of the domains that own it. `baseline` holds the known findings, renames followed (None = there
    is none); `compared` counts the units that are worth a search, by the domain that owns them, "" for all units that may be a copy
    (empty = not counted); `lister` says who listed the files: "git", or why it was a plain walk.
    `stale` are its entries that nothing matches any more, `fresh` the findings that it does not cover; `ledger` is what became of the
    suppressions. All three are known only to the rules that judge the findings themselves, the first two in a whole run alone.
    `wiring` tells how hooks and pipelines come to run the tool, `codeowners` who reviews the owned files.
    `staged` is what the next commit touches, None when the report is not narrowed to it.
    `replacements` are what files that touch a ban write instead, by (domain, `use` of the ban or else what is banned, file).
    `spell` is the line that a file of a known language writes to take something from another, "" when it cannot be said, `first`
    what has to be done before; `head` is what a function takes and gives, `written` what a file writes at a place, both for help alone;
    `redirect` are the edits that make a reference mean something else, `adopt` those that write an
    owner's constant for a text;
    `retire` is the repair that deletes a copy, given the names that other files take from the copy's file; `roots` is what
    the imports of a language, asked for by its name, have taught. `evidence` is about what is deprecated.
    `earlier` is the baseline as it was before what is being committed or merged (None = it was not there, or nobody can tell).
    `facts` are the values of the registry's facts. `audit` holds what somebody said of findings, renames followed (None = nothing).
    `diff` is the change that the run is about (None = it is about a state, not about a change), `changes` what it did to each file.
    `outline` and `importers` are known where files are read when they are asked for: what a file defines, and which files may take
    something from it (None = any may).
    """

    registry: Registry
    tree: Tree
    files: Mapping[str, ParsedFile] = field(default_factory=dict)
    skipped: tuple[SkippedFile, ...] = ()
    selected: Mapping[tuple[str, int], tuple[str, ...]] = field(default_factory=dict)
    owners: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    matches: tuple[Match, ...] = ()
    clone_classes: tuple[CloneClass, ...] = ()
    shadows: tuple[Shadow, ...] = ()
    strays: tuple[Stray, ...] = ()
    problems: tuple[Problem, ...] = ()
    baseline: Baseline | None = None
    stale: tuple[BaselineEntry, ...] = ()
    fresh: tuple[Finding, ...] = ()
    compared: Mapping[str, int] = field(default_factory=dict)
    lister: str = "git"
    ledger: Ledger = field(default_factory=Ledger)
    staged: Staged | None = None
    replacements: Mapping[tuple[str, str, str], Replacement] = field(default_factory=dict)
    wiring: Wiring = field(default_factory=Wiring)
    codeowners: CodeOwners = field(default_factory=CodeOwners)
    roots: Callable[[str], Roots] = field(default=_nothing_learnt, compare=False)
    spell: Callable[[Taking], str] = field(default=_unspelled, compare=False)
    first: Callable[[Taking], str] = field(default=_unspelled, compare=False)
    head: Callable[[Unit], Head] = field(default=_unread, compare=False)
    written: Callable[[Location], str] = field(default=_unwritten, compare=False)
    redirect: Callable[[Redirect], tuple[Edit, ...]] = field(default=_unmoved, compare=False)
    adopt: Callable[[Adoption], tuple[Edit, ...]] = field(default=_spelled_out, compare=False)
    retire: Callable[[Match, frozenset[str]], Fix | None] = field(default=_kept, compare=False)
    evidence: Evidence = field(default_factory=Evidence)
    diff: Diff | None = None
    earlier: Baseline | None = None
    changes: Changes | None = None
    audit: Baseline | None = None
    facts: FactValues = field(default_factory=FactValues)
    outline: Callable[[str], Sequence[Definition]] | None = field(default=None, compare=False)
    importers: Callable[[str], tuple[str, ...] | None] | None = field(default=None, compare=False)

    def takers(self, path: str) -> tuple[str, ...] | None:
        """The files among which are all that import something of a Python file; None where it can be any."""
        return self.importers(path) if self.importers is not None else None

    def name_to_use(self, domain: Domain, ban: Ban) -> str:
        """What the `use` of a ban names; "" where that is a file or folder of the owner's, which may offer several things."""
        return "" if self.offering(domain, ban) else ban.use

    def offering(self, domain: Domain, ban: Ban) -> tuple[str, ...]:
        """The owner's files that the `use` of a ban names, itself or by their folder."""
        place = ban.use.removeprefix("./").rstrip("/")
        return tuple(path for path in self.owned_files(domain) if path == place or path.startswith(f"{place}/")) if place else ()

    def definitions(self, path: str) -> Sequence[Definition]:
        """What an analysed file defines, () for any other path; whoever wants no more of a file asks here, for to read a file is work."""
        if self.outline is not None:
            return self.outline(path)
        file = self.files.get(path)
        return file.definitions if file is not None else ()

    def select(self, entry: PathEntry) -> tuple[str, ...]:
        """Listed files that a registry path entry names, sorted; a folder stands for all files below it."""
        return self.selected.get((entry.path, entry.location.line), ())

    def owned_files(self, domain: Domain) -> tuple[str, ...]:
        """Files that belong to the domain, sorted."""
        return tuple(sorted({path for entry in domain.owner_paths for path in self.select(entry)}))

    @cached_property
    def skip_reasons(self) -> Mapping[str, SkippedFile]:
        """Skipped files by path."""
        return {item.path: item for item in self.skipped}
