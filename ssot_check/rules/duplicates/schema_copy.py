"""A data class, model, interface or struct declares the fields of an owned one, or an enumeration its members.

What it does
------------
Compares the field names of data types outside the owner with those of the owner: Python data classes, pydantic models,
`TypedDict`, `NamedTuple` and attrs classes, TypeScript interfaces, types and classes, Go and Rust structs. Reported is
the same set of at least four fields, or of at least seven with one added or missing. Fields that many types have (`id`,
`name`) do not count as evidence. Enumerations, and Python classes that only name
written-out values, are compared by their members with the values: the same three under one name are reported, and four
under another are a hint. Types under other names whose fields have nothing but other types, or whose file takes
the owner's type in, are hints (`--hints`): the data before and after it was read. So are types under other names of whose
fields at least a third, and two, are of other types (`[]string` for `string`), two structs of Go of which
one alone has tags, whatever they are called, types of one family that are not equal throughout (`ReadHandles`,
`WriteHandles`), and what a version of an API declares (`apis/config/v1beta1`). A class that
inherits from the owner's or uses it is no copy; tests and generated code are left out.

Why it matters
--------------
A field that is added to one of them is missing in the other, and nothing fails until the data is read.

How to fix
----------
Use the owner's type. Where only a part of it is wanted, inherit from it or derive from it (`Pick`, `Omit`, a list of
fields).
"""

from collections.abc import Iterable, Iterator
from typing import Final

from ssot_check.model.finding import HINT, Finding, Related
from ssot_check.model.listed import after, listed
from ssot_check.model.match import TURNED
from ssot_check.model.members import are_members, shown
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.replacement import Taking
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.apart import are_apart
from ssot_check.rules.support.borders import across_a_border
from ssot_check.rules.support.loads import leads_back, moved_out
from ssot_check.rules.support.schemas import SchemaCopy, schema_copies
from ssot_check.rules.support.unlike import MOVED, taken_from_here

_SHOWN: Final = 6
_SHARED: Final = {"go": "embed it", "rs": "hold one in a field"} | dict.fromkeys(("ts", "tsx", "mts"), "extend it")
"""What a type of the language does with another one in place of inheriting from it, by the ending of the file."""
_ROUND = (".py", ".go")
"""Endings of files of which a type cannot be taken round; in TypeScript a type is gone when the code runs."""


def check(project: Project) -> Iterator[Finding]:
    """One warning for each copied schema."""
    for found in schema_copies(project):
        yield _finding(found, project)


def _finding(found: SchemaCopy, project: Project) -> Finding:
    owner, copy = found.owner, found.copy
    same = not (found.only_owner or found.only_copy)
    enumeration = are_members(owner.fields)
    kind = "member" if enumeration else "field"
    count = f"{len(found.shared)} of the {len(set(owner.fields))} {kind}s" if found.only_owner else f"the {len(found.shared)} {kind}s"
    ending = copy.location.path.rpartition(".")[2]
    wish = Taking(owner.location.path, copy.location.path, owner.name)
    before, line = _before(project, wish)
    place = "from there" if before.startswith(MOVED) else f"of {owner.location.path}"
    shared = "" if enumeration or are_apart(project, owner, copy) else f", or {_SHARED.get(ending, 'inherit from it')}"
    used = f"use `{owner.qualified_name}` {place}{shared}" + (f": {line}" if line else "")
    return Finding(
        code=RULE.code,
        message=f"`{copy.qualified_name}` declares {count} of `{owner.qualified_name}`, which `{found.domain.name}` owns"
        + (f", and {len(found.only_copy)} of its own" if found.only_copy else ""),
        location=copy.signature,
        extent=copy.location,
        why=f"a {kind} that is added to {owner.location.path} will be missing here",
        help=taken_from_here(before, owner.location.path) if before.startswith(TURNED) else after(used, before),
        domain=found.domain.name,
        severity=Severity.INFORMATION if found.is_other_form else Severity.WARNING,
        confidence=HINT if found.is_other_form else "high" if same else "low",
        label=f"{kind}s of `{owner.name}`",
        score=round(len(found.shared) / len({*owner.fields, *copy.fields}), 2),
        related=(Related(owner.signature, f"canonical: owned by `{found.domain.name}`", owner.qualified_name),),
        notes=tuple(_notes(found)),
        scope=copy.qualified_name,
        digest=copy.fingerprint.renamed,
    )


def _before(project: Project, wish: Taking) -> tuple[str, str]:
    """What comes first where the owner cannot be taken as it stands, and the line that takes it where one can."""
    line, first = project.spell(wish), project.first(wish)
    if moved := across_a_border(project, wish.name, wish.path, wish.into):
        return moved, ""
    asked = line and not first and wish.path.endswith(_ROUND)
    reason = leads_back(project, wish.path, wish.into) if asked else ""
    return (moved_out(wish.name, wish.path, reason), "") if reason else (first, line)


def _notes(found: SchemaCopy) -> Iterator[str]:
    yield f"both declare: {_listed(found.shared)}"
    if found.only_owner:
        yield f"only the owner declares: {_listed(found.only_owner)}"
    if found.only_copy:
        yield f"only this one declares: {_listed(found.only_copy)}"


def _listed(fields: Iterable[str]) -> str:
    return listed([shown(field) for field in fields], _SHOWN)


RULE = Rule(code="SSOT209", name="schema-copy", severity=Severity.WARNING, explanation=__doc__, check=check)
