"""What a file that goes past an owner would write to use it: asked of the language, as for a copy."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from ssot_check.model.dataclass import replace
from ssot_check.model.finding import Edit
from ssot_check.model.location import Location
from ssot_check.model.parsed import ReferenceKind
from ssot_check.model.plugins import Use
from ssot_check.model.project import Project
from ssot_check.model.registry import Domain
from ssot_check.model.replacement import Adoption, Redirect, Replacement, Taking
from ssot_check.model.unit import Fingerprint, Unit, UnitKind
from ssot_check.pipeline.offered import offered
from ssot_check.pipeline.reading.claims import claims

_SHELL: Final = "shell"


def replacements(project: Project, read: Callable[[str], str | None]) -> Mapping[tuple[str, str, str], Replacement]:
    """By (domain, the name that the ban's `use` says or else what is banned, file), for every file that touches it.

    Likewise for what files must use.
    """
    paths = [path for path in sorted(project.files) if project.files[path].touches]
    found: dict[tuple[str, str, str], Replacement] = {}
    for domain in project.registry.domains:
        for rule in domain.must_use:
            sources = project.select(rule.source)
            units = [unit for path in sources if path in project.files for unit in project.files[path].units]
            for path in filter(project.files.__contains__, project.select(rule.files)):
                # Most of these files do use it: only a script that does not is opened, for how it begins says how it sources.
                named = {item.name for item in project.files[path].references if item.kind is ReferenceKind.SOURCE}
                opened = project.files[path].language == _SHELL and named.isdisjoint(sources)
                spelled = _first(_spelled(project, read if opened else _unread, units, path))
                if spelled is not None:
                    found[domain.name, rule.source.path, path] = spelled
    for domain in project.registry.domains if paths else ():
        uses = dict.fromkeys(project.name_to_use(domain, ban) for ban in domain.bans)
        for use in filter(None, uses):
            found.update(_by_file(project, read, domain, use, _units(project, domain, use), paths))
        if "" in uses:
            for name, touching in _touched(project, paths).items():
                found.update(_by_file(project, read, domain, name, offered(project, domain, name), touching))
    return found


def _touched(project: Project, paths: list[str]) -> dict[str, list[str]]:
    """By what is touched, the files that do."""
    found: dict[str, list[str]] = {}
    for path in paths:
        for name in dict.fromkeys(touch.name for touch in project.files[path].touches):
            found.setdefault(name, []).append(path)
    return found


def _by_file(
    project: Project, read: Callable[[str], str | None], domain: Domain, key: str, units: list[Unit], paths: list[str]
) -> Iterator[tuple[tuple[str, str, str], Replacement]]:
    """What each of the files would write for the first of the units that it can use."""
    for path in paths if units else ():
        spelled = _first(_spelled(project, read, units, path))
        if spelled is not None:
            yield (domain.name, key, path), spelled


def spell(project: Project, read: Callable[[str], str | None], wish: Taking) -> str:
    """The line that the file `wish.into` writes; "" when it was not analysed, or is of another language than what it wishes for."""
    file = project.files.get(wish.into)
    language = claims().by_name[file.language] if file is not None else None
    other = project.files.get(wish.path)
    if language is None or language.spell_taking is None or (other and claims().by_name[other.language].family != language.family):
        return ""
    told = replace(wish, roots=project.roots(language.name), text=read(wish.into) or "", given=read(wish.path) or "")
    if told.roots.packages and language.spell_use is not None and wish.name and not wish.alias:
        return language.spell_use(_asked(project, read, told))
    return language.spell_taking(told, project.tree.files)


def first(project: Project, read: Callable[[str], str | None], wish: Taking) -> str:
    """What comes before the line that the file `wish.into` writes for a name of another package; "" when nothing does."""
    file = project.files.get(wish.into)
    language = claims().by_name[file.language] if file is not None else None
    if language is None or language.apart is None or not project.roots(language.name).packages:
        return ""
    told = replace(wish, roots=project.roots(language.name), text=read(wish.into) or "", given=read(wish.path) or "")
    return language.apart(_asked(project, read, told))


def _asked(project: Project, read: Callable[[str], str | None], wish: Taking) -> Use:
    """The question for a name of a file, whatever it stands for."""
    place = Location(wish.path, 1, 1, 1, 1)
    unit = Unit(wish.name, UnitKind.TABLE, place, place, Fingerprint("", "", "", (), (), (), ()))
    files, roots = project.tree.files, wish.roots
    imports = _imports(project, wish.path.rpartition("/")[0]) if roots.modules else frozenset()
    return Use(unit, wish.into, files, roots, wish.text, imports, wish.given, read=lambda path: read(path) or "")


def _imports(project: Project, folder: str) -> frozenset[str]:
    """What the files of a folder import, as spelled, but for its tests."""
    beside = (project.files[path] for path in project.tree.by_folder.get(folder, ()) if path in project.files)
    found = (item for file in beside if not file.test for item in file.references)
    return frozenset(item.spelled for item in found if item.kind is ReferenceKind.IMPORT)


def redirect(project: Project, read: Callable[[str], str | None], wish: Redirect) -> tuple[Edit, ...]:
    """Edits of the file `wish.place.path`; none when its language knows no certain ones."""
    file = project.files.get(wish.place.path)
    language = claims().by_name[file.language] if file is not None else None
    other = project.files.get(wish.wish.path)
    if language is None or language.redirect is None or other is None or claims().by_name[other.language].family != language.family:
        return ()
    text = read(wish.place.path)
    wish = replace(wish, wish=replace(wish.wish, roots=project.roots(language.name)))
    return language.redirect(wish, text, project.tree.files) if text is not None else ()


def adopt(project: Project, read: Callable[[str], str | None], wish: Adoption) -> tuple[Edit, ...]:
    """Edits of the file that spells the owner's constant out; none when its language knows none."""
    file = project.files.get(wish.places[0].path)
    language = claims().by_name[file.language] if file is not None else None
    texts = (read(wish.places[0].path), read(wish.owner.path)) if language is not None and language.adopt is not None else (None, None)
    if language is None or language.adopt is None or texts[0] is None or texts[1] is None:
        return ()
    return language.adopt(replace(wish, text=texts[0], owner_text=texts[1], roots=project.roots(language.name)), project.tree.files)


def _units(project: Project, domain: Domain, use: str) -> list[Unit]:
    """The owner's units that `use` may name."""
    wanted = use.rpartition(".")[2].rpartition("::")[2]
    files = [project.files[path] for path in project.owned_files(domain) if path in project.files]
    return [unit for file in files for unit in file.units if not unit.scope and unit.name == wanted]


def _unread(_: str) -> str | None:
    return None


def _first(found: Iterator[Replacement]) -> Replacement | None:
    """The first one that a line takes, else the first one."""
    some = next(found, None)
    return some if some is None or some.line else next((item for item in found if item.line), some)


def _spelled(project: Project, read: Callable[[str], str | None], units: list[Unit], path: str) -> Iterator[Replacement]:
    """The units that a file of this language can use, at once or when something else is done before."""
    into = claims().by_name[project.files[path].language]
    for unit in units:
        language = claims().by_name[project.files[unit.location.path].language]
        if language.spell_use is not None and language.family == into.family:
            owner, roots = unit.location.path, project.roots(language.name)
            imports = _imports(project, owner.rpartition("/")[0]) if roots.modules else frozenset()
            texts = read(path) or "", imports, read(owner) or ""
            wish = Use(unit, path, project.tree.files, roots, *texts, read=lambda path: read(path) or "")
            line, first = language.spell_use(wish), language.apart(wish) if language.apart is not None else ""
            if line or first:
                yield Replacement(unit.name, line, owner, first)
