"""How a TypeScript or JavaScript file imports a unit that another file defines."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Set as AbstractSet
from typing import Final

from ssot_check.languages.support.typescript.common import is_common, is_given, is_whole
from ssot_check.languages.support.typescript.components import COMPONENTS
from ssot_check.languages.support.typescript.offers import ENDING, called_outside, holder_of, is_exported, passes_on
from ssot_check.languages.support.typescript.packages import Way, is_reached, way
from ssot_check.languages.support.typescript.pages import first_on_the_page
from ssot_check.languages.support.typescript.program import work_of
from ssot_check.languages.support.typescript.short import shortened
from ssot_check.languages.support.typescript.suites import is_named_suite
from ssot_check.model.plugins import Use
from ssot_check.model.replacement import EVERYTHING, Taking
from ssot_check.model.unit import UNNAMED, Trait, UnitKind

_NAME: Final = re.compile(r"[A-Za-z_$][\w$]*")
_MODULE: Final = re.compile(r"^export\b", re.MULTILINE)
RELATIVE: Final = re.compile(r"""from\s+(["'])\.{1,2}/[^"']*?(\.[cm]?[jt]s)?\1""")
"""A relative import, with the ending that it spells: what a module is loaded by there, others in the file follow."""
_FROM: Final = re.compile(r"""\bfrom "([^"]+)"$""")
_BY_FULL_NAME: Final = (".mjs", ".mts")
"""Modules of the standard for Node.js, which finds what they import by its whole name only."""
_BUILT: Final = {".mts": ".mjs", ".cts": ".cjs"}
_PLAIN: Final = (".js", ".jsx", ".mjs", ".cjs")
_DEFAULT: Final = re.compile(r"^export\s+default\b", re.MULTILINE)
_EXPORTED: Final = re.compile(r"export (?!default\b)")


def spell_use(use: Use) -> str:
    """The import that `use.into` would write, without ending; "" when the unit cannot be imported by name, or from that package.

    A method is used through its class or object. What short paths stand for is read off the other imports of the file.
    """
    unit = use.unit
    if unit.kind in (UnitKind.SCRIPT, UnitKind.CONFIG) or Trait.NESTED in unit.traits or use.into == unit.location.path:
        return ""
    if unit.location.path.endswith(COMPONENTS) or is_named_suite(unit.location.path) or first_on_the_page(use) or work_of(use.owner_text):
        return ""
    outside, name = _way(use), unit.scope.partition(".")[0] or unit.name
    holder, key = _holder(name, use)
    required = is_common(use.into, use.text)
    package = outside.name if outside else ""
    if holder:
        line = _spelled(Taking(unit.location.path, use.into, holder, text=use.text), package, use.files, required=required)
        return f"{line}, and {holder}.{key}" if line and (outside is None or outside.name) else ""
    if required and is_common(unit.location.path, use.owner_text) and (name == UNNAMED or is_whole(name, use.owner_text)):
        wish = Taking(unit.location.path, use.into, "", "" if name == UNNAMED else name)
    else:
        taken, alias = _offered(name, use, is_itself=outside is None or is_reached(unit.location.path, use.roots.packages))
        wish = Taking(unit.location.path, use.into, taken, alias, text=use.text)
    line = _spelled(wish, package, use.files, required=required) if outside is None or package else ""
    return line + _still_offered(use, line)


def _still_offered(use: Use, line: str) -> str:
    """What goes on exporting what a file exports so far: whoever imports a copy from there still finds it."""
    unit, copy = use.unit, use.copy
    if copy is not None and (held := _held_by(use, line)):
        return f"; {held}.{copy.name} = {unit.name}"
    if copy is None or copy.scope or copy.name != unit.name or not line.startswith(f"import {{ {unit.name} }} from "):
        return ""
    head = use.text.splitlines()[copy.signature.line - 1 : copy.signature.line]
    equal = copy.fingerprint.renamed == unit.fingerprint.renamed
    return f"; export {{ {unit.name} }}" if equal and head and _EXPORTED.match(head[0]) else ""


def _held_by(use: Use, line: str) -> str:
    """The object of which a copy is a member by an assignment, `utils.dirname = ...`: whoever takes it from there still finds it."""
    copy = use.copy
    if copy is None or copy.kind is not UnitKind.FUNCTION or f"{{ {use.unit.name} }}" not in line:
        return ""
    head = "".join(use.text.splitlines()[copy.signature.line - 1 : copy.signature.line])
    found = re.match(rf"\s*([A-Za-z_$][\w$.]*)\.{re.escape(copy.name)}\s*=(?![=>])", head)
    return found[1] if found is not None and "prototype" not in found[1] else ""


def _offered(name: str, use: Use, *, is_itself: bool) -> tuple[str, str]:
    """Under which name others take what a file calls `name`, and what they call it then ("" for the same).

    What a package passes on has a name there, whatever it is in its own file.
    """
    text = use.owner_text
    if name == UNNAMED or not is_itself or is_exported(name, text):
        return name, ""
    other = UNNAMED if _is_default(name, text) else called_outside(name, text)
    return (other, name) if other else (name, "")


def apart(use: Use) -> str:
    """What keeps the package of `use.into` from importing the unit, or the unit from being imported: a module exports what it says."""
    unit = use.unit
    if unit.kind in (UnitKind.SCRIPT, UnitKind.CONFIG) or use.into == unit.location.path:
        return ""
    if of_a_page := first_on_the_page(use):
        return of_a_page
    outside = _way(use)
    first = outside.first if outside is not None else ""
    if first and (outside is None or not outside.name or "export it from" in first):
        return first
    return " and ".join(part for part in (first, _unexported(use)) if part)


def _unexported(use: Use) -> str:
    """What gives the unit to other files of its package."""
    unit, name = use.unit, use.unit.scope.partition(".")[0] or use.unit.name
    if is_named_suite(unit.location.path):
        return f"move `{name}` to a module that both can import, for whoever imports {unit.location.path} runs its tests"
    if unit.location.path.endswith(COMPONENTS):
        return f"move `{name}` to a module that both can import, for others can take nothing from {unit.location.path} but the component"
    if work := work_of(use.owner_text):
        doing = f"asks `{work}`" if work.startswith("process") else f"calls {work}" if " " in work else f"calls `{work}`"
        return f"move `{name}` to a module that both can import, for {unit.location.path} {doing} as soon as it is loaded"
    if name == UNNAMED or Trait.NESTED in unit.traits:
        return ""
    if _MODULE.search(use.owner_text) is None:
        text = use.owner_text
        lacks = is_common(unit.location.path, text) and bool(text) and not is_given(name, text) and not is_whole(name, text)
        return f"add `{name}` to `module.exports`" if lacks else ""
    text = use.owner_text
    given = is_exported(name, text) or _is_default(name, text) or called_outside(name, text) or _holder(name, use)[0]
    return "" if given or not name else f"export `{name}`"


def _way(use: Use) -> Way | None:
    """How the package of `use.into` imports the unit's module, or what passes it on."""
    path, name = use.unit.location.path, use.unit.scope.partition(".")[0] or use.unit.name

    def is_offered(stem: str) -> bool:
        return passes_on(stem, name, lambda file: use.read(file) if file in use.files else "")

    return way(path, use.into, use.roots.packages, is_offered, use.text)


def _holder(name: str, use: Use) -> tuple[str, str]:
    """The exported object that has the unit, where it is not exported itself."""
    if is_exported(name, use.owner_text) or _is_default(name, use.owner_text):
        return "", ""
    return holder_of(name, use.owner_text)


def _is_default(name: str, text: str) -> bool:
    found = _DEFAULT.search(text)
    return found is not None and re.match(rf"[^\n]*(?<![\w$]){re.escape(name)}(?![\w$])", text[found.end() :]) is not None


def spell_taking(wish: Taking, files: AbstractSet[str]) -> str:
    """The import of a name of a module, or of all of it under a name; "" for what is no name, and out of reach of its package."""
    outside = way(wish.path, wish.into, wish.roots.packages, text=wish.text)
    if outside is not None and not outside.name:
        return ""
    return _spelled(wish, outside.name if outside and not outside.first else "", files, required=is_common(wish.into, wish.text))


def spell_as(line: str, wish: Taking) -> str:
    """The import of a name from where the import `line` takes it, under the wish's alias; "" for a line that is no such import."""
    found = _FROM.search(line)
    if found is None:
        return ""
    bound = wish.alias or wish.name
    return (
        f'import {bound} from "{found[1]}"'
        if wish.name == UNNAMED
        else f'import {{ {wish.name if bound == wish.name else f"{wish.name} as {bound}"} }} from "{found[1]}"'
    )


def _spelled(wish: Taking, package: str, files: AbstractSet[str], *, required: bool) -> str:
    ending = "" if package or required else _ending(wish)
    module = package or _relative(wish, whole=bool(ending))
    short = shortened(wish.path, wish.into, wish.text, files) if module.startswith("..") and not required else ""
    target = short or module + ending
    if wish.alias == EVERYTHING:
        return f'export * from "{target}"'
    bound = wish.alias or (module.rpartition("/")[2] if wish.name in ("", UNNAMED) else wish.name)
    if not _NAME.fullmatch(bound) or not _NAME.fullmatch(wish.name or bound):
        return ""
    if wish.name == UNNAMED and not required:
        return f'import {bound} from "{target}"'
    if not wish.name:
        return f'const {bound} = require("{target}")' if required else f'import * as {bound} from "{target}"'
    if required:
        return f'const {{ {wish.name if bound == wish.name else f"{wish.name}: {bound}"} }} = require("{target}")'
    return f'import {{ {wish.name if bound == wish.name else f"{wish.name} as {bound}"} }} from "{target}"'


def _relative(wish: Taking, *, whole: bool) -> str:
    """The module as the file sees it; with its last name even where that is `index` when the `whole` name is spelled."""
    target = posixpath.relpath(ENDING.sub("", wish.path), posixpath.dirname(wish.into) or ".")
    target = target if target.startswith(".") else f"./{target}"
    if whole:
        return target
    return target.removesuffix("/index") if target != "./index" else "."


def _ending(wish: Taking) -> str:
    """What an import of the module ends with: as the file's others do, and as it has to where Node.js resolves it by its whole name."""
    near, own = RELATIVE.search(wish.text), posixpath.splitext(wish.path)[1]
    written = near[2] if near is not None and near[2] else ""
    if written.endswith("ts"):
        return own
    if written or wish.into.endswith(_BY_FULL_NAME):
        return _BUILT.get(own, own if own in _PLAIN else written or ".js")
    return ""
