"""What a daily run says of itself: limited, harmless, and with nothing dropped in silence."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from ssot_check.model.daily import DailyRun, Movement, Notice, Sighting
from ssot_check.model.standing import Standing
from ssot_check.reports.support.notice import MOST_BYTES, as_slack, as_webhook, change_lines, log_line

RUN = DailyRun(8, "2026-11-21T04:17:00Z", "1.0", Standing("2026-11-21", "day", "findings", 90, new=1))
BEFORE = replace(RUN, number=7, started="2026-11-20T04:17:00Z", standing=replace(RUN.standing, verdict="clean"))
COPY = Sighting("a" * 16, 1, "SSOT201", "logging", "error", "src/a.py", 3, "`f` is an exact copy")
HOSTILE = replace(
    COPY, path="a\x1b[31m\nb.py", message="<!channel> <https://evil.example|click> & \u202e ::error::x " + "m" * 5_000, domain="d\x00"
)


def notice(*new: Sighting, gone: tuple[Sighting, ...] = ()) -> Notice:
    return Notice("platform", "FAILED", "FAILED: 1 error", 1, RUN, Movement(BEFORE, new, gone, 2), "reports/ssot-2026-11-21.txt")


def texts(message: bytes) -> list[str]:
    return [block["text"]["text"] for block in json.loads(message)["blocks"]]


def test_a_mail_says_what_came_and_what_went() -> None:
    assert change_lines(notice(COPY, gone=(replace(COPY, path="src/b.py"),))) == [
        "FAILED: 1 error",
        "Since the run of 2026-11-20 (passed): 1 new, 1 gone, 2 as before.",
        "new:",
        "  src/a.py:3: SSOT201 `f` is an exact copy",
        "gone:",
        "  src/b.py:3: SSOT201 `f` is an exact copy",
        "report: reports/ssot-2026-11-21.txt",
    ]


def test_errors_come_first() -> None:
    found = notice(*[replace(COPY, nth=number, severity="warning") for number in range(60)], replace(COPY, path="z.py"))
    assert change_lines(found)[3] == "  z.py:3: SSOT201 `f` is an exact copy"
    assert json.loads(as_webhook(found))["new"]["findings"][0]["path"] == "z.py"
    assert "z.py" in texts(as_slack(found))[2].splitlines()[1]


def test_a_mail_is_limited_and_says_so() -> None:
    lines = change_lines(notice(*[replace(COPY, nth=number) for number in range(100_000)]))
    assert len(lines) == 25
    assert "  and 99,980 more" in lines


def test_the_webhook_gets_numbers_and_the_first_findings() -> None:
    told: dict[str, Any] = json.loads(as_webhook(notice(COPY)))
    assert (told["verdict"], told["exit_code"], told["run"], told["score"], told["unchanged"]) == ("findings", 1, 8, 90, 2)
    assert told["compared_with"] == {"run": 7, "started": "2026-11-20T04:17:00Z", "verdict": "clean"}
    assert told["new"]["findings"][0]["path"] == "src/a.py"
    assert (told["new"]["total"], told["new"]["truncated"], told["gone"]["total"]) == (1, False, 0)


@pytest.mark.parametrize("count", [1, 60, 100_000])
@pytest.mark.parametrize("item", [COPY, HOSTILE], ids=["plain", "hostile"])
def test_messages_keep_their_limits_and_say_what_is_left_out(count: int, item: Sighting) -> None:
    many = tuple(replace(item, nth=number) for number in range(count))
    web, slack = as_webhook(notice(*many, gone=many)), as_slack(notice(*many, gone=many))
    told = json.loads(web)
    assert len(web) <= MOST_BYTES
    assert told["new"]["total"] == count
    assert told["new"]["truncated"] is (told["new"]["shown"] < count)
    parts = texts(slack)
    assert len(parts) <= 50
    assert max(map(len, parts)) <= 3_000
    assert sum(map(len, parts)) <= 12_000
    new = next(part for part in parts if part.startswith("*new*"))
    lines = new.split("\n")[1:]
    more = [int(line.split()[1].replace(",", "")) for line in lines if line.startswith("and ") and line.endswith(" more")]
    assert len(lines) - len(more) + sum(more) == count


def test_nothing_of_the_repository_steers_who_reads_it() -> None:
    for text in (*change_lines(notice(HOSTILE)), log_line(notice(HOSTILE))):
        assert not {"\x1b", "\u202e", "\n"} & set(text)
    for message in (as_slack(notice(HOSTILE)), as_webhook(notice(HOSTILE))):
        text = json.dumps(json.loads(message), ensure_ascii=False)
        assert not {"\x1b", "\u202e", "\x00"} & set(text)
    assert "<" not in "".join(texts(as_slack(notice(HOSTILE))))
    assert "&lt;!channel&gt;" in "".join(texts(as_slack(notice(HOSTILE))))


def test_a_run_that_proves_nothing_says_why() -> None:
    broken = replace(notice(), run=replace(RUN, trouble="SSOT_LOCK.yml:5:1: SSOT004 unknown key"), word="UNTRUSTED", code=2)
    assert log_line(broken) == "UNTRUSTED (exit 2): SSOT_LOCK.yml:5:1: SSOT004 unknown key; score 90"
    assert json.loads(as_webhook(broken))["trouble"] == "SSOT_LOCK.yml:5:1: SSOT004 unknown key"
