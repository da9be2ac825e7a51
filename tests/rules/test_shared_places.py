"""Where what two classes have in common is sent: to no class that many others derive from, no module of one platform, no stored model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.model.finding import Finding
from ssot_check.model.match import Alignment, CloneType, Tier
from ssot_check.model.unit import Trait, UnitKind
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.classes import known_classes
from ssot_check.rules.support.copies import copy_finding
from tests.builders import a_match, a_project, a_unit
from ssot_check.pipeline.check import checked
from ssot_check.rules.support.programs import Programs
from ssot_check.model.replacement import Roots
from tests.repositories import write

ADD = """\
    def add_entries(self, node, entries):
        for name, value in sorted(entries.items()):
            label = f"{name}={value!r}"
            if isinstance(value, dict):
                branch = node.branch(label, expand=self.expanded)
                self.add_entries(branch, value)
            else:
                node.leaf(label, tooltip=type(value).__name__)
        self.refresh(layout=True)
"""
PATCH = """\
    def raw_flags(self, flags):
        kept = flags & ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
        if not self.signals:
            kept &= ~termios.ISIG
        return kept | self.extra_flags(termios.TCSANOW)
"""
LONG = """\
    def open(self, path, mode):
        self.path, self.mode = path, mode
        with open(path, mode) as file:
            self.lines = file.readlines()
        return len(self.lines) - self.offset()

    def offset(self):
        return max(map(len, self.lines), default=0) // self.path.count("/")

