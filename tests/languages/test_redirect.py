"""References that are made to mean something else: what is rewritten, and what is left to a person."""

from __future__ import annotations

import re

import pytest

from ssot_check.discovery import languages
from ssot_check.fixes.apply import apply
from ssot_check.model.location import Location
from ssot_check.model.replacement import Redirect, Roots, Taking

FILES = frozenset(
    (
        "app/__init__.py",
        "app/old.py",
        "app/new.py",
        "app/main.py",
        "web/old.ts",
        "web/new.ts",
        "web/main.ts",
        "lib/old.sh",
        "src/old.rs",
        "src/new.rs",
    )
)
BY_NAME = {language.name: language for language in languages()}
NAMES = frozenset(("a", "b", "fresh"))


def redirected(language: str, text: str, at: str, new: str, **wish: object) -> str:
    """The text after the place of `at` was redirected; "" when there is no certain edit."""
    folder, ending = {
        "python": ("app", "py"),
        "typescript": ("web", "ts"),
        "shell": ("lib", "sh"),
        "rust": ("src", "rs"),
        "go": ("cmd", "go"),
    }[language]
    found = re.search(rf"(?<!\w){re.escape(at)}(?!\w)", text)
    assert found is not None
    line, column = text.count("\n", 0, found.start()) + 1, found.start() - text.rfind("\n", 0, found.start())
    place = Location(f"{folder}/main.{ending}", line, column, line, column + len(at))
    old = str(wish.get("old", at))
    home = "pkg/{}/x.go" if language == "go" else f"{folder}/{{}}.{ending}"
    path = str(wish.get("path", home.format("new")))
    taking = Taking(path, place.path, new, str(wish.get("alias", "")), Roots(modules={"": "ex.com/m"}))
    asked = Redirect(place, taking, home.format("old"), old, NAMES, bool(wish.get("whole")))
    answer = BY_NAME[language].redirect
    assert answer is not None
    edits = answer(asked, text, FILES)
    return apply(text, sorted(edits, key=lambda edit: edit.location)) if edits else ""


@pytest.mark.parametrize(
    ("text", "at", "new", "wish", "after"),
    [
        ("from app.old import a\n", "a", "a", {}, "from app.new import a\n"),
        ("from .old import a  # why\n", "a", "a", {}, "from app.new import a  # why\n"),
        ("from app.old import a as x\n", "a as x", "fresh", {"old": "a"}, "from app.new import fresh as x\n"),
        ("from app.old import a\na()\n", "a", "fresh", {}, "from app.new import fresh as a\na()\n"),
        ("from app.old import a, b\n", "a", "a", {"whole": True}, "from app.new import a, b\n"),
        ("from app.old import a, zz\n", "a", "a", {"whole": True}, "from app.new import a\nfrom app.old import zz\n"),
        ("if 1:\n    from app.old import zz, a\n", "a", "a", {}, "if 1:\n    from app.new import a\n    from app.old import zz\n"),
        ("from app.old import (\n    zz,\n    a,\n)\n", "a,", "a", {"old": "a"}, ""),
        ("from app.old import zz, a\n", "a", "fresh", {"path": "app/old.py"}, "from app.old import zz, fresh as a\n"),
        ("from app import old\nold.a()\n", "old", "", {"old": ""}, "from app import new as old\nold.a()\n"),
        ("from app import old\nf(old=x.old)\n", "old", "", {"old": ""}, "from app import new as old\nf(old=x.old)\n"),
        ("from app import old\nold.zz()\n", "old", "", {"old": ""}, ""),
        ("from app import old\nf(old)\n", "old", "", {"old": ""}, ""),
        ("import app.old as o\no.b\n", "app.old as o", "", {"old": ""}, "from app import new as o\no.b\n"),
        ("import app.old\napp.old.a()\n", "app.old", "", {"old": ""}, ""),
        ("from app.old import (\n    a,  # kept\n    zz,\n)\n", "a", "a", {}, ""),
        ("x = 1; from app.old import a, zz\n", "a", "a", {}, ""),
        (
            "import app.old\nx = app.old.zz()\n",
            "app.old.zz",
            "fresh",
            {"old": "zz", "path": "app/old.py"},
            "import app.old\nx = app.old.fresh()\n",
        ),
        ("é = 1\nfrom app.old import a\n", "a", "a", {}, "é = 1\nfrom app.new import a\n"),
    ],
)
def test_a_python_import(text: str, at: str, new: str, wish: dict[str, object], after: str) -> None:
    assert redirected("python", text, at, new, **wish) == after


