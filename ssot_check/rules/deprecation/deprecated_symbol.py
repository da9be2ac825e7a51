"""A deprecated function, class or value is still used.

What it does
------------
Looks for the names that stand under `deprecated` with a `symbol` (`file::symbol` in a compat registry). In Python they are found at their
import, and, through aliases and attribute chains, where a module's member is used; also through literal strings (`getattr`). In
TypeScript and JavaScript they are found at their import, in shell scripts where a script calls the function and sources the file, in Rust
at their `use` and in functions that call them by their path, in Go in functions that call them through their package. A symbol without a
path is the full name of something in a library. The file that defines the symbol, deprecated files and tests may use it. Methods are
found only where they are reached through their class.

Why it matters
--------------
Each new user of something that is to go makes it harder to remove, and the replacement is never the only one.

How to fix
----------
The `help` line spells the import of the replacement for that file. Where the replacement is known to have the name, the import is
rewritten, with an alias that keeps the uses as they are; within one module the name itself is.
"""

from collections.abc import Iterator

from ssot_check.model.finding import Finding, Related, Safety
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.old_symbols import SymbolUse, symbol_uses
from ssot_check.rules.support.successors import advice, moved


def check(project: Project) -> Iterator[Finding]:
    """One finding for each import, and for each use that no import of the name announces."""
    for use in symbol_uses(project):
        yield _finding(project, use)


def _finding(project: Project, use: SymbolUse) -> Finding:
    entry, where = use.entry, f" of {use.path}" if use.path else ""
    return Finding(
        code=RULE.code,
        message=f"`{use.symbol}`{where} is deprecated{f' since {entry.since}' if entry.since else ''} and used here",
        location=use.location,
        why=entry.reason or "each further use makes it harder to remove",
        help=advice(project, entry, use.location.path, use.symbol.rpartition(".")[2], use.alias),
        domain=entry.domain,
        severity=RULE.severity,
        label="deprecated",
        related=(Related(entry.location, "deprecated here"),),
        digest=f"{use.path}::{use.symbol}",
        fix=moved(project, entry, use.location, (use.path, use.symbol), use.alias) if use.path else None,
    )


RULE = Rule(code="SSOT402", name="deprecated-symbol", severity=Severity.ERROR, explanation=__doc__, check=check, fix=Safety.SUGGESTED)
