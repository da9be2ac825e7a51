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


def told(root: Path, files: Mapping[str, str], owner: str = "tools") -> Finding:
    registry = f"schema_version: 2\ndomains:\n  tools:\n    paths: [site_maker/{owner}.py]\n"
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


PREPARE = """\
import os
import shutil


def prepare(path, name):
    path = os.path.join(os.path.abspath(path), name)
    if os.path.isdir(path):
        shutil.rmtree(path, ignore_errors=True)
    os.makedirs(path, mode=0o755, exist_ok=True)
    os.chmod(path, 0o750)
    shutil.chown(path, "www", "www")
"""
PUBLISH = """\
import os
import shutil


def publish(site, target, label, pages):
    site.announce(f"publishing {label}")
    if not pages:
        raise LookupError("nothing to publish here")
    count = 0
    target = os.path.join(os.path.abspath(target), label)
    if os.path.isdir(target):
        shutil.rmtree(target, ignore_errors=True)
    os.makedirs(target, mode=0o755, exist_ok=True)
    os.chmod(target, 0o750)
    shutil.chown(target, "www", "www")
    for page in pages:
        with open(page.slug, "w") as out:
            out.write(page.html)
        count += 1
    site.manifest.update({page.slug: page.digest for page in pages})
    site.announce(f"published {count} pages of {label}")
    return count
"""


def prepared(root: Path, copy: str, owner: str = PREPARE, name: str = "tools") -> str:
    return told(root, {f"site_maker/{name}.py": owner, "site_maker/publish.py": copy}, name).help


def test_a_parameter_that_is_set_anew_and_read_below_keeps_the_stretch(tmp_path: Path) -> None:
    assert "by `prepare(target, label)`, which does just that" in prepared(tmp_path / "a", PUBLISH)
    assert "just that" not in prepared(tmp_path / "b", PUBLISH.replace("open(page", "open(target + page"))


@pytest.mark.parametrize(
    "binds",
    [
        "{0} = os.path.join(os.path.abspath({0}), {1})",
        "{0}, other = os.path.split(os.path.abspath({1}))",
        "{0} += os.path.join(os.path.abspath({1}), {1})",
        "if ({0} := os.path.join(os.path.abspath({1}), {1})):",
        "for (other, {0}) in os.walk(os.path.abspath({1})):",
        "with open(os.path.abspath({1})) as {0}:",
    ],
)
def test_each_way_of_setting_a_name_is_one(binds: str, tmp_path: Path) -> None:
    line = "{0} = os.path.join(os.path.abspath({0}), {1})"
    more = binds + ("\n        os.sync()" if binds.endswith(":") else "")
    (old, new), (before, after) = ([text.format(*names) for text in (line, more)] for names in (("path", "name"), ("target", "label")))
    owner, copy = PREPARE.replace(old, new), PUBLISH.replace(before, after)
    assert "just that" in prepared(tmp_path / "a", copy, owner)
    assert "just that" not in prepared(tmp_path / "b", copy.replace("open(page", "open(target + page"), owner)


def test_what_waits_is_waited_for(tmp_path: Path) -> None:
    waits = PREPARE.replace("def prepare", "async def prepare").replace("os.chmod", "await os.chmod")
    copy = PUBLISH.replace("def publish", "async def publish").replace("os.chmod", "await os.chmod")
    assert "by `await prepare(target, label)`, which does just that" in prepared(tmp_path / "a", copy, waits)
    plain = PREPARE.replace("def prepare", "async def prepare")
    assert "just that" not in prepared(tmp_path / "b", PUBLISH, plain)


@pytest.mark.parametrize(
    ("line", "name", "call"),
    [
        ("import logging as log", "logging", "prepare(target, label)`, which does just that: from site_maker.logging import prepare"),
        ("from . import logging as log", "logging", "log.prepare(target, label)`, which does just that"),
        ("import site_maker.tools as kit", "tools", "kit.prepare(target, label)`, which does just that"),
        ("import site_maker.tools", "tools", "prepare(target, label)`, which does just that: from site_maker.tools import prepare"),
        ("import tools", "tools", "prepare(target, label)`, which does just that: from site_maker.tools import prepare"),
    ],
)
def test_only_the_owners_module_is_named_before_the_call(line: str, name: str, call: str, tmp_path: Path) -> None:
    assert prepared(tmp_path, f"{line}\n{PUBLISH}", name=name).endswith(f"by `{call}")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    for page in pages:", "    else:\n        site.warn(label)\n    for page in pages:"),
        ("    return count\n", "    return count\n\n\ndef prepare(site):\n    return site.ready\n"),
        ("    count = 0\n", "    count = prepare = 0\n"),
    ],
)
def test_a_call_that_does_not_fit_there_is_not_named(old: str, new: str, tmp_path: Path) -> None:
    last = '    if os.path.exists(path):\n        shutil.chown(path, "www", "www")\n'
    owner = PREPARE.replace('    shutil.chown(path, "www", "www")\n', last)
    copy = PUBLISH.replace('    shutil.chown(target, "www", "www")\n', last.replace("(path", "(target"))
    assert "just that" in prepared(tmp_path / "a", copy, owner)
    assert "just that" not in prepared(tmp_path / "b", copy.replace(old, new), owner)


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


@pytest.mark.parametrize(
    ("owner", "copy"),
    [
        (PUSH.replace("force=False", "*force"), KEPT),
        (PUSH.replace("force=False", "**force"), KEPT),
        (PUSH.replace("force=False", "force, /"), KEPT),
        (PUSH.replace("notify(top, left)", "notify(top, force)"), KEPT.replace("notify(top, left)", "notify(top, button)")),
        (PUSH.replace("force=False", "force"), KEPT.replace("button)", "button, force)", 1)),
        (PUSH.replace("def ", "async def "), KEPT),
        (f"{PUSH}    if not force:\n        menu.tell(top)\n", KEPT),
        (
            f"{PUSH}    for one in menu.all:\n        one.close()\n        one.tell(top)\n",
            f"{KEPT}    for one in menu.all:\n        one.close()\n",
        ),
    ],
    ids=["rest", "options", "no-name", "used", "taken", "async", "both-ways", "elsewhere"],
)
def test_what_a_call_cannot_leave_out_by_a_name_is_not_named(owner: str, copy: str, tmp_path: Path) -> None:
    assert "(..., " not in told(tmp_path, {"site_maker/tools.py": owner, "site_maker/menu.py": copy}).help


@pytest.mark.parametrize(("one", "two", "same"), [("utf8", "UTF-8", True), ("latin1", "iso-8859-1", True), ("utf8", "utf-8-sig", False)])
def test_one_codec_has_many_names(one: str, two: str, same: bool) -> None:
    assert (codec(one) == codec(two)) is same


def test_another_spelling_of_a_codec_is_no_other_value(tmp_path: Path) -> None:
    copied = OWNER.replace('encoding="utf-8") as', 'encoding="utf8") as')
    assert told(tmp_path, {"site_maker/tools.py": OWNER, "site_maker/feeds.py": copied}).code == "SSOT201"
