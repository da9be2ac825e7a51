"""What is never a duplicate, however alike it looks. One function per reason; the reasons are those of the rule catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from ssot_check.model.parsed import ParsedFile
from ssot_check.model.regex import regex
from ssot_check.model.source import described
from ssot_check.model.unit import ALONE, FUNCTIONS, Trait, Unit, UnitKind

_NEVER: Final = frozenset((Trait.STUB, Trait.OVERLOAD, Trait.ABSTRACT, Trait.PROTOCOL, Trait.DATA, Trait.ARGUMENTS, Trait.MIGRATION))
_CODE: Final = frozenset((UnitKind.FUNCTION, UnitKind.METHOD, UnitKind.SCRIPT))
_COPY_FLOOR: Final = 0.5
_LEAST: Final = {UnitKind.FUNCTION: 5, UnitKind.METHOD: 5, UnitKind.CONFIG: 3}
"""Tokens that a statement, or an entry of a config block, counts as at least."""
_TAKEN: Final = 4
"""The same of an entry of a block that another file can take by one line, and that is no such line itself: of seven that is worth it."""
_SPECIAL: Final = frozenset(
    f"__{name}__"
    for name in (
        "eq",
        "ne",
        "lt",
        "le",
        "gt",
        "ge",
        "hash",
        "repr",
        "str",
        "bool",
        "len",
        "iter",
        "contains",
        "getstate",
        "setstate",
        "reduce",
        "copy",
        "cmp",
        "getattr",
        "getattribute",
        "dir",
    )
)
"""Special methods that every data class writes alike, and hooks that speak of what stands around them."""
_KEEPERS: Final = frozenset(("super", "object", "hasattr", "getattr", "__new__", "__init__"))
"""What a `__new__` calls that only keeps the one instance of its class."""
_RUNNERS: Final = frozenset(("doctest.testmod", "unittest.main", "pytest.main"))
"""A module that tries itself when it is run does so in these words, whatever it holds."""
_RETIRING: Final = frozenset(("deprecated", "deprecate"))
_HOOK_SIZE: Final = 40
"""Special methods below so many tokens (`__init__` that passes on, `__call__` of one line) are the protocol and not a utility."""

MAX_FACADE: Final = 60
"""Tokens of an owner that can be little more than a call of something else that its domain owns."""
_INNER_OWNER: Final = 2
_MUCH_LONGER: Final = 2.5
_PROGRAM: Final = regex(r"(?:^|/)s?bin/[^/.]+$")


def can_be_owner(unit: Unit, min_tokens: int) -> bool:
    """True when copies of the unit are worth a search: big enough, no boilerplate, and reachable for others."""
    return _bulk(unit) >= min_tokens and Trait.NESTED not in unit.traits and not is_boilerplate(unit) and not _is_uncallable(unit)


def _is_uncallable(unit: Unit) -> bool:
    """True for the `init` of a Go package, of which each has its own: nobody can name it."""
    return unit.name == "init" and not unit.scope and unit.location.path.endswith(".go")


def is_lost_inside(unit: Unit, units: Sequence[Unit], min_tokens: int) -> bool:
    """True for a function inside a function of `units` that is worth a search of its own.

    It cannot be used from elsewhere and is compared as a part of the one around it; but where that is much longer, a copy of the inner one
    is too small a part of it to be seen.
    """
    if Trait.NESTED not in unit.traits or _bulk(unit) < _INNER_OWNER * min_tokens or is_boilerplate(unit):
        return False
    around = [other for other in units if Trait.NESTED not in other.traits and _is_inside(unit, other)]
    return bool(around) and min(map(_bulk, around)) > _MUCH_LONGER * _bulk(unit)


def _is_inside(unit: Unit, other: Unit) -> bool:
    return unit is not other and other.kind in FUNCTIONS and other.location.contains(unit.location)


def can_be_copy(unit: Unit, min_tokens: int) -> bool:
    """True when the unit may be reported as a copy of something of at least `min_tokens` tokens. What a program wrote is none."""
    return _bulk(unit) >= min_tokens * _COPY_FLOOR and not is_boilerplate(unit) and Trait.GENERATED not in unit.traits


def _bulk(unit: Unit) -> int:
    """Tokens of a unit, where each statement of a function and each entry of a config block counts as some tokens at least.

    A shell command of two words is as much of a decision as a call of five tokens in another language.
    """
    taken = unit.kind is UnitKind.CONFIG and unit.reuse not in ("", ALONE) and Trait.DELEGATE not in unit.traits
    least = _TAKEN if taken else _LEAST.get(unit.kind, 0)
    return max(unit.fingerprint.size, least * len(unit.fingerprint.hashes))


def is_boilerplate(unit: Unit) -> bool:
    """True for stubs, overloads, protocols, plain data, argument parsers, migrations and the special methods of data classes."""
    name = unit.name
    hook = name.startswith("__") and name.endswith("__") and unit.fingerprint.size < _HOOK_SIZE and unit.kind is not UnitKind.SCRIPT
    tries = unit.kind is UnitKind.SCRIPT and unit.fingerprint.size < _HOOK_SIZE and not _RUNNERS.isdisjoint(unit.calls)
    keeps = name == "__new__" and all(call.rpartition(".")[2] in _KEEPERS for call in unit.calls)
    return bool(unit.traits & _NEVER) or name in _SPECIAL or hook or tries or keeps


def comparable(owner: Unit, owner_file: ParsedFile, copy: Unit, copy_file: ParsedFile) -> bool:
    """Functions, methods and script blocks compare with each other, everything else only with its own kind.

    Config blocks compare within one kind of file: a compose service is no copy of a CI job. Code of the tests is
    never a copy of code outside them, nor the reverse. A stub says the types of the file beside it, and repeats nothing of it.
    """
    if owner_file.test != copy_file.test or _is_unpacked_link(owner_file, copy_file):
        return False
    if described(copy_file.path) == owner_file.path or described(owner_file.path) == copy_file.path:
        return False
    if UnitKind.CONFIG in (owner.kind, copy.kind) and owner_file.kind != copy_file.kind:
        return False
    return owner.kind == copy.kind or (owner.kind in _CODE and copy.kind in _CODE)


def _is_unpacked_link(one: ParsedFile, other: ParsedFile) -> bool:
    """True for a program `bin/name` that holds the bytes of a module: a link in the repository that an archive has unpacked as a file."""
    if one.digest != other.digest:
        return False
    program, module = sorted((one.path, other.path), key=lambda path: "." in path.rpartition("/")[2])
    return _PROGRAM.search(program) is not None and "." in module.rpartition("/")[2]


def delegates(copy: Unit, copy_file: ParsedFile, owner: Unit) -> bool:
    """True when the copy calls the owner: it is a facade, not a second implementation."""
    if owner.scope:
        return False
    return any(refers_to(call, copy_file, owner) for call in copy.calls)


def refers_to(call: str, file: ParsedFile, owner: Unit) -> bool:
    """True when the qualified name `call`, used in `file`, means the owner unit.

    A dotted call fits when its module part names the owner's file or a package above it (re-exports). A bare call fits when the
    file sources or imports the owner's file and does not define the name itself.
    """
    module, _, name = call.rpartition(".")
    if name != owner.name:
        return False
    if module:
        return names_module(module.split("."), owner.location.path)
    if any(definition.name == name and not definition.reexport for definition in file.definitions):
        return False
    return any(reference.name == owner.location.path or reference.alias == name for reference in file.references)


def builds_on(copy: Unit, copy_file: ParsedFile, owner: Unit, owner_file: ParsedFile) -> bool:
    """True when the copy calls another top-level definition of the owner's file: what both do is already shared there.

    Not so one that a larger owner calls, too: who writes its body out again takes that call along.
    """
    along = {call.rpartition(".")[2] for call in owner.calls} if owner.fingerprint.size >= MAX_FACADE else set()
    return any(
        refers_to(call, copy_file, other)
        for call in copy.calls
        if "." in call
        for other in owner_file.units
        if not other.scope and other.name != owner.name and other.name not in along
    )


def names_module(module: list[str], path: str) -> bool:
    """True when a dotted module name means the file at `path`, or a package above it."""
    parts = _dotted(path)
    if path.endswith(".go"):  # a package is a folder, named behind the name of its module
        return len(parts) > 1 and module[-len(parts) + 1 :] == parts[:-1]
    if path.endswith(".rs"):
        if parts[-1] in ("mod", "lib", "main"):
            parts.pop()
        if _leads_to(module, [part.replace("-", "_") for part in parts]):
            return True
    return any(parts[end - len(module) : end] == module for end in range(len(module), len(parts) + 1))


def is_module(module: list[str], path: str) -> bool:
    """True when a dotted module name means the file at `path` itself."""
    return bool(module) and _dotted(path)[-len(module) :] == module


def _dotted(path: str) -> list[str]:
    # A file name may hold further dots (`log.service.ts`), which a dotted name does not tell from slashes.
    parts = path.rpartition(".")[0].replace("/", ".").split(".")
    if parts and parts[-1] == "__init__":
        parts.pop()
    return parts


def _leads_to(module: list[str], parts: list[str]) -> bool:
    """True when the folders of a Rust file hold the module's names in order, the last one last: `pub use` shortens the ways to a file."""
    rest = iter(parts)
    return bool(parts) and parts[-1] == module[-1] and all(name in rest for name in module)


def outermost(units: Iterable[Unit]) -> list[Unit]:
    """Units of one file that lie in no other unit of the sequence, in the order given."""
    kept: list[Unit] = []
    for unit in units:
        if not any(other.location.contains(unit.location) for other in kept):
            kept.append(unit)
    return kept


def is_retiring(owner: Unit) -> bool:
    """True for a unit that its decorator (`@deprecated`) says nobody is to call any more: who writes it out follows that advice."""
    return any(call.rpartition(".")[2] in _RETIRING for call in owner.calls)


def is_case(unit: Unit, file: ParsedFile) -> bool:
    """True for a single test: what it shares with another one in words is how both begin, and what they ask is their own."""
    return file.test and unit.name.startswith("test")
