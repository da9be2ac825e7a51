"""Checks a version 2 document against the published JSON Schema, place by place.

One schema serves editors and this loader, so the two cannot disagree. Read is the part of JSON Schema 2020-12
(https://json-schema.org/draft/2020-12/json-schema-validation) that the schema uses; the messages come from its titles.
A scalar counts as text whatever it looks like, for a version written 3.10 is a text to us.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from importlib import resources
from typing import Any, Final, TypeAlias

from ssot_check.model.suggest import nearest
from ssot_check.model.verdict import Severity
from ssot_check.workspace.registry.nodes import Entry, Node, Scalar, Sequence, kind_of, shown
from ssot_check.workspace.registry.nodes import Mapping as MappingNode
from ssot_check.workspace.registry.reader import Reader

Schema: TypeAlias = Mapping[str, Any]

_INTEGER: Final = re.compile(r"[-+]?[0-9]{1,18}")
_NUMBER: Final = re.compile(r"[-+]?(?:\.[0-9]{1,18}|[0-9]{1,18}(?:\.[0-9]{0,18})?)(?:[eE][-+]?[0-9]{1,2})?")
_WORDS: Final = {
    "object": "a mapping", "array": "a list", "string": "a text", "boolean": "`true` or `false`", "integer": "a whole number",
    "number": "a number",
}  # fmt: skip


def schema_text() -> str:
    """The published JSON Schema of version 2 as it is shipped."""
    return resources.files("ssot_check.workspace").joinpath("schema/ssot_lock.schema.json").read_text(encoding="utf-8")


@cache
def schema() -> Schema:
    """The published JSON Schema of version 2."""
    loaded: Schema = json.loads(schema_text())
    return loaded


def check(reader: Reader, root: MappingNode) -> None:
    """Note every place of `root` that the schema refuses: SSOT004 for unknown keys, SSOT005 for the rest."""
    _Checker(reader).node(root, schema(), "")


def check_part(reader: Reader, node: MappingNode, key: str) -> None:
    """The same for one key of the top level."""
    _Checker(reader).node(node, schema()["properties"][key], key)


def keys_of(key: str) -> tuple[str, ...]:
    """What may stand below a key of the top level."""
    return tuple(schema()["properties"][key]["properties"])


class _Checker:
    """Walks document and schema side by side."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def node(self, node: Node, rule: Schema, key: str) -> None:
        """Check one value; `key` is its dotted path."""
        rule = _resolved(rule)
        if (branches := rule.get("anyOf")) and "properties" not in rule:
            self._either(node, branches, key)
        elif isinstance(node, MappingNode) and rule.get("type") == "object":
            self._mapping(node, rule, key)
        elif isinstance(node, Sequence) and rule.get("type") == "array":
            for number, item in enumerate(node.items):
                self.node(item, rule.get("items", {}), f"{key}[{number}]")
        elif isinstance(node, Scalar) and rule.get("type") not in ("object", "array"):
            self._scalar(node, rule, key)
        elif rule:
            self.reader.wrong(node, key or "the registry", _expected(rule))

    def _either(self, node: Node, branches: list[Schema], key: str) -> None:
        """The branch for this sort of node; branches differ in the sort they take."""
        rules = [_resolved(branch) for branch in branches]
        wanted = {MappingNode: "object", Sequence: "array"}.get(type(node), "scalar")
        for rule in rules:
            if rule.get("type", "scalar") == wanted:
                return self.node(node, rule, key)
        return self.reader.wrong(node, key, " or ".join(_expected(rule) for rule in rules))

    def _mapping(self, node: MappingNode, rule: Schema, key: str) -> None:
        known: Schema = rule.get("properties", {})
        other = rule.get("additionalProperties", True)
        for entry in node.entries:
            dotted = f"{key}.{entry.name}" if key else entry.name
            if entry.name in known:
                self.node(entry.value, known[entry.name], dotted)
            elif isinstance(other, Mapping):
                self.node(entry.value, other, dotted)
            elif other is False:
                self._unknown(entry, known, key)
        written = [entry.name for entry in node.entries]
        self._required(node, rule, key, written)
        if len(written) < rule.get("minProperties", 0):
            self.reader.error(node.location, f"`{shown(key)}` is empty", "write at least one entry")

    def _unknown(self, entry: Entry, known: Schema, key: str) -> None:
        self.reader.unknown(entry.key, known, Severity.ERROR, f"`{shown(key)}`" if key else "the registry")

    def _required(self, node: MappingNode, rule: Schema, key: str, written: list[str]) -> None:
        where = f"`{shown(key)}`" if key else "the registry"
        for name in rule.get("required", ()):
            if name not in written:
                only = rule.get("properties", {}).get(name, {}).get("const")
                self.reader.error(node.location, f"{where} has no `{name}`", f"add `{name}`" if only is None else f"add `{name}: {only}`")
        for word in ("anyOf", "oneOf"):
            names = [branch["required"][0] for branch in rule.get(word, ())]
            present = [name for name in names if name in written]
            choice = " or ".join(f"`{name}`" for name in names)
            if names and not present:
                self.reader.error(node.location, f"{where} has neither {' nor '.join(f'`{name}`' for name in names)}", f"add {choice}")
            elif word == "oneOf" and len(present) > 1:
                self.reader.error(node.location, f"{where} has more than one of {choice}", "write an entry for each")

    def _scalar(self, node: Scalar, rule: Schema, key: str) -> None:
        kinds = rule.get("type", "string")
        if node.is_null:
            if "null" not in kinds:
                self.reader.wrong(node, key, _expected(rule))
            return
        if "enum" in rule or "const" in rule:
            self._listed(node, rule, key)
        elif not _fits(node, kinds) or not _holds(node, rule):
            self.reader.wrong(node, key, _expected(rule))

    def _listed(self, node: Scalar, rule: Schema, key: str) -> None:
        allowed = [str(value) for value in rule.get("enum", [rule.get("const")])]
        if node.text in allowed and (node.plain or "enum" in rule):
            return
        guess = nearest(node.text, allowed)
        expected = _expected(rule)
        remedy = f"did you mean `{guess}`?" if guess and guess != node.text else f"write {expected}{_NO_PROFILE if key == 'kind' else ''}"
        self.reader.error(node.location, f"`{shown(key)}` is {kind_of(node)}; expected {expected}", remedy)


