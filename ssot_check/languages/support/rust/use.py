"""How a Rust file takes a unit that another file defines."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from typing import Final, NamedTuple

from ssot_check.languages.support.rust.crates import is_testing, keeps_apart, library_of, name_within, of_a_program, stands_beside
from ssot_check.languages.support.rust.imports import home_of
from ssot_check.languages.support.rust.reach import Crate
from ssot_check.model.dataclass import replace
from ssot_check.model.manifests import package_of
from ssot_check.model.plugins import Use
from ssot_check.model.replacement import Taking
from ssot_check.model.unit import Trait, UnitKind

_PUBLIC: Final = r"pub(?:\([^)]*\))?\s+"
_ITEM: Final = r"(?:(?:const|async|unsafe|default|extern\s+\"\w*\")\s+)*(?:fn|struct|enum|union|trait|type|const|static|mod)\s+(?:mut\s+)?"

_CONDITION: Final = re.compile(r"#\[cfg\(.*\b(?:target_\w+|unix|windows|feature|desktop|mobile)\b", re.DOTALL)
_WIDEST: Final = 60
_OFFERED: Final = "write `pub use "
"""How it begins where a crate comes to offer to all others what it keeps to itself."""
_OR: Final = " (or "


def spell_use(use: Use) -> str:
    """The `use` line for a unit of the same crate, or of another one that this one may depend on; "" where there is none.

    A method is used through its type. Where no `Cargo.toml` is known, a crate is called like its folder.
    """
    if not _is_taken(use):
        return ""
    found, name = _way(use), _taken(use)
    if found is None or not name:
        return _by_folder(use, name) if name else ""
    seen, called = _seen(use), use.copy.name if use.copy is not None and use.kept else name
    bound = found.name if found.name.rpartition("::")[2] == called or not found.name else f"{found.name} as {called}"
    return f"{seen}use {'::'.join(part for part in (found.crate, *found.modules, bound) if part)};" if found.crate else ""


def apart(use: Use) -> str:
    """What comes before: platforms that leave the item out, a dependency, a module that others may name, and `pub`.

    Without `pub` an item is seen in its own module only.
    """
    if not _is_taken(use):
        return ""
    found = _way(use)
    parts = [part for part in (_elsewhere(use), *(found.first if found is not None else ()), _shown(use, found)) if part]
    offers = any(part.startswith(_OFFERED) for part in parts) and not any(_OR in part for part in parts)
    packages = {package_of(path, use.roots.packages) for path in (use.unit.location.path, use.into)}
    stand = f"{_OR}let this copy stand, with an allow that says why)" if offers and len(packages) > 1 else ""
    return " and ".join(parts) + stand


def _elsewhere(use: Use) -> str:
    """What lets the item be compiled where the copy is, which the owner's is for some platforms or features only."""
    mine, copy = _condition(use.owner_text, use.unit.signature.line), use.copy
    if not mine or copy is None or _condition(use.text, copy.signature.line) == mine:
        return ""
    shown = mine if len(mine) <= _WIDEST else f"{mine[:_WIDEST]}…"
    return f"let `{shown}` above `{use.unit.name}` of {use.unit.location.path} hold here, too"


def _condition(text: str, line: int) -> str:
    """The condition above an item under which it is compiled, on one line; "" for none, and for that of the tests."""
    above, found = text.splitlines()[: line - 1], ""
    for number in range(len(above), 0, -1):
        found = f"{above[number - 1].strip()} {found}".strip()
        if found.startswith(("#[", "//")):
            if _CONDITION.match(found):
                return found
            found = ""
        elif not above[number - 1].strip() or above[number - 1].rstrip().endswith((";", "}", "{")):
            return ""
    return ""


def _is_taken(use: Use) -> bool:
    unit = use.unit
    return unit.kind not in (UnitKind.SCRIPT, UnitKind.CONFIG) and Trait.NESTED not in unit.traits and use.into != unit.location.path


