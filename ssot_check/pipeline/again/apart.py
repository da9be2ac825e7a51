"""Whether anything that is told of other files may hang on a few that differ: then a whole report cannot be told without a whole look.

Asked is what rules and the comparison look for over all files: what a file refers to and passes on, classes that others may derive from,
names that several types have, texts that name an owner, and how rare things are. A rule that looks over all files for something else must
have its question here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from ssot_check.model.dataclass import dataclass
from ssot_check.model.parsed import ParsedFile, Reference, ReferenceKind
from ssot_check.model.project import Project
from ssot_check.model.unit import Trait, Unit, UnitKind
from ssot_check.pipeline.again.calm import Whole
from ssot_check.pipeline.again.names import answers, types_of
from ssot_check.pipeline.reading.evidence import may_mention
from ssot_check.pipeline.reading.idle_owners import may_name
from ssot_check.rules.support.unused import others, words_of

BY_FILE: Final = frozenset(
    f"SSOT{code}"
    for codes in (
        "007 009 010 101 102 103 104 105 106 107 108 109 110 111 112 113 114 115 116 117 118 119 120 121",
        "201 202 203 204 205 206 207 208 209 210 211 301 302 303 304 305 306 307 308 309 310 311 312 313",
        "401 402 403 404 405 406 407 408 409 410 701 702 703 704 706 708 711 712 713 714 901 902 903 904 905",
    )
    for code in codes.split()
)
"""Rules of which is asked, here or in `look`, what one file lets them say of another. With any other everything is looked at."""
_SHELL: Final = "shell"


@dataclass(frozen=True)
class Apart:
    """The files at `paths`, those of them that are analysed as they were `before` and, in `project`, as they are now.

    Of owners that were `edited` it is asked elsewhere whether another file says a name that came or went.
    """

    whole: Whole
    project: Project
    before: Mapping[str, ParsedFile]
    paths: frozenset[str]
    edited: frozenset[str]
    read: Callable[[str], str | None]

    def are_apart(self) -> bool:
        """True when nothing that is told of other files hangs on what these say."""
        files = self.project.files
        return (
            all(_face(file) == _face(files[path]) for path, file in self.before.items())
            and not self._replace_names()
            and not self._are_passed_on()
            and not self._are_answers()
            and not self._are_mentions()
            and not self._name_owners()
        )

    def _replace_names(self) -> bool:
        """True for a test, which may put something else in the place of a name by which a repair is held certain."""
        return self.whole.is_matched and any(file.test and file.language == "python" for file in self.before.values())

    def _are_passed_on(self) -> bool:
        """True when a name came or went in a file of which a star, somewhere, may pass on every name."""
        starred = frozenset(self.whole.starred)
        some = [path for path in self.before if not starred.isdisjoint(path.rpartition(".")[0].split("/"))]
        return any(_offered(self.before[path]) != _offered(self.project.files[path]) for path in some)

    def _are_answers(self) -> bool:
        """True when a function or method came or went whose name an owner has too, or an interface asks for; or one of an owner's type."""
        owned = [unit for path in self.project.owners if path in self.project.files for unit in self.project.files[path].units]
        names, types = {*self.whole.asked, *(unit.name for unit in owned)}, types_of(owned)
        for path, file in self.before.items():
            if path in self.edited:
                continue
            was, now = answers(file), answers(self.project.files[path])
            if any(name in names or kind in types for kind, name in ((was - now) | (now - was))):
                return True
        return False

    def _are_mentions(self) -> bool:
        """True when one of the texts may speak of what is deprecated."""
        files = self.project.files
        return bool(self.project.registry.all_deprecated) and any(may_mention(path, files.get(path)) for path in self.paths)

    def _name_owners(self) -> bool:
        """True when one of the texts may be the only one that names an owner to which no reference leads, or is now."""
        for name, first in self.whole.unreferred.items():
            domain = self.project.registry.domain(name)
            words = words_of(self.project, domain) if not first else None
            asked = self.paths.intersection(others(self.project, domain)) if words else ()
            if first in self.paths or any(words.search(self.read(path) or "") for path in asked if words and may_name(path)):
                return True
        return False


def _face(file: ParsedFile) -> object:
    """What of a file others may look at, whatever they are."""
    return (
        (file.language, file.kind, file.open_names, file.stars, file.generated, file.test),
        sorted(
            (item.kind, item.name, item.alias, item.typing, item.spelled, item.passing, item.late, item.annotates)
            for item in _followed(file)
        ),
        [(item.name, item.reexport) for item in file.definitions if item.reexport or file.language == _SHELL],
        [_class(unit) for unit in file.units if unit.kind is UnitKind.CLASS],
    )


def _followed(file: ParsedFile) -> Iterable[Reference]:
    return (item for item in file.references if item.kind is not ReferenceKind.COMMAND)


def _offered(file: ParsedFile) -> tuple[set[str], set[str], set[tuple[str, ...]]]:
    """Names that others can take from a file as a whole."""
    units, settings = {unit.qualified_name for unit in file.units}, {setting.key for setting in file.settings}
    return {item.name for item in file.definitions}, units, settings


def _class(unit: Unit) -> object:
    """What a class is to those that derive from it, answer it, or declare what it declares."""
    words = unit.fingerprint.words if Trait.PROTOCOL in unit.traits else ()
    return unit.qualified_name, unit.bases, unit.fields, sorted(unit.traits), words
