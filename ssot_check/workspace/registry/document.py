"""From the text of a registry to what it means: YAML, then its dialect. The only place in this room that knows PyYAML.

The text is read as a stream of events and turned into positioned texts, lists and mappings; nothing in it is ever
constructed, so no tag can name a Python object. libyaml's parser is used when PyYAML was built with it, else the pure
one; both send the same events.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ssot_check.model.location import Location
from ssot_check.model.problem import Problem
from ssot_check.model.registry import SCHEMA_VERSION, Registry
from ssot_check.model.verdict import Severity
from ssot_check.workspace.registry import compat as registry_compat
from ssot_check.workspace.registry import repair as registry_repair
from ssot_check.workspace.registry import v2 as registry_v2
from ssot_check.workspace.registry.compose import Builder, Refused, Undefined
from ssot_check.workspace.registry.diagnosis import Broken
from ssot_check.workspace.registry.nodes import Mapping, Node, Scalar, kind_of
from ssot_check.workspace.registry.reader import Reader
from ssot_check.workspace.registry.repair import Composed


def understood(text: str, reader: Reader) -> Registry | None:
    """The registry that the text means, None when nothing can be told. What is wrong with it is told to the `reader`."""
    composed = compose(text, reader.path)
    root = composed.root
    if composed.broken is not None:
        mended = registry_repair.mend(reader.path, reader.lines, composed.broken, lambda part: compose(part, reader.path))
        reader.problems.extend(mended.problems)
        root = mended.root
    else:
        reader.problems.extend(composed.problems)
    if root is None:
        if not reader.problems:
            reader.problems.append(_empty(reader.path))
        return None
    return _dialect(root, reader)


def _empty(path: str) -> Problem:
    return Problem("SSOT002", "the registry is empty", Location(path), remedy="write at least one domain with its owner")


def _dialect(root: Node, reader: Reader) -> Registry | None:
    if isinstance(root, Scalar) and root.is_null:
        reader.problems.append(_empty(reader.path))
        return None
    if not isinstance(root, Mapping):
        reader.error(root.location, f"the registry is {kind_of(root)}; expected a mapping",
                     "begin with `schema_version: 2` and `domains:`")  # fmt: skip
        return None
    version = root.get("schema_version")
    if version is not None:
        return _versioned(root, version, reader)
    if root.get("sources_of_truth") is not None:
        return registry_compat.read(reader, root)
    if root.get("domains") is not None:
        return registry_v2.read(reader, root)  # which asks for the version
    message = "the registry has neither `schema_version` nor `sources_of_truth`"
    reader.error(root.location, message, "add `schema_version: 2` as its first line")
    return None


def _versioned(root: Mapping, version: Node, reader: Reader) -> Registry | None:
    text = version.text if isinstance(version, Scalar) and version.plain else ""
    if not text.isascii() or not text.isdigit() or not 0 < len(text) < 10:
        reader.wrong(version, "schema_version", f"the number {SCHEMA_VERSION}")
    elif int(text) > SCHEMA_VERSION:
        message = f"`schema_version` is {int(text)}; this program reads up to {SCHEMA_VERSION}"
        reader.problems.append(Problem("SSOT006", message, version.location, Severity.ERROR, remedy="update ssot-check"))
        return None
    elif int(text) < SCHEMA_VERSION:
        remedy = f"write {SCHEMA_VERSION}, or leave the key out for the older dialect"
        reader.error(version.location, f"`schema_version` is {int(text)}; there is no such version", remedy)
    return registry_v2.read(reader, root)


def compose(text: str, path: str, *, pure: bool = False) -> Composed:
    """Positioned nodes of `text`; `pure` asks for the parser written in Python.

    `broken` tells where a document that is no YAML stops making sense; `root` is then None.
    """
    import yaml

    loader = yaml.SafeLoader if pure else getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    builder = Builder(path)
    try:
        builder.feed(_events(yaml, text, loader))
    except Refused as refused:
        return Composed(None, (*builder.problems, refused.problem))
    except Undefined as alias:
        return Composed(None, tuple(builder.problems), Broken(alias.place.line, alias.place.column, alias=True))
    except yaml.MarkedYAMLError as error:
        mark, context = error.problem_mark or error.context_mark, error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        return Composed(None, tuple(builder.problems), Broken(line, column, context.line + 1 if context else 0))
    return Composed(builder.root, tuple(builder.problems))


def _events(yaml: Any, text: str, loader: Any) -> Iterator[Any]:
    yield from yaml.parse(text, Loader=loader)
