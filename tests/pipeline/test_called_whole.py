"""Where the owner does just what the copy does, help names the call: as it stands, or with a value that asks for nothing more."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from ssot_check.model.codings import codec
from ssot_check.model.config import Config
from ssot_check.model.finding import Finding
from ssot_check.pipeline.check import checked
from tests.repositories import write

OWNER = """\
import io
import os


def makedirs(path):
    os.makedirs(path, exist_ok=True)


def feed_writer(feed, target):
    folder = os.path.dirname(target)
    makedirs(folder)
    with io.open(target, "w+", encoding="utf-8") as file:
        data = feed.to_xml(encoding="utf-8")
        if isinstance(data, bytes):
            data = data.decode("utf-8")
        file.write(data)
"""
STRETCH = """\
    parent = os.path.dirname(path)
    tools.makedirs(parent)
    with io.open(path, "w+", encoding="utf8") as out:
        text = rss.to_xml(encoding="utf-8")
        if isinstance(text, bytes):
            text = text.decode("utf-8")
        out.write(text)
"""
COPY = f"""\
import io
import os

from site_maker import tools


def gallery(posts, path, language):
    rss = tools.Feed(title=posts[0].title, language=language)
    for post in sorted(posts, key=lambda one: one.date, reverse=True):
        rss.add(title=post.title, link=post.permalink(language), text=post.text(language, teaser_only=True))
    rss.self_url = tools.make_url(path, language)
{STRETCH}"""


def told(root: Path, files: Mapping[str, str]) -> Finding:
    registry = "schema_version: 2\ndomains:\n  tools:\n    paths: [site_maker/tools.py]\n"
    _, report = checked(Config(root=write(root, {"SSOT_LOCK.yml": registry, "site_maker/__init__.py": "", **files}), select=("SSOT20",)))
    (finding,) = report.findings
    return finding


def test_a_stretch_that_is_a_function_is_a_call_of_it(tmp_path: Path) -> None:
    found = told(tmp_path, {"site_maker/tools.py": OWNER, "site_maker/gallery.py": COPY})
    assert found.help == "replace lines 12 to 18 by `tools.feed_writer(rss, path)`, which does just that"


@pytest.mark.parametrize(
    ("old", "new"),
    [("tools.makedirs(parent)", "tools.makedirs(path)"), ("out.write(text)", "out.write(data)"), ('"utf8"', '"latin-1"')],
)
def test_what_does_something_else_is_no_such_stretch(old: str, new: str, tmp_path: Path) -> None:
    assert "just that" not in told(tmp_path, {"site_maker/tools.py": OWNER, "site_maker/gallery.py": COPY.replace(old, new)}).help


def test_a_name_of_the_stretch_that_is_read_below_stays(tmp_path: Path) -> None:
    files = {"site_maker/tools.py": OWNER, "site_maker/gallery.py": f"{COPY}    return parent\n"}
    assert "just that" not in told(tmp_path, files).help


PUSH = """\
def place(menu, button, force=False):
    rect = button.get_bounding_rect()
    top = rect.bottom + menu.margin - menu.page_top
    left = min(rect.left, menu.view.right - menu.width)
    if force:
        top = max(top, menu.view.top)
        left = max(left, menu.view.left)
    menu.style.top = f"{top}px"
    menu.style.left = f"{left}px"
    menu.notify(top, left)
"""
KEPT = (
    PUSH.replace(", force=False", "")
    .replace("    if force:\n", "")
    .replace("        top = max(top, menu.view.top)\n", "")
    .replace("        left = max(left, menu.view.left)\n", "")
)


def test_what_only_a_parameter_asks_for_is_not_asked_for(tmp_path: Path) -> None:
    found = told(tmp_path, {"site_maker/tools.py": PUSH, "site_maker/menu.py": KEPT})
    assert found.help == (
        "call `place(..., force=False)` in place of this `place`, which does the same: from site_maker.tools import place"
    )
    other = KEPT.replace("menu.notify(top, left)", "menu.warn(left)")
    assert "force=False" not in told(tmp_path, {"site_maker/tools.py": PUSH, "site_maker/menu.py": other}).help


@pytest.mark.parametrize(("one", "two", "same"), [("utf8", "UTF-8", True), ("latin1", "iso-8859-1", True), ("utf8", "utf-8-sig", False)])
def test_one_codec_has_many_names(one: str, two: str, same: bool) -> None:
    assert (codec(one) == codec(two)) is same


def test_another_spelling_of_a_codec_is_no_other_value(tmp_path: Path) -> None:
    copied = OWNER.replace('encoding="utf-8") as', 'encoding="utf8") as')
    assert told(tmp_path, {"site_maker/tools.py": OWNER, "site_maker/feeds.py": copied}).code == "SSOT201"
