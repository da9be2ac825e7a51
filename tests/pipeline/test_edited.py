"""An edited owner is asked of sketches: the report is, byte for byte, that of a whole look, and next to nothing is read."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.model.report import Report
from ssot_check.pipeline.again import quiet
from ssot_check.pipeline.again.remember import Memory
from tests import repositories as make
from tests.pipeline.test_apart import MANY, whole
from tests.pipeline.test_quiet import plain, said
from tests.pipeline.trees import COPY, EDITED, INNOCENT, OWNER, REGISTRY

pytestmark = pytest.mark.usefixtures("settled")

HOME = "app/tools/rows.py"
ROWS = """def {name}_{other}(rows, {field}):
    found = {{}}
    for row in rows:
        if row.{field} > {number}:
            found[row.{field}] = row.{other}({number})
    return sorted(found.items())[:{number}]
"""
LINES = """def {name}_{other}(path, limit={number}):
    with open(path) as stream:
        lines = stream.read().splitlines()
    kept = [line.{field}() for line in lines if "{other}" in line]
    if len(kept) > limit:
        raise ValueError("too many {other} in {field}")
    return kept
"""
TYPE = """class {name}{other}:
    def __init__(self, {field}):
        self.{field} = {field}
        self.{other} = []

    def take(self, value):
        self.{other}.append(value.{field}({number}))
        return len(self.{other})
"""
HOMES = (
    """def balance_ledgers(ledgers, opening):
    closing = dict(opening)
    for ledger in ledgers:
        for booking in ledger.bookings:
            closing[booking.account] = closing.get(booking.account, 0) + booking.amount
        if ledger.is_sealed and not ledger.checksum:
            raise LookupError("sealed ledger without checksum: %s" % ledger.name)
    return {account: amount for account, amount in closing.items() if amount}


class Turnstile:
    def __init__(self, gate):
        self.gate = gate
        self.passed = 0

    def admit(self, ticket):
        while self.gate.is_locked():
            self.gate.wait_for(ticket.patience)
        self.passed += 1
        return self.gate.open_for(ticket.holder, self.passed)
""",
    """def planted_orchards(survey, season):
    wanted = {plot.identifier for plot in survey.plots if plot.soil in season.soils}
    try:
        trees = season.nursery.saplings(wanted)
    except KeyError as missing:
        survey.note("no saplings for plot", missing)
        trees = ()
    survey.planted.extend(tree.variety for tree in trees if tree.is_healthy())
    return len(survey.planted), wanted
""",
)
WORDS = ("amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "heath", "islet", "jetty", "knoll", "larch", "meadow", "north")
TOOLS = REGISTRY + "  tools:\n    kind: storage\n    paths: [app/tools/**]\n"


def shaped(chance: random.Random) -> str:
    """A function or class that is like few others."""
    name, other, field = chance.sample(WORDS, 3)
    return chance.choice((ROWS, LINES, TYPE)).format(name=name, other=other, field=field, number=chance.randrange(3, 90))


def module(seed: int, count: int = 4) -> str:
    """Several of them."""
    chance = random.Random(seed)
    return "\n\n".join(shaped(chance) for _ in range(count))


FILES = {"SSOT_LOCK.yml": TOOLS, "app/log.py": OWNER, "jobs/copy.py": COPY, "jobs/edited.py": EDITED, "jobs/plain.py": INNOCENT}
FILES |= {HOME: HOMES[0], "app/tools/more.py": HOMES[1], "web/many.py": MANY, "jobs/use.py": "from app.tools import more\n"}
FILES |= {f"pages/p{number}.py": module(100 + number, 10) for number in range(5)}


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bool]]:
    """Of every run that may be short, whether it was."""
    seen: list[bool] = []
    really = quiet.told

    def spy(config: Config, start: quiet.Start) -> Report | None:
        report = really(config, start)
        if config.use_cache:
            seen.append(report is not None)
        return report

    monkeypatch.setattr(quiet, "told", spy)
    return seen  # type: ignore[return-value]


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that were taken from the cache in full."""
    seen: list[str] = []
    really = Memory.recall_content

    def spy(self: Memory, path: str, digest: str) -> object:
        seen.append(path)
        return really(self, path, digest)

    monkeypatch.setattr(Memory, "recall_content", spy)
    return seen


