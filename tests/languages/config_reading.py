"""Reads config texts for the tests, with a fingerprinter simple enough to be believed at a glance."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import dedent

from ssot_check.languages import dockerfile, dotenv, ini, json, makefile, toml, yaml
from ssot_check.model.digest import digest_bytes, digest_parts
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.plugins import Language
from ssot_check.model.source import SourceFile
from ssot_check.model.unit import NUMBER, TEXT, TYPE, Fingerprint, Statement, Unit

_LANGUAGES = {
    "yaml": yaml.LANGUAGE,
    "yml": yaml.LANGUAGE,
    "json": json.LANGUAGE,
    "toml": toml.LANGUAGE,
    "env": dotenv.LANGUAGE,
    "cfg": ini.LANGUAGE,
    "ini": ini.LANGUAGE,
    "mk": makefile.LANGUAGE,
    "Makefile": makefile.LANGUAGE,
    "Dockerfile": dockerfile.LANGUAGE,
}


def spell(statements: Sequence[Statement]) -> Fingerprint:
    """`exact` digests every token, `renamed` drops values that may differ, `words` are the statements as readable text."""
    exact = [text for row in statements for _kind, text in (*row.tokens, (0, ";"))]
    renamed = ["?" if kind in (TEXT, NUMBER) else text for row in statements for kind, text in row.tokens if kind != TYPE]
    return Fingerprint(
        exact=digest_parts(exact),
        renamed=digest_parts(renamed),
        stream="x" * len(renamed),
        lines=[row.line for row in statements],
        hashes=[],
        features=[],
        words=tuple(" ".join(text for _kind, text in row.tokens) for row in statements),
    )


def language(path: str) -> Language:
    """The config language of a path, by its suffix or its whole name."""
    return _LANGUAGES[path.rpartition("/")[2].rpartition(".")[2]]


def read(path: str, text: str) -> ParsedFile:
    """Parse `text` (dedented) as the file `path`."""
    text = dedent(text)
    found = language(path)
    return found.parse(SourceFile(path, found.name, text, digest_bytes(text.encode("utf-8", "replace"))), spell)


def unit(file: ParsedFile, name: str) -> Unit:
    """The one unit of that qualified name."""
    (found,) = [item for item in file.units if item.qualified_name == name]
    return found


def settings(file: ParsedFile) -> dict[str, str]:
    """Key path, joined by dots, to text."""
    return {".".join(item.key): item.raw for item in file.settings}


def places(file: ParsedFile) -> dict[str, str]:
    """Key path to "line:column-line:column"."""
    return {
        ".".join(item.key): f"{item.location.line}:{item.location.column}-{item.location.end_line}:{item.location.end_column}"
        for item in file.settings
    }


def references(file: ParsedFile) -> list[tuple[str, str, int]]:
    """(kind, name, line) in the order found."""
    return [(item.kind.value, item.name, item.location.line) for item in file.references]