"""


def told(root: Path, owner: str, files: Mapping[str, str]) -> Finding:
    registry = f"schema_version: 2\ndomains:\n  shared:\n    paths: [{owner}]\n"
    _, report = checked(Config(root=write(root, {"SSOT_LOCK.yml": registry, **files}), select=("SSOT20",)))
    (finding,) = report.findings
    return finding


def wide(base: str, number: int) -> str:
    return "".join(f"\n\nclass W{item}({base}):\n    size = {item}\n" for item in range(number))


def test_a_class_far_above_is_no_place_and_who_has_an_object_calls_it(tmp_path: Path) -> None:
    files = {
        "ui/node.py": "class Node:\n    expanded = True\n\n\nclass Widget(Node):\n    size = 0\n" + wide("Widget", 8),
        "ui/tree.py": f"from ui.node import Widget\n\n\nclass Tree(Widget):\n{ADD}",
        "ui/app.py": f"from ui.node import Node\nfrom ui.tree import Tree\n\n\nclass App(Node):\n    top = Tree\n\n{ADD}",
    }
    assert told(tmp_path, "ui/tree.py", files).help == (
        "where a `Tree` is at hand, call its `add_entries` in place of this one; else let both classes take `add_entries` from one place: "
        "a class of its own that both derive from, or a function of ui/tree.py that both call"
    )


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        (2, "move `add_entries` up into `Widget` of ui/node.py, the base of both classes, or into one between, and delete it here"),
        (
            8,
            "move `add_entries` into a class between both and `Widget` of ui/node.py (more classes derive from that one), and delete it here",
        ),
    ],
)
def test_what_two_of_many_classes_share_goes_between(others: int, expected: str, tmp_path: Path) -> None:
    files = {
        "ui/node.py": "class Widget:\n    size = 0\n" + wide("Widget", others),
        "ui/tree.py": f"from ui.node import Widget\n\n\nclass Tree(Widget):\n{ADD}",
        "ui/menu.py": f"from ui.node import Widget\n\n\nclass Menu(Widget):\n{LONG}{LONG.replace('o', 'ue').replace('self', 'node')}{ADD}",
    }
    assert told(tmp_path, "ui/tree.py", files).help == expected


def test_what_one_platform_has_stays_out_of_a_base_for_all(tmp_path: Path) -> None:
    head = "import termios\n\nfrom ui.driver import Driver\n\n\nclass"
    files = {
        "ui/driver.py": "class Driver:\n    signals = False\n",
        "ui/linux.py": f"{head} Linux(Driver):\n{PATCH}",
        "ui/inline.py": f"{head} Inline(Driver):\n{PATCH}",
    }
    assert told(tmp_path, "ui/linux.py", files).help == (
        "move `raw_flags` into a class between both and `Driver` of ui/driver.py (not every platform has `termios`), and delete it here"
    )


def test_a_module_of_one_platform_is_not_loaded_elsewhere(tmp_path: Path) -> None:
    plain = ADD.replace("    def", "def", 1).replace("\n    ", "\n").replace("self.refresh(layout=True)", "node.refresh(layout=True)")
    plain = plain.replace("self.expanded", "node.expanded").replace("self.add_entries", "add_entries").replace("(self, ", "(")
    files = {
        "ui/linux.py": f"import termios\n\nECHO = termios.ECHO\n\n\n{plain}",
        "ui/windows.py": f"import msvcrt\n\nKEY = msvcrt.getch()\n",
        "ui/plain.py": f"import sys\n\nOUT = sys.stdout\n\n\n{plain}",
    }
    assert told(tmp_path, "ui/linux.py", files).help == (
        "first move `add_entries` out of ui/linux.py to a module that both can import, for ui/linux.py imports `termios`, which only Unix has; "
        "then delete this `add_entries` and take it from there"
    )


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        ("`Driver` of ui/driver.py", "write `send` once as a method of `Driver` of ui/driver.py, with what it takes from the function"),
        ("", "move `send` out of `Linux.start` of ui/linux.py, so that others can use it, and delete this copy"),
    ],
)
def test_a_function_inside_a_method_becomes_a_method_of_the_base(base: str, expected: str) -> None:
    nested = frozenset({Trait.NESTED})
    owner, copy = (
        a_unit("send", "return $a", f"ui/{name.lower()}.py", scope=f"{name}.start", traits=nested) for name in ("Linux", "Other")
    )
    match = replace(a_match(owner, copy, CloneType.RENAMED), base=base)
    assert copy_finding("SSOT202", match, Severity.ERROR, "a renamed copy of").help.startswith(expected)


def test_a_model_below_another_one_would_have_a_row_in_both_tables() -> None:
    calls = ("django.db.models.ForeignKey", "django.db.models.BooleanField")
    owner, copy = (a_unit(name, "return $a", f"{name.lower()}.py", kind=UnitKind.CLASS, calls=calls) for name in ("User", "Group"))
    found = replace(a_match(owner, copy, CloneType.NEAR), alignment=Alignment(tuple((line, line) for line in range(1, 6)), 6, 6))
    match = known_classes(a_project(), found)
    assert match.tier is Tier.ADVISORY
    assert copy_finding("SSOT203", match, Severity.WARNING, "possibly an edited copy of").help == (
        "move what is equal into an abstract base (`class Meta: abstract = True`) that both derive from, and keep in each what differs: "
        "derived from `User` itself, `Group` would have its rows in the owner's table too"
    )


def test_a_program_that_runs_inside_a_package_is_read_by_the_names_that_it_writes() -> None:
    files = {"shop/__init__.py", "shop/tasks/__init__.py", "shop/tasks/models.py", "shop/users/views.py"}
    programs = Programs(files, Roots(inside={"shop/tasks": 3}))
    assert programs.module("tasks.models.Task", "shop/users/views.py") == [("shop/tasks/models.py", "Task")]
    assert programs.module("tasks", "shop/users/views.py") == [("shop/tasks/__init__.py", "")]
    assert programs.module("tasks.models", "other/views.py") == programs.module("django.db", "shop/users/views.py") == []


NATIVE = """\
    @staticmethod
    def parse_native(url):
        found = re.match(r"^https?://HOST/hooks/(?P<number>[0-9]+)/(?P<token>[A-Z0-9_-]+)/?(?P<more>[?].+)?$", url, re.I)
        if found is None:
            return None
        number, token, more = found.group("number"), found.group("token"), found.group("more") or ""
        return NAME.parse_url(f"{NAME.scheme}://{number}/{token}/{more}")
