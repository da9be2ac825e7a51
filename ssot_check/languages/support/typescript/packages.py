"""Packages of one repository: how a file of one imports a file of another, and when it cannot.

What `name`, `dependencies` and `exports` of a `package.json` mean is described in the documentation of Node.js, "Modules: Packages".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Final, NamedTuple

from ssot_check.languages.support.typescript.suites import is_named_suite
from ssot_check.model.manifests import package_of, reached
from ssot_check.model.match import SUCH_AS, TURNED
from ssot_check.model.parsed import ParsedFile, Setting
from ssot_check.model.replacement import Package, Roots

MANIFEST: Final = "package-json"
"""The kind of a `package.json`."""
_NEEDS: Final = frozenset(("dependencies", "devDependencies", "peerDependencies", "optionalDependencies"))
_ENDING: Final = re.compile(r"(?:\.d)?\.(?:[cm]?[jt]s|[jt]sx)$")
_BUILT: Final = re.compile(r"^(?:lib|dist|build|out)/(?:(?:src|esm|cjs|es)/)?")
"""How the path of a file that the compiler wrote begins."""
_INDEX: Final = re.compile(r"(?:^|/)index$")
_TOOLS: Final = re.compile(r"config|lint|tsconfig|prettier|tooling|preset|typings")
"""What says in the name of a package that it holds settings of tools and no code that runs."""
_ELSEWHERE: Final = frozenset(("browser", "bun", "deno", "edge-light", "electron", "react-native", "react-server", "worker", "workerd"))
"""Conditions that hold where some programs run: what stands under them the others do not get."""


class Way(NamedTuple):
    """How a file of one package reaches one of another: by `name`, and what has to be done before ("" when nothing).

    `name` is "" where a package would have to depend on one that it must not depend on.
    """

    name: str
    first: str


def learn(files: Mapping[str, ParsedFile], _listed: AbstractSet[str]) -> Roots:
    """Every package, by folder ("" = the root); a manifest without a name at the root makes none, as it is often there for tools."""
    found = {path.rpartition("/")[0]: _package(file.settings) for path, file in sorted(files.items()) if file.kind == MANIFEST}
    return Roots(packages={folder: package for folder, package in found.items() if package.name or folder})


def way(
    path: str, into: str, packages: Mapping[str, Package], is_offered: Callable[[str], bool] = lambda _entry: False, text: str = ""
) -> Way | None:
    """How file `into`, whose text is `text`, imports file `path`; None within one package, and where no manifest says anything.

    `is_offered` is asked whether a file with which the package begins (a path without ending) passes on what is wanted. Of several such
    files, that one is taken from which `into` imports already: another one may lead code of a server into a browser.
    """
    there, here = package_of(path, packages), package_of(into, packages)
    if there is None or here is None or there == here:
        return None
    owner, user = packages[there], packages[here]
    if owner.name not in user.needs and user.name and user.name in reached(owner, packages):
        first = "move it to a package that both can depend on" if is_named_suite(into) else TURNED
        return Way(
            "", f"{first} (`{owner.name or there}` depends on `{user.name}`{'' if user.name in owner.needs else ' by way of others'})"
        )
    if wall := _wall(there, owner, user, packages):
        return Way("", f"move it to a package that both can depend on{_shared(owner, user, packages)} ({wall})")
    inner = _inner(path, there)
    named = _named(owner, text)
    told = _exported(inner, owner) or next(
        (name for name, files in named if any(is_offered(f"{there}/{file}".lstrip("/")) for file in files)), ""
    )
    entry = told or next((name for name, files in named if _is_around(files, inner)), owner.name)
    manifest = f"{here}/package.json".lstrip("/")
    added = (
        []
        if owner.name in user.needs
        else [f"add `{owner.name}` to the dependencies in {manifest} (or move it to a third package for both)"]
    )
    return Way(entry, " and ".join([*added, *([] if told else [f"export it from `{entry}`"])]))


def _shared(owner: Package, user: Package, packages: Mapping[str, Package]) -> str:
    """The package on which both depend by now, and most others do, where there is one with code."""
    both = (package.name for package in packages.values() if package.name in owner.needs & user.needs)
    code = [name for name in both if not _TOOLS.search(name)]
    most = min(code, key=lambda name: (-sum(name in package.needs for package in packages.values()), name), default="")
    return f"{SUCH_AS}`{most}`" if most else ""


def is_reached(path: str, packages: Mapping[str, Package]) -> bool:
    """True where other packages import the file itself, and not another one that passes on what it has."""
    there = package_of(path, packages)
    return there is not None and bool(_exported(_inner(path, there), packages[there]))


def _inner(path: str, folder: str) -> str:
    return _ENDING.sub("", path[len(folder) :].strip("/"))


def _wall(there: str, owner: Package, user: Package, packages: Mapping[str, Package]) -> str:
    """Why a package must not depend on the owner's; "" where it may."""
    if not owner.name:
        return f"{there}/package.json has no name"
    if owner.name in user.needs:
        return ""
    used = any(owner.name in package.needs for package in packages.values())
    return "" if used else f"nothing depends on `{owner.name}`; or let this copy stand, with an allow that says why"


