"""Crontabs: what they start, and when nobody looks. There are no units to compare."""

from __future__ import annotations

from ssot_check.languages.support.comments import hash_lines
from ssot_check.languages.support.script_file import script_file, script_touches
from ssot_check.languages.support.wiring.plain import cron_lines
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.plugins import Language
from ssot_check.model.source import SourceFile
from ssot_check.model.touch import Touch, Watch
from ssot_check.model.unit import Fingerprinter


def parse(source: SourceFile, _fingerprint: Fingerprinter) -> ParsedFile:
    """The files that the lines run."""
    return script_file(source, cron_lines(source.path, source.text))


def _touches(source: SourceFile, watch: Watch) -> tuple[Touch, ...]:
    return script_touches(source, cron_lines(source.path, source.text), "cron", watch) if watch.commands else ()


LANGUAGE = Language(
    name="crontab",
    parse=parse,
    suffixes=(".cron", ".crontab"),
    names=("crontab", "crontab.*"),
    folders=("cron.d",),
    family="crontab",
    comments=hash_lines,
    touch=_touches,
)
