"""A commit to a file with a utility of a known kind is told from what was kept: word for word what a look at the whole repository says."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.model.report import Report
from ssot_check.pipeline.again import kinds
from ssot_check.pipeline.check import check
from ssot_check.workspace.cache_codec import DamagedRecordError
from tests import repositories as make
from tests.pipeline.test_quiet import answers, plain, stage

__all__ = ["answers"]

pytestmark = pytest.mark.usefixtures("settled")

OWNER = """\
import json


def chat_payload(channel, text, urgent=False):
    payload = {"channel": channel, "text": text}
    if urgent:
        payload["priority"] = "high"
    payload["link_names"] = True
    return json.dumps(payload, sort_keys=True).encode("utf-8")
"""
IMPORTS = "import smtplib\nimport ssl\nfrom email.message import EmailMessage\n\n\n"
INVOICE = f"""{IMPORTS}def send_invoice_mail(recipient, subject, body, sender="billing@acme.example"):
    message = EmailMessage()
    message["From"] = sender
    message["To"] = recipient
    message["Subject"] = subject
    message.set_content(body)
    with smtplib.SMTP("mail.internal", 587, timeout=10) as server:
        server.starttls()
        server.send_message(message)
    return message
"""
REPORT = f"""{IMPORTS}def mail_report(rows, people):
    text = "\\n".join(str(row) for row in rows if row)
    letter = EmailMessage()
    letter.set_content(text, subtype="plain")
    letter["Subject"] = f"report of {{len(rows)}} rows"
    context = ssl.create_default_context()
    server = smtplib.SMTP("smtp.internal", 465)
    server.starttls(context=context)
    for person in sorted(people):
        server.sendmail("reports@acme.example", [person.email], letter.as_string())
    server.quit()
"""
ALERT = f"""{IMPORTS}def email_alert(alarm):
    if alarm.silent or not alarm.recipients:
        return 0
    notice = EmailMessage()
    notice.set_content(alarm.text)
    sent = 0
    while alarm.recipients:
        notice["To"] = alarm.recipients.pop()
        sent += len(smtplib.SMTP(alarm.host).send_message(notice))
    return sent
"""
LOOSE = f"""{IMPORTS}def mail_size(folder, limit=3):
    total = 0
    for name in folder.names():
        total += EmailMessage(folder.open(name)).size
        if total > limit:
            raise ValueError(name)
    return total
"""
PIECES = (
    INVOICE,
    REPORT,
    ALERT,
    LOOSE,
    REPORT.replace("mail_report", "mail_summary").replace("str(row)", "repr(row)"),
    INVOICE.replace("send_invoice_mail", "mail_customer").replace("recipient", "address"),
    ALERT.replace("email_alert", "email_all").replace("sent = 0", "sent = 0\n    alarm.begin()"),
    INVOICE + "\n\n" + REPORT.partition("\n\n\n")[2],
    OWNER,
    OWNER.replace("chat_payload", "mail_payload").replace("payload", "data"),
    INVOICE.replace("send_invoice_mail", "chat_payload"),
)
NAMES = ("web/a.py", "web/b.py", "web/c.py", "web/d.py", "web/e.py", "web/tests/test_a.py")
REGISTRY = """\
schema_version: 2
domains:
  notifications: {paths: [app/notify.py], exports: [chat_payload]}
  tables: {paths: [app/tables.py]}
"""


def told(root: Path, *, keeping: bool = True) -> Report:
    """The whole report about what is staged."""
    return check(Config(root, staged=True, use_cache=keeping, today=date(2026, 1, 2)))


def strays(report: Report) -> list[tuple[str, str]]:
    return [(item.location.path, item.scope) for item in report.findings if item.code == "SSOT211"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {"SSOT_LOCK.yml": REGISTRY, "app/notify.py": OWNER, "app/tables.py": plain(77), "web/a.py": INVOICE, "web/b.py": LOOSE}
    root = make.repository(tmp_path / "r", files)
    make.write(root, {"web/c.py": plain(0)})
    make.git(root, "add", "-A")
    told(root)
    return root


def test_a_stray_is_told_without_a_look_at_the_others(root: Path, answers: list[bool]) -> None:
    for files in ({"web/a.py": INVOICE + "\n\n" + plain(1)}, {"web/d.py": REPORT}, {"web/e.py": ALERT, "web/b.py": plain(4)}):
        stage(root, files)
        assert told(root) == told(root, keeping=False)
    assert answers == [True] * 3
    assert strays(told(root)) == [("web/a.py", "send_invoice_mail"), ("web/d.py", "mail_report"), ("web/e.py", "email_alert")]


def test_one_that_is_gone_is_told_no_more(root: Path, answers: list[bool]) -> None:
    stage(root, {"web/a.py": INVOICE + "\n\n" + plain(1)})
    assert strays(told(root))
    stage(root, {"web/a.py": plain(2)})
    assert told(root) == told(root, keeping=False)
    assert not strays(told(root))
    assert all(answers)


def test_what_stands_elsewhere_takes_the_place_of_one_that_is_less_plain(root: Path, answers: list[bool]) -> None:
    make.write(root, {"web/d.py": REPORT, "web/e.py": REPORT.replace("sorted(people)", "people") + "\n\n" + ALERT.partition("\n\n\n")[2]})
    make.git(root, "add", "-A")
    make.git(root, "commit", "-q", "-m", "many")
    told(root)
    stage(root, {"web/a.py": INVOICE, "web/f.py": ALERT.replace("len(", "abs(").replace("email_alert", "email_whoever")})
    assert told(root) == told(root, keeping=False)


@pytest.mark.parametrize("text", PIECES[5:])
def test_what_may_be_a_class_is_looked_at_and_a_copy_is_told(root: Path, answers: list[bool], text: str) -> None:
    stage(root, {"web/d.py": text})
    assert told(root) == told(root, keeping=False)
    assert answers == [text in (PIECES[6], *PIECES[8:10])]


def test_where_the_others_are_lost_everything_is_looked_at(root: Path, answers: list[bool], monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(kind: type, data: bytes) -> object:
        raise DamagedRecordError

    stage(root, {"web/d.py": REPORT})
    with monkeypatch.context() as patched:
        patched.setattr(kinds, "decode", lost)
        assert told(root) == told(root, keeping=False)
    assert answers == [False]


@pytest.mark.parametrize("seed", range(6))
def test_after_any_edits_it_says_what_a_whole_look_says(root: Path, answers: list[bool], seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(10):
        names = chance.sample(NAMES, chance.choice((1, 1, 2, 3)))
        stage(root, {name: edited(chance, name) for name in names})
        assert told(root) == told(root, keeping=False)
        if chance.random() < 0.4:
            make.git(root, "commit", "-q", "-m", "more", "--allow-empty")
            if chance.random() < 0.5:
                check(Config(root, use_cache=True, today=date(2026, 1, 2)))
    assert any(answers)


def edited(chance: random.Random, name: str) -> str:
    """Most files keep to a utility of their own: what stands in two of them is a class."""
    own = dict(zip(NAMES, (INVOICE, LOOSE, REPORT, ALERT), strict=False)).get(name, "")
    return (own if chance.random() < 0.75 else chance.choice(PIECES)) + "\n\n" + plain(chance.randrange(9))
