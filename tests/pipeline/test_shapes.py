"""Pairs of which hardly more than the shape is equal are no errors, and answers to one hook that are nearly one text are told."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.model.finding import Finding
from ssot_check.model.verdict import Severity
from ssot_check.pipeline.check import checked
from tests.repositories import write

CONTEXT = """\
class Tags(Taxonomy):
    def overview_context(self, lang):
        options = {
            "tag_path": self.config["TAG_PATH"],
            "tag_pages_are_indexes": self.config["TAG_PAGES_ARE_INDEXES"],
            "tzinfo": self.site.tzinfo,
            "tag_titles": self.config["TAG_TITLES"],
            "tag_descriptions": self.config["TAG_DESCRIPTIONS"],
        }
        context = {"title": self.site.messages[lang]["Tags"], "kind": ["list", "tags_page"]}
        options.update(context)
        return context, options
"""
LAYOUT = """\
class HorizontalLayout(Layout):
    name = "horizontal"

    def arrange(self, parent, children, size):
        margins = [child.margin.left for child in children]
        resolved = resolve_dimension([child.styles.width for child in children], size.width, parent.app.size)
        placed, x = [], margins[0]
        for child, width, margin in zip(children, resolved, margins):
            if child.styles.has_rule("position"):
                placed.append(Placement(Region(x, margin, width.__floor__(), size.height), child.overlay))
            else:
                x = x + width + max(margin, child.margin.right)
                placed.append(Placement(Region(x, 0, width.__floor__(), child.styles.height), child.absolute))
        return placed, x
"""
ACROSS = {"Horizontal": "Vertical", "horizontal": "vertical", "width": "height", "height": "width", "left": "top", "right": "bottom"}
ANIMATE = """\
    def animate(self, attribute, value, *, final, duration, speed, delay, easing, on_complete, level):
        if self._animate is None:
            self._animate = self.app.animator.bind(self)
        self._animate(
            attribute, value, final=final, duration=duration, speed=speed, delay=delay, easing=easing, on_complete=on_complete, level=level
        )
"""
STORAGE = """\
class ImageStorage:
    def __init__(self, context):
        self.context = context

    async def put(self, path, data):
        raise NotImplementedError()

    async def put_crypto(self, path):
        raise NotImplementedError()

    async def put_detector(self, path, data):
        raise NotImplementedError()

    async def get_crypto(self, path):
        raise NotImplementedError()

    async def get(self, path):
        raise NotImplementedError()

    def remove(self, path):
        raise NotImplementedError()
"""
COMPILE = """\
    def compile(self, source, target, is_two_file=True, post=None, lang=None):
        makedirs(os.path.dirname(target))
        with io.open(target, "w+", encoding="utf-8") as out_file:
            with io.open(source, "r", encoding="utf-8") as in_file:
                data = in_file.read()
            data, shortcode_deps = self.compile_string(data, source, is_two_file, post, lang)
            out_file.write(data)
        if post is None:
            if shortcode_deps:
                self.logger.error("Cannot save dependencies for post %s", source)
        else:
            post.dependencies[target] += shortcode_deps
        return True
"""


OTHER = """\
    def setup(self, lang):
        self.known = {name: read(name, lang) for name in sorted(os.listdir(self.folder))}
        if not self.known:
            raise LookupError(f"nothing for {lang} in {self.folder}")
        return max(self.known.values(), key=len)

    def decoded(self, file):
        text = file.read()
        for name, value in self.known.items():
            text = text.replace(f"<{name}>", value)
        return text

"""


MORE = """\
    def render(self, rows, columns=()):
        widths = {name: max((len(str(row[name])) for row in rows), default=0) for name in columns}
        for row in rows:
            yield " ".join(str(row[name]).ljust(widths[name]) for name in columns).rstrip()
        while self.pending:
            self.pending.pop().close()

    def merge(self, others):
        merged = dict(self.rules)
        for other in others:
            merged |= {key: rule for key, rule in other.rules.items() if key not in merged}
        return type(self)(merged)

