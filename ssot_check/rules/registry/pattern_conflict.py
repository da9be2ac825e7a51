"""One import spelling is allowed and forbidden.

What it does
------------
Works out a spelling that each import pattern plainly describes (`^@/utils/validation$` describes `@/utils/validation`), and tries the
spellings of the allowed patterns on the forbidden ones and the reverse. Patterns with alternatives or counted repeats describe no
single spelling; they are tried, not taken as examples. The imports that the analysed files really contain are tried as well.

Why it matters
--------------
Nobody can follow both. Which one wins depends on the order in which a checker happens to look.

How to fix
----------
Narrow the forbidden pattern to what is really forbidden (its folder, its anchors), or drop the allowed one.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from ssot_check.model.entry import ImportPattern
from ssot_check.model.finding import Finding, Related
from ssot_check.model.parsed import ReferenceKind
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.verdict import Severity

_ESCAPED: Final = re.compile(r"\\([^\w\s]|[ -])")
_META: Final = frozenset(".^$*+?{}[]\\|()")


def check(project: Project) -> Iterator[Finding]:
    """One finding for each pair of patterns that meet, at the allowed one."""
    patterns = list(dict.fromkeys(_patterns(project)))
    forbidden = [entry for entry in patterns if not entry[1].allowed]
    written = sorted({item.name for file in project.files.values() for item in file.references if item.kind is ReferenceKind.IMPORT})
    for domain, allowed in patterns:
        for _, against in forbidden if allowed.allowed else ():
            spelling = _meeting(allowed.regex, against.regex, written)
            if spelling:
                yield _finding(domain, allowed, against, spelling)


def _patterns(project: Project) -> Iterator[tuple[str, ImportPattern]]:
    yield from (("", pattern) for pattern in project.registry.import_patterns)
    yield from ((domain.name, pattern) for domain in project.registry.domains for pattern in domain.imports)


def _meeting(allowed: str, forbidden: str, written: Iterable[str]) -> str:
    """A spelling that both expressions match, "" when none is found."""
    one, two = re.compile(allowed), re.compile(forbidden)
    examples = [text for text in (example(allowed), example(forbidden)) if text]
    return next((text for text in (*examples, *written) if one.search(text) and two.search(text)), "")


def example(regex: str) -> str:
    """A text that `regex` plainly describes, "" when it describes no single one.

    Anchors are dropped, escaped punctuation is taken as written, `.*` at either end stands for nothing.
    """
    core = regex.removeprefix("^").removeprefix(".*").removesuffix(".*")
    core = core[:-1] if core.endswith("$") and not core.endswith("\\$") else core
    plain: list[str] = []
    at = 0
    while at < len(core):
        escaped = _ESCAPED.match(core, at)
        if escaped:
            plain.append(escaped[1])
            at = escaped.end()
        elif core[at] in _META and not _dot_of_a_name(core, at):
            return ""
        else:
            plain.append(core[at])
            at += 1
    return "".join(plain)


def _dot_of_a_name(core: str, at: int) -> bool:
    """An unescaped dot matches a dot: `app.logging` is meant as it stands; `../` likewise. A repeated dot is not."""
    return core[at] == "." and core[at + 1 : at + 2] not in ("*", "+", "?", "{")


def _finding(domain: str, allowed: ImportPattern, forbidden: ImportPattern, spelling: str) -> Finding:
    return Finding(
        code=RULE.code,
        message=f"the import `{spelling}` is allowed by `{allowed.regex}` and forbidden by `{forbidden.regex}`",
        location=allowed.location,
        why="nobody can follow both, and which one wins depends on who looks",
        help=f"narrow the forbidden pattern on line {forbidden.location.line} so that it leaves `{spelling}` out, or remove one of the two",
        domain=domain,
        severity=RULE.severity,
        label="allowed here",
        related=(Related(forbidden.location, "forbidden here"),),
        scope=domain,
        digest=f"{allowed.regex}\x1f{forbidden.regex}",
    )


RULE = Rule(code="SSOT109", name="pattern-conflict", severity=Severity.ERROR, explanation=__doc__, check=check)
