"""Small haystacks: one parsed file for each path of the units, searched as the corridor does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from ssot_check.matching import anew
from ssot_check.matching.haystack import Haystack, owned_units
from ssot_check.matching.weights import Weights, weigh
from ssot_check.model.match import Match
from ssot_check.model.registry import Domain
from ssot_check.model.unit import Unit
from tests.builders import a_domain, a_parsed_file, a_registry

SETUP = """
$handler = logging.StreamHandler(sys.stdout)
$handler.setFormatter(logging.Formatter('%(asctime)s %(levelname)s %(message)s'))
$root = logging.getLogger()
$root.handlers.clear()
$root.addHandler($handler)
$root.setLevel($level)
for $name in $quiet:
    logging.getLogger($name).setLevel(logging.WARNING)
$root.info('logging ready for %s', $service)
return $root
"""
"""An owner of 75 tokens with many telling words."""

RENAMED = SETUP.replace("$handler", "$out").replace("$root", "$log").replace("ready", "started")
EDITED = SETUP.replace("$root.handlers.clear()\n", "").replace("$root.setLevel($level)", "$root.setLevel($level)\n$root.propagate = 0")
OTHER = """
$total = 0
for $row in $table.rows:
    if $row.price > $limit:
        $total = $total + $row.price * $row.count
    else:
        $skipped.append($row.identifier)
raise InvoiceError('no invoice over %s', $limit)
return round($total, 2)
"""
"""Another purpose and another shape."""

LOGGING = a_domain("logging")


def a_haystack(
    *units: Unit, owners: Mapping[str, tuple[str, ...]] | None = None, domains: Iterable[Domain] = (LOGGING,), **fields: Any
) -> Haystack:
    """`app/log.py` belongs to logging unless `owners` says otherwise; `files` overrides fields of the file of a path."""
    by_path: dict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        by_path[unit.location.path].append(unit)
    told = fields.pop("files", {})
    parsed = {path: a_parsed_file(path, units=tuple(found), **told.get(path, {})) for path, found in by_path.items()}
    known = {"app/log.py": ("logging",)} if owners is None else owners
    return Haystack(a_registry(*domains), parsed, known, fields.pop("families", {}), frozenset(fields.pop("exempt", ())))


def weights_by_family(hay: Haystack) -> Mapping[str, Weights]:
    """Frequencies over all units of each language family; every feature counts."""
    return weigh(hay, [unit for path in sorted(hay.files) for unit in hay.files[path].units])


def weights_of(hay: Haystack) -> Weights:
    """Those of a haystack in one language."""
    (weights,) = weights_by_family(hay).values()
    return weights


def searched(hay: Haystack) -> tuple[Match, ...]:
    """Every match, as a run with nothing known from an earlier one finds it."""
    return anew.searched(hay, weights_by_family(hay), owned_units(hay)).matches
