"""Items of one crate in the files of another: by the names of the manifests and open modules, and said so where one is closed."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from ssot_check.languages import rust, toml
from ssot_check.languages.support.rust.crates import learn
from ssot_check.matching.fingerprint import fingerprint
from ssot_check.model.plugins import Use
from ssot_check.model.source import SourceFile
from ssot_check.model.unit import Unit, UnitKind
from tests.builders import a_unit

FILES = {
    "Cargo.toml": "[workspace]\nmembers = ['core', 'web', 'cli', 'tool']\n\n[workspace.dependencies]\nshop-core = { path = 'core' }\n",
    "core/Cargo.toml": "[package]\nname = 'shop-core'\n\n[dev-dependencies]\nshop-test = { path = '../test' }\n",
    "core/src/lib.rs": (
        "//! pub use hash::digest;\npub mod log;\nmod net;\nmod hash;\nmod a;\n\n"
        "pub use net::{retry::*, url as address, // pub mod hash;\n    self as wire};\n"
        "pub(crate) use hash::inner;\npub use crate::a::b::deep;\n"
    ),
    "core/src/log.rs": "pub fn setup() {}\nfn hidden() {}\n",
    "core/src/net/mod.rs": "mod retry;\npub fn url() {}\n",
    "core/src/net/retry.rs": "pub fn again() {}\n",
    "core/src/hash.rs": "pub fn digest() {}\npub(crate) fn inner() {}\n"
    "impl Digest for Result<u8, Error> { fn sum(&self) {} }\npub trait Digest {}\n",
    "core/src/a.rs": "mod b;\n",
    "core/src/a/b.rs": "pub fn deep() {}\npub fn far() {}\n",
    "core/src/bin/show.rs": "fn show() {}\n",
    "core/tests/all.rs": "fn check() {}\n",
    "web/Cargo.toml": "[package]\nname = 'shop-web'\n\n[dependencies]\nbase = { package = 'shop-core', path = '../core' }\n",
    "web/src/lib.rs": "",
    "web/src/pages.rs": "pub fn page() {}\n",
    "web/tests/all.rs": "",
    "cli/Cargo.toml": "[package]\nname = 'shop-cli'\n\n[target.'cfg(unix)'.dependencies]\nshop-web = { workspace = true }\n",
    "cli/src/main.rs": "mod args;\nmod run;\n",
    "cli/src/args.rs": "fn args() {}\n",
    "cli/src/run.rs": "",
    "test/Cargo.toml": "[package]\nname = 'shop-test'\n\n[lib]\nname = 'testing'\npath = 'all.rs'\n",
    "test/all.rs": "pub fn folder() {}\n",
}
STAND = " (or let this copy stand, with an allow that says why)"
ADD = "add `shop-core` to the dependencies in cli/Cargo.toml (or move it to a small crate for both)"


def asked(path: str, name: str, into: str, scope: str = "", line: int = 1) -> tuple[str, str]:
    """The line for an item, and what comes first."""
    unit = a_unit(name, "use(it)", path, line, scope=scope, kind=UnitKind.METHOD if scope else UnitKind.FUNCTION)
    return _answered(FILES, unit, into)


def _taken(texts: Mapping[str, str], path: str, into: str, name: str, copied: str, *, kept: bool = False) -> tuple[str, str]:
    """The line for an item of which another file has a copy, and what comes first."""
    return _answered(texts, a_unit(name, "use(it)", path), into, copy=a_unit(copied, "use(it)", into), kept=kept)


def _answered(texts: Mapping[str, str], unit: Unit, into: str, copy: Unit | None = None, *, kept: bool = False) -> tuple[str, str]:
    manifests = {path: SourceFile(path, "toml", text, "0") for path, text in texts.items() if path.endswith("l")}
    parsed = {path: toml.LANGUAGE.parse(source, fingerprint) for path, source in manifests.items()}
    files, owner_text, text = frozenset(texts), texts[unit.location.path], texts[into]
    known = {"owner_text": owner_text, "text": text}
    use = Use(unit, into, files, learn(parsed, files), **known, copy=copy, read=lambda path: texts.get(path, ""), kept=kept)
    assert rust.LANGUAGE.spell_use is not None
    assert rust.LANGUAGE.apart is not None
    return rust.LANGUAGE.spell_use(use), rust.LANGUAGE.apart(use)


@pytest.mark.parametrize(
    ("path", "name", "into", "expected"),
    [
        ("core/src/log.rs", "setup", "web/src/pages.rs", ("use base::log::setup;", "")),
        ("core/src/log.rs", "setup", "cli/src/run.rs", ("use shop_core::log::setup;", ADD)),
        ("core/src/log.rs", "hidden", "web/src/pages.rs", ("use base::log::hidden;", "make `hidden` `pub`")),
        ("core/src/net/retry.rs", "again", "web/src/pages.rs", ("use base::again;", "")),
        ("core/src/net/mod.rs", "url", "web/src/pages.rs", ("use base::address as url;", "")),
        ("core/src/a/b.rs", "deep", "web/src/pages.rs", ("use base::deep;", "")),
        (
            "core/src/a/b.rs",
            "far",
            "web/src/pages.rs",
            ("use base::far;", f"write `pub(crate) mod b;` in core/src/a.rs and write `pub use a::b::far;` in core/src/lib.rs{STAND}"),
        ),
        (
            "core/src/hash.rs",
            "digest",
            "web/src/pages.rs",
            ("use base::digest;", f"write `pub use hash::digest;` in core/src/lib.rs{STAND}"),
        ),
        (
            "core/src/hash.rs",
            "inner",
            "cli/src/run.rs",
            ("use shop_core::inner;", f"{ADD} and write `pub use hash::inner;` in core/src/lib.rs and make `inner` `pub`"),
        ),
        ("core/src/hash.rs", "inner", "core/src/log.rs", ("use crate::inner;", "")),
        ("core/src/hash.rs", "digest", "core/src/log.rs", ("use crate::hash::digest;", "")),
        ("core/src/a/b.rs", "far", "core/src/log.rs", ("use crate::a::far;", "write `pub(crate) use b::far;` in core/src/a.rs")),
        ("core/src/log.rs", "setup", "core/tests/all.rs", ("use shop_core::log::setup;", "")),
        ("core/src/log.rs", "setup", "core/src/bin/show.rs", ("use shop_core::log::setup;", "")),
        ("cli/src/args.rs", "args", "cli/src/run.rs", ("use crate::args::args;", "make `args` `pub(crate)`")),
        ("test/all.rs", "folder", "core/tests/all.rs", ("use testing::folder;", "")),
        (
            "test/all.rs",
            "folder",
            "web/tests/all.rs",
            ("use testing::folder;", "add `shop-test` to the dev-dependencies in web/Cargo.toml"),
        ),
        (
            "web/src/pages.rs",
            "page",
            "core/src/log.rs",
            ("", "own this one instead (`shop-web` depends on `shop-core`)"),
        ),
        (
            "cli/src/args.rs",
            "args",
            "web/src/pages.rs",
            ("", "move it to a crate that both can depend on (`shop-cli` depends on `shop-web` on some platforms only)"),
        ),
        (
            "cli/src/args.rs",
            "args",
            "test/all.rs",
            ("", "move it to a library that both can depend on (nothing else can use cli/src/args.rs)"),
        ),
        (
            "core/tests/all.rs",
            "check",
            "web/tests/all.rs",
            ("", "move it to a library that both can depend on (nothing else can use core/tests/all.rs)"),
        ),
    ],
)
def test_an_item_is_taken_by_the_way_that_its_crate_leaves_open(path: str, name: str, into: str, expected: tuple[str, str]) -> None:
    assert asked(path, name, into) == expected


def test_a_method_of_a_strange_type_is_taken_by_its_trait() -> None:
    assert asked("core/src/hash.rs", "sum", "web/src/pages.rs", "Result") == (
        "use base::Digest;",
        f"write `pub use hash::Digest;` in core/src/lib.rs{STAND}",
    )
    assert asked("core/src/log.rs", "sum", "web/src/pages.rs", "Result") == ("", "")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("pub struct Log;\nimpl Log {\n    pub fn open(&self) {}\n}\n", ""),
        ("pub struct Log;\nimpl Log {\n    async fn open(&self) {}\n}\n", "make `Log.open` `pub`"),
        ("struct Log;\nimpl Log {\n    pub(crate) fn open(&self) {}\n}\n", "make `Log` and `Log.open` `pub`"),
    ],
)
def test_a_method_must_be_public_itself(text: str, first: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FILES, "core/src/log.rs", text)
    assert asked("core/src/log.rs", "open", "web/src/pages.rs", "Log", line=3) == ("use base::log::Log;", first)


@pytest.mark.parametrize(
    ("head", "into", "expected"),
    [
        ("", "web/src/pages.rs", ("use base::pairs;", "write `#[macro_export]` above `macro_rules! pairs`")),
        ("#[macro_export]\n", "web/src/pages.rs", ("use base::pairs;", "")),
        ("#[macro_export]\n#[doc(hidden)]\n", "core/src/log.rs", ("use crate::pairs;", "")),
        ("", "core/src/log.rs", ("use crate::hash::pairs;", "write `pub(crate) use pairs;` below `macro_rules! pairs`")),
    ],
)
def test_a_macro_is_exported_by_an_attribute(head: str, into: str, expected: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FILES, "core/src/hash.rs", f"{head}macro_rules! pairs {{ () => {{ 1 }}; }}\n")
    assert asked("core/src/hash.rs", "pairs", into) == expected


def test_a_dependency_is_called_as_its_workspace_calls_it(monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = "[workspace]\n\n[workspace.dependencies]\nbase-kit = { package = 'shop-core', path = 'core' }\n"
    monkeypatch.setitem(FILES, "Cargo.toml", workspace)
    monkeypatch.setitem(FILES, "cli/Cargo.toml", "[package]\nname = 'shop-cli'\n\n[dependencies]\nbase-kit.workspace = true\n")
    assert asked("core/src/log.rs", "setup", "cli/src/run.rs") == ("use base_kit::log::setup;", "")


def test_two_crates_share_what_they_need_in_the_one_that_both_depend_on(monkeypatch: pytest.MonkeyPatch) -> None:
    needs = "[dependencies]\nshop-core = { path = '../core' }\n"
    monkeypatch.setitem(FILES, "web/Cargo.toml", f"[package]\nname = 'shop-web'\n\n{needs}")
    monkeypatch.setitem(FILES, "cli/Cargo.toml", f"[package]\nname = 'shop-cli'\n\n{needs}")
    both = "(or move it to a crate that both can depend on, such as `shop-core`)"
    assert asked("web/src/pages.rs", "page", "cli/src/run.rs") == (
        "use shop_web::pages::page;",
        f"add `shop-web` to the dependencies in cli/Cargo.toml {both}",
    )


@pytest.mark.parametrize(
    ("listed", "manifest"),
    [
        ("build-dependencies", ""),
        ("target.'cfg(unix)'.build-dependencies", ""),
        ("dev-dependencies", ""),
        ("dependencies", "\n[lib]\nproc-macro = true\n"),
    ],
)
def test_a_crate_that_code_cannot_use_is_no_place_for_both(listed: str, manifest: str, monkeypatch: pytest.MonkeyPatch) -> None:
    needs = f"[{listed}]\nshop-core = {{ path = '../core' }}\n"
    monkeypatch.setitem(FILES, "core/Cargo.toml", f"[package]\nname = 'shop-core'\n{manifest}")
    monkeypatch.setitem(FILES, "web/Cargo.toml", f"[package]\nname = 'shop-web'\n\n{needs}")
    monkeypatch.setitem(FILES, "cli/Cargo.toml", f"[package]\nname = 'shop-cli'\n\n{needs}")
    assert asked("web/src/pages.rs", "page", "cli/src/run.rs") == (
        "use shop_web::pages::page;",
        "add `shop-web` to the dependencies in cli/Cargo.toml (or move it to a small crate for both)",
    )


def test_what_only_builds_a_crate_has_to_be_added_for_its_code(monkeypatch: pytest.MonkeyPatch) -> None:
    needs = "[build-dependencies]\nshop-core = { path = '../core' }\n"
    monkeypatch.setitem(FILES, "cli/Cargo.toml", f"[package]\nname = 'shop-cli'\n\n{needs}")
    monkeypatch.setitem(FILES, "cli/build.rs", "")
    told = "add `shop-core`, so far a build-dependency, to the dependencies in cli/Cargo.toml (or move it to a small crate for both)"
    assert asked("core/src/log.rs", "setup", "cli/src/run.rs") == ("use shop_core::log::setup;", told)
    assert asked("core/src/log.rs", "setup", "cli/build.rs") == ("use shop_core::log::setup;", "")


@pytest.mark.parametrize(
    ("owner", "copy", "expected"),
    [
        ("fn one() {}", "pub(crate) fn one() {}", ("pub(crate) use crate::log::one;", "make `one` `pub(crate)`")),
        ("pub(crate) fn one() {}", "pub fn one() {}", ("pub use crate::log::one;", "make `one` `pub`")),
        ("pub fn one() {}", "fn one() {}", ("use crate::log::one;", "")),
        ("impl Log {\n    pub fn one() {}\n}\nfn one() {}", "fn one() {}", ("use crate::log::one;", "make `one` `pub(crate)`")),
    ],
    ids=["seen in its crate", "seen everywhere", "not seen", "a method of its name is seen"],
)
def test_what_takes_the_place_of_a_copy_is_seen_by_whoever_saw_it(owner: str, copy: str, expected: tuple[str, str]) -> None:
    texts = {**FILES, "core/src/log.rs": owner, "core/src/net/mod.rs": copy}
    assert _taken(texts, "core/src/log.rs", "core/src/net/mod.rs", "one", "one") == expected


def test_who_goes_on_with_a_name_takes_the_other_under_it() -> None:
    texts = {**FILES, "core/src/log.rs": "fn sum() {}\n", "web/src/pages.rs": "pub(crate) fn digest() {}\n"}
    assert _taken(texts, "core/src/log.rs", "web/src/pages.rs", "sum", "digest", kept=True) == (
        "pub(crate) use base::log::sum as digest;",
        "make `sum` `pub`",
    )
    assert _taken(texts, "core/src/log.rs", "web/src/pages.rs", "sum", "digest") == ("use base::log::sum;", "make `sum` `pub`")


def test_what_passes_an_item_on_may_be_a_module_within_a_file() -> None:
    texts = {
        "core/Cargo.toml": FILES["core/Cargo.toml"],
        "core/src/lib.rs": "mod loom;\n",
        "core/src/loom/mod.rs": "mod std;\npub(crate) use self::std::*;\n",
        "core/src/loom/std/mod.rs": "mod mutex;\npub(crate) mod sync {\n    pub(crate) use crate::loom::std::mutex::Mutex;\n}\n",
        "core/src/loom/std/mutex.rs": "pub(crate) struct Mutex;\n",
        "core/src/rand.rs": "",
    }
    unit = a_unit("Mutex", "use(it)", "core/src/loom/std/mutex.rs")
    assert _answered(texts, unit, "core/src/rand.rs") == ("use crate::loom::sync::Mutex;", "")


def test_a_module_that_its_parent_hides_is_opened_before_it_is_passed_on() -> None:
    texts = {
        "core/Cargo.toml": FILES["core/Cargo.toml"],
        "core/src/lib.rs": "pub mod runtime;\n",
        "core/src/runtime.rs": "pub(crate) mod time;\n",
        "core/src/runtime/time.rs": "mod wheel;\n",
        "core/src/runtime/time/wheel.rs": "pub struct Wheel;\n",
        "web/Cargo.toml": FILES["web/Cargo.toml"],
        "web/src/pages.rs": "",
    }
    unit = a_unit("Wheel", "use(it)", "core/src/runtime/time/wheel.rs")
    opened = "write `pub(crate) mod wheel;` in core/src/runtime/time.rs and write `pub use time::wheel::Wheel;` in core/src/runtime.rs"
    assert _answered(texts, unit, "web/src/pages.rs") == ("use base::runtime::Wheel;", f"{opened}{STAND}")
    texts["core/src/runtime/time.rs"] = "mod wheel;\npub use wheel::Wheel;\n"
    assert _answered(texts, unit, "web/src/pages.rs")[1] == f"write `pub use time::Wheel;` in core/src/runtime.rs{STAND}"


def test_a_library_takes_nothing_from_a_program() -> None:
    files = {
        **FILES,
        "cli/src/lib.rs": "pub mod args;\n",
        "cli/src/args.rs": "pub fn args() {}\n",
        "cli/Cargo.toml": "[package]\nname = 'shop-cli'\n\n[dependencies]\nshop-core = { path = '../core' }\n",
    }
    unit = a_unit("args", "use(it)", "cli/src/args.rs")
    first = "move it to a crate that both can depend on, such as `shop-core` (`shop-cli` is a program)"
    assert _answered(files, unit, "web/src/pages.rs") == ("", first)
    assert _answered({**files, "web/src/main.rs": ""}, unit, "web/src/pages.rs")[1].startswith("add `shop-cli` to the dependencies")


LINUX = '#[cfg(any(\n  target_os = "linux",\n  target_os = "freebsd"\n))]\n'


@pytest.mark.parametrize(
    ("head", "other", "told"),
    [
        (LINUX, "", 'let `#[cfg(any( target_os = "linux", target_os = "freebsd" ))]` above `setup` of core/src/log.rs hold here, too'),
        (LINUX, LINUX, ""),
        ("#[inline]\n", "", ""),
        ("#[cfg(unix)]\nfn other() {}\n\n", "", ""),
    ],
    ids=["another platform", "the same one", "no condition", "of another item"],
)
def test_an_item_that_is_not_compiled_everywhere_says_so(head: str, other: str, told: str) -> None:
    files = {**FILES, "core/src/log.rs": f"{head}pub fn setup() {{}}\n", "core/src/net/mod.rs": f"{other}fn begin() {{}}\n"}
    unit, copy = (
        a_unit("setup", "use(it)", "core/src/log.rs", head.count("\n") + 1),
        a_unit("begin", "use(it)", "core/src/net/mod.rs", other.count("\n") + 1),
    )
    assert _answered(files, unit, "core/src/net/mod.rs", copy) == ("use crate::log::setup;", told)


def test_another_version_of_a_crate_is_no_name_of_it() -> None:
    both = "shop-core = { path = '../core' }\nold-core = { package = 'shop-core', version = '1' }\n"
    files = {**FILES, "cli/Cargo.toml": f"[package]\nname = 'shop-cli'\n\n[dependencies]\n{both}"}
    assert _answered(files, a_unit("setup", "use(it)", "core/src/log.rs"), "cli/src/run.rs") == ("use shop_core::log::setup;", "")
