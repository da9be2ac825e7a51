"""Every match that is about to be reported is opened again by its language: confirmed, placed, and given its replacement."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Final, TypedDict

from ssot_check.matching.templates import leaves_home
from ssot_check.matching.words import telling_parts
from ssot_check.model.dataclass import dataclass, field, replace
from ssot_check.model.digest import digest_bytes, digest_parts
from ssot_check.model.match import Alignment, CloneClass, CloneType, Confirmation, Match, Shadow, Tier
from ssot_check.model.parsed import ParsedFile, ReferenceKind
from ssot_check.model.plugins import Language, Use
from ssot_check.model.replacement import Roots
from ssot_check.model.unit import FUNCTIONS, Unit, UnitKind
from ssot_check.pipeline.again.remember import Memory
from ssot_check.pipeline.aliased import by_public_name
from ssot_check.pipeline.backward import backward
from ssot_check.pipeline.bound import bound_otherwise
from ssot_check.pipeline.called_whole import called_whole
from ssot_check.pipeline.edited import differing, is_edited, is_typed_otherwise, renamed
from ssot_check.pipeline.inverse import is_inverse
from ssot_check.pipeline.literals import is_comparable, is_filled_otherwise
from ssot_check.pipeline.meant import said_to_be_meant
from ssot_check.pipeline.ordered import is_other_order
from ssot_check.pipeline.own_names import called_otherwise, held_otherwise, is_itself, raised_otherwise, shares_only, works_on_another
from ssot_check.pipeline.reading.claims import claims
from ssot_check.pipeline.reading.read import read_text
from ssot_check.pipeline.routed import routed
from ssot_check.pipeline.shapes import of_one_shape
from ssot_check.pipeline.stretches import named, stretched
from ssot_check.pipeline.typed import typed_otherwise, weaker
from ssot_check.workspace import files
from ssot_check.workspace.cache_codec import decode, encode
from ssot_check.workspace.objects import Objects

SMALL_RENAMED: Final = 40
"""In a function of fewer tokens a number is what it asks: noon is no copy of midnight."""
SHORT_FORMULA: Final = 120
"""In a function of fewer tokens the bit patterns, written in hexadecimal digits, are what it computes."""
_ASKS: Final = frozenset(("is", "has", "are", "can"))
"""What many names begin with: `isNoon` and `isMidnight` have only the question in common."""
TELLING_WORDS: Final = 2
"""Where names say the same and some telling words stand again, a number is one detail of it."""
PROTOCOL: Final = 3
"""So many names of functions that two modules have in common ask the same of two things."""
_FIXTURE: Final = "pytest.fixture"
_HEXADECIMAL: Final = re.compile(r"(?<!\w)0[xX][0-9a-fA-F_]*[0-9a-fA-F]\b")
_NUMBER: Final = re.compile(r"(?<![\w.])\d[\w.]*")


class _Taken(TypedDict):
    """Fields of a Match, and of a Shadow."""

    use: str
    apart: str
    alone: bool
    there: int


@dataclass(frozen=True)
class Confirmer:
    """Knows where the texts are; asks the languages, but for what `memory` says that they have answered of the same match and texts."""

    root: Path
    listed: frozenset[str]
    max_bytes: int
    overlay: Mapping[str, str]
    objects: Objects | None = None
    roots: Callable[[str], Roots] = field(default=lambda _: Roots())
    _texts: dict[str, str] = field(default_factory=dict)
    memory: Memory | None = None
    _folders: dict[str, list[str]] = field(default_factory=dict)
    _fresh: dict[str, bytes] = field(default_factory=dict)

    def keep(self) -> None:
        """Write down what the languages have answered, for later runs."""
        if self.memory is not None:
            self.memory.cache.put(self._fresh, {})
            self._fresh.clear()

    def confirm(self, matches: Iterable[Match], parsed: Mapping[str, ParsedFile]) -> tuple[Match, ...]:
        """The matches that their language agrees with, in the same order."""
        kept = []
        for match in matches:
            language = claims().by_name[parsed[match.copy_path].language]
            confirmed = self._confirmed(match, language, lines=True)
            if confirmed is not None:
                confirmed, names = stretched(confirmed, self._text)
                taken = self._use(language, named(match.owner, names), match.copy, parsed)
                taken["use"] += "".join(f", {name}" for name in names[1:] if taken["use"])
                own, along = self._own(confirmed, parsed)
                hinted = self._is_another(confirmed) or self._is_slight(language, confirmed, parsed) or _is_of_a_protocol(match, parsed)
                hinted = hinted or (language.confirm is None and shares_only(confirmed, own)) or (bool(own) and _is_hook(match))
                meant = said_to_be_meant(confirmed, self._text(match.owner_path), self._text(match.copy_path))
                doubted = language.confirm is None and (works_on_another(confirmed, own) or is_typed_otherwise(confirmed))
                tier = Tier.HINT if hinted else Tier.ADVISORY if doubted and confirmed.tier is Tier.GATE else confirmed.tier
                tier = weaker(tier, confirmed, typed := typed_otherwise(confirmed, language, self._text, parsed))
                back = backward(language, taken["apart"], partial(self._asked, language, match.copy, match.owner, parsed))
                done = replace(confirmed, tier=tier, **taken, own=own, along=along, meant=meant, back=back, typed=typed)
                kept.append(called_whole(of_one_shape(done, language, self._text), language, parsed, self._text))
        return tuple(kept)

    def confirm_shadows(self, found: Iterable[Shadow], parsed: Mapping[str, ParsedFile]) -> tuple[Shadow, ...]:
        """The shadows that their language does not know to be a facade, placed, with the line that replaces them."""
        kept = []
        for shadow in found:
            language = claims().by_name[parsed[shadow.copy.location.path].language]
            pair = self._confirmed(_pair(shadow.domain, shadow.owner, shadow.copy), language)
            if pair is not None:
                usual = shadow.usual or leaves_home(shadow.owner.location.path, shadow.copy.location.path)
                kept.append(replace(shadow, copy=pair.copy, usual=usual, **self._use(language, shadow.owner, pair.copy, parsed)))
        return tuple(kept)

    def confirm_classes(self, found: Iterable[CloneClass], parsed: Mapping[str, ParsedFile]) -> tuple[CloneClass, ...]:
        """The clone classes without the members that their language knows to be no copy of the first; two files at least stay."""
        kept = []
        for group in found:
            first, *rest = group.units
            language = claims().by_name[parsed[first.location.path].language]
            pairs = [self._confirmed(_pair(group.domain, first, unit), language) for unit in rest]
            units = (first, *(pair.copy for pair in pairs if pair is not None))
            if len({unit.location.path for unit in units}) > 1:
                kept.append(replace(group, units=units))
        return tuple(kept)

    def _confirmed(self, match: Match, language: Language, *, lines: bool = False) -> Match | None:
        if language.confirm is None:
            ask = renamed if is_comparable(match) else differing if is_edited(match, language) else None
            said = self._answer(match, partial(ask, language)) if ask is not None else None
            return replace(match, confirmation=said) if said is not None and said.clone_type else match
        answer = self._answer(match, _opening(language) if lines else language.confirm)
        if answer.clone_type is None:
            return None
        copy = replace(match.copy, location=answer.location, signature=answer.signature)
        clone_type = answer.clone_type if match.tier is Tier.GATE else match.clone_type
        value = 1.0 if clone_type in (CloneType.EXACT, CloneType.RENAMED) else match.score
        return replace(match, copy=copy, clone_type=clone_type, score=value, confirmation=answer)

    def _answer(self, match: Match, ask: Callable[[Match, str, str], Confirmation]) -> Confirmation:
        """What the language says, which hangs on nothing but the match and the two texts."""
        texts = self._text(match.owner_path), self._text(match.copy_path)
        if self.memory is None or self.memory.unsaved:
            return ask(match, *texts)
        asked = encode(match), *(text.encode("utf-8", "surrogatepass") for text in texts)
        key = digest_parts(("confirmed", self.memory.context, *map(digest_bytes, asked)))
        known = self.memory.cache.read(key, lambda data: decode(Confirmation, data))
        if known is None:
            known = ask(match, *texts)
            self._fresh[key] = encode(known)
        return known

    def _own(self, match: Match, parsed: Mapping[str, ParsedFile]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """`own` and `along` of a Match."""
        other, along = raised_otherwise(match, parsed)
        held = (*held_otherwise(match, parsed, self._text), *is_itself(match, self._text), *bound_otherwise(match, parsed, self._text))
        own = tuple(dict.fromkeys((*called_otherwise(match, parsed), *other, *held)))
        return routed(own, match, self._text), along

    def _is_another(self, match: Match) -> bool:
        """True where the values in which both differ are what they are for, and where the copy has to be one."""
        asked = (
            self._counts_otherwise,
            self._computes_otherwise,
            self._lists_otherwise,
            self._holds_otherwise,
            self._fills_otherwise,
            self._undoes,
        )
        return leaves_home(match.owner_path, match.copy_path) or _is_another_fixture(match) or any(differs(match) for differs in asked)

    def _computes_otherwise(self, match: Match) -> bool:
        """True for short functions of two names that compute with other bit patterns: another checksum, another encoding."""
        owner, copy = match.owner, match.copy
        short = max(owner.fingerprint.size, copy.fingerprint.size) < SHORT_FORMULA
        if not {owner.kind, copy.kind} <= FUNCTIONS or owner.name == copy.name or match.part is not None or not short:
            return False
        mine, theirs = self._patterns(owner), self._patterns(copy)
        return bool(mine - theirs and theirs - mine) and 2 * len(mine & theirs) < len(mine | theirs)

    def _patterns(self, unit: Unit) -> set[int]:
        return {int(text, 16) for text in _HEXADECIMAL.findall(self._lines(unit, unit.location.line))}

    def _counts_otherwise(self, match: Match) -> bool:
        """True for a small renamed copy that has other numbers than its owner, and little besides them that says what it is for."""
        if match.clone_type is not CloneType.RENAMED or match.owner.fingerprint.size >= SMALL_RENAMED:
            return False
        if len(match.alignment.shared) >= TELLING_WORDS and telling_parts(match.owner.name) & telling_parts(match.copy.name) - _ASKS:
            return False
        return self._numbers(match.owner) != self._numbers(match.copy)

    def _fills_otherwise(self, match: Match) -> bool:
        """True for a short function that shares no more with its owner than how often one thing is called, each time with other values."""
        return is_filled_otherwise(match) and not set(self._numbers(match.owner)) & set(self._numbers(match.copy))

    def _undoes(self, match: Match) -> bool:
        """True for a function that takes back what the owner does, in its form."""
        return is_inverse(match, *(self._lines(unit, unit.location.line) for unit in (match.owner, match.copy)))

    def _holds_otherwise(self, match: Match) -> bool:
        """True for a table of another name that is equal but for its texts or numbers: they are what a table is."""
        owner, copy = match.owner, match.copy
        if not owner.kind is copy.kind is UnitKind.TABLE or match.clone_type is not CloneType.RENAMED or owner.name == copy.name:
            return False
        values = match.confirmation.values if match.confirmation is not None else 0
        return values > 0 or owner.fingerprint.words != copy.fingerprint.words or self._numbers(owner) != self._numbers(copy)

    def _lists_otherwise(self, match: Match) -> bool:
        """True for a list of another name with the owner's members in another order."""
        owner, copy = match.owner, match.copy
        if not owner.kind is copy.kind is UnitKind.TABLE or telling_parts(owner.name) & telling_parts(copy.name):
            return False
        return match.clone_type is not CloneType.EXACT and is_other_order(
            self._lines(owner, owner.signature.line), self._lines(copy, copy.signature.line)
        )

    def _numbers(self, unit: Unit) -> list[str]:
        return _NUMBER.findall(self._lines(unit, unit.location.line))

    def _lines(self, unit: Unit, first: int) -> str:
        """The lines of a unit from its line `first` on."""
        return "\n".join(self._text(unit.location.path).splitlines()[first - 1 : unit.location.end_line])

    def _is_slight(self, language: Language, match: Match, parsed: Mapping[str, ParsedFile]) -> bool:
        """True where its language knows the copy to have too little of the owner; of a pair that is a hint nobody asks."""
        if language.slight is None or match.tier is Tier.HINT:
            return False
        return language.slight(self._asked(language, match.owner, match.copy, parsed))

    def _use(self, language: Language, owner: Unit, copy: Unit, parsed: Mapping[str, ParsedFile]) -> _Taken:
        """How the copy's file takes the owner: fields of a Match."""
        use = self._asked(language, owner, copy, parsed)
        line = by_public_name(language.spell_use(use), owner, use.owner_text) if language.spell_use else ""
        apart = language.apart(use) if language.apart else ""
        return {"use": line, "apart": apart, "alone": bool(language.alone and language.alone(use)), "there": self._there(line, copy)}

    def _asked(self, language: Language, owner: Unit, copy: Unit, parsed: Mapping[str, ParsedFile]) -> Use:
        imports, into = self._imports(owner.location.path.rpartition("/")[0], parsed) if language.apart else frozenset(), copy.location.path
        texts = self._text(into), imports, self._text(owner.location.path)
        return Use(owner, into, self.listed, self.roots(language.name), *texts, copy, self._text)

    def _there(self, use: str, copy: Unit) -> int:
        """The line outside the copy that is `use` already; one that is indented may not hold for the whole file."""
        lines = enumerate(self._text(copy.location.path).splitlines(), start=1)
        inside = range(copy.location.line, copy.location.end_line + 1)
        return next((number for number, line in lines if use and line.rstrip() == use and number not in inside), 0)

    def _imports(self, folder: str, parsed: Mapping[str, ParsedFile]) -> frozenset[str]:
        """What the files of a folder import, as spelled, but for its tests."""
        if not self._folders:
            for path in parsed:
                self._folders.setdefault(path.rpartition("/")[0], []).append(path)
        files = (parsed[path] for path in self._folders.get(folder, ()))
        found = (item for file in files if not file.test for item in file.references)
        return frozenset(item.spelled for item in found if item.kind is ReferenceKind.IMPORT)

    def _text(self, path: str) -> str:
        if path not in self._texts:
            text = read_text(self.root, path, self.max_bytes, self.objects)
            self._texts[path] = self.overlay[path] if path in self.overlay else text.text if isinstance(text, files.Text) else ""
        return self._texts[path]


