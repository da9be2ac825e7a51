"""What the dotted `use` of a ban names beside functions and classes: a module, a method, a value; and the way out where it does not fit."""

from __future__ import annotations

from typing import Final

from ssot_check.model.project import Project
from ssot_check.model.registry import Ban, Domain
from ssot_check.model.touch import WHOLE, Touch, TouchKind
from ssot_check.rules.support.fitting import unit_of
from ssot_check.rules.support.loads import leads_back, takes_already

_PYTHON: Final = (".py", ".pyi")


def stand_in(project: Project, domain: Domain, ban: Ban) -> tuple[str, str]:
    """The owner's file of Python that `use` names, and what it names of that, "" for the module itself; ("", "") where it names none."""
    found: list[tuple[int, str, str]] = []
    for path in project.owned_files(domain) if "." in ban.use else ():
        parts = path.rpartition(".")[0].removesuffix("/__init__").split("/") if path.endswith(_PYTHON) and path in project.files else []
        for start in range(len(parts)):
            module = ".".join(parts[start:])
            if ban.use == module or ban.use.startswith(f"{module}."):
                found.append((-len(module), path, ban.use[len(module) + 1 :]))
    return min(found)[1:] if found else ("", "")


def instead_of(project: Project, domain: Domain, ban: Ban, touch: Touch) -> str:
    """What to write where `use` names a module, a method or a value of a file of Python; "" where it names none."""
    path, name = stand_in(project, domain, ban)
    into = touch.location.path
    if not path or path == into or not into.endswith(_PYTHON):
        return ""
    reason = "" if takes_already(project, path, into) else leads_back(project, path, into)
    if reason:
        late = ", or import it inside the function" if touch.scope else ""
        return f"use {ban.use}, but move what is needed out of {path} to a module that both can import{late}, for {reason}"
    if not name:
        return f"use what {path} offers (`{ban.use}`); where nothing fits, {_added(touch, 'to it')}"
    unit = unit_of(project, path, name)
    bound = unit is not None and bool(unit.scope) and project.head(unit).parameters.partition(",")[0].strip() == "self"
    of = f" on {_an(unit.scope)}" if bound and unit is not None else ""
    return f"use {ban.use} instead{of}; where it does not fit, {_added(touch, f'to {path}')}"


def lacking(replacement: str, path: str, touch: Touch) -> str:
    """What to do where a class that holds settings has none for a variable."""
    return f"; where `{replacement}` has nothing of it, {_added(touch, f'to {path}')}"


def _added(touch: Touch, home: str) -> str:
    if touch.kind is TouchKind.ENVIRONMENT:
        what = f"what reads `{touch.key}`" if touch.key not in ("", WHOLE) else "what reads it"
        return f"add {what} {home}, and take the value from there"
    return f"add a function {home} that does what is needed here"


def _an(name: str) -> str:
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} `{name}`"