@pytest.mark.parametrize(
    ("text", "at", "new", "wish", "after"),
    [
        ("import { a } from './old';\n", "a", "a", {"whole": True}, "import { a } from './new';\n"),
        ("import type { a, b } from './old';\n", "a", "a", {"whole": True}, "import type { a, b } from './new';\n"),
        ("import { a, zz } from './old';\n", "a", "a", {"whole": True}, ""),
        ("import { a } from './old';\n", "a", "fresh", {}, "import { fresh as a } from './new';\n"),
        ("import { zz, a } from './old';\n", "a", "fresh", {"path": "web/old.ts"}, "import { zz, fresh as a } from './old';\n"),
        ("import a from './old';\n", "a", "a", {"whole": True}, ""),
        ("import * as a from './old';\n", "a", "a", {"whole": True}, ""),
        ("const { a } = require('./old');\n", "a", "a", {"whole": True}, ""),
    ],
)
def test_a_typescript_import(text: str, at: str, new: str, wish: dict[str, object], after: str) -> None:
    assert redirected("typescript", text, at, new, **wish) == after


@pytest.mark.parametrize(
    ("text", "at", "new", "wish", "after"),
    [
        ("source lib/old.sh || exit\n", "source lib/old.sh", "", {"old": ""}, 'source "$(dirname "${BASH_SOURCE[0]}")/new.sh" || exit\n'),
        ("source lib/old.sh now\n", "source lib/old.sh now", "", {"old": ""}, ""),
        ("say a\n", "say", "fresh", {"path": "lib/old.sh"}, "fresh a\n"),
        ("say a\n", "say", "fresh", {}, ""),
    ],
)
def test_a_shell_line(text: str, at: str, new: str, wish: dict[str, object], after: str) -> None:
    assert redirected("shell", text, at, new, **wish) == after


@pytest.mark.parametrize(
    ("text", "at", "new", "wish", "after"),
    [
        ("use crate::old::a;\n", "crate::old::a", "a", {"old": "a"}, "use crate::new::a;\n"),
        ("pub use crate::old::a;\n", "crate::old::a", "fresh", {"old": "a"}, "pub use crate::new::fresh as a;\n"),
        ("use crate::old::a as x;\n", "crate::old::a as x", "fresh", {"old": "a"}, "use crate::new::fresh as x;\n"),
        ("use super::old::{a, b as c};\n", "a", "a", {"whole": True}, "use crate::new::{a, b as c};\n"),
        ("use crate::old::{a, zz};\n", "a", "a", {"whole": True}, "use crate::new::a;\nuse crate::old::{zz};\n"),
        ("use crate::old::{zz, a};\n", "a", "fresh", {}, "use crate::new::fresh as a;\nuse crate::old::{zz};\n"),
        ("#[cfg(x)]\nuse crate::old::{zz, a};\n", "a", "fresh", {}, ""),
        (
            "use crate::old;\nfn f() { old::a(); }\n",
            "crate::old",
            "",
            {"old": "", "whole": True},
            "use crate::new as old;\nfn f() { old::a(); }\n",
        ),
        ("use crate::old;\nfn f() { old::zz(); }\n", "crate::old", "", {"old": "", "whole": True}, ""),
        ("use crate::old;\nfn f() { print!(old::a); }\n", "crate::old", "", {"old": "", "whole": True}, ""),
        ("use crate::old::*;\n", "crate::old::*", "", {"old": "", "whole": True}, ""),
        ("fn f() { crate::old::a(); }\n", "f", "fresh", {"old": "a", "path": "src/old.rs"}, "fn f() { crate::old::fresh(); }\n"),
        ("fn f() { crate::other::a(); }\n", "f", "fresh", {"old": "a", "path": "src/old.rs"}, ""),
    ],
)
def test_a_rust_use(text: str, at: str, new: str, wish: dict[str, object], after: str) -> None:
    assert redirected("rust", text, at, new, **wish) == after


GO = 'package x\n\nimport "ex.com/m/pkg/old"\n\n'
MOVED = 'package x\n\nimport old "ex.com/m/pkg/new"\n\n'


@pytest.mark.parametrize(
    ("text", "at", "new", "wish", "after"),
    [
        (GO + "var x = old.a\n", '"ex.com/m/pkg/old"', "", {"old": "", "whole": True}, MOVED + "var x = old.a\n"),
        (GO + "var x old.zz\n", '"ex.com/m/pkg/old"', "", {"old": "", "whole": True}, ""),
        (GO.replace("import", "import _"), '_ "ex.com/m/pkg/old"', "", {"old": "", "whole": True}, ""),
        (GO + "func f() { old.a(old.b) }\n", "f", "fresh", {"old": "a", "path": "pkg/old/y.go"}, GO + "func f() { old.fresh(old.b) }\n"),
        (GO + "func f() { old.a() }\n", "f", "fresh", {"old": "a"}, ""),
    ],
)  # fmt: skip
def test_a_go_import(text: str, at: str, new: str, wish: dict[str, object], after: str) -> None:
    assert redirected("go", text, at, new, **wish) == after


def test_a_place_that_the_text_lacks_is_left_alone() -> None:
    for language in ("python", "typescript", "shell", "rust", "go"):
        answer = BY_NAME[language].redirect
        assert answer is not None
        wish = Redirect(Location("a", 9, 1, 9, 2), Taking("app/new.py", "a", "a"), "app/old.py", "a", NAMES)
        assert answer(wish, "x\n", FILES) == ()
