"""An owner uses one of its own consumers, or a domain that it does not depend on.

What it does
------------
Looks at what the files of an owner import, source or name. A file outside the owner that uses, in turn, the very file that uses it is a
consumer; packages' `__init__.py`, `mod.rs` and `index` files are none, nor are the modules of a package that is an owner by such a file,
what is imported under `if TYPE_CHECKING`, wrappers, and the owners of domains under `depends_on`. Where a domain lists `depends_on`, a file
that another domain owns may be used only when that domain, or the `parent`, is among them. Without `depends_on`, and in a compat registry,
the findings are warnings: some circles are closed on purpose, by imports inside functions.

Why it matters
--------------
The owner can no longer be used, tested or moved without the code it is meant to serve.

How to fix
----------
Hand over what the owner needs as an argument, move it into the owner, or add the domain to `depends_on`.
"""

from collections.abc import Iterator

from ssot_check.model.finding import Finding, Related
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.registry import Dialect, Domain
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.places import INDEX_NAMES
from ssot_check.rules.support.uses import Target, Uses


def check(project: Project) -> Iterator[Finding]:
    """One finding for each file that an owner uses so; an error only where the registry says what the domain depends on."""
    uses = Uses(project)
    for domain in project.registry.domains:
        owned = frozenset(project.owned_files(domain))
        near = owned.union(path for wrapper in domain.wrappers for path in project.select(wrapper.path))
        for path in sorted(owned & project.files.keys()):
            seen: set[str] = set()
            for target in uses.targets(project.files[path]):
                what = _wrong(project, uses, domain, target, path) if target.path not in near else ""
                if what and not project.files[path].test and target.path not in seen:
                    seen.add(target.path)
                    told = domain.depends_on and project.registry.dialect is not Dialect.COMPAT
                    severity = RULE.severity if told else Severity.WARNING
                    yield _finding(domain, target, what, severity)


def _wrong(project: Project, uses: Uses, domain: Domain, target: Target, into: str) -> str:
    """What the used file is to the owner, when it should not use it; else ""."""
    needed = {item.name for item in domain.depends_on} | {domain.parent}
    others = [name for name in project.owners.get(target.path, ()) if name != domain.name]
    if needed.intersection(others):
        return ""
    if others and domain.depends_on:
        return f"which `{others[0]}` owns, and `depends_on` of `{domain.name}` does not name it"
    file = project.files.get(target.path)
    folder, _, name = into.rpartition("/")
    if name in INDEX_NAMES and target.path.startswith(f"{folder}/"):
        return ""  # a package and its own modules are one thing
    if file is None or file.test or target.path.rpartition("/")[2] in INDEX_NAMES or into not in uses.files(file):
        return ""
    return "which uses that file itself"


def _finding(domain: Domain, target: Target, what: str, severity: Severity) -> Finding:
    return Finding(
        code=RULE.code,
        message=f"the owner of `{domain.name}` uses {target.path}, {what}",
        location=target.reference.location,
        why="an owner that needs its consumers cannot be changed, tested or moved without them",
        help=f"hand over what is needed as an argument, or move it into the owner of `{domain.name}`",
        domain=domain.name,
        severity=severity,
        label="points the wrong way",
        related=(Related(domain.location, "the domain stands here"),),
        digest=target.reference.name,
    )


RULE = Rule(code="SSOT313", name="inverted-dependency", severity=Severity.ERROR, explanation=__doc__, check=check)
