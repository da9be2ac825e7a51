"""The rules of a Makefile as units: a target and the commands of its recipe."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ssot_check.languages.support.config import values as config_values
from ssot_check.languages.support.config.blocks import MIN_BLOCK_TOKENS
from ssot_check.languages.support.config.use import Form
from ssot_check.languages.support.makefile import Makefile, Recipe
from ssot_check.model.location import Location
from ssot_check.model.unit import Fingerprinter, Statement, Unit, UnitKind


def makefile_units(path: str, made: Makefile, fingerprint: Fingerprinter) -> Iterator[Unit]:
    """One unit for each rule with a recipe that says something, by place; it is called by its first target."""
    for name, recipes in _by_target(made).items():
        rows = [_statement(recipe) for recipe in recipes]
        if sum(len(row.tokens) for row in rows) < MIN_BLOCK_TOKENS:
            continue
        first = made.targets[name][0] if name in made.targets else recipes[0].line
        place = Location(path, first, 1, rows[-1].end_line, 1)
        signature = Location(path, first, 1, first, len(name) + 1)
        yield Unit(name=name, kind=UnitKind.CONFIG, location=place, signature=signature, fingerprint=fingerprint(rows), reuse=Form.TARGET)


def _by_target(made: Makefile) -> Mapping[str, list[Recipe]]:
    found: dict[str, list[Recipe]] = {}
    for recipe in made.recipes:
        if recipe.names and not recipe.names[0].startswith("."):
            found.setdefault(recipe.names[0], []).append(recipe)
    return found


def _statement(recipe: Recipe) -> Statement:
    return Statement(recipe.line, recipe.line + recipe.script.count("\n"), 0, config_values.words(recipe.script))
