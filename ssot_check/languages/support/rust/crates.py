"""Crates of one repository: under which name one is used, and when another cannot use it.

What `package`, `lib` and `dependencies` of a `Cargo.toml` mean is described in the Cargo Book, "The Manifest Format".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Final

from ssot_check.model.manifests import package_of, reached
from ssot_check.model.match import SUCH_AS, TURNED
from ssot_check.model.parsed import ParsedFile, Setting
from ssot_check.model.replacement import Package, Roots

MANIFEST: Final = "cargo"
"""The kind of a `Cargo.toml`."""
_LIST: Final = "dependencies"
_OF_BUILD: Final = "build-dependencies"
_OF_TESTS: Final = "dev-dependencies"
_SHARED: Final = ("workspace", "dependencies")
"""What members take with `workspace = true`, under the name that the workspace gives it."""
_LIBRARY: Final = "src/lib.rs"
_MACROS: Final = (("lib", "proc-macro"), ("lib", "proc_macro"))
"""What is "true" for a library of procedural macros, which can export nothing else."""
_PROGRAM: Final = ("/main.rs", "build.rs")
_TESTING: Final = re.compile(r"(?:^|/)(?:tests|benches|examples)/|(?:^|/|_)tests?\.rs$")


def learn(files: Mapping[str, ParsedFile], _listed: AbstractSet[str]) -> Roots:
    """Every package, by folder ("" = the root); a manifest of a workspace alone makes none."""
    manifests = {path.rpartition("/")[0]: _said(file.settings) for path, file in sorted(files.items()) if file.kind == MANIFEST}
    renamed = {folder: pairs for folder, said in manifests.items() if (pairs := _renamed(said))}
    found = {folder: _package(said, _nearest(folder, renamed)) for folder, said in manifests.items()}
    return Roots(packages={folder: package for folder, package in found.items() if package.name}, renamed=renamed)


def library_of(folder: str, package: Package) -> str:
    """The file with which the library of a package begins, whether it is there or not."""
    return f"{folder}/{dict(package.exports).get('.', _LIBRARY)}".lstrip("/")


def crate_name(package: Package) -> str:
    """What code writes for the library of a package."""
    return dict(package.exports).get("name", package.name).replace("-", "_")


def name_within(package: Package, user: Package) -> str:
    """What code of `user` writes for the library of a package, which it may have given another name."""
    return dict(user.called).get(package.name, "").replace("-", "_") or crate_name(package)


def keeps_apart(there: str, here: str, into: str, packages: Mapping[str, Package]) -> tuple[str, str]:
    """What keeps the package in folder `here` from using the one in `there`, and what to add before: both "" when it uses it already."""
    owner, user = packages[there], packages[here]
    testing = _TESTING.search(into) is not None
    usable = user.needs if into == f"{here}/build.rs".lstrip("/") else user.needs - user.builds
    if owner.name in usable or (testing and owner.name in user.tests):
        return "", ""
    if user.name in reached(owner, packages):
        why = f"(`{owner.name}` depends on `{user.name}`)"
        if user.name in owner.somewhere:
            return f"move it to a crate that both can depend on (`{owner.name}` depends on `{user.name}` on some platforms only)", ""
        taken = not testing and not into.endswith(_PROGRAM) and not _is_of_macros(user)
        return f"{TURNED} {why}" if taken else f"move it to a crate that both can depend on {why}", ""
    manifest, what = f"{here}/Cargo.toml".lstrip("/"), "dev-dependencies" if testing else "dependencies"
    both = _shared(owner, user, packages)
    other = (
        ""
        if testing
        else f" (or move it to a crate that both can depend on{SUCH_AS}{both})"
        if both
        else " (or move it to a small crate for both)"
    )
    built = ", so far a build-dependency," if owner.name in user.builds else ""
    tested = ", so far a dev-dependency," if owner.name in user.tests else built
    return "", f"add `{owner.name}`{tested} to the {what} in {manifest}{other}"


def of_a_program(there: str, here: str, into: str, packages: Mapping[str, Package], files: AbstractSet[str]) -> str:
    """Where to move what the library of a program has, for the sake of a library that does not depend on it; "" for any other crate."""
    programs = [f"{folder}/src/main.rs".lstrip("/") in files for folder in (there, here)]
    if programs != [True, False] or _TESTING.search(into) or into.endswith(_PROGRAM):
        return ""
    both = _shared(packages[there], packages[here], packages)
    return f"move it to a crate that both can depend on{f'{SUCH_AS}{both}' if both else ''} (`{packages[there].name}` is a program)"


def _shared(owner: Package, user: Package, packages: Mapping[str, Package]) -> str:
    """The crate on which both depend by now, and the fewest others do: what it is for is nearest to both; "" where there is none."""
    needed = (owner.needs - owner.builds) & (user.needs - user.builds)
    both = [package.name for package in packages.values() if package.name in needed and not _is_of_macros(package)]
    nearest = min(both, key=lambda name: (sum(name in package.needs for package in packages.values()), name), default="")
    return f"`{nearest}`" if nearest else ""


def _is_of_macros(package: Package) -> bool:
    return dict(package.exports).get("proc-macro") == "true"


def is_testing(path: str) -> bool:
    """True for a file that only its own package's tests can use."""
    return _TESTING.search(path) is not None


