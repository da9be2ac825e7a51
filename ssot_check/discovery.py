"""Finds the plug-ins: every module of a plug-in room defines one constant of one type.

Discovery is strict. A module without its constant, or two plug-ins of one name, stop the program: a rule that
silently fails to load would turn every later run into a quiet pass.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from functools import cache
from types import ModuleType
from typing import TypeVar

from ssot_check.model.plugins import Language, ReportFormat, Rule

T = TypeVar("T")


class PluginError(Exception):
    """A plug-in file does not define what its room demands."""


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, by code."""
    return _plugins("ssot_check.rules", "RULE", Rule, lambda rule: rule.code)


@cache
def languages() -> tuple[Language, ...]:
    """Every language, by name."""
    return _plugins("ssot_check.languages", "LANGUAGE", Language, lambda language: language.name)


@cache
def formats() -> tuple[ReportFormat, ...]:
    """Every report format, by name."""
    return _plugins("ssot_check.reports", "FORMAT", ReportFormat, lambda form: form.name)


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
    for info in sorted(pkgutil.iter_modules(package.__path__, package.__name__ + "."), key=lambda item: item.name):
        short = info.name.rpartition(".")[2]
        if short.startswith("_") or short == "support":
            continue
        module = importlib.import_module(info.name)
        modules.extend(_modules(module) if info.ispkg else [module])
    return modules