_NO_PROFILE: Final = ", or leave it out: these are the built-in profiles, and a domain of its own sort, such as `ci`, needs none"


def _resolved(rule: Schema) -> Schema:
    """The rule a `$ref` names; what stands beside the reference is only description."""
    while "$ref" in rule:
        rule = schema()["$defs"][rule["$ref"].rpartition("/")[2]]
    return rule


def _expected(rule: Schema) -> str:
    if "title" in rule:
        return str(rule["title"])
    if "enum" in rule:
        return "one of " + ", ".join(rule["enum"])
    bounds = [f"{word} {rule[name]}" for name, word in (("minimum", "from"), ("maximum", "to")) if name in rule]
    return " ".join([_WORDS[rule["type"]], *bounds])


def _fits(node: Scalar, kinds: str | list[str]) -> bool:
    """True when a scalar that is not null is of that type."""
    if "string" in kinds:
        return True
    if not node.plain:
        return False
    if kinds == "boolean":
        return node.text in ("true", "false", "True", "False", "TRUE", "FALSE")
    return bool((_INTEGER if kinds == "integer" else _NUMBER).fullmatch(node.text))


def _holds(node: Scalar, rule: Schema) -> bool:
    """True when the value meets the bounds, the pattern and the format."""
    if rule.get("type") in ("integer", "number"):
        return bool(rule.get("minimum", -1e300) <= float(node.text) <= rule.get("maximum", 1e300))
    if len(node.text) < rule.get("minLength", 0):
        return False
    if rule.get("format") == "repository-path":
        return True  # said when the path is read: its pattern here tells editors less than the reader knows
    if "pattern" in rule and not re.search(rule["pattern"], node.text):
        return False
    return _FORMATS.get(rule.get("format", ""), _anything)(node.text)


def _anything(_: str) -> bool:
    return True


def _is_date(text: str) -> bool:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return False
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


_FORMATS: Final[Mapping[str, Callable[[str], bool]]] = {"date": _is_date}
