"""What a daily run says: lines for cron's mail, JSON for a webhook, blocks for Slack. All of it is limited, and says what it left out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from ssot_check.model.daily import Movement, Notice, Sighting
from ssot_check.model.verdict import Severity
from ssot_check.reports.support.hygiene import visible

SCHEMA_VERSION: Final = 1
MOST_LISTED: Final = 20
"""Findings of each sort in a mail."""
MOST_SENT: Final = 50
"""Findings of each sort in a message to a webhook."""
MOST_BYTES: Final = 100_000
_SECTION: Final = 3_000
"""Characters in one section of a Slack message (docs.slack.dev, "Section block")."""
_MESSAGE: Final = 12_000
"""Characters in all of a Slack message: above some 13,000 it is refused, whatever the limits of its parts."""
_ENDED: Final = {"clean": "passed", "findings": "failed", "untrusted": "untrusted"}
_LONGEST: Final = 300
_DAY: Final = len("2026-11-21")


def change_lines(notice: Notice) -> list[str]:
    """Verdict, what came, what went, and where the rest stands."""
    change = notice.change
    lines = [notice.sentence, _since(change), *change.remarks]
    for title, found in _lists(change):
        lines += [f"{title}:", *(f"  {_line(item)}" for item in found[:MOST_LISTED]), *_left_out(len(found) - MOST_LISTED, "  ")]
    lines += [f"report: {notice.report}"] if notice.report else []
    return [visible(line) for line in lines]


def log_line(notice: Notice) -> str:
    """One line for the log."""
    change, now = notice.change, notice.run
    moved = f"{len(change.new):,} new, {len(change.gone):,} gone, {change.same:,} as before"
    score = "no score" if now.standing.score is None else f"score {now.standing.score}"
    return visible(f"{notice.word} (exit {notice.code}): {now.trouble or moved}; {score}")


def as_webhook(notice: Notice) -> bytes:
    """One JSON object of at most MOST_BYTES."""
    shown = MOST_SENT
    while len(data := _json(notice, shown)) > MOST_BYTES and shown:
        shown //= 2
    return data


def as_slack(notice: Notice) -> bytes:
    """A message of Block Kit (docs.slack.dev) with `text` for notifications."""
    change = notice.change
    head = f"{notice.word}: {notice.repository}"
    blocks = [_section(f"*{_escaped(head)}*\n{_escaped(_clipped(notice.sentence))}")]
    words = " ".join((_since(change), *change.remarks))
    blocks.append(_section(_escaped(_clipped(words))))
    lists = list(_lists(change))
    room = (_MESSAGE - 1_500) // max(1, len(lists))
    for title, found in lists:
        blocks.append(_section(_fitting(f"*{title}*", found, min(room, _SECTION))))
    if notice.report:
        blocks.append(_section(f"report: {_escaped(_clipped(notice.report))}"))
    return json.dumps({"text": _escaped(f"{head}. {_since(change)}"), "blocks": blocks}).encode("ascii")


PAYLOADS: Final[dict[str, Callable[[Notice], bytes]]] = {"webhook": as_webhook, "slack": as_slack}


def _since(change: Movement) -> str:
    before = change.before
    if before is None:
        return "There is no earlier run to compare with."
    day = f"{before.started[:_DAY]} ({_ENDED[before.standing.verdict]})"
    if not change.is_change:
        return f"Nothing changed since the run of {day}."
    if not (change.new or change.gone or change.same):
        return f"The run before, of {day}, had another verdict." if change.turned else f"Compared with the run of {day}."
    return f"Since the run of {day}: {len(change.new):,} new, {len(change.gone):,} gone, {change.same:,} as before."


def _lists(change: Movement) -> Iterator[tuple[str, Sequence[Sighting]]]:
    """What came and what went, the heaviest first: a limit must not cut off an error for a warning."""
    for title, found in (("new", change.new), ("gone", change.gone)):
        if found:
            yield title, _heaviest(found)


def _heaviest(found: Sequence[Sighting]) -> Sequence[Sighting]:
    return sorted(found, key=lambda item: Severity(item.severity).rank)


def _line(item: Sighting) -> str:
    return f"{item.path}:{item.line}: {item.code} {_clipped(item.message)}"


def _left_out(count: int, indent: str = "") -> list[str]:
    return [f"{indent}and {count:,} more"] if count > 0 else []


def _clipped(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."


def _json(notice: Notice, shown: int) -> bytes:
    now, change = notice.run, notice.change
    before = change.before
    told = {
        "schema_version": SCHEMA_VERSION, "tool": {"name": "ssot-check", "version": now.version}, "repository": visible(notice.repository),
        "run": now.number, "started": now.started, "verdict": now.standing.verdict, "headline": notice.word, "exit_code": notice.code,
        "sentence": _clipped(visible(notice.sentence)), "trouble": _clipped(visible(now.trouble)), "score": now.standing.score,
        "compared_with": {"run": before.number, "started": before.started, "verdict": before.standing.verdict} if before else None,
        "remarks": [visible(text) for text in change.remarks], "new": _part(change.new, shown), "gone": _part(change.gone, shown),
        "unchanged": change.same, "report": visible(notice.report),
    }  # fmt: skip
    return json.dumps(told).encode("ascii")


def _part(found: Sequence[Sighting], shown: int) -> dict[str, object]:
    items = [
        {
            "key": item.key, "code": item.code, "domain": visible(item.domain), "severity": item.severity,
            "path": _clipped(visible(item.path)), "line": item.line, "message": _clipped(visible(item.message)),
        }
        for item in _heaviest(found)[:shown]
    ]  # fmt: skip
    return {"total": len(found), "shown": len(items), "truncated": len(items) < len(found), "findings": items}


def _section(text: str) -> dict[str, object]:
    return {"type": "section", "text": {"type": "mrkdwn", "verbatim": True, "text": text}}


def _fitting(title: str, found: Sequence[Sighting], room: int) -> str:
    """As many lines as fit, and how many do not."""
    lines, used = [title], len(title) + len("\nand 1,000,000 more")
    for item in found:
        line = _escaped(_line(item))
        if used + len(line) + 1 > room:
            break
        lines.append(line)
        used += len(line) + 1
    return "\n".join([*lines, *_left_out(len(found) - len(lines) + 1)])


def _escaped(text: str) -> str:
    """Slack wants `&`, `<` and `>` as entities (docs.slack.dev, "Formatting message text"); a mention or a link cannot be made without."""
    return visible(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def joined(lines: Iterable[str]) -> str:
    """Lines with their ends."""
    return "".join(f"{line}\n" for line in lines)