@pytest.fixture
def root(tmp_path: Path, answers: list[bool]) -> Path:
    root = make.repository(tmp_path / "r", FILES)
    assert "SSOT20" in whole(root)
    answers.clear()
    return root


def test_an_edited_owner_is_read_with_the_other_owners_and_nothing_else(root: Path, answers: list[bool], read: list[str]) -> None:
    for text in (
        HOMES[0].replace("def balance_ledgers", "def closed_ledgers"),
        HOMES[0] + "\n\ndef quartz_marble(zinc):\n    zinc.basalt(17)\n    return [zinc, 17]\n",
        HOMES[0].replace("self.passed += 1", "self.passed += ticket.seats"),
    ):
        read.clear()
        make.write(root, {HOME: text})
        assert whole(root) == whole(root, use_cache=False)
        assert not [path for path in read if path.startswith("pages/")]
    assert answers == [True] * 3


@pytest.mark.parametrize(
    "change",
    [
        lambda root: make.write(root, {HOME: HOMES[0] + "\n\n" + module(100, 12).split("\n\n\n")[0]}),
        lambda root: make.write(root, {HOME: HOMES[0] + "\n\n" + COPY}),
        lambda root: make.write(root, {HOME: HOMES[0] + "\n\ndef alpha100_beta100(x):\n    return x\n"}),
        lambda root: make.write(root, {HOME: "import os\n" + HOMES[0]}),
        lambda root: make.write(root, {HOME: HOMES[1]}),
        lambda root: make.write(root, {"app/log.py": OWNER.replace("root.handlers.clear()", "pass")}),
        lambda root: (root / HOME).unlink(),
    ],
)
def test_where_something_may_hang_on_it_everything_is_looked_at(root: Path, answers: list[bool], change: Callable[[Path], object]) -> None:
    change(root)
    assert whole(root) == whole(root, use_cache=False)
    assert answers == [False]


