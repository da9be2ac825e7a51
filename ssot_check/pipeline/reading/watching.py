"""What a run watches for, and which files may hold it: a file without the words of a watched name cannot touch it."""

from __future__ import annotations

import builtins
import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import Final

from ssot_check.matching.profiles import profile_of
from ssot_check.model.dataclass import replace
from ssot_check.model.plugins import Language
from ssot_check.model.problem import Problem
from ssot_check.model.regex import regex
from ssot_check.model.registry import Ban, Deprecated, Domain, Registry
from ssot_check.model.source import FAMILIES, SOURCE_ROOTS, SourceFile, ending
from ssot_check.model.touch import Touch, TouchKind, Watch, readings

_MODULE: Final = ".py"
_BY_TEXT: Final = regex(
    r"\b(?:getattr|attrgetter|__dict__|vars|globals|locals|modules|__import__|import_module|resolve_name|eval|exec|require|import\(|Reflect)"
    r"|\w\["
)
"""Without one of these a literal is no way to a name."""
_SEAM: Final = regex(r"""(?<=\w)["']\s*\+?\s*[bBrRuU]{0,2}["'](?=\w)""")
"""Where one literal is joined to the next."""
_MODULE_OF_READERS: Final = {"std::env": "std::env::var"}
_STANDARD: Final = "std::"
_BUILTINS: Final = "builtins."
_COMPATIBLE: Final = regex(r"\w*[^\W\x00-\x7f]\w*")
_WORD: Final = regex(r"\w")


def with_default_bans(registry: Registry) -> Registry:
    """The registry with the bans of the profiles that its domains switch on; those of `std::env` and `print` say what is meant by them."""
    if not any(domain.default_bans or domain.bans for domain in registry.domains):
        return registry
    return replace(registry, domains=tuple(replace(domain, bans=tuple(_bans(domain))) for domain in registry.domains))


def _bans(domain: Domain) -> Iterator[Ban]:
    """A module of which only the readings of the environment are meant stands for them: `std::env` also holds arguments and folders.

    A name without a module that Python knows by itself is that one as well.
    """
    for ban in domain.bans:
        named = tuple(_MODULE_OF_READERS.get(name, name) for name in ban.symbols)
        own = (f"{_BUILTINS}{name}" for name in named if hasattr(builtins, name))
        yield replace(ban, symbols=tuple(dict.fromkeys((*named, *own))))
    if domain.default_bans:
        yield from _defaults(domain)


def heeded(registry: Registry, owners: Mapping[str, Collection[str]]) -> Registry:
    """The registry without bans of profiles about languages in which the owner has nothing to offer: who could take it from there?

    `owners` maps files to their domains. An owner without any code, a file of settings, keeps all bans.
    """
    if not any(ban.language for domain in registry.domains for ban in domain.bans):
        return registry
    spoken: dict[str, set[str]] = defaultdict(set)
    for path, names in owners.items():
        for name in names if ending(path) in FAMILIES else ():
            spoken[name].add(FAMILIES[ending(path)])

    def heeds(domain: Domain, ban: Ban) -> bool:
        return not ban.language or not spoken[domain.name] or ban.language in spoken[domain.name]

    domains = (replace(domain, bans=tuple(ban for ban in domain.bans if heeds(domain, ban))) for domain in registry.domains)
    return replace(registry, domains=tuple(domains))


def default_ban_problems(registry: Registry) -> Iterator[Problem]:
    """A domain whose profile brings no ban that could be heeded would ask for nothing and pass."""
    for domain in registry.domains:
        if domain.default_bans and not domain.bans:
            missing = "in a language that the owner is written in" if _defaults(domain) else "of its own"
            yield Problem(
                "SSOT009",
                f"`bans: default` of domain `{domain.name}` bans nothing",
                domain.location,
                cause=f"the kind `{domain.kind}` has no bans {missing}",
                remedy="write the bans as a list, or remove the key",
                domain=domain.name,
            )


