"""The list of deprecated modules and the domains' own lists say different things.

What it does
------------
Where a registry keeps both `deprecated_modules` and deprecated paths inside its domains, compares the two: a module in one list only, and
a module whose state or removal date differs. Only code counts, whole files and folders: documents and config files are no modules, and a
path with a remark may mean a part of its file.

Why it matters
--------------
Each list is read by somebody. A module that stands in one of them only is deprecated for some and not for others.

How to fix
----------
Add the module to the other list, or keep one list only.
"""

import re
from collections.abc import Iterator

from ssot_check.model.dataclass import replace
from ssot_check.model.digest import digest_parts
from ssot_check.model.finding import Edit, Finding, Fix, Related, Safety
from ssot_check.model.location import Location
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.registry import Deprecated
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.claims import claims, disputed, is_below, is_whole, plain
from ssot_check.rules.support.exports import ending, is_code
from ssot_check.rules.support.places import resolve


def check(project: Project) -> Iterator[Finding]:
    """One finding for each module that the lists disagree about."""
    modules = _by_path(project.registry.deprecated)
    by_domain = _by_path(entry for domain in project.registry.domains for entry in domain.deprecated)
    if not modules or not by_domain:
        return
    disputes = disputed(project)
    for path, entry in modules.items():
        if path not in by_domain and path not in disputes:
            yield _only_a_module(project, path, entry)
    for path, entry in by_domain.items():
        if path in modules:
            yield from _differing(path, entry, modules[path])
        elif path not in disputes:
            yield _only_in_a_domain(project, path, entry)


def _by_path(entries: Iterator[Deprecated] | tuple[Deprecated, ...]) -> dict[str, Deprecated]:
    found: dict[str, Deprecated] = {}
    for entry in entries:
        if entry.path is not None and is_whole(entry) and _is_module(entry.path.path):
            found.setdefault(plain(entry.path.path), entry)
    return found


def _is_module(path: str) -> bool:
    """Code, or a folder: a name without an ending that is no dotfile."""
    name = path.rpartition("/")[2]
    return is_code(path) or (not ending(path) and not name.startswith("."))


def _only_a_module(project: Project, path: str, entry: Deprecated) -> Finding:
    home = _home(project, entry)
    where = (
        f"`deprecated_paths` of `{home}`"
        if home
        else "`deprecated_paths` of the domain it belonged to, and write that domain if there is none"
    )
    return _finding(entry, path, f"`{path}` is a deprecated module, and no domain deprecates it", f"add it to {where}", home)


def _only_in_a_domain(project: Project, path: str, entry: Deprecated) -> Finding:
    message = f"`{path}` is deprecated in `{entry.domain}` and not among the `deprecated_modules`"
    return replace(_finding(entry, path, message, "add it to `deprecated_modules`", entry.domain), fix=_added(project, path, entry))


def _differing(path: str, entry: Deprecated, module: Deprecated) -> Iterator[Finding]:
    pairs = (
        ("state", entry.state.value, module.state.value),
        ("version of removal", entry.remove_in, module.remove_in),
        ("date of removal", entry.remove_by, module.remove_by),
    )
    said = [(what, here, there) for what, here, there in pairs if here and there and here != there]
    if said:
        shown = ", ".join(f"{what} `{here}` here and `{there}` there" for what, here, there in said)
        related = (Related(module.location, "the other entry"),)
        message = f"`{path}` is said differently among the `deprecated_modules`: {shown}"
        yield _finding(entry, path, message, "write what is true in both places", entry.domain, related)


def _home(project: Project, entry: Deprecated) -> str:
    """The domain that owns the replacement; "" when none does."""
    targets = [resolve(project.registry, project.tree, use.path) for use in entry.use]
    for claim in claims(project):
        if any(target and (target == claim.path or is_below(target, claim.path)) for target in targets):
            return claim.domain.name
    return ""


def _finding(entry: Deprecated, path: str, message: str, remedy: str, domain: str, related: tuple[Related, ...] = ()) -> Finding:
    return Finding(
        code=RULE.code,
        message=message,
        location=entry.location,
        why="a module in one of two lists is deprecated for some readers and not for others",
        help=remedy,
        domain=domain,
        severity=RULE.severity,
        label="in this list only" if not related else "says something else",
        related=related,
        scope="differs" if related else "",
        digest=digest_parts((path,)),
    )


def _added(project: Project, path: str, entry: Deprecated) -> Fix | None:
    """The entry written above the first one of `deprecated_modules`, in its indentation."""
    first = project.registry.deprecated[0].location
    lines = project.registry.lines[first.line - 1 : first.line]
    start = re.match(r"(\s*)-(\s+)path:\s", lines[0]) if lines else None
    if start is None:
        return None
    inner = start[1] + " " + start[2]
    values = (("reason", entry.reason), ("use_instead", entry.use[0].path if entry.use else ""), ("removal_version", entry.remove_in),
              ("status", entry.state.value))  # fmt: skip
    text = f'{start[1]}-{start[2]}path: "{path}"\n' + "".join(f"{inner}{key}: {_quoted(value)}\n" for key, value in values if value)
    place = Location(first.path, first.line, 1, first.line, 1)
    return Fix("add it to `deprecated_modules`", Safety.SUGGESTED, (Edit(place, text),))


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


RULE = Rule(
    code="SSOT111", name="deprecation-lists-disagree", severity=Severity.WARNING, explanation=__doc__, check=check, fix=Safety.SUGGESTED
)