def _named(package: Package, text: str) -> list[tuple[str, list[str]]]:
    """What others may import by one name, with its files without ending: the one of the manifest, and the source that it is built from.

    First what the `text` imports from already, then what lies deepest.
    """
    found = [(package.name + path[1:], list(dict.fromkeys((file, _source(file))))) for path, file in package.exports if "*" not in path]
    return sorted(found, key=lambda one: (not any(f"{mark}{one[0]}{mark}" in text for mark in "\"'"), -one[1][-1].count("/"), one[0]))


def _is_around(files: list[str], inner: str) -> bool:
    """True for an entry that gathers the modules of its folder, with a module below it."""
    return any(inner.startswith(_INDEX.sub("/", file).lstrip("/")) for file in files if _INDEX.search(file))


def _source(file: str) -> str:
    """The file of the sources for one that is built; others as they are."""
    return _BUILT.sub("src/", file)


def _package(settings: tuple[Setting, ...]) -> Package:
    name = next((item.raw for item in settings if item.key == ("name",)), "")
    needs = frozenset(item.key[1] for item in settings if len(item.key) == 2 and item.key[0] in _NEEDS)
    exports = tuple(dict.fromkeys(_everywhere([item for item in settings if item.key[0] == "exports"])))
    return Package(name.strip("\"'"), needs, exports or _published(settings) or _compiled(settings))


def _everywhere(settings: list[Setting]) -> Iterator[tuple[str, str]]:
    """What can be imported, by a path that stands for another file in some places only as the file of all others."""
    plain = [item for item in settings if _ELSEWHERE.isdisjoint(item.key)]
    paths = {_export(item)[0] for item in plain}
    yield from (_export(item) for item in settings if item in plain or _export(item)[0] not in paths)


def _published(settings: tuple[Setting, ...]) -> tuple[tuple[str, str], ...]:
    """What others can import of a package that says nothing of it, but publishes only what the compiler wrote: `files: ["dist/*"]`."""
    listed = [item.raw.strip("\"'").removeprefix("./") for item in settings if item.key[0] == "files" and len(item.key) == 2]
    folders = {path.partition("/")[0] for path in listed if not path.startswith("!")}
    built = sorted(folder for folder in folders if _BUILT.match(f"{folder}/"))
    if len(built) != 1 or "src" in folders:
        return ()
    main = next((_export(item) for item in settings if item.key == ("main",)), None)
    return (*([main] if main else []), (f"./{built[0]}/*", f"{built[0]}/*"))


def _compiled(settings: tuple[Setting, ...]) -> tuple[tuple[str, str], ...]:
    """What others can import of a package that says nothing of it but with which file it begins, which the compiler wrote.

    Of the sources they get what was made of them; the rest can be imported as it is.
    """
    main = next((_export(item) for item in settings if item.key == ("main",)), None)
    if main is None or not (found := _BUILT.match(main[1])):
        return ()
    return (main, (f"./{found[0]}*", f"{found[0]}*"), ("./*", "*"))


def _export(item: Setting) -> tuple[str, str]:
    """A path and its file; `"exports": "./index.js"` and conditions at the top speak of the package itself."""
    path = item.key[1] if len(item.key) > 1 and item.key[1].startswith(".") else "."
    return path, _ENDING.sub("", item.raw.strip("\"'").removeprefix("./"))


def _exported(inner: str, package: Package) -> str:
    """The path under which others import a file of a package, by its path there without ending; "" when it is not exported."""
    if not package.exports:
        return f"{package.name}/{inner}".removesuffix("/index")
    for path, file in package.exports:
        before, star, behind = file.partition("*")
        if not star and _INDEX.sub("", inner) in (_INDEX.sub("", made) for made in (file, _source(file), _BUILT.sub("", file))):
            return package.name + path[1:]
        before = before if inner.startswith(before) else _source(before)
        if star and inner.startswith(before) and inner.endswith(behind) and len(inner) > len(before) + len(behind):
            return package.name + path[1:].replace("*", inner[len(before) : len(inner) - len(behind)])
    return ""
