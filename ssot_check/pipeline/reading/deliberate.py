"""Files that may be broken without costing the run its verdict: those that are so to be read by a test, and data that no rule asks for.

Both are told as warnings, and are counted as read in part. Code is never among them, but for tests, fixtures, excerpts that a page of
the documentation shows, and declarations outside the owners: it may hold a copy, which a declaration cannot.
"""

from __future__ import annotations

from typing import Final

from ssot_check.languages.support.config.kinds import by_path
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.regex import regex
from ssot_check.model.registry import Registry
from ssot_check.pipeline.reading.claims import claims
from ssot_check.workspace import files

DATA: Final = frozenset(("dockerfile", "dotenv", "ini", "json", "toml", "yaml"))
"""Families of formats without code."""
_FIXTURES: Final = regex(r"(?:^|/)(?:__fixtures__|fixtures?|playgrounds?|test[-_]?data|tests\.d|test[-_]?cases)/")
_FED: Final = regex(r"(?:^|/)(?:__fixtures__|test[-_]?data)/")
"""What tests are fed with, code included; below `fixtures` may stand code that sets tests up."""
_EXCERPTS: Final = regex(r"(?:^|/)docs?/(?:.+/)?(?:snippets?|includes?|code[-_]?(?:blocks?|samples?|examples?))/")
_DECLARATIONS: Final = (".d.ts", ".d.mts", ".d.cts")
"""They say of which type something is that stands elsewhere."""
_BROKEN: Final = regex(r"(?:^|[/._-])(?:bad|broken|corrupt(?:ed)?|invalid|malformed)[._-][^/]*$")

_OF_TOOLS: Final = regex(r"\.github/")
"""Below it stand settings of services; what runs there is a workflow or an action."""
_ACTION: Final = regex(r"(?:^|/)action\.ya?ml$|^\.github/(?:actions|workflows)/")


def may_be_broken(file: ParsedFile, survey: files.Survey, registry: Registry) -> bool:
    """True for tests and fixtures that no entry means, for excerpts, and outside the owners for declarations and broken or unasked data."""
    if file.test:
        return not _is_meant(file.path, survey, registry)
    family = claims().by_name[file.language].family
    if (_FIXTURES if family in DATA else _FED).search(file.path) is not None:
        return not _is_meant(file.path, survey, registry)
    if file.path in survey.owners:
        return False
    if _EXCERPTS.search(file.path) is not None or file.path.endswith(_DECLARATIONS):
        return True
    if family not in DATA:
        return False
    if by_path(file.path):
        return False
    of_a_tool = _OF_TOOLS.match(file.path) is not None and _ACTION.search(file.path) is None
    return of_a_tool or _BROKEN.search(file.path) is not None or _is_unasked(family, survey, registry)


def _is_meant(path: str, survey: files.Survey, registry: Registry) -> bool:
    """True for a test or a fixture that an owner's entry names: by itself, or with nothing else than such files."""
    entries = (survey.selected.get((entry.path, entry.location.line), ()) for domain in registry.domains for entry in domain.owner_paths)
    return any(path in paths and all(other in survey.tests or _FIXTURES.search(other) for other in paths) for paths in entries)


def _is_unasked(family: str, survey: files.Survey, registry: Registry) -> bool:
    """True where no owner is of the format, so that no file can be a copy of one, and neither facts nor bans look into it."""
    if registry.facts or any(domain.bans for domain in registry.domains):
        return False
    languages = (claims().by_path(path) for path in survey.owners)
    return all(language is None or language.family != family for language in languages)
