"""Reads small shell and Docker texts and keeps the statements, which a real fingerprinter would digest."""

from __future__ import annotations

from collections.abc import Sequence

from ssot_check.languages import dockerfile, shell
from ssot_check.model.parsed import ParsedFile, ReferenceKind
from ssot_check.model.source import SourceFile
from ssot_check.model.unit import Fingerprint, Statement, Unit

KINDS = ("", "N:", "L:", "SELF:", "T:", "#:", "Y:", "D:", "@:")


def spelled(statement: Statement) -> str:
    """One statement as text: indented by depth, every token with its kind."""
    return "  " * statement.depth + " ".join(KINDS[kind] + text for kind, text in statement.tokens)


def keep(statements: Sequence[Statement]) -> Fingerprint:
    """A fingerprint whose `exact` is readable."""
    return Fingerprint("\n".join(map(spelled, statements)), "", "", tuple(item.line for item in statements), (), (), ())


def script(text: str, path: str = "scripts/deploy.sh") -> ParsedFile:
    return shell.parse(SourceFile(path, "shell", text, "0"), keep)


def docker(text: str, path: str = "Dockerfile") -> ParsedFile:
    return dockerfile.parse(SourceFile(path, "dockerfile", text, "0"), keep)


def unit(parsed: ParsedFile, name: str) -> Unit:
    return next(unit for unit in parsed.units if unit.qualified_name == name)


def body(text: str) -> list[str]:
    """Statements of a function with this body, without the header."""
    parsed = script(f"f() {{\n{text}\n}}\n")
    return unit(parsed, "f").fingerprint.exact.split("\n")[1:]


def named(parsed: ParsedFile, kind: ReferenceKind) -> list[str]:
    return [reference.name for reference in parsed.references if reference.kind is kind]
