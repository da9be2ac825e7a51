"""A second file of a canonical kind lies outside the declared set.

What it does
------------
Looks at `variants` of each domain: of that `kind` only the `allowed` files may exist. A kind is one of compose, dockerfile,
pytest, requirements, settings, env, makefile, eslint, prettier, tsconfig and ci, or one that a language recognises, such as
`kubernetes`, or a file name pattern. Files are recognised by name and, where they can be read, by content. Left out are
files that the registry names elsewhere (owners, wrappers, deprecated paths, archives, templates), files that an allowed one
draws in (`include`, `extends`), and what lies in folders of tests, fixtures, examples, documentation, archives and templates, or
is called an example.

A compat registry has no `variants`. There, a domain called `docker_compose` or `compose` that owns nothing but compose files
is read as if it declared them; the finding is then a warning.

Why it matters
--------------
The second compose file is where the next change is forgotten: two files of one kind drift apart, and nobody knows which one runs.

How to fix
----------
Merge the difference into the declared file and delete the other, or add it to `variants.allowed` of the domain.
"""

from collections.abc import Iterator

from ssot_check.model.digest import digest_parts
from ssot_check.model.finding import Finding, Related
from ssot_check.model.location import Location
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.registry import Domain, Variants
from ssot_check.model.source import Skip
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.file_kinds import KINDS, canonical, is_aside, recogniser
from ssot_check.rules.support.variants import admit, drawn_in, files_of, implied, named_in

_NOT_THERE = frozenset((Skip.EXCLUDED, Skip.VENDORED, Skip.GENERATED, Skip.SYMLINK, Skip.SUBMODULE, Skip.SPECIAL))


def check(project: Project) -> Iterator[Finding]:
    """One finding for each file of a declared kind that nothing in the registry names."""
    declared = [(domain, variants, Severity.ERROR) for domain in project.registry.domains for variants in domain.variants]
    declared += [(domain, variants, Severity.WARNING) for domain, variants in implied(project)]
    if not declared:
        return
    named = frozenset(files_of(project, named_in(project.registry)))
    files = [path for path in sorted(project.tree.files) if path not in named and not _aside(project, path)]
    reported: set[tuple[str, str]] = set()
    for domain, variants, severity in declared:
        kind = canonical(variants.kind)
        is_one = recogniser(variants.kind)
        parts = drawn_in(project, variants)
        for path in files:
            if (kind, path) not in reported and path not in parts and is_one(path, project.files.get(path)):
                reported.add((kind, path))
                yield _finding(project, domain, variants, path, severity)


def _finding(project: Project, domain: Domain, variants: Variants, path: str, severity: Severity) -> Finding:
    kind = canonical(variants.kind)
    allowed = [file for entry in variants.allowed for file in project.select(entry)] or [entry.path for entry in variants.allowed]
    what = f"{kind} file" if kind in KINDS else f"file of kind `{kind}`"
    remedy = KINDS[kind].remedy if kind in KINDS else "merge what differs into it and delete this file"
    return Finding(
        code=RULE.code,
        message=f"`{path}` is another {what}; `{domain.name}` declares {', '.join(f'`{file}`' for file in allowed[:3]) or 'none'}",
        location=Location(path, 1, 1, 1, 1),
        why="two files of one kind drift apart, and nobody can tell which one is in force",
        help=f"{allowed[0]} is the one: {remedy}; or {admit(project, domain)}" if allowed else "delete it",
        domain=domain.name,
        severity=severity,
        label=f"not among the declared {kind} files",
        related=tuple(Related(Location(file, 1, 1, 1, 1), f"canonical: declared by {domain.name}") for file in allowed[:1]),
        digest=digest_parts((kind,)),
    )


def _aside(project: Project, path: str) -> bool:
    skipped = project.skip_reasons.get(path)
    file = project.files.get(path)
    return is_aside(path) or (skipped is not None and skipped.reason in _NOT_THERE) or (file is not None and (file.test or file.generated))


RULE = Rule(code="SSOT208", name="variant-file", severity=Severity.ERROR, explanation=__doc__, check=check)
