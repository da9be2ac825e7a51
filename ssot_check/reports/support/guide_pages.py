"""All documents of a guide: the index, the review checklist, and one guideline for each domain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from ssot_check.model.guide import Guide
from ssot_check.model.registry import Domain
from ssot_check.reports.support.guidelines import MARK, codes, guideline, paths, row, said
from ssot_check.reports.support.hygiene import visible
from ssot_check.reports.support.markdown import code

_NO_WORD: Final = re.compile(r"[^A-Za-z0-9_.-]+")


def guide_pages(guide: Guide) -> Mapping[str, str]:
    """File name -> text."""
    names = file_names(guide.registry.domains)
    pages = {names[domain.name]: guideline(domain, guide, names) for domain in guide.registry.domains}
    return {"README.md": _joined(_index(guide, names)), "CHECKLIST.md": _joined(_checklist(guide, names)), **pages}


def file_names(domains: Iterable[Domain]) -> dict[str, str]:
    """Domain -> name of its document: unlike each other also where case does not count."""
    found: dict[str, str] = {}
    taken = {"readme", "checklist"}
    for domain in domains:
        bare = _NO_WORD.sub("-", domain.name).strip("-.") or "domain"
        name, number = bare, 1
        while name.lower() in taken:
            number += 1
            name = f"{bare}-{number}"
        taken.add(name.lower())
        found[domain.name] = f"{name}.md"
    return found


def _joined(lines: Iterator[str]) -> str:
    return "\n".join(lines).rstrip("\n") + "\n"


def _index(guide: Guide, names: Mapping[str, str]) -> Iterator[str]:
    yield from (MARK, "", "# Who owns what", "")
    yield f"From {code(visible(guide.registry.path))}. For reviews: [checklist](CHECKLIST.md). `ssot-check docs` writes these pages anew."
    yield from ("", "| domain | what it is | owner | who answers for it |", "|---|---|---|---|")
    for domain in guide.registry.domains:
        owner = paths(dict.fromkeys(domain.owner_paths))
        yield row(f"[{said(domain.name)}]({names[domain.name]})", said(domain.description), owner, said(", ".join(domain.people)))


def _checklist(guide: Guide, names: Mapping[str, str]) -> Iterator[str]:
    yield from (MARK, "", "# Review checklist", "", "## Every change", "")
    yield "- [ ] `ssot-check` ends with 0; under `--since` or `--staged` it says what the change brought."
    yield "- [ ] Before a helper was written, somebody asked: `ssot-check find WORDS`."
    yield "- [ ] A new comment `ssot: allow`, exception or baseline entry has a reason that holds, an owner, and a last day."
    yield f"- [ ] A change of {code(visible(guide.registry.path))} names who owns the new domain, and these pages were written anew."
    for domain in guide.registry.domains:
        yield from ("", f"## [{said(domain.name)}]({names[domain.name]})", "", *_questions(domain))


def _questions(domain: Domain) -> Iterator[str]:
    exports = list(dict.fromkeys(export.name for export in domain.exports))
    what = codes(exports[:8]) + (" and others" if exports[8:] else "") if exports else paths(domain.owner_paths)
    yield f"- [ ] Nothing new does what {what or 'its owner'} does."
    if domain.bans:
        touched = [text for ban in domain.bans for text in (*ban.symbols, ban.command) if text]
        yield f"- [ ] Only the owner touches {codes(touched[:8])}{' and others' if touched[8:] else ''}."
    if domain.locked or any(part.locked for part in domain.components):
        yield f"- [ ] The owner is locked: its people agreed, and the change brings {said(' or '.join(domain.wanted_evidence))}."
    for item in domain.deprecated:
        text = "::".join(filter(None, (item.path.path if item.path else "", item.symbol)))
        yield f"- [ ] {code(visible(text))} is deprecated and got no new use."
    for policy in domain.policies:
        if not policy.check:
            yield f"- [ ] {said(policy.text)} (no check is bound to this)"
