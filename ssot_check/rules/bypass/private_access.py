"""A file imports a name or an inner module that an owner keeps to itself.

What it does
------------
Looks at imports in Python, TypeScript and JavaScript that lead into the files of an owner. Private is a name or module
that begins with one underscore: `from app.log import _format`, `import app.log._handlers`. A name is not private only
because `exports` leaves it out, since few registries list all that an owner offers; one that it lists is offered, in
whatever module it stands. The owner, its wrappers, tests and
the files of the owner's own folder may import anything, and so may a file of Python that only says the name in annotations.

It is an error where the registry lists what the owner exports and the importer is of another package. Within one
package (`shop/run.py` and `shop/log.py`, in TypeScript what is imported by a path), or where nothing is exported by
name, an underscore is a weaker word: a warning. Where both are so, or an `__init__.py` passes the name on within the
one package, it is a hint: scrapy and pytorch-lightning have
some four hundred such imports, too many to be told one by one.

Why it matters
--------------
What is private may change without notice. A file that imports it breaks with the next change inside the owner.

How to fix
----------
Take what the owner exports. Where the name is needed outside, make it public: in the owner and under `exports`.
"""

from collections.abc import Iterator, Sequence

from ssot_check.model.finding import HINT, Finding, Related
from ssot_check.model.parsed import ParsedFile, ReferenceKind
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.registry import Domain
from ssot_check.model.suggest import nearest
from ssot_check.model.unit import Unit, UnitKind
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.importers import importers_of
from ssot_check.rules.support.one_package import in_one_package, is_shared
from ssot_check.rules.support.places import is_beside
from ssot_check.rules.support.uses import Target

_SHOWN = 4
_KEEPING = frozenset(("memoize", "memoized", "cache", "cached", "lru_cache"))
_ALIKE = 0.85  # `count_rows` for `_count_row`, not `inject_js` for `_pop_injected_js`


def check(project: Project) -> Iterator[Finding]:
    """One finding for each import."""
    importers = importers_of(project)
    for domain in project.registry.domains:
        for file, target in importers.of(domain):
            imported = target.reference.kind is ReferenceKind.IMPORT and not target.reference.annotates
            private = _private(domain, target) if imported else ""
            if private and not is_beside(file.path, target.path):
                yield _finding(project, domain, file, target, private)


def _private(domain: Domain, target: Target) -> str:
    """The name that the importer should not know; "" when there is none, or when the registry offers what is imported."""
    name = target.name.partition(".")[0]
    if any(export.name == name for export in domain.exports):
        return ""
    entries = {entry.path for entry in domain.owner_paths}
    module = _stem(target.path)
    if _is_hidden(module) and target.path not in entries:
        return module
    return name if _is_hidden(name) else ""


def _stem(path: str) -> str:
    return path.rpartition("/")[2].partition(".")[0]


def _is_hidden(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__") and name != "_"  # `_` is gettext's, or nobody's


def _finding(project: Project, domain: Domain, file: ParsedFile, target: Target, private: str) -> Finding:
    exports = [export.name for export in domain.exports]
    handed_on, near = _is_handed_on(project, file, target, private), in_one_package(file.path, target)
    usual = near and (
        not exports or is_shared(project, file.path, target, private)
    )  # nobody says what is for whom, or it is for all of these
    return Finding(
        code=RULE.code,
        message=f"`{private}` of {target.path} is private to `{domain.name}`",
        location=target.reference.location,
        why="what an owner does not export may change without notice",
        help=_by_the_owner(private, target.path) if handed_on else _help(project, private, target, exports, near=near),
        domain=domain.name,
        severity=Severity.INFORMATION if usual else RULE.severity if exports and not near else Severity.WARNING,
        confidence=HINT if usual else "high",
        label="not for import",
        related=(Related(domain.location, f"`{domain.name}` says here what it exports"),) if exports else (),
        digest=target.reference.name,
    )


def _is_handed_on(project: Project, file: ParsedFile, target: Target, private: str) -> bool:
    """True for a function that keeps its answers, which the file gives to others and calls nowhere: they have to be told of this one."""
    owner = project.files.get(target.path)
    if owner is None or not any(unit.qualified_name == private and _keeps(unit) for unit in owner.units):
        return False
    names = {private, target.reference.alias}
    saying = [unit for unit in file.units if unit.calls and not names.isdisjoint(unit.fingerprint.words)]
    return bool(saying) and all(names.isdisjoint(call.split(".")) for unit in file.units for call in unit.calls)


def _keeps(unit: Unit) -> bool:
    return unit.kind is UnitKind.FUNCTION and any(call.rpartition(".")[2] in _KEEPING for call in unit.calls)


def _by_the_owner(private: str, path: str) -> str:
    return f"`{private}` itself is handed on here: let {path} export a function that does with it what is done here, and call that one"


def _help(project: Project, private: str, target: Target, exports: Sequence[str], *, near: bool) -> str:
    """What to write instead. Of many exports that are called otherwise none is named: which of them was meant nobody can tell.

    `near` says that both are of one package, which may rename what it likes and asks nobody to export it.
    """
    public, module = private.lstrip("_"), _stem(target.path)
    guess = nearest(public, exports, _ALIKE) if private != module else ""  # a module may be called like one of many that it holds
    taken = any(item.name == public for item in project.definitions(target.path))
    other = f" (`{public}` is another one there)"
    if guess:
        return f"use `{guess}`, which it exports; where it lacks what `{private}` has, add that to it"
    if near and private != module and public:
        new = f"something public{other}" if taken else f"`{public}`"
        renamed = f"call it {new} in {target.path} and wherever it is used, for both are of one package"
        return f"{renamed}, or let this import stand with an allow that says why"
    offered = ": " + ", ".join(f"`{name}`" for name in exports) if len(exports) <= _SHOWN else ""
    if not exports:
        return "ask its owner to export it"
    if private == module:
        return f"use what it exports{offered}"
    made = f"give it a name in the owner that is public{other}" if taken else f"make `{public}` of it, public in the owner"
    return f"{made} and under `exports`, or do with what is exported{offered}"


RULE = Rule(code="SSOT306", name="private-access", severity=Severity.ERROR, explanation=__doc__, check=check)
