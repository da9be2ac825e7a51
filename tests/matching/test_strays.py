"""Stray utilities: a high bar, and few of each domain."""

from __future__ import annotations

from typing import Any

from ssot_check.matching.clone_classes import strays
from ssot_check.matching.strays import MOST, plain_strays
from ssot_check.model.match import Stray
from ssot_check.model.unit import Unit, UnitKind
from tests.builders import a_domain, a_unit
from tests.matching.haystacks import OTHER, a_haystack

MAIL = a_domain("mail", kind="notifications")
BODY = "$m = EmailMessage()\n$m.set('subject', 'text')\n$server = SMTP($host)\n$server.starttls()\n$server.send_message($m)\n" + OTHER
CALLS = ("smtplib.SMTP", "email.message.EmailMessage")
HOME = a_unit("chat", OTHER, "app/notify.py")


def stray(path: str = "jobs/a.py", name: str = "send_mail", **fields: Any) -> Unit:
    return a_unit(name, fields.pop("text", BODY), path, calls=fields.pop("calls", CALLS), **fields)


def told(*units: Unit, taken: tuple[Unit, ...] = (), home: Unit = HOME) -> tuple[Stray, ...]:
    told = {home.location.path: {"language": "shell"}} if home.location.path.endswith(".sh") else {}
    hay = a_haystack(home, *units, owners={home.location.path: ("mail",)}, domains=[MAIL], files=told)
    return plain_strays(hay, strays(hay), taken)


def test_a_plain_stray_is_told_with_what_speaks_for_it() -> None:
    (found,) = told(stray())
    assert (found.domain, found.unit.name, found.more) == ("mail", "send_mail", 0)
    assert found.evidence[:2] == ("email.message.EmailMessage", "smtplib.SMTP")


def test_a_call_into_a_library_of_the_kind_counts() -> None:
    assert told(stray(calls=("smtplib.SMTP", "aiosmtplib.connect")))
    assert not told(stray(calls=("smtplib.SMTP", "os.stat")))


def test_the_bar_is_high() -> None:
    assert not told(stray(name="transfer"))
    assert not told(stray(text=OTHER))
    assert not told(stray(kind=UnitKind.METHOD))
    assert not told(stray(kind=UnitKind.CLASS))
    assert not told(stray(text=BODY + OTHER * 12))


def test_what_is_reported_already_or_builds_on_the_owner_is_none() -> None:
    unit = stray()
    assert not told(unit, taken=(unit,))
    assert not told(stray(calls=(*CALLS, "app.notify.chat")))


def test_the_owner_must_have_code_of_that_language() -> None:
    assert not told(stray(), home=a_unit("chat", OTHER, "app/notify.sh"))


def test_only_the_plainest_are_told_and_the_others_counted() -> None:
    many = [stray(f"jobs/{letter}.py") for letter in "abcde"]
    found = told(*many)
    assert [item.unit.location.path for item in found] == ["jobs/a.py", "jobs/b.py", "jobs/c.py"]
    assert {item.more for item in found} == {len(many) - MOST}