"""


def native(name: str, base: str, host: str) -> str:
    module = "base" if base == "Notify" else "discord"
    head = f"import re\n\nfrom app.{module} import {base}\n\n\nclass {name}({base}):\n"
    return f'{head}    scheme = "{name.lower()}"\n\n{NATIVE.replace("NAME", name).replace("HOST", host)}'


@pytest.mark.parametrize(
    ("others", "base", "begins"),
    [
        (2, "Notify", "move `parse_native` up into `Notify` of app/base.py, the base of both classes, or into one between, and let it, "),
        (8, "Notify", "move `parse_native` into a class between both and `Notify` of app/base.py (more classes derive from that one), and let it, "),
        (2, "Discord", "let `Discord.parse_native`, "),
    ],
    ids=["beside", "one of many", "below"],
)
def test_a_static_method_has_no_class_to_ask(others: int, base: str, begins: str, tmp_path: Path) -> None:
    files = {
        "app/base.py": f"class Notify:\n    @staticmethod\n    def parse_native(url):\n        return None\n{wide('Notify', others)}",
        "app/discord.py": native("Discord", "Notify", "discord[.]com"),
        "app/fluxer.py": native("Fluxer", base, "(api[.])?fluxer[.]app"),
    }
    said = told(tmp_path, "app/discord.py", files).help
    assert said.startswith(
        f"{begins}made a class method that says `cls` for `Discord` (a static one has no class to ask), ask a method for what differs (line "
    )


TEMPLATE = """\
        template = self.templates[0]
        if not template:
            self.logger.error(f"no template {template.url(private=True)}")
            return False
        tokens = self.tokens.copy()
        tokens["app_body"] = body
        tokens["app_title"] = title
        tokens["app_color"] = self.color(kind)
        safe = {name: value if name == "app_mode" else str(value or "") for name, value in tokens.items()}
        with open(template.path) as file:
            content = json.loads(fill_template(file.read(), **safe))
        if not isinstance(content, dict):
            self.logger.error("a template has to be an object")
            return False
        return content
"""
CARD = """\
        blocks = []
        if self.image:
            blocks.append({"type": "Image", "url": self.image, "height": "32px"})
        if title:
            blocks.append({"type": "Text", "text": title, "weight": "Bolder"})
        blocks.append({"type": "Text", "text": body, "wrap": self.wrap})
        if not self.templates:
            return {"type": "message", "attachments": [{"contentType": CARD_TYPE, "content": {"body": blocks}}]}
"""


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        (
            "Notify",
            "move what is equal in lines 13 to 27 here and lines 5 to 19 of app/discord.py up into `Notify` of app/base.py, or into one between, "
            "as a method under a name of its own, and call it in both",
        ),
        (
            "object",
            "let both classes take what is equal in lines 13 to 27 here and lines 5 to 19 of app/discord.py from one place: "
            "a class of its own that both derive from, or a function of app/discord.py that both call",
        ),
    ],
)
def test_of_a_method_that_is_copied_in_part_the_lines_are_named(base: str, expected: str, tmp_path: Path) -> None:
    head = "from app.base import Notify\n\nclass NAME(BASE):\n    def payload(self, body, title, kind):\n".replace("BASE", base)
    own = "".join(LONG.replace("o", f"u{letter}").replace("self", letter * 2) for letter in "qwxyz")
    files = {
        "app/base.py": "class Notify:\n    size = 0\n",
        "app/discord.py": head.replace("NAME", "Discord") + TEMPLATE,
        "app/teams.py": head.replace("NAME", "Teams") + CARD + TEMPLATE + "\n" + own,
    }
    assert told(tmp_path, "app/discord.py", files).help == expected