def stands_beside(path: str, packages: Mapping[str, Package]) -> bool:
    """True for a file that is a crate of its own in the package, or belongs to one: a test, a benchmark, an example, a build script."""
    inner = path.removeprefix(f"{package_of(path, packages) or ''}/")
    return inner.startswith(("tests/", "benches/", "examples/")) or inner == "build.rs"


def _said(settings: tuple[Setting, ...]) -> dict[tuple[str, ...], str]:
    return {item.key: item.raw.strip("\"'") for item in settings}


def _renamed(said: Mapping[tuple[str, ...], str]) -> tuple[tuple[str, str], ...]:
    """The names that a workspace gives to dependencies of its members, each with the package's own."""
    return tuple((key[2], own) for key, own in said.items() if len(key) == len(_SHARED) + 2 and key[:2] == _SHARED and key[3] == "package")


def _nearest(folder: str, renamed: Mapping[str, tuple[tuple[str, str], ...]]) -> dict[str, str]:
    """What the workspace above a folder calls otherwise."""
    above = [root for root in renamed if not root or folder == root or folder.startswith(f"{root}/")]
    return dict(renamed[max(above, key=len)]) if above else {}


def _package(said: Mapping[tuple[str, ...], str], shared: Mapping[str, str]) -> Package:
    named = (("name", ("lib", "name")), (".", ("lib", "path")))
    exports = tuple((what, said[key]) for what, key in named if key in said)
    exports += (("proc-macro", "true"),) if any(said.get(key) == "true" for key in _MACROS) else ()
    listed = [_needed(said, name, shared) for name in (_LIST, _OF_BUILD, _OF_TESTS)]
    plain = {own for needed in listed for own, name in needed if own == name}  # then another name is that of another version
    called = tuple(dict.fromkeys((own, name) for needed in listed for own, name in needed if own not in plain))
    needs, building, tests = (frozenset(name for name, _ in needed) for needed in listed)
    anywhere = frozenset(name for name, _ in _needed({key: raw for key, raw in said.items() if key[0] != "target"}, _LIST, shared))
    return Package(said.get(("package", "name"), ""), needs | building, exports, tests, called, building - needs, needs - anywhere)


def _needed(said: Mapping[tuple[str, ...], str], listed: str, shared: Mapping[str, str]) -> list[tuple[str, str]]:
    """The packages on which one depends, by the names that they give themselves, each with the one under which it is taken."""
    found = []
    for key in said:
        place = next((number for number, word in enumerate(key[:-1]) if word == listed), None)
        if place is not None and key[0] in (listed, "target"):
            name = key[place + 1]
            own = shared.get(name) if (*key[: place + 2], "workspace") in said else None
            found.append((said.get((*key[: place + 2], "package"), own or name), name))
    return found