def _taken(use: Use) -> str:
    """What a file takes to have the unit: itself, its type, or its trait where the type is another's; "" where neither stands there."""
    name = use.unit.scope.partition(".")[0] or use.unit.name
    if use.unit.kind is not UnitKind.METHOD or not use.owner_text or _declared(name, use.owner_text):
        return name
    trait = re.search(rf"^[ \t]*(?:unsafe\s+)?impl\b[^{{;]*?(\w+)(?:<[^{{;]*>)?\s+for\s+{re.escape(name)}\b", use.owner_text, re.MULTILINE)
    return trait[1] if trait is not None and _declared(trait[1], use.owner_text) else ""


def _declared(name: str, text: str) -> re.Match[str] | None:
    """The item of that name, with what makes it public as its first group; a method of that name stands deeper, and is another one."""
    found = re.finditer(rf"^([ \t]*)({_PUBLIC})?{_ITEM}{re.escape(name)}\b", text, re.MULTILINE)
    return min(found, key=lambda item: len(item[1].expandtabs()), default=None)


def _seen(use: Use) -> str:
    """Who sees the name of a whole copy that goes: the `use` in its place has to let the same take it, or their imports break."""
    copy = use.copy
    if copy is None or copy.kind is UnitKind.METHOD or copy.scope or copy.fingerprint.renamed != use.unit.fingerprint.renamed:
        return ""
    item = _declared(copy.name, use.text) if use.kept or copy.name == use.unit.name else None
    return (item[2] or "") if item is not None else ""


def _rules(name: str, text: str) -> re.Match[str] | None:
    """The macro of that name, with what exports it as its first group."""
    return re.search(rf"(#\[macro_export[^\]]*\]\s*(?:#\[[^\]]*\]\s*)*)?macro_rules!\s*{re.escape(name)}\b", text) if name else None


class _Way(NamedTuple):
    """The crate and modules by which an item is taken, its name there ("" for its own), and what has to be done `first`.

    The crate is "" where there is no such way.
    """

    crate: str
    modules: tuple[str, ...] = ()
    name: str = ""
    first: tuple[str, ...] = ()


def _way(use: Use) -> _Way | None:
    """How one package takes an item of another, or a program and a test that of its own library; None where no manifest says anything."""
    path, packages = use.unit.location.path, use.roots.packages
    there, here = package_of(path, packages), package_of(use.into, packages)
    if there is None or here is None:
        return None
    beside = [file for file in (path, use.into) if is_program(file, use.files) or stands_beside(file, packages)]
    if there == here and len(beside) != 1:
        return None if beside else _inside(use, there)
    library = library_of(there, packages[there])
    wall, added = keeps_apart(there, here, use.into, packages) if there != here else ("", "")
    if added and library in use.files and not wall:
        wall = of_a_program(there, here, use.into, packages, use.files)
    if not wall and (library not in use.files or path in beside or is_testing(path)):
        wall = f"move it to a library that both can depend on (nothing else can use {path})"
    if wall:
        return _Way("", first=(wall,))
    found = _through(use, Crate(library.rpartition("/")[0], library, use.read, use.files, None), "pub")
    return _Way(name_within(packages[there], packages[here]), found.modules, found.name, (added, *found.first))


def _inside(use: Use, folder: str) -> _Way:
    """How a file takes an item of its own crate."""
    library = library_of(folder, use.roots.packages[folder])
    root = library if library in use.files else f"{folder}/src/main.rs".lstrip("/")
    crate = Crate(root.rpartition("/")[0], root, use.read, use.files, None)
    return _through(use, replace(crate, here=crate.modules_of(use.into) or ()), "pub(crate)")


