"""An import is spelled in a way that the registry does not accept.

What it does
------------
Searches the imports of Python, TypeScript, JavaScript and Go with the regular expressions of each domain:
`imports: {allowed: ["^@/services/log$"], forbidden: ["^lib/log$"]}` (in a compat registry `allowed_imports` and
`validation.import_patterns`). An import that leads into the files of a domain with `allowed` must match one of them. An
import that matches `forbidden` is an error, wherever it leads, unless it is allowed as well (SSOT109 reports that). In
Python the name behind the module is searched, too: `app.log.setup`, `from app.log import setup`. Expressions with a
slash are not tried on Python, those with dots alone not on TypeScript. Where one relative spelling is allowed, all are.
Tests, wrappers, deprecated files and the owner's own folder are left alone.

Why it matters
--------------
One spelling can be searched for, moved and mocked. With four of them a module may even be loaded twice.

How to fix
----------
Write the spelling that the `help` line names, or add this one to the allowed ones.
"""

import re
from collections.abc import Collection, Iterator, Sequence

from ssot_check.model.digest import digest_parts
from ssot_check.model.entry import ImportPattern
from ssot_check.model.finding import Finding, Related
from ssot_check.model.parsed import ParsedFile, Reference, ReferenceKind
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.registry import Domain
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.footing import uses_of
from ssot_check.rules.support.import_patterns import example, is_endless
from ssot_check.rules.support.importers import importers_of
from ssot_check.rules.support.outdated import old_files
from ssot_check.rules.support.places import is_beside

_PYTHON = "python"
_DOTTED = re.compile(r"\w\\?\.\w")


def check(project: Project) -> Iterator[Finding]:
    """One finding for each import; of one that binds several names, the first."""
    general = project.registry.import_patterns
    own = [domain for domain in project.registry.domains if domain.imports]
    if not (general or own):
        return
    uses, old = uses_of(project), old_files(project)
    for path in sorted(project.files.keys() - old.keys()):
        file = project.files[path]
        for reference, pattern in _refused(file, (*general, *(item for domain in own for item in domain.imports))):
            if not any(target.path in old for target in uses.named(file) if target.reference == reference):
                yield _forbidden(reference, pattern, next((item.name for item in own if pattern in item.imports), ""))
    for domain in own:
        yield from _strays(project, domain, old.keys())


def _strays(project: Project, domain: Domain, old: Collection[str]) -> Iterator[Finding]:
    """Imports of the owner in none of its spellings, one a line."""
    told: set[tuple[str, int]] = set()
    for file, target in importers_of(project).of(domain) if any(item.allowed for item in domain.imports) else ():
        reference, patterns = target.reference, [item for item in _about(file, domain.imports) if item.allowed]
        line = (file.path, reference.location.line)
        asked = bool(patterns and reference.spelled) and line not in told and file.path not in old and not is_beside(file.path, target.path)
        if asked and not _is_accepted(reference, patterns):
            told.add(line)
            yield _other(domain, reference, patterns)


def _about(file: ParsedFile, patterns: Sequence[ImportPattern]) -> list[ImportPattern]:
    """Patterns that can mean an import of this language."""
    python = file.language == _PYTHON
    alien = [item for item in patterns if is_endless(item) or ("/" in item.regex if python else _is_dotted(item.regex))]
    return [item for item in patterns if item not in alien]


def _is_dotted(regex: str) -> bool:
    return "/" not in regex and _DOTTED.search(regex) is not None


def _refused(file: ParsedFile, patterns: Sequence[ImportPattern]) -> Iterator[tuple[Reference, ImportPattern]]:
    patterns = _about(file, patterns)
    forbidden = [item for item in patterns if not item.allowed]
    lines: set[int] = set()
    for reference in file.references if forbidden and not file.test else ():
        if reference.kind is ReferenceKind.IMPORT and reference.spelled and reference.location.line not in lines:
            hit = next((item for item in forbidden if _matches(item, reference)), None)
            if hit and not any(_matches(item, reference) for item in patterns if item.allowed):
                lines.add(reference.location.line)
                yield reference, hit


def _is_accepted(reference: Reference, patterns: Sequence[ImportPattern]) -> bool:
    relative = reference.spelled.startswith(".") and any(example(item.regex).startswith(".") for item in patterns)
    return relative or any(_matches(item, reference) for item in patterns)


def _matches(pattern: ImportPattern, reference: Reference) -> bool:
    expression = re.compile(pattern.regex)
    return any(expression.search(spelling) for spelling in _spellings(reference))


def _spellings(reference: Reference) -> Iterator[str]:
    yield reference.spelled
    name = reference.name.rpartition(".")[2]
    if "/" not in reference.spelled and reference.spelled != reference.name:
        yield f"{reference.spelled}{'' if reference.spelled.endswith('.') else '.'}{name}"
        yield f"from {reference.spelled} import {name}"


def _forbidden(reference: Reference, pattern: ImportPattern, domain: str) -> Finding:
    return Finding(
        code=RULE.code,
        message=f"the import `{reference.spelled}` is forbidden by `{pattern.regex}`",
        location=reference.location,
        why="the registry refuses this spelling, because it means something else, or another way to it",
        help="import what the registry names as the owner, in an allowed spelling",
        domain=domain,
        severity=Severity.ERROR,
        label="forbidden spelling",
        related=(Related(pattern.location, "forbidden here"),),
        digest=digest_parts((reference.name, pattern.regex)),
    )


def _other(domain: Domain, reference: Reference, patterns: Sequence[ImportPattern]) -> Finding:
    wanted = next((text for item in patterns if (text := example(item.regex))), "")
    return Finding(
        code=RULE.code,
        message=f"`{reference.spelled}` is none of the spellings in which `{domain.name}` is to be imported",
        location=reference.location,
        why="one spelling can be searched for, moved and mocked; with several, a module may be loaded twice",
        help=f"write `{wanted}`" if wanted else f"write an import that matches `{patterns[0].regex}`",
        domain=domain.name,
        severity=RULE.severity,
        label="another spelling",
        related=(Related(patterns[0].location, "allowed here"),),
        digest=digest_parts((reference.name, reference.spelled)),
    )


RULE = Rule(code="SSOT312", name="import-spelling", severity=Severity.WARNING, explanation=__doc__, check=check)