@pytest.mark.parametrize("seed", range(8))
def test_after_any_edit_of_owners_it_says_what_a_whole_look_says(root: Path, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(6):
        for path in chance.sample((HOME, HOME, "app/tools/more.py", "jobs/plain.py", "app/log.py"), chance.choice((1, 1, 2))):
            edit(root / path, chance)
        assert whole(root) == whole(root, use_cache=False)


def edit(path: Path, chance: random.Random) -> None:
    """One change of the kind that people make to an owner."""
    lines = path.read_text(encoding="utf-8").split("\n")
    inside = [number for number, line in enumerate(lines) if line.startswith("    ") and line.strip() and not line.endswith(":")]
    place = chance.choice(inside or [0])
    indent = lines[place][: len(lines[place]) - len(lines[place].lstrip())]
    kind = chance.randrange(8)
    if kind <= 2:
        lines.insert(
            place, indent + chance.choice(("assert rows", "value = rows.quartz(7)", "print('marble %s', 1)", "rows = sorted(rows)"))
        )
    elif kind == 3:
        lines[place] = lines[place].replace(chance.choice(WORDS), chance.choice(WORDS))
    elif kind == 4:
        lines[place] = f"{indent}pass"
    elif kind == 5:
        lines += ["", "", *plain(chance.randrange(1000, 9999)).split("\n")]
    elif kind == 6:
        lines += ["", "", *shaped(chance).split("\n")]
    else:
        name = chance.choice(WORDS)
        lines = [line.replace(f"def {name}_", f"def {name}_quartz{chance.randrange(99)}_", 1) for line in lines]
    path.write_text("\n".join(lines), encoding="utf-8")


def test_what_an_owner_offers_instead_of_what_is_banned_is_asked_anew(root: Path, answers: list[bool]) -> None:
    banned = "    exports: [balance_ledgers, Turnstile]\n    bans: [{symbol: print, why: ours}, {symbol: input, why: ours}]\n"
    make.write(root, {"SSOT_LOCK.yml": TOOLS + banned, "jobs/shelf.py": "print('rows')\n"})
    for text in (HOMES[0].replace("    closing = dict", "    print(opening)\n    closing = dict"), HOMES[0]):
        make.write(root, {HOME: text})
        assert whole(root) == whole(root, use_cache=False)
    assert "SSOT301" in whole(root)
    assert answers[:2] == [False, False]


def test_what_an_owner_does_with_what_a_profile_bans_is_asked_anew(tmp_path: Path, answers: list[bool]) -> None:
    """As long as it does nothing with it, whoever does is held back."""
    log = "import logging\n\n\n" + HOMES[0]
    pages = {f"pages/p{number}.py": "import logging\n\nlogging.StreamHandler()\n\n\n" + module(100 + number, 10) for number in range(9)}
    ours = "schema_version: 2\ndomains:\n  logging:\n    paths: [app/tools/**]\n    bans: default\n"
    files = {HOME: log, "jobs/shelf.py": "import logging\n\nlogging.basicConfig(level=1)\n", **pages}
    root = make.repository(tmp_path / "other", {"SSOT_LOCK.yml": ours, "web/many.py": MANY, **files})
    assert "jobs/shelf.py" not in whole(root, hints=False)
    answers.clear()
    for doing in ("logging.getLogger()", "logging.StreamHandler()"):
        make.write(root, {HOME: log.replace("    closing = dict", f"    {doing}\n    closing = dict")})
        assert whole(root, hints=False) == whole(root, hints=False, use_cache=False)
    assert "jobs/shelf.py" in whole(root, hints=False)


def stage(root: Path) -> None:
    make.git(root, "add", "-A")


def test_a_staged_owner_is_asked_of_sketches_where_it_is_known_what_is_told_of_all_files(
    root: Path, answers: list[bool], read: list[str]
) -> None:
    stage(root)
    whole(root, hints=False)
    said(root)
    answers.clear()
    for text in (
        HOMES[0].replace("self.passed += 1", "self.passed += ticket.seats"),
        HOMES[0].replace("def balance_ledgers", "def closed"),
    ):
        make.write(root, {HOME: text, "jobs/plain.py": INNOCENT + "\n\n" + plain(len(text))})
        stage(root)
        read.clear()
        assert said(root) == said(root, use_cache=False)
        assert not [path for path in read if path.startswith("pages/")]
    make.git(root, "commit", "-q", "-m", "more")
    make.write(root, {"app/tools/more.py": HOMES[1] + "\n\n" + plain(3)})
    stage(root)
    assert said(root) == said(root, use_cache=False)
    assert answers == [True] * 3


def test_a_run_about_everything_may_have_been_about_an_earlier_state(root: Path, answers: list[bool]) -> None:
    stage(root)
    whole(root, hints=False)
    make.write(root, {HOME: "import os\n" + HOMES[0]})
    stage(root)
    assert said(root) == said(root, use_cache=False)
    answers.clear()
    make.write(root, {HOME: HOMES[0].replace("self.passed += 1", "self.passed += ticket.seats")})
    stage(root)
    assert said(root) == said(root, use_cache=False)
    assert answers == [True]


def test_a_staged_owner_of_which_something_is_told_leads_to_a_whole_look(root: Path, answers: list[bool]) -> None:
    stage(root)
    whole(root, hints=False)
    answers.clear()
    for change in ({"app/log.py": OWNER.replace("root.handlers.clear()", "pass")}, {HOME: HOMES[0] + "\n\n" + COPY}):
        make.write(root, change)
        stage(root)
        assert said(root) == said(root, use_cache=False)
    assert answers == [False, False]


@pytest.mark.parametrize("seed", range(8))
def test_after_any_staged_edit_of_owners_it_says_what_a_whole_look_says(root: Path, seed: int) -> None:
    chance = random.Random(seed)
    stage(root)
    for _ in range(6):
        if chance.random() < 0.4:
            whole(root, hints=False)
        for path in chance.sample((HOME, HOME, "app/tools/more.py", "jobs/plain.py", "app/log.py"), chance.choice((1, 1, 2))):
            edit(root / path, chance)
        stage(root)
        if chance.random() < 0.3:
            make.write(root, {HOME: HOMES[0] + "\n\n" + plain(chance.randrange(99))})
        assert said(root) == said(root, use_cache=False)