def _opening(language: Language) -> Callable[[Match, str, str], Confirmation]:
    from ssot_check.pipeline.differing import opened  # a run without findings compares no lines

    return partial(opened, language)


def _is_hook(match: Match) -> bool:
    """True for a hook that pytest asks of each conftest.py: with names of its own it is about the tests below it."""
    return match.copy.name.startswith("pytest_") and match.copy_path.endswith("conftest.py")


def _is_of_a_protocol(match: Match, parsed: Mapping[str, ParsedFile]) -> bool:
    """True for functions written in other words that two modules of one Python folder have under one name, among others that both have."""
    owner, copy = match.owner, match.copy
    if match.clone_type is not CloneType.SEMANTIC or owner.name != copy.name or not owner.kind is copy.kind is UnitKind.FUNCTION:
        return False
    (folder, _, name), (other, _, _) = (path.rpartition("/") for path in (match.owner_path, match.copy_path))
    mine, theirs = (
        {unit.name for unit in parsed[path].units if unit.kind is UnitKind.FUNCTION and not unit.scope}
        for path in (match.owner_path, match.copy_path)
    )
    public = [name for name in mine & theirs if not name.startswith("_")]
    return folder == other and name.endswith(".py") and len(public) >= PROTOCOL


def _is_another_fixture(match: Match) -> bool:
    """True for fixtures that are not one text: one of the same name stands there to hand out another thing to the tests below."""
    return match.clone_type is CloneType.SEMANTIC and _FIXTURE in match.owner.calls and _FIXTURE in match.copy.calls


def _pair(domain: str, owner: Unit, copy: Unit) -> Match:
    """Two units as the question that `Language.confirm` answers."""
    return Match(domain, owner, copy, CloneType.NEAR, Tier.ADVISORY, 0.0, Alignment((), 0, 0))
