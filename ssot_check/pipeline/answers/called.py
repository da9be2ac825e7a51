"""Proposes what a repository calls after a kind: a file `log.py`, a package `internal/config`, a library `lib/log.sh` that others use.

What such a place holds is mostly in words that no profile knows, and its maintainers have said already what it is for. It is
believed where several files use it, it offers something of the kind, and it is no part of the application that is about the kind: a command
`config`, a page of settings, the model of a token. Where two places are called so and used alike, neither is the one owner.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Final

from ssot_check.matching.profiles import Profile, profiles
from ssot_check.matching.words import split_identifier
from ssot_check.model.dataclass import replace
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.project import Project
from ssot_check.model.proposal import Proposal
from ssot_check.model.unit import UnitKind
from ssot_check.pipeline.answers.candidates import STANDING, exported, may_own, overlap, public_names, top_units, word_set
from ssot_check.pipeline.answers.used import Users

LEAST_USERS: Final = 2
TIMES: Final = 1.5
"""One of two places is the owner where it is used so many times as often as the other."""
_MANY: Final = 5
LOGGING: Final = "logging"
_DEPLOYMENT: Final = "deployment"
_CLIENTS: Final = "http_clients"
_WHOLE: Final = (LOGGING, "configuration")
"""Kinds of which each program has one, be it in a folder of its own."""
_SMALL: Final = 5
_GLUED: Final = re.compile(
    r"(?!(?:access|audit|event|git|query|slow)log)(?!.*(?:dia|cata|back|ana|pro|change|b)log$)[a-z]+(?:log|logger|logging)"
)
"""`bashlog`, `glogging`: a word that ends as the kind does."""
_HANDLING: Final = frozenset((".addHandler", ".setFormatter"))
_SETS: Final = word_set("config configure create get init initialize install log logger logging make new set setup start")
"""A function that is called so sets logging up on purpose; a `main` does it by the way."""
_FILLERS: Final = word_set(
    "app application base bash common core create default factory file files get global handler helper helpers init lib library load"
    " loader main make manager module my new parser provider reader service setup sh shell util utility utils zap"
)
"""Words that say nothing of what a file is for."""
_COMMANDS: Final = word_set("command commands subcommand subcommands")
_PROGRAMS: Final = _COMMANDS | {"cmd", "cmds"}
_PARTS: Final = word_set(
    "api component components contrib controller controllers dao db entities entity form forms handler handlers integration integrations"
    " middleware middlewares migration migrations model models page pages plugin plugins resolver resolvers route router routers routes"
    " schema schemas screen screens serializers storage store stores type types ui view views widget widgets"
)
"""Folders of what an application is made of: what is called after a kind there is about it."""
_VAGUE: Final = re.compile(r"(^|[/_.-])env(iron(ment)?)?(/|\.\w+)$")
_VARIABLES: Final = frozenset(("Getenv", "LookupEnv", "environ", "env", "getenv", "var"))
_CODE: Final = frozenset(("go", "python", "rust", "shell", "typescript"))


def with_called(project: Project, users: Users, found: Collection[Proposal], subjects: Collection[str]) -> list[Proposal]:
    """The proposals, and one for each other kind that a place is called after. No file is proposed twice.

    A place takes the stead of an owner that was found by its code, somewhere else, where far more files use the place.
    """
    kinds = {profile.kind: profile for profile in profiles().values() if profile.titles and profile.kind not in subjects}
    files = {path: file for path, file in project.files.items() if is_candidate(file)}
    places = [item for kind in sorted(kinds) if (item := _called(kinds[kind], files, users)) is not None]
    if LOGGING in kinds and all(item.domain != LOGGING for item in (*found, *places)):
        places += _setting_up(kinds[LOGGING], files, users)
    kept = {item.domain: item for item in found}
    for item in places:
        before = kept.pop(item.domain, None)
        taken = [path for other in kept.values() for path in (other.owner, *(side.path for side in other.sides))]
        better = before is None or (item.users >= TIMES * before.users and not overlap(item.owner, before.owner))
        if better and not any(overlap(item.owner, path) for path in taken):
            kept[item.domain] = item if before is None else replace(item, sides=before.sides)
        elif before is not None:
            kept[item.domain] = before
    return sorted(kept.values(), key=lambda item: item.domain)


def kinds_of(project: Project, name: str) -> frozenset[str]:
    """The kinds that a repository is about, by its own name and those of its modules of Go: what is called so there is its subject."""
    names = (name, *(module.rpartition("/")[2] for module in project.roots("go").modules))
    words = {word for each in names for word in split_identifier(each)}
    return frozenset(profile.kind for profile in profiles().values() if not profile.titles.isdisjoint(words))


def is_candidate(file: ParsedFile) -> bool:
    """True for code that others could be told to use."""
    return file.language in _CODE and may_own(file)


def is_part(path: str, profile: Profile, users: int) -> bool:
    """True for a part of the application that is about a kind, and for a command, unless others use it."""
    folders = [{*split_identifier(folder)} for folder in PurePosixPath(path).parent.parts]
    command = any(words & _COMMANDS for words in folders) or bool(folders and folders[-1] & _PROGRAMS)
    subject = profile.kind == _DEPLOYMENT  # what is a command of the program is what its users do, however many files help it
    return any(words & (_PARTS - profile.names) for words in folders) or (command and (subject or users <= LEAST_USERS))


def is_owner(file: ParsedFile, kind: str, users: int) -> bool:
    """True for code that may own a kind: it is no part of an application, and not what is configured or measured of the kind."""
    return (
        is_candidate(file)
        and not is_part(file.path, profiles()[kind], users)
        and not _is_about_another(file.path, profiles()[kind])
        and not _is_model(file, kind)
        and acts(profiles()[kind], (file,))
    )


def _is_model(file: ParsedFile, kind: str) -> bool:
    """True for what a program that deploys keeps of a deployment, and for the client of one service, called after its folder."""
    offered = [unit for unit in top_units((file,)) if not unit.name.startswith("_")]
    if kind == _DEPLOYMENT:
        return 2 * sum(unit.kind is UnitKind.CLASS for unit in offered) > len(offered)
    own = {*split_identifier(PurePosixPath(file.path).parent.name)} - profiles()[kind].names - _FILLERS
    named = sum(not own.isdisjoint(split_identifier(unit.name)) for unit in offered)
    return kind == _CLIENTS and 2 * named > len(offered)


def _called(profile: Profile, files: Mapping[str, ParsedFile], users: Users) -> Proposal | None:
    places: dict[str, list[ParsedFile]] = defaultdict(list)
    for path, file in files.items():
        if place := _place(path, file, profile):
            places[place].append(file)
    known = {_alone(place, held): held for place, held in places.items()}
    ranked = [
        (place, len(using))
        for place, held in known.items()
        if _is_of(profile, held)
        and len(using := users.of(place, held)) >= LEAST_USERS
        and not (is_part(place.rstrip("/"), profile, len(using)) or _is_about_another(place, profile))
        and not is_local(profile.kind, place, using, files)
    ]
    # What is called `env` may be an environment of any sort: it counts where nothing says more, and reads variables.
    plain = [(place, count) for place, count in ranked if not _VAGUE.search(place)]
    vague = [(place, count) for place, count in ranked if not place.endswith("/") and _reads_variables(known[place])]
    found = plain or vague
    # A package of Go that is called so stands before a file in one that is for something else.
    dedicated = [
        (place, count)
        for place, count in found
        if not place.endswith(".go") or _is_titled(PurePosixPath(place).parent.name, profile, known[place][0])
    ]
    ranked = sorted(dedicated or found, key=lambda item: (-item[1], item[0].count("/"), item[0]))
    if not ranked or any(ranked[0][1] < TIMES * count and place.count("/") <= ranked[0][0].count("/") for place, count in ranked[1:]):
        return None
    place, count = ranked[0]
    others = tuple(sorted(path for path, _ in ranked[1:] if not path.startswith(place)))
    return Proposal(profile.kind, place, exported(place, known[place]), count, others)


def _reads_variables(held: Iterable[ParsedFile]) -> bool:
    return any(not _VARIABLES.isdisjoint(unit.fingerprint.words) for file in held for unit in file.units)


def _place(path: str, file: ParsedFile, profile: Profile) -> str:
    """The outermost folder that is called after the kind, with a slash; the file that is; "" for any other."""
    folders = PurePosixPath(path).parent.parts
    for number, folder in enumerate(folders):
        if _is_titled(folder, profile, file) or _is_titled("_".join(folders[max(0, number - 1) : number + 1]), profile, file):
            return "/".join(folders[: number + 1]) + "/"
    stem = PurePosixPath(path).stem
    mixed = file.language == "go" and profile.kind not in _WHOLE  # who imports its package asks for other things
    return path if stem not in STANDING and not mixed and _is_titled(stem, profile, file) else ""


def _alone(place: str, held: Collection[ParsedFile]) -> str:
    """The place; of a folder with one file this one."""
    return next(iter(held)).path if len(held) == 1 else place


def _is_titled(name: str, profile: Profile, file: ParsedFile) -> bool:
    words = split_identifier(name)
    own = [word for word in words if word not in _FILLERS]
    if " ".join(own) in profile.titles or (own and set(own) <= profile.titles):
        return True
    glued = profile.kind == LOGGING and len(words) == 1 and bool(_GLUED.fullmatch(words[0]))
    return glued and (file.language == "shell" or bool(_sets_up(profile, file)))


def is_local(kind: str, place: str, using: Collection[str], files: Collection[str]) -> bool:
    """True where all users stand in the small part of the repository in which the place does: the rest has its own.

    Each of several programs has its settings and its log, which more than a few files use.
    """
    if kind in _WHOLE and len(using) >= _MANY:
        return False
    around = PurePosixPath(os.path.commonpath([str(PurePosixPath(path).parent) for path in (*using, place)]))
    held = sum(path.startswith(f"{around}/") for path in files)
    return len(around.parts) > 1 and held * _SMALL < len(files)


def _is_about_another(place: str, profile: Profile) -> bool:
    """True below a folder that is called after another kind: `config/modules/log.go` tells what can be configured."""
    folders = PurePosixPath(place.rstrip("/")).parent.parts
    titles = frozenset[str]().union(*(other.titles for other in profiles().values() if other.kind != profile.kind))
    return any(folder.lower() in titles for folder in folders)


def _is_of(profile: Profile, held: Collection[ParsedFile]) -> bool:
    """True where something of what the files define is called like the kind, and they do what it takes."""
    names = {part for file in held for name in _defined(file) for part in split_identifier(name)}
    units = [unit for file in held for unit in file.units]
    only_types = bool(units) and all(unit.kind is UnitKind.CLASS for unit in units)
    # What a package of Go offers is said with its name before it, and hardly says it again.
    packages = {PurePosixPath(file.path).parent.name for file in held if file.language == "go"}
    said = not names.isdisjoint(profile.names | profile.titles) or not packages.isdisjoint(profile.titles)
    return said and not only_types and acts(profile, held)


def acts(profile: Profile, held: Iterable[ParsedFile]) -> bool:
    """True where the files say something of which the kind needs one: what speaks a protocol of its own is no client of HTTP."""
    said = (name for file in held for unit in file.units for name in (*unit.calls, *unit.fingerprint.words))
    return not profile.acts or any(name in profile.acts or profile.offers(name) for name in said)


def _defined(file: ParsedFile) -> Iterator[str]:
    taken = {item.alias or item.name.rpartition(".")[2] for item in file.references}
    yield from (item.name for item in file.definitions if not item.reexport and item.name not in taken)
    yield from (unit.name for unit in file.units)


def _setting_up(profile: Profile, files: Mapping[str, ParsedFile], users: Users) -> Iterator[Proposal]:
    """The only file that sets logging up, whatever it is called, where that is what it is for and something uses it."""
    does = {path: doing for path, file in files.items() if (doing := _sets_up(profile, file))}
    if len(does) == 1:
        [(path, doing)] = does.items()
        offered = public_names(files[path])
        exports = tuple(name for name in offered if name in doing and not _SETS.isdisjoint(split_identifier(name)))
        using = users.of(path, (files[path],))
        mostly = 2 * len(exports) >= len(offered) > 0 or bool(_place(path, files[path], profile))
        if using and mostly and not is_part(path, profile, len(using)):
            yield Proposal(profile.kind, path, exports, len(using), ())


def _sets_up(profile: Profile, file: ParsedFile) -> set[str]:
    """The units of a file that do what a kind keeps for its owner: what its bans name, or a handler with a format of its own."""
    symbols = {re.sub("::|/", ".", symbol) for ban in profile.bans for symbol in ban.symbols}
    return {unit.name for unit in file.units if set(unit.calls) >= _HANDLING or not symbols.isdisjoint(unit.calls)}
