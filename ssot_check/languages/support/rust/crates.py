"""Crates of one repository: under which name one is used, and when another cannot use it.

What `package`, `lib` and `dependencies` of a `Cargo.toml` mean is described in the Cargo Book, "The Manifest Format".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Final

from ssot_check.model.manifests import package_of, reached
from ssot_check.model.match import TURNED
from ssot_check.model.parsed import ParsedFile, Setting
from ssot_check.model.replacement import Package, Roots

MANIFEST: Final = "cargo"
"""The kind of a `Cargo.toml`."""
_LISTS: Final = ("dependencies", "build-dependencies")
_OF_TESTS: Final = "dev-dependencies"
_LIBRARY: Final = "src/lib.rs"
_PROGRAM: Final = ("/main.rs", "build.rs")
_TESTING: Final = re.compile(r"(?:^|/)(?:tests|benches|examples)/|(?:^|/|_)tests?\.rs$")


def learn(files: Mapping[str, ParsedFile], _listed: AbstractSet[str]) -> Roots:
    """Every package, by folder ("" = the root); a manifest of a workspace alone makes none."""
    found = {path.rpartition("/")[0]: _package(file.settings) for path, file in sorted(files.items()) if file.kind == MANIFEST}
    return Roots(packages={folder: package for folder, package in found.items() if package.name})


def library_of(folder: str, package: Package) -> str:
    """The file with which the library of a package begins, whether it is there or not."""
    return f"{folder}/{dict(package.exports).get('.', _LIBRARY)}".lstrip("/")


def crate_name(package: Package) -> str:
    """What code writes for the library of a package."""
    return dict(package.exports).get("name", package.name).replace("-", "_")


def keeps_apart(there: str, here: str, into: str, packages: Mapping[str, Package]) -> tuple[str, str]:
    """What keeps the package in folder `here` from using the one in `there`, and what to add before: both "" when it uses it already."""
    owner, user = packages[there], packages[here]
    testing = _TESTING.search(into) is not None
    if owner.name in user.needs or (testing and owner.name in user.tests):
        return "", ""
    if user.name in reached(owner, packages):
        why = f"(`{owner.name}` depends on `{user.name}`)"
        taken = not testing and not into.endswith(_PROGRAM)
        return f"{TURNED} {why}" if taken else f"move it to a crate that both can depend on {why}", ""
    manifest, what = f"{here}/Cargo.toml".lstrip("/"), "dev-dependencies" if testing else "dependencies"
    other = "" if testing else " (or move it to a small crate for both)"
    return "", f"add `{owner.name}` to the {what} in {manifest}{other}"


def is_testing(path: str) -> bool:
    """True for a file that only its own package's tests can use."""
    return _TESTING.search(path) is not None


def stands_beside(path: str, packages: Mapping[str, Package]) -> bool:
    """True for a file that is a crate of its own in the package, or belongs to one: a test, a benchmark, an example, a build script."""
    inner = path.removeprefix(f"{package_of(path, packages) or ''}/")
    return inner.startswith(("tests/", "benches/", "examples/")) or inner == "build.rs"


def _package(settings: tuple[Setting, ...]) -> Package:
    said = {item.key: item.raw.strip("\"'") for item in settings}
    named = (("name", ("lib", "name")), (".", ("lib", "path")))
    exports = tuple((what, said[key]) for what, key in named if key in said)
    return Package(said.get(("package", "name"), ""), frozenset(_needed(said, _LISTS)), exports, frozenset(_needed(said, (_OF_TESTS,))))


def _needed(said: Mapping[tuple[str, ...], str], lists: tuple[str, ...]) -> list[str]:
    """The packages on which one depends; one that is taken under another name by the name that it gives itself."""
    found = []
    for key in said:
        place = next((number for number, word in enumerate(key[:-1]) if word in lists), None)
        if place is not None and key[0] in (*lists, "target"):
            found.append(said.get((*key[: place + 2], "package"), key[place + 1]))
    return found
