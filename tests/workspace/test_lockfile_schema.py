"""The published JSON Schema: valid, complete with descriptions, and of one mind with the loader."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import ssot_check.matching
from ssot_check.model.registry import Registry
from ssot_check.model.verdict import Severity
from ssot_check.workspace.lockfile import Loaded
from ssot_check.workspace.registry.schema import schema, schema_text
from tests.workspace.lockfiles import load_text

VALIDATOR = Draft202012Validator(schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)
PATHS = st.sampled_from(["src/a.py", "src/**", "b", "docs/x y.md", "!vendor/own/**", "**/*_pb2.py", "a/../b", "."])
TEXTS = st.sampled_from(["x", "3.10", "on", "it's: so", "ä", "- a", "#b", "*", "null", "2027-01-01"]) | st.integers(0, 99) | st.booleans()
BY_PATTERN = {
    "the code of a rule, such as SSOT301": st.sampled_from(["SSOT201", "SSOT999"]),
    "equal, same_major, same_minor, prefix, satisfies, floor, superset, contains or rounded(n)": st.sampled_from(["equal", "rounded(2)"]),
    "a date such as 2027-03-01": st.sampled_from(["2027-03-01", "1999-12-31"]),
    "registry-change, or trailer: and a name": st.sampled_from(["registry-change", "trailer:SSOT-Change"]),
    "a regular expression": st.sampled_from(["^a$", ".*", "x|y"]),
    "a path inside the repository": PATHS,
}


def resolved(rule: Mapping[str, Any]) -> Mapping[str, Any]:
    return schema()["$defs"][rule["$ref"].rpartition("/")[2]] if "$ref" in rule else rule


def values(rule: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    """Values that a part of the schema accepts."""
    rule = resolved(rule)
    if rule.get("title") in BY_PATTERN:
        return BY_PATTERN[rule["title"]]
    if "const" in rule or "enum" in rule:
        return st.sampled_from(rule.get("enum", [rule.get("const")]))
    if "anyOf" in rule and "properties" not in rule:
        return st.one_of([values(branch) for branch in rule["anyOf"]])
    simple: dict[str, st.SearchStrategy[Any]] = {
        "boolean": st.booleans(),
        "integer": st.integers(rule.get("minimum", 0), 500),
        "number": st.integers(0, 1) | st.sampled_from([0.25, 0.5, 1e-05]),
    }
    kind = rule["type"]
    if kind == "object":
        return mappings(rule)
    if kind == "array":
        return st.lists(values(rule["items"]), max_size=2)
    return simple[kind] if isinstance(kind, str) and kind in simple else TEXTS | (st.none() if "null" in kind else st.nothing())


@st.composite
def mappings(draw: st.DrawFn, rule: Mapping[str, Any]) -> dict[str, Any]:
    properties: dict[str, Any] = rule.get("properties", {})
    other = rule.get("additionalProperties")
    if isinstance(other, Mapping):
        return draw(
            st.dictionaries(
                st.sampled_from(["logging", "a b", "3.10", "on"]), values(other), min_size=rule.get("minProperties", 0), max_size=2
            )
        )
    needed = set(rule.get("required", ()))
    for choice in (rule.get("oneOf", []), rule.get("anyOf", [])):
        needed |= set(draw(st.sampled_from(choice))["required"]) if choice else set()
    excluded = {"symbol", "command"} - needed if "oneOf" in rule else set()
    chosen = draw(st.sets(st.sampled_from(sorted(set(properties) - excluded)), max_size=4)) | needed
    return {name: draw(values(properties[name])) for name in properties if name in chosen}


DOCUMENTS = mappings(schema())


def load_data(folder: Path, data: object) -> Loaded:
    return load_text(folder, yaml.safe_dump(data, sort_keys=False, allow_unicode=True))


def errors(loaded: Loaded) -> list[str]:
    return [f"{item.code} {item.message}" for item in loaded.problems if item.severity is Severity.ERROR]


def written(value: object) -> str:
    """A scalar as `yaml.safe_dump` writes it."""
    return yaml.safe_dump(value).removesuffix("\n...\n").strip() if not isinstance(value, str) else value


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(schema())
    assert json.loads(schema_text()) == schema()


def test_the_kinds_are_the_profiles() -> None:
    profiles = Path(ssot_check.matching.__file__).parent / "profiles"
    assert schema()["$defs"]["domain"]["properties"]["kind"]["enum"] == sorted(path.stem for path in profiles.glob("*.json"))


def properties(rule: Mapping[str, Any], where: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every property and every open value of the schema, by its place."""
    for name, value in rule.items():
        if name == "properties":
            for key, inner in value.items():
                yield f"{where}.{key}", inner
                yield from properties(inner, f"{where}.{key}")
        elif isinstance(value, Mapping):
            if name == "additionalProperties":
                yield f"{where}.*", resolved(value)
            yield from properties(value, f"{where}.{name}")


