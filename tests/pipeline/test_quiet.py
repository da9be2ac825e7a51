"""A commit without a finding is told from what was kept: word for word what a look at the whole repository says."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ssot_check import discovery
from ssot_check.model.baseline import ABOUT_FINDINGS
from ssot_check.model.config import Config
from ssot_check.model.report import Report
from ssot_check.pipeline.again import asking, owners, quiet
from ssot_check.pipeline.again.remember import Memory
from ssot_check.pipeline.check import check
from ssot_check.workspace.cache_codec import DamagedRecordError
from tests import repositories as make
from tests.pipeline.trees import COPY, EDITED, INNOCENT, OWNER

REGISTRY = """\
schema_version: 2
domains:
  logging:
    paths: [app/log.py]
    exports: [setup_logging]
    deprecated: [{path: app/old.py, use: app/log.py}]
    bans: [{symbol: logging.basicConfig, why: use setup_logging, allow_in: [jobs/**]}]
    must_use: [{files: jobs/a*.py, source: app/log.py}]
  retry:
    paths: [app/retry/**]
    exports: [retried]
    consumers: {allow: [jobs/**], protect: true}
    duplicates: {ignore: [web/tests/**]}
  tools:
    paths: [scripts/lib.sh]
layout:
  covered_paths: [jobs/a*.py]
facts:
  port: {type: port, domain: tools, canonical: {file: app/settings.yml, select: port}}
"""
RETRY = '''\
import time

WAITS = {"first": 0.5, "second": 1.5, "third": 4.5, "fourth": 13.5}
ENDPOINT = "https://status.example.org/api/v2/retries?limit=100"


def retried(action, attempts=3, delay=0.5, wanted=(OSError,)):
    """Call the action again while it fails."""
    for attempt in range(attempts):
        try:
            return action()
        except wanted as error:
            if attempt + 1 == attempts:
                raise
            time.sleep(delay * 2 ** attempt)
            print("attempt failed", attempt, error)


class Policy:
    attempts: int
    delay: float
    wanted: tuple
    ceiling: float
    jitter: float
    budget: int

    def total(self):
        return sum(self.delay * 2 ** number for number in range(self.attempts))


class Ending(enum.Enum):
    DONE = 1
    LEFT = 2
    LOST = 3
'''
PIECES = (
    INNOCENT,
    COPY,
    EDITED,
    RETRY.replace("retried", "again").replace("action", "call"),
    RETRY.replace("time.sleep(delay * 2 ** attempt)", "pause(attempt)"),
    "from app.log import setup_logging\n\nsetup_logging('x')\n",
    "from app.retry.core import _hidden, retried\n\nretried(_hidden)\n",
    "from app.old import double\n\nprint(double(2))\n",
    "import logging\n\nlogging.basicConfig(level=logging.INFO)\n",
    "def setup_logging(app, root):\n    app.handlers = logging.StreamHandler(root)\n    app.addHandler(root)\n    return app\n",
    "STATUS = 'https://status.example.org/api/v2/retries?limit=100'\n",
    "x = 1  # ssot: allow[SSOT201] -- here\n",
    "def broken(:\n",
    (
        "@dataclass\nclass Plan:\n    attempts: int\n    delay: float\n    wanted: tuple\n    ceiling: float\n"
        "    jitter: float\n    budget: int\n"
    ),
    "class Ending(enum.IntEnum):\n    DONE = 1\n    LEFT = 2\n    LOST = 3\n",
    "PORT = 8472\nHOST = 'localhost:8472'\n",
    "",
)
WORDS = ("load", "store", "merge", "split", "invoice", "row", "column", "total", "price", "handler", "attempt", "delay", "root", "limit")
FILES = {
    "SSOT_LOCK.yml": REGISTRY.partition("facts:")[0],
    "app/log.py": OWNER,
    "app/old.py": INNOCENT,
    "app/settings.yml": "port: 8472\nname: shop\n",
    "app/retry/__init__.py": "from app.retry.core import retried\n",
    "app/retry/core.py": RETRY + "\n\ndef _hidden():\n    return 1\n",
    "scripts/lib.sh": '#!/bin/sh\nsay() {\n    printf "%s %s\\n" "$(date +%F)" "$1" >&2\n'
    '    logger -t shop "$1"\n    echo "$1" >> "$LOG"\n}\n',
    "scripts/run.sh": "#!/bin/sh\n. scripts/lib.sh\nsay begun\n",
    "jobs/a.py": "from app.log import setup_logging\n\nsetup_logging('a')\n",
    "web/a.py": INNOCENT,
    "web/b.py": "from app.retry import retried\n",
    "web/c.py": "def total(rows):\n    return sum(row.price for row in rows)\n",
    "docs/guide.md": "Nothing to see.\n",
    ".github/workflows/ci.yml": "on: [push]\njobs:\n  lint:\n    runs-on: ubuntu-24.04\n"
    "    steps:\n      - run: ssot-check check && sh scripts/run.sh\n",
}


@pytest.fixture(autouse=True)
def known_by_their_times(settled: None) -> None:
    """Settled before any other fixture of a test: an automatic one comes first, and asks for it."""


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bool]]:
    """Of every run about staged files that may be short, whether it was."""
    seen: list[bool] = []
    really = quiet.told

    def spy(config: Config, start: quiet.Start) -> Report | None:
        report = really(config, start)
        if config.use_cache and config.staged:
            seen.append(report is not None)
        return report

    monkeypatch.setattr(quiet, "told", spy)
    return seen  # type: ignore[return-value]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = make.repository(tmp_path / "r", FILES)
    make.write(root, {"web/a.py": plain(0)})
    make.git(root, "add", "-A")
    said(root)
    return root


def said(root: Path, **changes: object) -> str:
    """The report about what is staged, as JSON text."""
    config = replace(Config(root, staged=True, use_cache=True, today=date(2026, 1, 2)), **changes)  # type: ignore[arg-type]
    return next(form for form in discovery.formats() if form.name == "json").render(check(config))


def stage(root: Path, files: dict[str, str]) -> None:
    make.write(root, files)
    make.git(root, "add", "-A")


def plain(number: int, *words: str) -> str:
    """A function that is like no other."""
    one, two, three = words or (f"alpha{number}", f"beta{number}", f"gamma{number}")
    return f"def {one}_{two}({three}, step={number}):\n    {three}.{one}(step)\n    return [{three}, {number}, step]\n"


def test_a_commit_without_a_finding_is_told_without_a_look_at_the_others(root: Path, answers: list[bool]) -> None:
    for number in range(1, 4):
        stage(root, {"web/a.py": plain(number), f"web/new_{number}.py": plain(10 + number), "docs/guide.md": f"{number}\n"})
        assert said(root) == said(root, use_cache=False)
    make.git(root, "commit", "-q", "-m", "second")
    stage(root, {"web/c.py": plain(20)})
    assert said(root) == said(root, use_cache=False)
    assert answers == [True] * 4


def test_of_every_rule_is_known_what_one_file_lets_it_say_of_another() -> None:
    """Else every hook looks at everything, and nobody is told."""
    asked = {rule.code for rule in discovery.rules() if rule.check is not None and not rule.code.startswith(ABOUT_FINDINGS)}
    assert asked <= asking.BY_FILE


def test_with_a_rule_of_which_nothing_is_known_everything_is_looked_at(
    root: Path, answers: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert {rule.code for rule in discovery.rules()} >= asking.BY_FILE
    monkeypatch.setattr(asking, "BY_FILE", asking.BY_FILE - {"SSOT305"})
    stage(root, {"web/a.py": plain(4)})
    assert said(root) == said(root, use_cache=False)
    assert answers == [False]


LONG = """\
def ranked(rows, key, most=5):
    found = sorted(rows, key=key)[:most]
    for row in found:
        row.rank = key(row)
    return found
"""


def test_a_function_that_stands_elsewhere_too_is_no_reason_to_look_at_everything(root: Path, answers: list[bool]) -> None:
    stage(root, {"web/a.py": LONG, "web/b.py": LONG.replace("ranked", "best"), "web/c.py": LONG})
    said(root)
    for name, text in (("c", LONG.replace("most=5", "most=5, least=0")), ("c", plain(1)), ("new", LONG), ("b", LONG)):
        stage(root, {f"web/{name}.py": text})
        assert said(root) == said(root, use_cache=False)
    assert answers == [True] * 5


METHODS = """\
import zipfile


class Packer:
    def pack(self, target, names):
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in sorted(names):
                archive.write(name, arcname=name.lstrip("/"))
            archive.comment = b"packed by the shop"
        self.packed = len(names)
        return archive.namelist()


class Sealed(Packer):
    def pack(self, target, names):
        found = super().pack(target, names)
        return [name.upper() for name in found]
"""


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("web/c.py", OWNER),
        ("web/d.py", OWNER),
        ("web/c.py", "from app.log import setup_logging\n" + COPY),
        ("web/c.py", METHODS),
        ("web/c.py", METHODS.replace("Packer", "Bundler")),
        ("web/c.py", METHODS.replace("class Packer:", "class Bundler(Packer):\n    size = 1\n").replace("def pack(", "def bundle(", 1)),
        ("web/c.py", COPY + EDITED.replace("prepare", "again")),
        ("scripts/run.sh", FILES["scripts/run.sh"] + FILES["scripts/lib.sh"].partition("\n")[2].replace("say()", "tell()")),
        ("web/b.py", "import app.old\n" + COPY + "\n\nif __name__ == '__main__':\n    prepare('b')  # ssot: allow[SSOT401] -- soon gone\n"),
        ("web/c.py", COPY.replace("def prepare", "# ssot: allow[SSOT202] -- stands here\ndef prepare")),
    ],
)
def test_copies_of_all_sorts_are_told_without_a_look_at_the_others(root: Path, answers: list[bool], path: str, text: str) -> None:
    """A class derives from another, a file holds an owner's text, somebody imports the copy, or a comment lets it stand."""
    make.commit(root, {"app/retry/pack.py": METHODS, "web/e.py": "from web.c import total\nfrom web import b\n"})
    said(root)
    answers.clear()
    stage(root, {path: text})
    assert said(root) == said(root, use_cache=False)
    assert answers == [True]


def test_for_a_copied_function_no_file_is_read_that_imports_neither_it_nor_what_the_owner_needs(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make.commit(root, {"web/e.py": "from web.c import total\n\nprint(total([]))\n"})
    said(root)
    stage(root, {"web/c.py": FILES["web/c.py"] + "\n\n" + OWNER.replace("setup_logging", "begin_logging")})
    asked: set[str] = set()
    recall = Memory.recall_content
    monkeypatch.setattr(Memory, "recall_content", lambda self, path, digest: asked.add(path) or recall(self, path, digest))
    found = said(root)
    assert '"SSOT202"' in found
    assert found == said(root, use_cache=False)
    assert {"app/log.py", "web/c.py", "web/e.py"} <= asked
    assert asked.isdisjoint(("web/a.py", "web/b.py", "scripts/run.sh"))


@pytest.mark.parametrize("text", PIECES)
def test_a_copy_is_told_without_a_look_at_the_others_and_what_may_be_more_is_looked_at(root: Path, answers: list[bool], text: str) -> None:
    """What other rules find is told at once, too: see `test_singly`. What repeats fields, or may shadow an export, is looked at."""
    stage(root, {"web/c.py": text})
    assert said(root) == said(root, use_cache=False)
    near = text in PIECES[3:5] or text.startswith(("def setup_logging", "def broken", "@dataclass", "class Ending"))
    assert answers == [not near]


def test_where_what_is_kept_of_the_owners_is_lost_everything_is_looked_at_and_it_is_kept_anew(
    root: Path, answers: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(kind: type, data: bytes) -> object:
        raise DamagedRecordError

    stage(root, {"web/a.py": plain(3)})
    with monkeypatch.context() as patched:
        patched.setattr(owners, "decode", lost)
        assert said(root) == said(root, use_cache=False)
    stage(root, {"web/a.py": plain(4)})
    assert said(root) == said(root, use_cache=False)
    assert answers == [False, True]


@pytest.mark.parametrize(
    "change",
    [
        lambda root: make.write(root, {"app/log.py": OWNER + "\n\ndef more():\n    return 1\n"}),
        lambda root: make.write(root, {"SSOT_LOCK.yml": FILES["SSOT_LOCK.yml"] + "# more\n"}),
        lambda root: make.write(root, {".github/workflows/ci.yml": "on: [push]\n"}),
        lambda root: make.write(root, {"scripts/run.sh": "#!/bin/sh\nssot-check check || true\n"}),
        lambda root: make.write(root, {"docs/guide.md": "Run app/old.py first.\n"}),
        lambda root: make.write(root, {"CODEOWNERS": "* @a/b\n"}),
        lambda root: make.write(root, {"tsconfig.json": "{}\n"}),
        lambda root: make.write(root, {"scripts/more": "say more\n"}),
        lambda root: (root / "web/c.py").chmod(0o755),
        lambda root: (root / "app/old.py").unlink(),
        lambda root: (root / "scripts/run.sh").unlink(),
        lambda root: make.write(root, {"pyproject.toml": "[tool.setuptools.packages.find]\nwhere = ['web']\n"}),
    ],
)
def test_what_may_change_what_is_said_of_others_is_looked_at(root: Path, answers: list[bool], change: Callable[[Path], object]) -> None:
    change(root)
    make.git(root, "add", "-A")
    assert said(root) == said(root, use_cache=False)
    assert answers == [False]


def test_a_file_that_may_or_must_do_something_is_one_like_any_other(root: Path, answers: list[bool]) -> None:
    texts = {"jobs/b.py": FILES["jobs/a.py"] + "import logging\n\nlogging.basicConfig()\n", "web/tests/test_a.py": plain(8)}
    for number, text in enumerate((FILES["jobs/a.py"] + plain(3), FILES["jobs/a.py"] + plain(4))):
        stage(root, {"jobs/a.py": text, **texts, "jobs/c.py": plain(5 + number)})
        assert said(root) == said(root, use_cache=False)
    assert answers == [True, True]


MANIFESTS = {
    "package.json": '{"name": "shop", "version": "1.0.0", "dependencies": {"left": "1.0.0"}, "scripts": {"lint": "left"}}\n',
    "part/package.json": '{"name": "@shop/part", "dependencies": {"shop": "1.0.0"}}\n',
    "pyproject.toml": '[project]\nname = "shop"\nversion = "1.0.0"\ndependencies = ["left"]\n\n'
    '[tool.setuptools.packages.find]\nwhere = ["lib"]\n',
    "go.mod": "module example.org/shop\n\nrequire example.org/left v1.0.0\n",
    "Cargo.toml": '[package]\nname = "shop"\nversion = "1.0.0"\n\n[dependencies]\nleft = "1.0"\n',
}


@pytest.mark.parametrize("path", MANIFESTS)
def test_a_dependency_and_a_version_in_a_manifest_are_no_reason_to_look_at_everything(root: Path, answers: list[bool], path: str) -> None:
    stage(root, MANIFESTS)
    said(root)
    for text in (MANIFESTS[path].replace("1.0.0", "1.1.0"), MANIFESTS[path].replace("left", "right")):
        stage(root, {path: text, "web/c.py": plain(len(text))})
        assert said(root) == said(root, use_cache=False)
    assert answers == [False, True, True]


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("package.json", '"shop"', '"store"'),
        ("part/package.json", '"shop"', '"store"'),
        ("package.json", '"left": "1.0.0"', '"@shop/part": "1.0.0"'),
        ("package.json", '"version"', '"exports": "./index.js", "version"'),
        ("pyproject.toml", '"lib"', '"web"'),
        ("go.mod", "org/shop", "org/store"),
    ],
)
def test_what_a_manifest_says_of_the_repository_leads_to_a_whole_look(
    root: Path, answers: list[bool], path: str, old: str, new: str
) -> None:
    stage(root, MANIFESTS)
    said(root)
    stage(root, {path: MANIFESTS[path].replace(old, new)})
    assert said(root) == said(root, use_cache=False)
    assert answers == [False, False]


def test_a_workflow_that_runs_the_tool_as_before_is_no_reason_to_look_at_everything(root: Path, answers: list[bool]) -> None:
    flow = FILES[".github/workflows/ci.yml"]
    for text, short in ((flow + "      - run: echo more\n", True), (flow.replace("check &&", "check || true &&"), False), (flow, False)):
        stage(root, {".github/workflows/ci.yml": text})
        assert said(root) == said(root, use_cache=False)
        assert answers.pop() is short


def test_a_masked_gate_is_told_of_a_workflow_that_is_staged_for_another_reason(root: Path) -> None:
    flow = FILES[".github/workflows/ci.yml"].replace("sh scripts/run.sh", "true || true")
    stage(root, {".github/workflows/ci.yml": flow})
    said(root)
    make.git(root, "commit", "-q", "-m", "masked")
    stage(root, {".github/workflows/ci.yml": flow + "      - run: echo more\n"})
    assert said(root) == said(root, use_cache=False)
    assert "SSOT902" in said(root)


@pytest.mark.parametrize(
    ("change", "short"),
    [
        (lambda root: (root / "web/c.py").unlink(), True),
        (lambda root: (root / "docs/guide.md").unlink(), True),
        (lambda root: make.git(root, "mv", "web/c.py", "web/d.py"), True),
        (lambda root: make.git(root, "mv", "web/used.py", "web/moved.py"), False),
        (lambda root: (make.git(root, "mv", "web/used.py", "web/moved.py"), make.write(root, {"web/b.py": "import web.moved\n"})), True),
    ],
)
def test_a_file_that_no_other_imports_may_go_without_a_whole_look(
    root: Path, answers: list[bool], change: Callable[[Path], object], short: bool
) -> None:
    stage(root, {"web/used.py": plain(7), "web/b.py": "import web.used\n"})
    said(root)
    make.git(root, "commit", "-q", "-m", "used")
    change(root)
    make.git(root, "add", "-A")
    assert said(root) == said(root, use_cache=False)
    assert said(root) == said(root, use_cache=False)
    assert answers[-2:] == [short, True] or answers[-2:] == [True, True]


WIDE = "schema_version: 2\ndomains:\n  logging:\n    paths: [app/log.py]\n"


@pytest.mark.parametrize(
    "more",
    [
        "    duplicates: {ignore: [jobs/**]}\n",
        "    bans: [{symbol: print, allow_in: [jobs/**]}]\n",
        "  jobs:\n    paths: [jobs/**]\nscan: {tests: []}\n",
        "scan: {tests: [jobs/**, app/**]}\n",
        "exceptions: [{code: SSOT301, path: '[aj]*/**', reason: old}]\n",
    ],
)
@pytest.mark.parametrize("how", ["gone", "empty", "moved"])
def test_where_the_last_code_goes_that_a_check_could_look_at_everything_is_looked_at(
    tmp_path: Path, answers: list[bool], more: str, how: str
) -> None:
    files = {"SSOT_LOCK.yml": WIDE + more, "app/log.py": OWNER, "README.md": "x\n", "web/c.py": plain(40)}
    root = make.repository(tmp_path / "w", files | {f"jobs/j{number}.py": plain(number) for number in range(30)})
    before = said(root)
    (root / "README.md").unlink()
    make.git(root, "add", "-A")
    assert said(root) == said(root, use_cache=False)
    if how == "moved":
        make.git(root, "mv", "web/c.py", "jobs/c.py")
    elif how == "empty":
        make.write(root, {"web/c.py": "# nothing\n"})
    else:
        (root / "web/c.py").unlink()
    make.git(root, "add", "-A")
    assert said(root) == said(root, use_cache=False)
    assert answers == [False, True, False]
    assert said(root).count("SSOT009") > before.count("SSOT009")


def test_nothing_is_taken_over_by_another_question(root: Path, answers: list[bool]) -> None:
    stage(root, {"web/a.py": plain(3)})
    for asked in ({"select": ("SSOT1",)}, {"paths": ("web",)}, {"hints": True}):
        assert said(root, **asked) == said(root, use_cache=False, **asked)
    assert not any(answers)
    assert said(root, today=date(2027, 1, 1)) == said(root, use_cache=False, today=date(2027, 1, 1))


@pytest.mark.parametrize("seed", range(6))
def test_after_any_edits_it_says_what_a_whole_look_says(root: Path, answers: list[bool], seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(14):
        for _ in range(chance.choice((1, 1, 2))):
            edit(root, chance)
        make.git(root, "add", "-A")
        assert said(root) == said(root, use_cache=False)
        if chance.random() < 0.2:
            make.git(root, "commit", "-q", "-m", "more", "--allow-empty")
    assert any(answers)


def edit(root: Path, chance: random.Random) -> None:
    """One change of the kind that people make; most are plain."""
    path = root / chance.choice(
        ("web/a.py", "web/b.py", "web/c.py", "web/new.py", "web/tests/test_a.py", "jobs/a.py", "jobs/b.py", "docs/guide.md")
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    kind = chance.randrange(12)
    if kind < 7:
        path.write_text("\n\n".join(plain(chance.randrange(9), *chance.sample(WORDS, 3)) for _ in range(chance.choice((1, 2, 4)))))
    elif kind == 7:
        path.write_text(chance.choice(PIECES))
    elif kind == 8:
        path.write_text((path.read_text() if path.exists() else "") + "\n\n" + plain(chance.randrange(99)))
    elif kind == 9 and path.exists():
        path.unlink()
    elif kind == 10:
        make.write(root, {"app/retry/core.py": FILES["app/retry/core.py"] + chance.choice(("", "\n\nLATER = 1\n", "\n\n" + plain(3)))})
    else:
        make.write(root, {"SSOT_LOCK.yml": chance.choice((FILES["SSOT_LOCK.yml"], REGISTRY))})


def samples() -> list[Path]:
    """The first wrong sample of each rule that looks at a repository: without a registry that can be read there is no run."""
    asked = {rule.name.replace("-", "_") for rule in discovery.rules() if rule.check is not None}
    found = sorted(path.parent for path in (Path(__file__).parent.parent / "rules").glob("*/bad_*/SSOT_LOCK.yml"))
    folders = [folder for folder in found if folder.parent.name in asked]
    return [folder for number, folder in enumerate(folders) if number == 0 or folders[number - 1].parent != folder.parent]


@pytest.mark.parametrize("sample", samples(), ids=lambda path: path.parent.name)
def test_no_rule_s_finding_is_passed_over_when_one_file_of_its_sample_comes_or_changes(sample: Path, tmp_path: Path) -> None:
    away = shutil.ignore_patterns("expected.txt", "before", "message.txt")
    files = [path for path in sorted(sample.rglob("*")) if path.is_file() and path.name not in {"expected.txt", "message.txt"}]
    names = [path.relative_to(sample).as_posix() for path in files if path.name != "SSOT_LOCK.yml" and "before" not in path.parts]
    for number, name in enumerate(names[:4]):
        root = tmp_path / str(number)
        shutil.copytree(sample, root, ignore=away, symlinks=True)
        (root / name).write_text("")
        if number % 2:
            (root / name).unlink()
        make.repository(root, {})
        said(root)
        shutil.copyfile(sample / name, root / name)
        make.git(root, "add", "-A")
        assert said(root) == said(root, use_cache=False)
