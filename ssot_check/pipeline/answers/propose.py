"""Proposes owners where there is no registry yet: which files hold code that is plainly of a known kind, and which of them others use."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import PurePosixPath

from ssot_check.matching.clone_classes import strays
from ssot_check.matching.profiles import BELONGS, CALL_WEIGHT, WORD_WEIGHT, profiles
from ssot_check.matching.words import split_identifier
from ssot_check.model.config import Config
from ssot_check.model.dataclass import replace
from ssot_check.model.location import Location
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.project import Project
from ssot_check.model.proposal import Proposal, Proposals, Side
from ssot_check.model.registry import REGISTRY_NAMES, Dialect, Domain, Registry
from ssot_check.model.unit import Unit
from ssot_check.pipeline.again.remember import opened
from ssot_check.pipeline.answers.called import LOGGING, TIMES, is_candidate, is_local, is_owner, kinds_of, with_called
from ssot_check.pipeline.answers.candidates import FEW, SOURCES, STANDING, is_beside, is_pattern, public_names, top_units, word_set
from ssot_check.pipeline.answers.foreign import foreign
from ssot_check.pipeline.answers.shared import shared
from ssot_check.pipeline.answers.used import Users
from ssot_check.pipeline.hay import haystack
from ssot_check.pipeline.reading.read import Request, memory_of, read_all
from ssot_check.rules.support.file_kinds import is_aside
from ssot_check.workspace.files import has_folder, survey

_SEVERAL = 2
_CODE = word_set("go python rust shell typescript")
_DEPLOYMENT = "deployment"
_DEEP = 2
"""A compose file further below shows how one part can be run."""


def propose(config: Config) -> Proposals:
    """One proposal for each kind that the repository has code for, by name, then what many files share. No existing registry is read.

    An owner is called after its kind, as a file or by what it offers, and several files use it, or it is called so and nothing else:
    of the other files that hold code of a kind hardly any is what its maintainers would name.
    """
    project, others = _project(config)
    uses = Users(project)
    users = {path: count for path, file in project.files.items() if (count := len(uses.of(path, (file,))))}
    plain = strays(haystack(project))
    found = []
    code = [path for path, file in project.files.items() if is_candidate(file)]
    subjects = kinds_of(project, config.root.name)
    for domain in sorted({profile.kind for profile in profiles().values()} - subjects):
        by_file: dict[str, list[Unit]] = defaultdict(list)
        for unit in plain.get(domain, ()):
            if is_owner(project.files[unit.location.path], domain, users.get(unit.location.path, 0)):
                by_file[unit.location.path].append(unit)
        libraries = _libraries(project, users, domain)
        sure = by_file or any(_title(path) in profiles()[domain].names and _speaks(project.files[path], domain) for path in libraries)
        item = _proposal(domain, by_file, libraries, users, project.files) if sure else None
        if item is None or (domain != LOGGING and is_local(domain, item.owner, uses.of(item.owner, (project.files[item.owner],)), code)):
            continue
        if item.users >= _SEVERAL or _is_called_nothing_else(item.owner, domain):
            found.append(item)
    known = once_each(found)
    kinds = _with_deployment(project, with_called(project, uses, known, subjects))
    return Proposals((*kinds, *shared(project, kinds, uses)), tuple(others.items()), _language(project.files.values()))


def _language(files: Iterable[ParsedFile]) -> str:
    lines = Counter[str]()
    for file in files:
        if file.language in _CODE and not is_beside(file.path):
            lines[file.language] += file.lines
    return max(sorted(lines), key=lines.__getitem__, default="")


def once_each(found: Sequence[Proposal]) -> list[Proposal]:
    """No file for two kinds, which would be a finding at once: that keeps it which it is called like, and an owner before a side."""
    kept: dict[str, Proposal] = {}
    for item in sorted(found, key=lambda item: (not _is_called(item.owner, item.domain), item.domain)):
        kept.setdefault(item.owner, item)
    sides: dict[str, tuple[str, Side]] = {}
    pairs = [(item.domain, side) for item in kept.values() for side in item.sides if side.path not in kept]
    for domain, side in sorted(pairs, key=lambda pair: (not _is_called(pair[1].path, pair[0]), pair[0])):
        sides.setdefault(side.path, (domain, side))
    own = {item.domain: tuple(side for side in item.sides if (item.domain, side) in sides.values()) for item in kept.values()}
    return sorted((replace(item, sides=own[item.domain]) for item in kept.values()), key=lambda item: item.domain)


def _project(config: Config) -> tuple[Project, Mapping[str, tuple[str, ...]]]:
    """The repository as it is scanned where every kind is a domain that nobody owns, without the packages of others; their folders."""
    name = REGISTRY_NAMES[0]
    kinds = sorted({profile.kind for profile in profiles().values()})
    registry = Registry(name, Dialect.VERSION_2, tuple(Domain(kind, Location(name)) for kind in kinds))
    found = survey(config.root, registry, name)
    others = foreign(found.scanned)
    own = [path for path in found.scanned if not path.startswith(tuple(others))]
    request = Request(config.root, config.max_file_bytes, found.tests, frozenset(), {})
    with opened(config, partial(has_folder, found.tree.files)) as cache:  # what is kept spares the first check from reading it all again
        memory = memory_of(cache, request)
        read = read_all(request, own, config.jobs, memory, partial(config.progress, "reading"))
    return Project(registry, found.tree, read.parsed), others


def _libraries(project: Project, users: Mapping[str, int], domain: str) -> Mapping[str, tuple[str, ...]]:
    """Files that are called as the kind and nothing else, that several others use and that look like it, with their public names."""
    return {
        path: names
        for path, file in sorted(project.files.items())
        if users.get(path, 0) >= _SEVERAL
        and is_owner(file, domain, users[path])
        and _is_called_nothing_else(path, domain)
        and (names := public_names(file))
        and (_speaks(file, domain) or _says(file, domain))
    }


def _says(file: ParsedFile, domain: str) -> bool:
    """True when it offers several things that are called so."""
    return sum(_is_said(unit.name, domain) for unit in top_units((file,))) >= _SEVERAL


def _speaks(file: ParsedFile, domain: str) -> bool:
    """True when calls and words of the file say that it is of the kind: many a `session.py` is about something else."""
    profile = profiles()[domain]
    calls = {call for unit in file.units for call in unit.calls}
    words = {word for unit in file.units for word in unit.fingerprint.words}
    return CALL_WEIGHT * len(calls & profile.calls) + WORD_WEIGHT * len(words & profile.words) >= BELONGS


def _is_said(name: str, domain: str) -> bool:
    return any({part, part.removesuffix("s")} & profiles()[domain].names for part in split_identifier(name))


def _proposal(
    domain: str,
    by_file: Mapping[str, Sequence[Unit]],
    libraries: Mapping[str, tuple[str, ...]],
    users: Mapping[str, int],
    files: Mapping[str, ParsedFile],
) -> Proposal | None:
    """The likeliest owner is called like its kind, then used by most, then holds most of it; those in other languages are its sides.

    None where nothing is called after the kind.
    """

    def rank(path: str) -> tuple[bool, bool, int, int, str]:
        called = bool(users.get(path)) and _is_called(path, domain)
        return not called, not (called and _is_called_nothing_else(path, domain)), -users.get(path, 0), -len(by_file.get(path, ())), path

    def exports(path: str) -> tuple[str, ...]:
        if 0 < len(libraries.get(path, ())) <= FEW:
            return libraries[path]
        plain = {unit.name for unit in by_file.get(path, ())}
        return tuple(name for name in public_names(files[path]) if name in plain)

    ranked = sorted({*by_file, *libraries}, key=rank)
    owner = next((path for path in ranked if _is_named(domain, _title(path), public_names(files[path]))), None)
    if owner is None or _is_one_of_many(owner, domain, ranked, users, files):
        return None
    best, others = {files[owner].language: owner}, [path for path in ranked if path != owner]
    for path in others:
        if path in libraries or not rank(path)[0]:
            best.setdefault(files[path].language, path)
    sides = tuple(Side(name, path, exports(path)) for name, path in sorted(best.items()) if path != owner)
    rest = tuple(sorted(path for path in others if path in by_file and path not in best.values()))
    return Proposal(domain, owner, exports(owner), users.get(owner, 0), rest, sides=sides)


def _is_one_of_many(owner: str, domain: str, ranked: Sequence[str], users: Mapping[str, int], files: Mapping[str, ParsedFile]) -> bool:
    """True where several others are called after the kind and used about as much: a client of each service is nobody's owner."""
    others = (path for path in ranked if path != owner and files[path].language == files[owner].language)
    alike = [path for path in others if TIMES * users.get(path, 0) >= users.get(owner, 0) and _is_named(domain, _title(path), ())]
    return len(alike) >= _SEVERAL