"""


def told(root: Path, files: Mapping[str, str], *, hints: bool = False) -> list[Finding]:
    registry = "schema_version: 2\ndomains:\n  one:\n    paths: [site/one.py]\n"
    _, report = checked(Config(root=write(root, {"SSOT_LOCK.yml": registry, **files}), select=("SSOT20",), hints=hints))
    return list(report.findings)


def test_one_form_that_is_filled_with_other_texts_is_a_warning(tmp_path: Path) -> None:
    other = CONTEXT.replace("tag", "category").replace("TAG", "CATEGORY").replace("Tags", "Categories") + '\n    order = ("a", "b")\n'
    files = {"site/one.py": CONTEXT, "site/two.py": other.replace("class Categories", "class Groups")}
    assert {finding.severity for finding in told(tmp_path, files)} == {Severity.WARNING}


def test_layouts_of_two_directions_are_twins(tmp_path: Path) -> None:
    other = LAYOUT
    for number, name in enumerate(ACROSS):
        other = other.replace(name, f"<{number}>")
    for number, name in enumerate(ACROSS.values()):
        other = other.replace(f"<{number}>", name)
    (found,) = told(tmp_path, {"site/one.py": LAYOUT, "site/two.py": other})
    assert found.severity is Severity.WARNING
    assert "a twin, for another thing" in found.message


def test_what_hands_on_what_it_takes_is_a_warning(tmp_path: Path) -> None:
    files = {
        "site/one.py": f"class Styles:\n{MORE}{ANIMATE}".replace(
            "        if self._animate", "        assert self.app\n        if self._animate"
        ),
        "site/two.py": f"class Widget:\n    size = 3\n\n{OTHER}{ANIMATE}",
    }
    assert [finding.severity for finding in told(tmp_path, files)] == [Severity.WARNING]


def test_interfaces_that_only_declare_are_a_warning(tmp_path: Path) -> None:
    kept = STORAGE.replace("ImageStorage", "ResultStorage").replace("put_crypto", "stamp").replace("get_crypto", "stamped")
    found = told(tmp_path, {"site/one.py": STORAGE, "site/two.py": kept.replace("(self, path, data)", "(self, data)")})
    assert [finding.severity for finding in found] == [Severity.WARNING]


def test_answers_to_one_hook_that_are_nearly_one_text_are_a_warning(tmp_path: Path) -> None:
    head = "import io\nimport os\n\nfrom site.base import Compiler, makedirs\n\n\n"
    files = {
        "site/base.py": "class Compiler:\n    def compile(self, source, target):\n        raise NotImplementedError()\n",
        "site/one.py": f"{head}class Html(Compiler):\n{MORE}{COMPILE}",
        "site/two.py": f"{head}class Markdown(Compiler):\n    name = 'markdown'\n\n{OTHER}{COMPILE}".replace(
            "        makedirs", "        self.setup(lang)\n        makedirs"
        ),
    }
    (found,) = told(tmp_path, files)
    assert found.severity is Severity.WARNING
    assert found.help.startswith(
        "move `compile` up into `Compiler` of site/base.py, the base of both classes, or into one between, and let it ask"
    )
    files["site/two.py"] = (
        files["site/two.py"].replace("data = in_file.read()", "data = self.decoded(in_file)").replace("return True", "return post")
    )
    files["site/two.py"] = files["site/two.py"].replace("out_file.write(data)", "out_file.write(data.strip())")
    assert told(tmp_path, files) == []
    assert [finding.severity for finding in told(tmp_path, files, hints=True)] == [Severity.INFORMATION]


MODIFIERS = {"shift": "SHIFT", "⇧": "SHIFT", "option": "ALT", "opt": "ALT", "⌥": "ALT", "command": "SUPER", "cmd": "SUPER", "⌘": "SUPER"}
FOLDED = {"SHIFT": "shift", "⇧": "shift", "OPTION": "alt", "OPT": "alt", "⌥": "alt", "COMMAND": "super", "CMD": "super", "⌘": "super"}
TIMES = {"connect": 5, "read": 30, "write": 20, "close": 2, "resolve": 7, "retry": 11, "renew": 60, "login": 45}


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        (MODIFIERS, {**FOLDED, "control": "CTRL"}, [Severity.ERROR]),
        (MODIFIERS, {**FOLDED, "control": "CONTROL"}, []),
        (TIMES, {name: 10 * value for name, value in TIMES.items() if name != "login"}, [Severity.ERROR]),  # all names are equal
    ],
)
def test_a_table_that_says_hardly_anything_of_the_owners_is_something_else(
    ours: Mapping[str, object], theirs: Mapping[str, object], expected: list[Severity], tmp_path: Path
) -> None:
    files = {
        "SSOT_LOCK.yml": "schema_version: 2\ndomains:\n  keys:\n    paths: [keys.py]\n",
        "keys.py": _table({**ours, "control": "CTRL", "hyper": "HYPER"}),
        "other.py": _table(theirs),
    }
    _, report = checked(Config(root=write(tmp_path, files), select=("SSOT2",)))
    assert [item.severity for item in report.findings] == expected


def _table(entries: Mapping[str, object]) -> str:
    return "mod_map = {\n" + "".join(f"    {key!r}: {value!r},\n" for key, value in entries.items()) + "}\n"
