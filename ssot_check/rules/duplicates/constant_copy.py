"""A URL, regular expression, format string or long text is written out again that an owner has as a constant.

What it does
------------
Takes the public constants of owned files and classes that say enough to be recognised: a URL with a host, a regular
expression, a format string with three or more fields, an unusual date format, a text of 60 characters or more. The same
text elsewhere in code of the same language is reported, once per file; a URL also where it is a line of a longer text.
Not reported are short texts, date formats that everybody writes (`%Y-%m-%d`), the line of a log that its manual shows,
tests and generated code. In documentation and examples a copy is a hint (`--hints`): they show what others would
write. So it is in a `setup.py`, which cannot import what it builds, and so is a URL that names an audience, an issuer
or a namespace in the owner: elsewhere it may be an address. Tables are compared by SSOT201 to SSOT203.

Why it matters
--------------
When the constant changes, the written-out text stays as it was, and no reader knows that both were one thing.

How to fix
----------
Import the owner's constant; of a compiled pattern take the text (`NAME.pattern`) where a text is wanted. In Python, where the
constant is exactly the text, the fix does that.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from ssot_check.model.dataclass import replace
from ssot_check.model.finding import HINT, Finding, Fix, Related, Safety
from ssot_check.model.listed import after
from ssot_check.model.match import TURNED
from ssot_check.model.parsed import Literal
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.replacement import Adoption, Taking
from ssot_check.model.unit import FUNCTIONS
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.borders import across_a_border
from ssot_check.rules.support.constants import ConstantCopy, constant_copies, in_a_message
from ssot_check.rules.support.distributions import is_build_script, other_distribution
from ssot_check.rules.support.loads import leads_back, moved_out
from ssot_check.rules.support.retiring import Retiring
from ssot_check.rules.support.unlike import MOVED, taken_from_here

_UNDER_A_NAME: Final = "export `"
"""How it begins where the name has to be another one before other packages see it (Go)."""


def check(project: Project) -> Iterator[Finding]:
    """One warning for each file that writes an owner's constant out."""
    retiring = Retiring(project)
    for found in constant_copies(project):
        finding = _finding(found, project)
        if found.is_shown or found.is_other_meaning or is_build_script(project, finding.location.path):
            yield replace(finding, severity=Severity.INFORMATION, confidence=HINT)
        else:
            yield replace(finding, fix=_fix(found, project, retiring))


def _fix(found: ConstantCopy, project: Project, retiring: Retiring) -> Fix | None:
    """The repair; None where a text is laid out in another way, and where an import would lead in a circle."""
    owner, places = found.owner, tuple(item.location for item in found.copies)
    if any(item.text != owner.text for item in found.copies):
        return None
    edits = project.adopt(Adoption(owner.name, owner.location, places))
    pair = owner.location.path, places[0].path
    if not edits or retiring.leads_back(*pair) or other_distribution(project, *pair) or across_a_border(project, owner.name, *pair):
        return None
    return Fix(f"use `{owner.name}` of its owner", Safety.SUGGESTED, edits)


def _finding(found: ConstantCopy, project: Project) -> Finding:
    owner, (first, *rest) = found.owner, found.copies
    name, path = owner.name, owner.location.path
    outer = name.partition(".")[0]
    wish = Taking(path, first.location.path, outer)
    line, before = project.spell(wish), project.first(wish) or other_distribution(project, path, first.location.path)
    place = f"of {path}"
    if line and not before and (reason := leads_back(project, path, first.location.path)):
        line, place, before = (
            "",
            "from there",
            moved_out(outer, path, reason, line if all(_is_late(project, item) for item in found.copies) else ""),
        )
    elif before.startswith(_UNDER_A_NAME):
        place = "under that name"
    elif moved := across_a_border(project, outer, path, first.location.path):
        line, place, before = "", "from there", moved
    elif before.startswith(MOVED):
        place = "from there"
    place += f" (`{name}` is a compiled pattern, and a text is wanted here)" if found.asked != name else ""
    what = f"constant `{first.name}`" if first.name else f"this {owner.form.value}"
    return Finding(
        code=RULE.code,
        message=f"{what} has the value of the constant `{name}`, which `{found.domain}` owns: {in_a_message(owner.text)}",
        location=first.location,
        why=f"a change to {path} does not reach this {owner.form.value}",
        help=taken_from_here(f"{before}{_opened(first)}", path)
        if before.startswith(TURNED)
        else after(f"use `{found.asked}` {place}" + (f": {line}" if line else "" if before else _moved(path, first.location.path)), before),
        domain=found.domain,
        severity=Severity.WARNING,
        label=f"value of `{name}`",
        related=(
            Related(owner.location, f"canonical: owned by `{found.domain}`", name),
            *(Related(item.location, "written out again", item.name) for item in rest),
        ),
        notes=_notes(found.copies),
        scope=first.name,
        digest=found.digest,
    )


def _is_late(project: Project, item: Literal) -> bool:
    """True for what stands in a function: it is read when that is called, and may be imported then."""
    file = project.files[item.location.path]
    return any(unit.kind in FUNCTIONS and unit.signature.line < item.location.line <= unit.location.end_line for unit in file.units)


def _opened(copy: Literal) -> str:
    """What has to be done with a constant of Go that stays: in lower case its package keeps it to itself."""
    name = copy.name
    hidden = copy.location.path.endswith(".go") and name[:1].islower() and "." not in name
    return f", export `{name}` as `{name[0].upper()}{name[1:]}`" if hidden else ""


def _moved(owner: str, path: str) -> str:
    """What comes first where no line takes the constant: the owner is a program, or of a package that cannot be reached."""
    return "" if owner.rpartition("/")[0] == path.rpartition("/")[0] else ", moved to a place that both can load"


def _notes(copies: Sequence[Literal]) -> tuple[str, ...]:
    return (f"written out {len(copies)} times in this file",) if len(copies) > 1 else ()


RULE = Rule(code="SSOT206", name="constant-copy", severity=Severity.WARNING, explanation=__doc__, check=check, fix=Safety.SUGGESTED)