def _with_deployment(project: Project, found: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """The proposals with the compose file as the owner of the deployment, the only workflow beside it, and its code as a component."""
    compose = _configured(project, "compose")
    first = next((path for path in compose if not (is_aside(path) or is_beside(path)) and path.count("/") <= _DEEP), "")
    if not first:
        return tuple(found)
    compose = (first, *(path for path in compose if path != first))
    workflows = _configured(project, "github-workflow")
    code = next((item for item in found if item.domain == _DEPLOYMENT), None)
    sides = (Side(project.files[code.owner].language, code.owner, code.exports), *code.sides) if code else ()
    only = workflows if len(workflows) == 1 else ()
    item = Proposal(_DEPLOYMENT, compose[0], (), 0, compose[1:], only, sides, "compose")
    return tuple(sorted((item, *(other for other in found if other is not code)), key=lambda each: each.domain))


def _configured(project: Project, kind: str) -> tuple[str, ...]:
    """The config files of a kind that something runs, those next to the top first."""
    paths = (
        path
        for path, file in project.files.items()
        if file.kind == kind and not (file.test or file.generated or is_aside(path) or is_pattern(path))
    )
    return tuple(sorted(paths, key=lambda path: (path.count("/"), len(path), path)))


def _is_called_nothing_else(path: str, domain: str) -> bool:
    return all(_is_said(part, domain) for part in split_identifier(_title(path)))


def _is_named(domain: str, stem: str, exports: Sequence[str]) -> bool:
    """True when the file, or most of what it offers, is called after the kind; the file may be after a library for it, too."""
    profile = profiles()[domain]
    code = domain != _DEPLOYMENT  # a `docker.py` is about images, as the application is
    aliases = [word for word in profile.aliases if code or "docker" not in word]
    wanted = [{_singular(part) for part in split_identifier(word)} for word in (domain, *aliases)]

    def says(name: str) -> bool:
        parts = {_singular(part) for part in split_identifier(name)}
        return any(words <= parts for words in wanted)

    called = says(stem) or (code and not set(profile.libraries).isdisjoint(split_identifier(stem)))
    return called or 2 * sum(map(says, exports)) > len(exports)


def _title(path: str) -> str:
    """What a file is called: one that stands for its folder, or for the package around it, as that is."""
    *folders, name = PurePosixPath(path).parts
    stem = PurePosixPath(name).stem
    named = [folder for folder in folders if folder not in SOURCES]
    return named[-1] if stem in STANDING and named else stem


def _singular(word: str) -> str:
    return word.removesuffix("s")


def _is_called(path: str, domain: str) -> bool:
    return bool(set(split_identifier(_title(path))) & profiles()[domain].names)