def watch_for(registry: Registry) -> Watch:
    """Everything that some domain bans or deprecates. To ban one way of reading the environment may be to ban them all."""
    bans = [ban for domain in registry.domains for ban in domain.bans]
    names = {symbol for ban in bans for symbol in ban.symbols}
    names.update(name for ban in bans for name in readings(ban.symbols))
    names.update(name for entry in registry.all_deprecated for name in _deprecated_names(entry))
    return Watch(frozenset(names), tuple(sorted({tuple(ban.command.split()) for ban in bans if ban.command.strip()})))


def _deprecated_names(entry: Deprecated) -> Iterator[str]:
    """Names under which Python may know it: from the root, and from every folder below; which of them is meant depends on the importer."""
    if entry.path is None or not entry.path.path.endswith(_MODULE):
        if entry.symbol and entry.path is None:
            yield entry.symbol
        return
    symbol = entry.symbol or entry.path.symbol
    parts = entry.path.path.removesuffix(_MODULE).removesuffix("/__init__").split("/")
    for start in range(len(parts)):
        # One bare word would be found in nearly every file.
        if symbol or not start or start < len(parts) - 1 or parts[start - 1] in SOURCE_ROOTS:
            yield ".".join([*parts[start:], *([symbol] if symbol else [])])


def touches(language: Language, source: SourceFile, watch: Watch) -> tuple[Touch, ...]:
    """What the file touches of it; the language is asked only when the words are there."""
    if language.touch is None:
        return ()
    if language.name == "python" and not source.text.isascii():
        source = replace(source, text=_COMPATIBLE.sub(_folded, source.text))
    names, commands = _present(source.text, watch)
    found = language.touch(source, Watch(names, commands)) if names or commands else ()
    if not any(touch.kind is TouchKind.ENVIRONMENT for touch in found):
        return found
    from ssot_check.pipeline.reading.listings import as_listed  # most files read no variable

    return as_listed(source, found)


def _folded(name: re.Match[str]) -> str:
    """A name as Python reads it, in normal form NFKC (The Python Language Reference, 2.3): wide or slanted letters are plain ones."""
    plain = unicodedata.normalize("NFKC", name[0])
    return plain if plain.isascii() else name[0]


def _present(text: str, watch: Watch) -> tuple[frozenset[str], tuple[tuple[str, ...], ...]]:
    """The watched things whose every word stands in the text, literals that are put together included ("basic" + "Config")."""
    if not watch.names and not watch.commands:
        return frozenset(), ()
    marks = frozenset(name for name in watch.names if not _WORD.search(name) and name in text)
    rarest, words, whole = _index(watch)
    if _SEAM.search(text) and _BY_TEXT.search(text):
        text = f"{text}\n{_SEAM.sub('', text)}"
    found = {match[0] for match in rarest.finditer(text)}
    names = marks.union(name for word in found for name in words.get(word, ()) if all(part in text for part in _parts(name)))
    return names, tuple(command for command in whole if command[0] in found and all(word in text for word in command))


def _parts(name: str) -> list[str]:
    """The words that a file must hold: Rust parts them by colons, and a prelude may have named the standard library for the file.

    An import path of Go stands in one piece, and what Python knows by itself nobody imports.
    """
    return name.removeprefix(_STANDARD).split("::") if "::" in name else name.removeprefix(_BUILTINS).split(".")


@lru_cache(maxsize=4)
def _index(watch: Watch) -> tuple[re.Pattern[str], dict[str, list[str]], tuple[tuple[str, ...], ...]]:
    words: dict[str, list[str]] = {}
    for name in sorted(name for name in watch.names if _WORD.search(name)):
        words.setdefault(_parts(name)[-1], []).append(name)
    wanted = sorted({*words, *(command[0] for command in watch.commands)}, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(word) for word in wanted)})(?!\w)"), words, watch.commands


def _defaults(domain: Domain) -> tuple[Ban, ...]:
    profile = profile_of(domain) if domain.default_bans else None
    if profile is None:
        return ()
    return tuple(
        Ban(domain.location, symbols=ban.symbols, command=ban.command, why=ban.why, profile=profile.kind, language=ban.language)
        for ban in profile.bans
    )
