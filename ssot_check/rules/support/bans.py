"""Which touches of which files go past an owner, and how that is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ssot_check.model.dataclass import dataclass
from ssot_check.model.digest import digest_parts
from ssot_check.model.finding import HINT, Finding, Related
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.project import Project
from ssot_check.model.registry import Ban, Domain
from ssot_check.model.touch import ANEW, TYPES_ALONE, WHOLE, Touch, TouchKind
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.forbidden import TESTS, forbids


@dataclass(frozen=True, slots=True)
class Bypass:
    """A touch that a ban of a domain forbids in this file; `held` says why it is a hint, `doubt` why a warning, "" for what is none."""

    domain: Domain
    ban: Ban
    touch: Touch
    help: str
    held: str = ""
    doubt: str = ""


def bypasses(project: Project, wanted: Callable[[Touch], bool]) -> Iterator[Bypass]:
    """Every forbidden touch that the rule is about, once per domain, by file."""
    touching = [file for _, file in sorted(project.files.items()) if any(wanted(touch) for touch in file.touches)]
    for domain in project.registry.domains if touching else ():
        if domain.bans:
            free = _free(project, domain)
            allowed = [frozenset(path for entry in ban.allow_in for path in project.select(entry)) for ban in domain.bans]
            for file in touching:
                if file.path not in free:
                    bans = [ban for ban, paths in zip(domain.bans, allowed, strict=True) if file.path not in paths and _holds(ban, file)]
                    yield from _of_file(project, domain, bans, [touch for touch in file.touches if wanted(touch)])


def bypass_finding(code: str, bypass: Bypass, message: str, why: str, label: str) -> Finding:
    """The finding for one touch; the reason that the registry gives for the ban goes before `why`."""
    touch, ban = bypass.touch, bypass.ban
    origin = f"banned by the profile `{ban.profile}`" if ban.profile else "banned here"
    return Finding(
        code=code,
        message=message,
        location=touch.location,
        why=ban.why or why,
        help=bypass.help,
        domain=bypass.domain.name,
        severity=Severity.INFORMATION if bypass.held else Severity.WARNING if bypass.doubt else Severity.ERROR,
        confidence=HINT if bypass.held else "low" if bypass.doubt else "high",
        label=label,
        related=(Related(ban.location, origin),),
        notes=tuple(filter(None, (bypass.held or bypass.doubt,))),
        scope=touch.scope,
        digest=digest_parts((touch.name, touch.key, touch.spelled)),
    )


def _of_file(project: Project, domain: Domain, bans: list[Ban], touches: list[Touch]) -> Iterator[Bypass]:
    found = ((ban, touch) for touch in touches if (ban := next((ban for ban in bans if forbids(ban, touch)), None)) is not None)
    told: dict[tuple[str, str, str], int] = {}
    for ban, touch in found:
        if touch.given and _is_made_by_owner(project, domain, touch):
            continue
        # Of a profile's ban one thing is told of a line (`requests.get if safe else requests.post`), and of a variable one of two lines in
        # a row (`if "A" in os.environ: a = os.environ["A"]`). Further below it may be read with another default.
        line, what = touch.location.line, (ban.profile, touch.scope, touch.key)
        near = 1 if touch.kind is TouchKind.ENVIRONMENT and touch.key not in ("", WHOLE) else 0
        again = what in told and line - told[what] <= near
        if not ban.profile or touch.kind is TouchKind.COMMAND or not again:
            told[what] = line
            yield Bypass(domain, ban, touch, _help(project, domain, ban, touch), *_held(project, domain, ban, touch))


def _held(project: Project, domain: Domain, ban: Ban, touch: Touch) -> tuple[str, str]:
    """Why it is a hint, and why a warning."""
    if touch.place == TYPES_ALONE:
        return f"only types of `{touch.name}` are taken, and nothing of it runs here; where it says `import type`, nothing is told", ""
    if touch.place == ANEW:
        return "", f"its module is only given `{touch.name}` under another name, and each use of that is told"
    if not ban.profile and touch.kind is TouchKind.ENVIRONMENT:
        from ssot_check.rules.support.foreign_variables import plainly_not_its_own  # resolves references

        return "", plainly_not_its_own(project, domain, touch)
    if not ban.profile or touch.kind is TouchKind.COMMAND:
        return "", ""  # what the registry bans in its own words holds everywhere; a command needs no import
    from ssot_check.rules.support.held_bans import held_back  # resolves references
    from ssot_check.rules.support.packages_apart import outside_packages  # as above

    return held_back(project, domain, ban, touch, forbids), outside_packages(project, domain, touch.location.path)


def _is_made_by_owner(project: Project, domain: Domain, touch: Touch) -> bool:
    from ssot_check.rules.support.held_bans import is_made_by_owner  # as above

    return is_made_by_owner(project, domain, touch)


def _free(project: Project, domain: Domain) -> frozenset[str]:
    """Files that may do it: the owner's, its wrappers, and what is deprecated as a whole and known to be in the way."""
    entries = [wrapper.path for wrapper in domain.wrappers]
    entries += [item.path for item in domain.deprecated if item.path is not None and not item.symbol]
    owned = project.owned_files(domain)
    stubs = (f"{path}i" for path in owned if path.endswith(".py"))  # `http.pyi` says of which types what `http.py` does is
    return frozenset((*owned, *stubs, *(path for entry in entries for path in project.select(entry))))


def _holds(ban: Ban, file: ParsedFile) -> bool:
    return not file.test or TESTS in ban.within


def _help(project: Project, domain: Domain, ban: Ban, touch: Touch) -> str:
    """What to write instead, as it would be written in the file. Where no export does what is banned, none is named."""
    from ssot_check.rules.support.held_bans import reads_variables  # resolves references
    from ssot_check.rules.support.instead import by, otherwise  # as above

    path = touch.location.path
    replacement = project.replacements.get((domain.name, project.name_to_use(domain, ban) or touch.name, path))
    if replacement and (ban.use or touch.kind is not TouchKind.ENVIRONMENT or reads_variables(project, replacement, touch.key)):
        return by(project, domain, ban, replacement, touch)
    return otherwise(project, domain, ban, touch)