def _through(use: Use, crate: Crate, public: str) -> _Way:
    """The modules by which an item is taken, and what opens them where they are closed."""
    modules, name = crate.modules_of(use.unit.location.path) or (), _taken(use)
    if (rules := _rules(name, use.owner_text)) is not None:
        # What is exported stands at the root of its crate, wherever it is written; anything else is seen below its own lines only.
        if rules[1] or public == "pub":
            return _Way("crate", (), name, () if rules[1] else (f"write `#[macro_export]` above `macro_rules! {name}`",))
        return _Way("crate", modules, name, (f"write `pub(crate) use {name};` below `macro_rules! {name}`",))
    reached = crate.reached(modules, name)
    if not (reached.closed and name):
        return _Way("crate", reached.modules, reached.name)
    below, closed = crate.way_from(len(reached.modules), modules, name)
    opened = (f"write `pub(crate) mod {module[-1]};` in {crate.file_of(module[:-1])}" for module in closed)
    return _Way("crate", reached.modules, reached.name, (*opened, f"write `{public} use {below};` in {crate.file_of(reached.modules)}"))


def _shown(use: Use, found: _Way | None) -> str:
    """What gives the item itself the reach that it needs."""
    name = _taken(use)
    item = _declared(name, use.owner_text) if name else None
    if item is None or (found is not None and not found.crate):
        return ""
    there, here = home_of(use.unit.location.path), home_of(use.into)
    outside = there.crate != here.crate if found is None else found.crate != "crate"
    seen = _seen(use).strip()
    if outside or seen == "pub":
        closed = [*([] if item[2] and "(" not in item[2] else [f"`{name}`"]), *_own(use)]
        return f"make {' and '.join(closed)} `pub`" if closed else ""
    inside = f"{here.module}.".startswith(f"{there.module}.") and not seen
    return "" if item[2] or inside else f"make `{name}` `pub(crate)`"


def _own(use: Use) -> list[str]:
    """The method where it is not public itself; those of a trait are as public as the trait."""
    unit, lines = use.unit, use.owner_text.splitlines()[use.unit.signature.line - 1 : use.unit.signature.line]
    if unit.kind is not UnitKind.METHOD or unit.bases or not lines or re.match(r"\s*pub\s", lines[0]):
        return []
    return [f"`{unit.qualified_name}`"] if re.match(r"\s*(?:pub\(|(?:const|async|unsafe)\s+|fn\s)", lines[0]) else []


def _by_folder(use: Use, name: str) -> str:
    """The line where no manifest is known."""
    there, here = home_of(use.unit.location.path), home_of(use.into)
    if there.crate == here.crate and any(is_program(path, use.files) for path in (use.into, use.unit.location.path)):
        return ""  # `crate` would mean the program
    inside = there.module.removeprefix(there.crate).strip(".").replace(".", "::")
    folder = there.crate.removesuffix("src").strip(".").rpartition(".")[2].replace("-", "_")
    crate = "crate" if there.crate == here.crate else folder
    return f"use {'::'.join(part for part in (crate, inside, name) if part)};" if crate else ""


def spell_taking(wish: Taking, _files: AbstractSet[str]) -> str:
    """The `use` line for a name, or all, of a file of the same crate; "" where it is of another one."""
    module = module_path(wish.path, wish.into)
    alias = f" as {wish.alias}" if wish.alias and wish.alias != wish.name else ""
    return f"use {'::'.join(part for part in (module, wish.name) if part)}{alias};" if module else ""


def module_path(path: str, into: str) -> str:
    """The path of a file's module as a file of the same crate writes it; "" for another crate and for the crate's own root."""
    there, here = home_of(path), home_of(into)
    inside = there.module.removeprefix(there.crate).strip(".").replace(".", "::")
    return f"crate::{inside}" if there.crate == here.crate and inside else ""


def is_program(path: str, files: frozenset[str]) -> bool:
    """True for a crate beside the library's.

    By the customs of cargo: `src/bin/NAME.rs` and `src/bin/NAME/main.rs`, and `src/main.rs` beside a `src/lib.rs`.
    """
    folder, _, name = path.rpartition("/")
    return "/src/bin/" in f"/{folder}/" or (name == "main.rs" and f"{folder}/lib.rs".lstrip("/") in files)
