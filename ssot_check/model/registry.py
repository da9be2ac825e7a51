"""What `SSOT_LOCK.yml` means, whichever dialect it is written in. Every entry keeps its place."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from ssot_check.model.dataclass import dataclass, field
from ssot_check.model.entry import Export, ImportPattern, PathEntry, Stated
from ssot_check.model.facts import Consumers, Enforcement, Environment, Fact
from ssot_check.model.location import Location

__all__ = [  # the entries are part of this vocabulary and may be imported from here
    "DEFAULT_MIN_TOKENS", "DEFAULT_TESTS", "DEFAULT_THRESHOLD", "REGISTRY_NAMES", "SCHEMA_VERSION", "Ban", "Component", "Consumers",
    "Deprecated", "Dialect", "Domain", "Duplicates", "Enforcement", "Environment", "ExceptionEntry", "Export", "Fact", "ImportPattern",
    "Level", "MustUse", "Named", "PathEntry", "Policy", "Registry", "Role", "ScanSettings", "State", "Stated", "Variants", "Wrapper",
]  # fmt: skip

REGISTRY_NAMES: Final = ("SSOT_LOCK.yml", "SSOT_LOCK.yaml", ".ssot/SSOT_LOCK.yml")
"""Names under which a registry is looked for, nearest folder first."""

SCHEMA_VERSION: Final = 2
"""The newest `schema_version` this program reads."""

DEFAULT_THRESHOLD: Final = 0.80
DEFAULT_MIN_TOKENS: Final = 25

DEFAULT_TESTS: Final = (
    "tests/**", "test/**", "**/tests/**", "**/test/**", "**/testing/**/test_*.py", "**/test_*.py", "**/*_test.py", "**/conftest.py",
    "**/*_tests/**", "**/*.test.*", "**/*.spec.*", "**/__tests__/**", "**/__e2e__/**", "**/cypress/**", "**/*.bats",
    "**/testutil/**", "**/testutils/**", "**/testhelper/**", "**/testhelpers/**", "**/test_helper/**", "**/test_helpers/**",
    "**/test-utils/**", "**/test-helpers/**",
    "**/molecule/*/*.yml", "**/molecule/*/*.yaml", "**/molecule/*/tests/**", "**/molecule/default/**",
    "**/testdata/**", "**/jest-setup.*", "**/jest.setup.*", "**/vitest.setup.*", "**/setupTests.*",
)  # fmt: skip


class Dialect(StrEnum):
    """How the registry is written."""

    VERSION_2 = "version 2"
    COMPAT = "compat"


class Level(StrEnum):
    """`enforcement.level`: which severities fail the run."""

    STRICT = "strict"
    STANDARD = "standard"
    ADVISORY = "advisory"


class State(StrEnum):
    """What a deprecated entry claims about itself; UNSAID when it claims nothing."""

    ACTIVE = "active"
    REMOVED = "removed"
    ARCHIVED = "archived"
    UNSAID = ""


@dataclass(frozen=True, slots=True)
class Component:
    """One side of a domain: its owner paths and what they export.

    `name` is the key path below the domain ("" for the domain's own `path`/`paths`, "backend.service", "shell").
    `members` are further files of the owner (templates, feature files): owned, but not searched for exports.
    """

    name: str
    paths: tuple[PathEntry, ...] = ()
    exports: tuple[Export, ...] = ()
    members: tuple[PathEntry, ...] = ()
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Wrapper:
    """A facade over the owner that is allowed to exist."""

    path: PathEntry
    reason: str = ""
    must_delegate: bool = True


@dataclass(frozen=True, slots=True)
class Deprecated:
    """Something that must not be used any more. `domain` is "" for the top-level list of the compat dialect."""

    location: Location
    path: PathEntry | None = None
    symbol: str = ""
    use: tuple[PathEntry, ...] = ()
    since: str = ""
    remove_in: str = ""
    remove_by: str = ""
    state: State = State.UNSAID
    reason: str = ""
    domain: str = ""


class Role(StrEnum):
    """Why the registry names a path that is neither owner nor deprecated."""

    HELPER = "helper script"
    CONSUMER = "consumer"
    SYNC_TARGET = "sync target"
    DEPENDENCY = "dependency"


@dataclass(frozen=True, slots=True)
class Named:
    """A path named in a side role; it must exist."""

    role: Role
    path: PathEntry
    key: str


@dataclass(frozen=True, slots=True)
class Policy:
    """A rule in prose. `check` is the code of the rule that proves it, or "" when none is bound."""

    text: str
    location: Location
    check: str = ""


@dataclass(frozen=True, slots=True)
class Ban:
    """A primitive that only the owner may touch: symbols, or commands.

    `profile` names the profile that brought it, "" when written; `language` then is the one of its symbols.
    """

    location: Location
    symbols: tuple[str, ...] = ()
    command: str = ""
    use: str = ""
    why: str = ""
    allow_in: tuple[PathEntry, ...] = ()
    within: tuple[str, ...] = ()
    profile: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class MustUse:
    """Every file that matches `files` must import, source or include `source`."""

    files: PathEntry
    source: PathEntry
    location: Location


@dataclass(frozen=True, slots=True)
class Duplicates:
    """How copies of this domain's units are searched. `threshold` is a score in 0..1."""

    threshold: float = DEFAULT_THRESHOLD
    min_tokens: int = DEFAULT_MIN_TOKENS
    ignore: tuple[PathEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Variants:
    """Only the `allowed` files of this `kind` may exist."""

    kind: str
    allowed: tuple[PathEntry, ...]
    location: Location


DEFAULT_EVIDENCE: Final = ("registry-change", "trailer:SSOT-Change")
"""What may come with a change of a locked file where the registry does not say; one of them has to."""


@dataclass(frozen=True, slots=True)
class Domain:
    """One kind of knowledge and who owns it.

    `kind` names its profile: what is written, else the domain's own name. `default_bans` switches the profile's own
    bans on; `imports` are the accepted and refused import spellings of its owner; `evidence` names what must come with
    a change of a locked file.
    """

    name: str
    location: Location
    kind: str = ""
    description: str = ""
    people: tuple[str, ...] = ()
    components: tuple[Component, ...] = ()
    wrappers: tuple[Wrapper, ...] = ()
    deprecated: tuple[Deprecated, ...] = ()
    named: tuple[Named, ...] = ()
    policies: tuple[Policy, ...] = ()
    bans: tuple[Ban, ...] = ()
    must_use: tuple[MustUse, ...] = ()
    duplicates: Duplicates = field(default_factory=Duplicates)
    variants: tuple[Variants, ...] = ()
    depends_on: tuple[Export, ...] = ()
    does_not_own: tuple[Export, ...] = ()
    parent: str = ""
    facts: tuple[str, ...] = ()
    locked: bool = False
    notes: tuple[str, ...] = ()
    default_bans: bool = False
    imports: tuple[ImportPattern, ...] = ()
    consumers: Consumers = field(default_factory=Consumers)
    evidence: tuple[str, ...] = ()

    @property
    def wanted_evidence(self) -> tuple[str, ...]:
        """What may come with a change of a locked file: one of these has to."""
        return self.evidence or DEFAULT_EVIDENCE

    @property
    def owner_paths(self) -> tuple[PathEntry, ...]:
        """Every path the domain owns, members included, in the order written."""
        return tuple(entry for part in self.components for entry in (*part.paths, *part.members))

    @property
    def exports(self) -> tuple[Export, ...]:
        """Every exported name of every component, in the order written."""
        return tuple(export for part in self.components for export in part.exports)


@dataclass(frozen=True, slots=True)
class ExceptionEntry:
    """`exceptions`: one edge that is allowed to stand, for a reason."""

    code: str
    path: PathEntry
    reason: str
    location: Location
    symbol: str = ""
    owner: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class ScanSettings:
    """Which files count, as gitignore patterns; `aliases` maps an import prefix to a folder."""

    include: tuple[PathEntry, ...] = ()
    exclude: tuple[PathEntry, ...] = ()
    tests: tuple[PathEntry, ...] = ()
    generated: tuple[PathEntry, ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Registry:
    """The whole registry. `lines` is its text, for messages that show what was written.

    `version_from` names the project's version as `file#key.path`; `forbidden_paths` are folders that must not exist; files that match
    `covered_paths` must each belong to a domain, those that match `frozen_paths` may be added and never changed;
    `topics` maps a documentation topic to its one document; `stated` are values that only rules about the registry read.
    """

    path: str
    dialect: Dialect
    domains: tuple[Domain, ...] = ()
    level: Level = Level.STANDARD
    scan: ScanSettings = field(default_factory=ScanSettings)
    deprecated: tuple[Deprecated, ...] = ()
    import_patterns: tuple[ImportPattern, ...] = ()
    required_files: tuple[PathEntry, ...] = ()
    policies: tuple[Policy, ...] = ()
    exceptions: tuple[ExceptionEntry, ...] = ()
    archives: tuple[PathEntry, ...] = ()
    version: str = ""
    digest: str = ""
    lines: tuple[str, ...] = ()
    version_from: str = ""
    enforcement: Enforcement = field(default_factory=Enforcement)
    facts: tuple[Fact, ...] = ()
    environment: Environment = field(default_factory=Environment)
    forbidden_paths: tuple[PathEntry, ...] = ()
    covered_paths: tuple[PathEntry, ...] = ()
    frozen_paths: tuple[PathEntry, ...] = ()
    topics: tuple[tuple[str, PathEntry], ...] = ()
    stated: tuple[Stated, ...] = ()

    def domain(self, name: str) -> Domain:
        """The domain of that name; KeyError when there is none."""
        for domain in self.domains:
            if domain.name == name:
                return domain
        raise KeyError(name)

    @property
    def all_deprecated(self) -> tuple[Deprecated, ...]:
        """The top-level list and every domain's own, in the order written."""
        return (*self.deprecated, *(entry for domain in self.domains for entry in domain.deprecated))
