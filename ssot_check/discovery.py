"""Finds the plug-ins: every module of a plug-in room defines one constant of one type.

Discovery is strict. A module without its constant, or two plug-ins of one name, stop the program: a rule that
silently fails to load would turn every later run into a quiet pass.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Iterator
from functools import cache
from importlib.machinery import all_suffixes
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from types import ModuleType

    from ssot_check.model.plugins import Language, ReportFormat, Rule

    N = TypeVar("N", Language, ReportFormat)

T = TypeVar("T")


class PluginError(Exception):
    """A plug-in file does not define what its room demands."""


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, by code."""
    from ssot_check.model.plugins import Rule

    return _plugins("ssot_check.rules", "RULE", Rule, lambda rule: rule.code)


@cache
def languages() -> tuple[Language, ...]:
    """Every language, by name."""
    from ssot_check.model.plugins import Language

    return _plugins("ssot_check.languages", "LANGUAGE", Language, lambda language: language.name)


@cache
def formats() -> tuple[ReportFormat, ...]:
    """Every report format, by name."""
    from ssot_check.model.plugins import ReportFormat

    return _plugins("ssot_check.reports", "FORMAT", ReportFormat, lambda form: form.name)


@cache
def language(name: str) -> Language:
    """The language of that name: no other is imported, because each is named after its file."""
    from ssot_check.model.plugins import Language

    return _plugin(f"ssot_check.languages.{name}", "LANGUAGE", Language, name)


def rule_codes() -> tuple[str, ...]:
    """The codes of all rules."""
    return tuple(rule.code for rule in rules())


@cache
def format_names() -> tuple[str, ...]:
    """The names of all report formats; none is imported for it, because each is named after its file."""
    return tuple(sorted(name.rpartition(".")[2].replace("_", "-") for name, _ in _names("ssot_check.reports")))


def report_format(name: str) -> ReportFormat:
    """The format of that name, one of `format_names`: no other is imported."""
    from ssot_check.model.plugins import ReportFormat

    return _plugin("ssot_check.reports." + name.replace("-", "_"), "FORMAT", ReportFormat, name)


def _plugin(file: str, constant: str, kind: type[N], name: str) -> N:
    found = getattr(importlib.import_module(file), constant, None)
    if not isinstance(found, kind) or found.name != name:
        raise PluginError(f"{file} defines no {constant} named {name}")
    return found


def _plugins(package: str, constant: str, kind: type[T], key: Callable[[T], str]) -> tuple[T, ...]:
    found: dict[str, T] = {}
    for module in _modules(importlib.import_module(package)):
        plugin = getattr(module, constant, None)
        if not isinstance(plugin, kind):
            raise PluginError(f"{module.__name__} defines no {constant} of type {kind.__name__}")
        if key(plugin) in found:
            raise PluginError(f"{module.__name__}: {key(plugin)} is defined twice")
        found[key(plugin)] = plugin
    return tuple(found[name] for name in sorted(found))


def _modules(package: ModuleType) -> list[ModuleType]:
    """Plug-in modules of a room, sub-folders included; `support` folders and names with a leading underscore are not plug-ins."""
    modules = []
    for name, is_folder in _names(package.__name__):
        module = importlib.import_module(name)
        modules.extend(_modules(module) if is_folder else [module])
    return modules


def _names(package: str) -> list[tuple[str, bool]]:
    """(name, whether it is a folder) of what stands in a room."""
    found = {item for folder in importlib.import_module(package).__path__ for item in _listed(folder)}
    names = sorted((f"{package}.{name}", is_folder) for name, is_folder in found)
    return [item for item in names if not item[0].rpartition(".")[2].startswith("_") and not item[0].endswith(".support")]


def _listed(folder: str) -> Iterator[tuple[str, bool]]:
    """What `pkgutil.iter_modules` says of one place: where that is a folder on the disk, `inspect` need not be loaded to see its files."""
    if not os.path.isdir(folder):  # noqa: PTH112
        import pkgutil

        yield from ((info.name, info.ispkg) for info in pkgutil.iter_modules([folder]))
        return
    suffixes = sorted(all_suffixes(), key=len, reverse=True)
    with os.scandir(folder) as entries:
        for entry in entries:
            is_folder = entry.is_dir()
            name = entry.name if is_folder else next((entry.name.removesuffix(end) for end in suffixes if entry.name.endswith(end)), "")
            if name and "." not in name and name != "__init__" and (not is_folder or os.path.isfile(f"{entry.path}/__init__.py")):  # noqa: PTH113
                yield name, is_folder