def test_every_property_has_a_description_and_a_kind() -> None:
    found = dict(properties(schema()))
    assert len(found) > 100
    assert [place for place, rule in found.items() if len(rule.get("description", "")) < 5] == []
    assert [place for place, rule in found.items() if not {"type", "enum", "const", "$ref", "anyOf"} & set(rule)] == []


def test_every_closed_mapping_is_closed() -> None:
    closed = [rule for _, rule in properties(schema()) if resolved(rule).get("type") == "object"]
    assert all("additionalProperties" in resolved(rule) for rule in closed)


def numbers_of(registry: Registry) -> dict[str, tuple[list[str], list[str], int, int]]:
    return {
        domain.name: (
            [item.name for item in domain.components[0].exports] if domain.components and not domain.components[0].name else [],
            [item.name for item in domain.components if item.name],
            len(domain.bans),
            len(domain.policies),
        )
        for domain in registry.domains
    }


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(DOCUMENTS)
def test_a_valid_document_is_accepted_by_both_and_becomes_a_registry(
    tmp_path_factory: pytest.TempPathFactory, data: dict[str, Any]
) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(data)] == []
    loaded = load_data(tmp_path_factory.mktemp("registry"), data)
    assert errors(loaded) == []
    assert loaded.registry is not None
    assert numbers_of(loaded.registry) == {
        name: (
            [written(item) for item in body.get("exports", [])],
            list(body.get("components", {})),
            len(body["bans"]) if isinstance(body.get("bans"), list) else 0,
            len(body.get("rules", [])),
        )
        for name, body in data["domains"].items()
    }
    assert [fact.name for fact in loaded.registry.facts] == list(data.get("facts", {}))
    assert len(loaded.registry.exceptions) == len(data.get("exceptions", []))
    assert len(loaded.registry.scan.exclude) == len(data.get("scan", {}).get("exclude", []))


def places(value: object, way: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The way to every value below the top."""
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in entries:
        yield (*way, key)
        yield from places(inner, (*way, key))


def corrupt(draw: st.DrawFn, data: dict[str, Any]) -> dict[str, Any]:
    """The document with one key renamed, removed or given a value of another sort."""
    broken: Any = copy.deepcopy(data)
    *way, last = draw(st.sampled_from(sorted(places(broken), key=repr)))
    holder = broken
    for key in way:
        holder = holder[key]
    how = draw(st.sampled_from(["rename", "remove", "value"]))
    if how == "value":
        holder[last] = draw(st.sampled_from([{"zz": "y"}, ["zz"], "zz", 1e9, -1, None, [], {}, "/zz", "../zz", [[]], True]))
    elif isinstance(holder, dict):
        value = holder.pop(last)
        holder.update({"zz": value} if how == "rename" else {})
    return dict(broken)


@st.composite
def corrupted(draw: st.DrawFn) -> dict[str, Any]:
    return corrupt(draw, draw(DOCUMENTS))


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(corrupted())
def test_schema_and_loader_agree_on_a_corrupted_document(tmp_path_factory: pytest.TempPathFactory, data: dict[str, Any]) -> None:
    by_schema = [error.message for error in VALIDATOR.iter_errors(data)]
    by_loader = errors(load_data(tmp_path_factory.mktemp("registry"), data))
    assert bool(by_schema) == bool(by_loader), (by_schema, by_loader)


def test_the_corruption_test_would_see_a_difference() -> None:
    """Both sorts of documents do come out of the generator above."""
    assert VALIDATOR.is_valid({"schema_version": 2, "domains": {"a": {"exports": ["x"]}}})
    assert not VALIDATOR.is_valid({"schema_version": 2, "domains": {"a": {"zz": ["x"]}}})
