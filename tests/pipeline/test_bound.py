"""Copies that say what their owner says, where a name means something else: help names it, and nobody is told to delete the copy."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.model.finding import Finding
from ssot_check.pipeline.check import check
from tests import repositories as make

REGISTRY = "schema_version: 2\ndomains:\n  stores:\n    paths: [shop/store.py]\n"
COUNT = """

def count_rows(client, index, query):
    total = 0
    try:
        answer = client.search(index=index, body=query, size=0)
        total = answer["hits"]["total"]["value"]
    except {error}:
        logger.warning("no index %s", index)
        return 0
    return total
"""
TELL = """
rank = None


def tell(message, *values):
    if rank == 0:
        print(message, *values)


def load_rows(path, limit):
    tell("loading rows", path)
    with open(path, encoding="utf-8") as file:
        rows = [line.strip().split(",") for line in file if line.strip()]
    tell("loaded rows", len(rows))
    return rows[:limit]


def train(number):
    global rank
    rank = number
    return load_rows("rows.csv", number)
"""
ROUTE = """
from web import Application

app = Application()


@app.post("/rows/count")
async def count_of_rows(request):
    body = await request.json()
    rows = [row for row in body["rows"] if row.get("kept")]
    return {"count": len(rows), "skipped": len(body["rows"]) - len(rows)}
"""


WAIT = """
worker = {worker}


def wait_for_worker(limit, pause):
    waited = 0
    while worker.is_busy() and waited < limit:
        worker.announce("waiting", waited)
        waited += pause
    return worker.take(waited)
"""
VOTE = """

def vote(state, kind, reasons):
    {first}
    return {{"state": state, "kind": kind, "reasons": reasons}}


def vote_left(state, reasons, request):
    found = [reason.strip().lower() for reason in reasons if reason]
    answer = vote(state, "left", found)
    answer["address"] = request.address
    return answer
"""


PASSED = {
    "shop/compat.py": "from elastic import Missing as Missing\n",
    "shop/strict.py": "from elastic import Missing\n\nMissing = strict(Missing)\n",
    "shop/late.py": "def Missing():\n    from elastic import Missing\n\n    return Missing\n",
}


def told(tmp_path: Path, owner: str, copy: str, name: str) -> Finding:
    root = make.repository(
        tmp_path / "repo", {"SSOT_LOCK.yml": REGISTRY, "shop/__init__.py": "", "shop/store.py": owner, "shop/page.py": copy, **PASSED}
    )
    found = [item for item in check(Config(root=root)).findings if item.scope == name and item.code.startswith("SSOT20")]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("owner", "copy", "expected"),
    [
        ("from elastic import Missing\n", "from opensearch import Missing\n", True),
        ("from shop.errors import Missing\n", "from errors import Missing\n", False),
        ("from elastic import Missing\n", "from elastic import Missing\n", False),
        ("from cloud.storage import Missing\n", "from cloud.queries import Missing\n", True),
        ("from cloud import Missing\n", "from cloud.v1 import Missing\n", True),
        ("from elastic import Missing\n", "from shop.compat import Missing\n", False),
        ("from opensearch import Missing\n", "from shop.compat import Missing\n", True),
        ("from elastic import Missing\n", "from shop.strict import Missing\n", True),
        ("from elastic import Missing\n", "from shop.late import Missing\n", True),
    ],
    ids=[
        *("two modules", "another root", "one module", "two of a package", "two versions", "passed on here", "another one passed on here"),
        *("bound anew", "its own beside an import within a function"),
    ],
)
def test_a_name_that_comes_from_two_modules(tmp_path: Path, owner: str, copy: str, expected: bool) -> None:
    head = "import logging\n\nlogger = logging.getLogger(__name__)\n"
    item = told(tmp_path, owner + head + COUNT.format(error="Missing"), copy + head + COUNT.format(error="Missing"), "count_rows")
    assert ("`Missing` (this file has its own)" in item.help) is expected
    assert (item.fix is None) is expected


def test_a_helper_that_reads_what_each_file_sets_by_itself(tmp_path: Path) -> None:
    item = told(tmp_path, TELL, TELL.replace("def train", "def learn"), "load_rows")
    assert "`tell` (this file has its own)" in item.help
    assert item.fix is None


def test_a_route_hangs_on_the_application_of_its_file(tmp_path: Path) -> None:
    item = told(tmp_path, ROUTE, ROUTE, "count_of_rows")
    assert item.help == (
        "keep it, with an allow that says why each has one, or register the owner's here in its place, by "
        "`app.post(...)(count_of_rows)`: from shop.store import count_of_rows"
    )
    assert item.fix is None


def test_an_edited_route_shares_a_plain_function(tmp_path: Path) -> None:
    item = told(tmp_path, ROUTE, ROUTE.replace('"skipped"', '"left"'), "count_of_rows")
    assert item.help == (
        "keep it, with an allow that says why each has one, or make a plain function of what is equal in this `count_of_rows` and "
        "`count_of_rows` of shop/store.py, with what differs (line 11 here, line 11 there) as arguments, and call it in both"
    )


def test_an_object_that_only_the_body_asks_is_handed_over(tmp_path: Path) -> None:
    plain = ROUTE.replace('@app.post("/rows/count")\n', "").replace("request.json()", "app.read(request)")
    item = told(tmp_path, plain, plain.replace("Application()", "Application(debug=True)"), "count_of_rows")
    assert "`app` (this file has its own)" in item.help


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [("None", "Worker(3)", True), ("None", "None", False), ("logging.getLogger(__name__)", 'logging.getLogger("shop")', False)],
    ids=["two values", "one value", "a logger"],
)
def test_a_variable_that_each_file_sets(tmp_path: Path, ours: str, theirs: str, expected: bool) -> None:
    item = told(tmp_path, WAIT.format(worker=ours), WAIT.format(worker=theirs), "wait_for_worker")
    assert ("`worker` (this file has its own)" in item.help) is expected


def test_a_function_that_stands_below_an_import_of_its_name(tmp_path: Path) -> None:
    owner = VOTE.format(first='print("voted", state)')
    copy = "from shop.store import vote\n" + VOTE.format(first="state.images.clear()")
    item = told(tmp_path, owner, copy, "vote_left")
    assert "`vote` (this file has its own)" in item.help
    assert item.fix is None
