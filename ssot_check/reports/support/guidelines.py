"""One guideline document per domain, in Markdown: who owns it, what it provides, how to use it, what not to do, what is deprecated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from ssot_check.model.answer import Answer
from ssot_check.model.entry import PathEntry
from ssot_check.model.guide import Guide
from ssot_check.model.registry import Ban, Deprecated, Domain
from ssot_check.model.unit import UnitKind
from ssot_check.reports.support.hygiene import visible
from ssot_check.reports.support.markdown import code, prose
from ssot_check.reports.support.words import plural

MARK: Final = "<!-- written by `ssot-check docs`: do not edit -->"
"""The first line of every document; a file without it is somebody else's."""
_SHOWN: Final = 40


def guideline(domain: Domain, guide: Guide, names: dict[str, str]) -> str:
    """The document of one domain; `names` are the documents of all."""
    provided = tuple(item for item in guide.provided.get(domain.name, ()) if item.exported or (not domain.exports and _is_public(item)))
    parts = (
        (MARK, "", f"# {said(domain.name)}", ""),
        (said(domain.description), "") if domain.description else (),
        _owner(domain, names),
        _provided(domain, provided),
        _usage(provided),
        _examples(guide.examples.get(domain.name, ())),
        _donts(domain, names),
        _deprecated(domain.deprecated),
        _rules(domain),
    )
    return "\n".join(line for part in parts for line in part).rstrip("\n") + "\n"


def said(text: str) -> str:
    """Text of the registry as prose on one line."""
    return prose(" ".join(visible(text).split()))


def codes(texts: Iterable[str]) -> str:
    """`a`, `b`; none twice."""
    return ", ".join(code(visible(text)) for text in dict.fromkeys(texts))


def row(*cells: str) -> str:
    """A row of a table: a bar within a code span would end its cell."""
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def paths(entries: Iterable[PathEntry]) -> str:
    """Paths as the registry names them."""
    return codes(entry.path for entry in entries)


def _owner(domain: Domain, names: dict[str, str]) -> Iterator[str]:
    yield from ("## Owner", "")
    for part in domain.components:
        if part.paths or part.members:
            yield f"- {said(part.name) or 'files'}: {paths((*part.paths, *part.members))}"
    if domain.people:
        yield f"- who answers for it: {said(', '.join(domain.people))}"
    if domain.depends_on:
        yield f"- builds on: {', '.join(_link(item.name, names) for item in domain.depends_on)}"
    for wrapper in domain.wrappers:
        yield f"- facade: {code(visible(wrapper.path.path))}{f' ({said(wrapper.reason)})' if wrapper.reason else ''}"
    if domain.locked or any(part.locked for part in domain.components):
        yield f"- locked: a change needs {said(' or '.join(domain.wanted_evidence))}"
    yield ""


def _provided(domain: Domain, provided: tuple[Answer, ...]) -> Iterator[str]:
    yield from ("## What it provides", "")
    if not provided and not domain.exports:
        yield from ("The registry names no export, and nothing with a name was found in the owner.", "")
        return
    yield from ("| name | what | defined in |", "|---|---|---|")
    for item in provided[:_SHOWN]:
        about = said(item.doc) or item.kind
        place = f"{item.location.path}:{item.location.line}"
        yield row(code(" ".join(visible(item.signature or item.name).split())), about, code(visible(place)))
    there = {item.name.partition(".")[0] for item in provided}
    for name in dict.fromkeys(export.name for export in domain.exports):
        if name not in there:
            yield row(code(visible(name)), "the registry says so; it was not found as a definition of its own", "")
    yield ""
    if len(provided) > _SHOWN:
        yield from (f"{plural(len(provided) - _SHOWN, 'further one')} not listed here.", "")


def _usage(provided: tuple[Answer, ...]) -> Iterator[str]:
    lines = dict.fromkeys(item.use for item in provided if item.use)
    if lines:
        yield from ("## How to use it", "", "Take it from its owner:", "")
        yield from (f"- {code(' '.join(visible(line).split()))}" for line in list(lines)[:_SHOWN])
        yield ""


def _examples(found: Iterable[tuple[str, str]]) -> Iterator[str]:
    lines = [f"- {code(visible(path))}: {code(visible(line))}" for path, line in found]
    if lines:
        yield from ("## Examples", "", "So this repository uses it:", "", *lines, "")


def _is_public(item: Answer) -> bool:
    """Where the registry names no exports: what has a name of its own and does not begin with an underscore."""
    return item.kind != UnitKind.METHOD and not any(part.startswith("_") for part in item.name.split("."))


def _donts(domain: Domain, names: dict[str, str]) -> Iterator[str]:
    yield from ("## What not to do", "")
    yield "- Do not copy it or write it anew: copies are found also when they were renamed or edited (SSOT201 to SSOT211)."
    yield from (_ban(ban) for ban in domain.bans)
    if domain.does_not_own:
        yield f"- It is not the place for {', '.join(_link(item.name, names) for item in domain.does_not_own)}."
    if domain.consumers.protect:
        yield f"- Only these files may use it: {paths(domain.consumers.allow) or 'none'}."
    for rule in domain.must_use:
        yield f"- Do without it in no file that matches {code(visible(rule.files.path))}: each must use {code(visible(rule.source.path))}."
    for variant in domain.variants:
        yield f"- Add no other file of the kind {said(variant.kind)}: there are only {paths(variant.allowed)}."
    forbidden = [pattern.regex for pattern in domain.imports if not pattern.allowed]
    if forbidden:
        yield f"- Do not spell an import so: {codes(forbidden)}."
    yield ""


def _ban(ban: Ban) -> str:
    what = codes(ban.symbols) or code(visible(ban.command))
    instead = f": use {code(visible(ban.use))}" if ban.use else ""
    why = f" ({said(ban.why)})" if ban.why else ""
    spared = f" Allowed in {paths(ban.allow_in)}." if ban.allow_in else ""
    return f"- Leave {what} to the owner{instead}{why}.{spared}"


def _deprecated(entries: tuple[Deprecated, ...]) -> Iterator[str]:
    if not entries:
        return
    yield from ("## Deprecated", "", "| deprecated | use instead | until | why |", "|---|---|---|---|")
    for item in entries:
        what = "::".join(filter(None, (item.path.path if item.path else "", item.symbol)))
        until = ", ".join(filter(None, (f"version {item.remove_in}" if item.remove_in else "", item.remove_by)))
        yield row(f"{code(visible(what))} (deprecated)", paths(item.use), said(until), said(item.reason))
    yield ""


def _rules(domain: Domain) -> Iterator[str]:
    if domain.policies:
        yield from ("## Rules", "")
        yield from (f"- {said(item.text)} ({said(item.check) or 'by review: no check is bound to it'})" for item in domain.policies)


def _link(name: str, names: dict[str, str]) -> str:
    return f"[{said(name)}]({names[name]})" if name in names else said(name)
