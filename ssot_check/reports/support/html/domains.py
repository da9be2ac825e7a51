"""The domains of the audit as tables: where each stands, worst first, and what each owns."""

from __future__ import annotations

from ssot_check.model.compliance import Compliance, DomainStanding
from ssot_check.reports.support.compliance_words import change, counts, name_of, number
from ssot_check.reports.support.html.build import Html, prose, table, tag

_HEADS = ("domain", "status", "score", "change", "new", "known", "allowed", "waivers", "files", "units compared", "debt")


def domains(audit: Compliance) -> Html:
    """The section; the name of a domain with findings leads to them."""
    worst = audit.worst
    ranked = (*worst, *(item for item in audit.domains if item not in worst))
    shown = table("Domains, worst first", _HEADS, map(_standing, ranked), class_="sortable titled")
    owned = (
        (name_of(item), ", ".join(item.summary.paths), ", ".join(item.summary.exports), ", ".join(item.summary.people))
        for item in audit.domains
    )
    listed = table("What each domain owns", ("domain", "owner paths", "exports", "people"), owned)
    proved = table(
        "What was proved of each domain", ("domain", "rules that ran", "no check proves", "not analysed"), map(_proved, audit.domains)
    )
    title = tag("h2", "Worst domains first", id="domains-title")
    details = tag("details", tag("summary", "What each domain owns"), listed)
    checked = tag("details", tag("summary", "What was proved of each domain"), proved)
    return tag("section", title, shown, details, checked, id="domains", aria_labelledby="domains-title")


def _proved(item: DomainStanding) -> tuple[str, ...]:
    said = item.summary
    unseen = "; ".join(f"{file.path} ({file.reason.value})" for file in said.unseen)
    return (name_of(item), ", ".join(said.rules), prose("; ".join(said.unproved)), unseen)


def _standing(item: DomainStanding) -> tuple[str, ...]:
    said, name = item.summary, name_of(item)
    shown = tag("a", name, href="#findings", data_show=said.name) if said.name and any(item.new.values()) else name
    status = tag("span", item.status.value, class_=f"pill {item.status.value.replace(' ', '-')}")
    units = said.owned_units if said.compared_units is None else said.compared_units
    sizes = (f"{said.owned_files:,}", f"{units:,}", f"{item.debt:,g}")
    new, known, allowed, waivers = counts(item)
    return (shown, status, _score(item, name), change(item.delta), _weights(new), _weights(known), allowed, waivers, *sizes)


def _weights(count: str) -> str:
    """A column of words, such as `2 errors`, stays one."""
    return "none" if count == "0" else count


def _score(item: DomainStanding, name: str) -> str:
    """The number, and a bar where there is one."""
    if item.score is None:
        return number(None)
    bar = {"min": "0", "low": "50", "high": "90", "optimum": "100", "max": "100", "value": str(item.score)}
    return Html(tag("span", number(item.score), class_="figure") + " " + tag("meter", aria_label=f"score of {name}", **bar))
