"""A definition elsewhere carries a name that an owner exports.

What it does
------------
Looks at top-level functions, classes, tables and config blocks outside the owner that have the name of one of its `exports`. A definition
counts when it does not call the owner and shows the same purpose: it shares telling words with the owner's, resembles it,
or plainly belongs to the domain's kind; under a name of several words one text is enough, and under one that no third file has a body with
nearly all that the owner's says. The same name with another purpose is not reported. A name that six files or more define
(`create`, `AddFlags`) is a protocol of theirs: unless both are one text, or share much that is rare, that is a hint (`--hints`). A
definition that is only a fallback for a library that cannot be loaded is information. One with the owner's own text, too
small to be told as a copy (201), is said to be the same. In a Python distribution of which nothing uses the owner's, another text
is a hint, and so it is in a folder that imports from itself and nothing from outside.

Why it matters
--------------
Whoever reads a call to that name cannot know which definition runs, and an import of the wrong one goes unnoticed.

Two functions of Python that set a variable of their own modules (`global`) are a warning: none can stand in for the other.

How to fix
----------
Delete the definition and take the name from its owner, or give it a name that says what is different about it.
"""

from collections.abc import Iterator
from typing import Final

from ssot_check.model.finding import HINT, Finding, Related
from ssot_check.model.listed import after, conjoined
from ssot_check.model.match import TURNED, Shadow
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.regex import regex
from ssot_check.model.unit import Unit
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.copies import named
from ssot_check.rules.support.distributions import other_distribution
from ssot_check.rules.support.guests import of_both, own_root
from ssot_check.rules.support.loads import way_out
from ssot_check.rules.support.remedies import remedy, this
from ssot_check.rules.support.scripts import let_find, or_stand
from ssot_check.rules.support.unlike import MOVED, taken_from_here

_GLOBAL: Final = regex(r"\bglobal[ \t]+([\w, \t]+)")
_NAME: Final = regex(r"\w+")


def check(project: Project) -> Iterator[Finding]:
    """One finding for each shadowing definition; a fallback for a missing library is information."""
    for shadow in project.shadows:
        words = ", ".join(word.lstrip('"') for word in shadow.shared)
        state = _state(project, shadow)
        same = shadow.copy.fingerprint.exact == shadow.owner.fingerprint.exact and not state
        added = "" if shadow.there else other_distribution(project, shadow.owner.location.path, shadow.copy.location.path)
        hint = shadow.usual or (
            bool(added) and not same
        )  # where nothing of the owner's distribution is used, the name has no other meaning
        root = "" if shadow.there else own_root(project, shadow.owner.location.path, shadow.copy.location.path)
        hint = hint or (bool(root) and not same)
        circle = "" if shadow.there or added else way_out(project, shadow.owner, shadow.copy.location.path)
        use = "" if circle else shadow.use
        first = added or circle or shadow.apart
        gone = f"delete {this(shadow.copy)} and take it from there"
        moved = first.startswith(MOVED) and not use
        whole = after(gone if moved else remedy(shadow.copy, shadow.owner, use, shadow.there), first)
        is_turned = shadow.apart.startswith(TURNED) and not (added or circle)
        instead = taken_from_here(shadow.apart, shadow.owner.location.path) if is_turned else or_stand(whole, shadow, RULE.code)
        instead = let_find(shadow, RULE.code) or (of_both(shadow, root) if root else instead)
        yield Finding(
            code=RULE.code,
            message=f"{named(shadow.copy)} shadows `{shadow.owner.name}`, which `{shadow.domain}` exports"
            + (", and is the same" if same else ""),
            location=shadow.copy.signature,
            extent=shadow.copy.location,
            why="two definitions of one exported name: a reader cannot tell which one a call means",
            help=instead if same else f"rename it, or {f'keep {state} in one place and let both use it' if state else instead}",
            domain=shadow.domain,
            severity=Severity.INFORMATION if shadow.fallback or hint else Severity.WARNING if state else Severity.ERROR,
            confidence=HINT if hint else "low" if shadow.fallback else "high",
            label="second definition of an exported name",
            related=(Related(shadow.owner.signature, f"canonical: exported by `{shadow.domain}`", shadow.owner.qualified_name),),
            notes=(*([f"same purpose by: {words}"] if words else []), *([f"each sets {state} of its own module"] if state else [])),
            scope=shadow.copy.qualified_name,
            digest=shadow.copy.fingerprint.renamed,
        )


def _state(project: Project, shadow: Shadow) -> str:
    """The variables that both functions set of their own modules, in words: who takes the other one sets the other module's."""
    python = shadow.owner.location.path.endswith(".py") and shadow.copy.location.path.endswith(".py")
    both = sorted(_globals(project, shadow.owner) & _globals(project, shadow.copy)) if python else []
    return conjoined([f"`{name}`" for name in both])


def _globals(project: Project, unit: Unit) -> set[str]:
    lines = project.written(unit.location).splitlines()[: unit.location.line_count]
    return set(_NAME.findall(" ".join(_GLOBAL.findall("\n".join(lines)))))


RULE = Rule(code="SSOT204", name="shadowed-export", severity=Severity.ERROR, explanation=__doc__, check=check)
