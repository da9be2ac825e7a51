"""Pairs that stand on one frame: alike in form, and each says its own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ssot_check.matching.frames import (
    is_entry,
    is_idiom,
    is_inner,
    is_other_block,
    is_strange_method,
    is_told_by_name,
    is_twin,
)
from ssot_check.matching.similarity import Signals, measure
from ssot_check.model.match import Tier
from ssot_check.model.unit import Trait, Unit, UnitKind
from tests.builders import a_unit
from tests.matching.haystacks import EDITED, OTHER, SETUP, a_haystack, searched, weights_of

CLASS, CONFIG, TABLE, METHOD = UnitKind.CLASS, UnitKind.CONFIG, UnitKind.TABLE, UnitKind.METHOD
HALF = "\n".join(SETUP.strip().split("\n")[:5]) + OTHER
CACHE = "uses: 'actions/cache'\npath: '.mypy_cache'\nkey: 'mypy-pyproject-lock'\nrestore: 'mypy-typing'"
LOCK = "uses: 'actions/cache'\npath: '.pnpm_store'\nkey: 'frontend-pnpm-yaml'\nrestore: 'frontend-store'"
CUT = "uses: 'actions/cache'\npath: '.mypy_cache'\nkey: 'mypy-pyproject-lock'"
BROKER = "uses: 'broker/image'\npath: 'topic_log'\nkey: 'partition-leader-zone'\nrestore: 'offset-replica'"
ENDPOINTS = "'delete': 'api-documents'\n'merge': 'api-join'\n'rotate': 'api-turn'\n'split': 'api-cut'"
FIELDS = "'delete': 'deleted_at'\n'merge': 'pages'\n'rotate': 'angle'\n'split': 'parent'\n'tag': 'colour'\n'owner': 'person'"


def twin(owner: Unit, copy: Unit) -> bool:
    weights = weights_of(a_haystack(owner, copy))
    return is_twin(owner, copy, weights, measure(owner, copy, weights))


def copied(name: str, text: str, **fields: Any) -> Unit:
    return a_unit(name, text, "jobs/a.py", **fields)


@pytest.mark.parametrize(
    ("name", "fields", "expected"),
    [("Mailer", {}, True), ("FileLogger", {}, False), ("FileLogger", {"bases": ("logging.Handler",)}, True)],
    ids=["another name", "its name", "one base"],
)
def test_half_a_class_is_told_by_its_methods_where_the_frame_explains_the_rest(name: str, fields: Any, expected: bool) -> None:
    owner = a_unit("Logger", SETUP, kind=CLASS, bases=("logging.Handler",))
    assert twin(owner, copied(name, HALF, kind=CLASS, **fields)) is expected


def test_a_class_that_is_nearly_whole_is_one_finding() -> None:
    assert not twin(a_unit("Logger", SETUP, kind=CLASS), copied("Mailer", EDITED, kind=CLASS))


def test_two_uses_of_an_action_are_one_call_when_they_hand_over_the_same() -> None:
    uses = {"kind": CONFIG, "traits": frozenset((Trait.DELEGATE,))}
    owner = a_unit("Cache types", CACHE, **uses)
    assert twin(owner, copied("Cache types", LOCK, **uses))
    assert not twin(owner, copied("Restore", CUT, **uses))


STORES = "self.url = $url\nself.status = $status\nself.reply = $reply\nself.text = $text\n"


@pytest.mark.parametrize(
    ("name", "bases", "calls", "expected"),
    [
        ("EmptyReply", ("app.errors.FetchError",), (), True),
        ("EmptyReply", ("Exception",), ("super", ".__init__"), True),
        ("NoReply", ("Exception",), (), False),
        ("EmptyReply", ("app.reply.Reply",), (), False),
        ("EmptyReply", ("Exception",), ("app.log.warn",), False),
    ],
    ids=["another error", "with its base", "the same name", "no error", "does something"],
)
def test_errors_are_told_by_their_names(name: str, bases: tuple[str, ...], calls: tuple[str, ...], expected: bool) -> None:
    owner = a_unit("NoReply", STORES, kind=CLASS, bases=("Exception",), calls=())
    assert is_told_by_name(owner, copied(name, STORES, kind=CLASS, bases=bases, calls=calls)) is expected


@pytest.mark.parametrize(
    ("scope", "calls", "text", "expected"),
    [("Queue", (), STORES, True), ("Reply", (), STORES, False), ("Queue", ("start",), STORES, False), ("Queue", (), 9 * STORES, False)],
    ids=["another type", "the same type", "does something", "long"],
)
def test_short_constructors_that_only_store_are_their_types(scope: str, calls: tuple[str, ...], text: str, expected: bool) -> None:
    owner = a_unit("__init__", text, kind=METHOD, scope="Reply", calls=())
    assert is_told_by_name(owner, copied("__init__", text, kind=METHOD, scope=scope, calls=calls)) is expected


def test_config_blocks_of_other_names_start_other_programs() -> None:
    owner = a_unit("adverts", CACHE, kind=CONFIG)
    assert twin(owner, copied("kafka", BROKER, kind=CONFIG))
    assert not twin(owner, copied("adverts", BROKER, kind=CONFIG))
    assert not twin(owner, copied("kafka", CUT, kind=CONFIG))


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        ("Fill the caches", "Start the broker", True),
        ("Fill the caches", "Fill the caches", False),
        ("caches", "broker", False),
        ("Fill the caches", "broker", False),
    ],
    ids=["another sentence", "the same sentence", "names", "no sentence"],
)
def test_half_of_a_block_under_another_sentence_is_for_something_else(mine: str, theirs: str, expected: bool) -> None:
    assert is_other_block(a_unit(mine, CACHE, kind=CONFIG), copied(theirs, CACHE, kind=CONFIG), 0.6, 1.0, 1.0) is expected
    assert not is_other_block(a_unit(mine, CACHE, kind=CONFIG), copied(theirs, CACHE, kind=CONFIG), 0.8, 1.0, 1.0)


DESCRIBED = """
$metadata = Metadata.default()
$metadata.set_description('Sinks that can be configured.')
$metadata.add_custom_attribute(CustomAttribute.kv('tagging', 'internal'))
$metadata.add_custom_attribute(CustomAttribute.kv('field', 'type'))
return $metadata
"""
OTHERS = DESCRIBED.replace("Sinks that can be configured.", "A limit of requests at once, fixed or found by trial.").replace(
    "internal", "external"
)


@pytest.mark.parametrize(
    ("name", "text", "fields", "expected"),
    [
        ("metadata", OTHERS.replace("'field', 'type'", "'title', 'limit'"), {"scope": "Limit"}, True),
        ("metadata", OTHERS.replace("'field', 'type'", "'title', 'limit'"), {"scope": "Limit", "bases": ("Loggable",)}, False),
        ("metadata", DESCRIBED.replace("Sinks", "Sources"), {"scope": "Limit"}, False),
        ("metadata", OTHERS.replace("'field', 'type'", "'title', 'limit'") + "$metadata.check($a, $b)\n" * 12, {"scope": "Limit"}, False),
    ],
    ids=["other texts", "another base", "the same texts", "long"],
)
def test_short_answers_describe_their_own_type(name: str, text: str, fields: Any, expected: bool) -> None:
    told = {"kind": METHOD, "bases": ("Configurable",)}
    assert twin(a_unit("metadata", DESCRIBED, **told, scope="Sink"), copied(name, text, **{**told, **fields})) is expected


POLICY = """
$kind = networking.k8s.io('NetworkPolicy')
$labels = part_of('kube-prometheus', component='alert-router', version='0.33.1')
$allowed = pods(name='alertmanager')
$ports = tcp('web', 9093)
$from = pods(name='prometheus')
"""
PORT = POLICY.replace("alert-router", "exporter").replace("alertmanager", "grafana").replace("0.33.1", "13.1.3")


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("NetworkPolicy/grafana", PORT, True),
        ("NetworkPolicy/web-frontend", PORT, True),
        ("NetworkPolicy/grafana", POLICY, False),
        ("NetworkPolicy/web-alerts", PORT, False),
        ("NetworkPolicy/web-alerts-canary", PORT, False),
        ("Ingress/web-alerts", PORT, True),
    ],
)
def test_a_resource_of_another_name_is_for_another_workload(name: str, text: str, expected: bool) -> None:
    owner = a_unit("NetworkPolicy/web-alerts", POLICY, kind=CONFIG)
    assert twin(owner, copied(name, text, kind=CONFIG)) is expected


def test_alerts_that_say_nothing_in_common_have_a_form_in_common() -> None:
    owner = a_unit("NodeFilesystemFillingUp", CACHE, kind=CONFIG)
    assert twin(owner, copied("VolumeFillingUp", FIELDS, kind=CONFIG))
    assert not twin(owner, copied("NodeFilesystemFillingUp", FIELDS, kind=CONFIG))
    assert not twin(owner, copied("VolumeFillingUp", CUT, kind=CONFIG))


def test_a_table_under_another_name_has_the_keys_for_other_values() -> None:
    owner = a_unit("MOVED_ENDPOINTS", ENDPOINTS, kind=TABLE)
    assert twin(owner, copied("FIELD_BY_METHOD", FIELDS, kind=TABLE))
    assert not twin(owner, copied("FIELD_BY_METHOD", ENDPOINTS, kind=TABLE))
    assert not twin(owner, copied("OLD_ENDPOINTS", FIELDS, kind=TABLE))


SHARED = Signals(containment=0.55, evidence=0.8, alignment=0.8, coverage=0.8, statements=0.65, words=0.6, telling=0.2, growth=0.0)
"""What a function that opens and reads shares with any other that does: statements, and no rare word."""


@pytest.mark.parametrize(
    ("owner", "copy", "signals", "expected"),
    [
        ("UTF8ReadFile", "readZipFile", SHARED, True),
        ("UTF8ReadFile", "UTF8ReadFile", SHARED, False),
        ("UTF8ReadFile", "readUTF8FileAndClose", SHARED, False),
        ("UTF8ReadFile", "readUTF8", SHARED, False),
        ("UTF8ReadFile", "reader", SHARED, True),
        ("UTF8ReadFile", "readZipFile", replace(SHARED, telling=0.4), False),
        ("UTF8ReadFile", "readZipFile", replace(SHARED, containment=0.8), False),
        ("useDebounce", "useDebouncedValue", replace(SHARED, alignment=0.9, words=1.0), False),
    ],
    ids=["an idiom", "its name", "its name and more", "a shorter name", "another word", "rare words", "most of it", "the same words"],
)
def test_what_says_nothing_rare_under_another_name_is_an_idiom(owner: str, copy: str, signals: Signals, expected: bool) -> None:
    pair = a_unit(owner, OTHER), copied(copy, OTHER)
    assert is_idiom(*pair, weights_of(a_haystack(*pair)), signals) is expected


@pytest.mark.parametrize(
    ("scope", "name", "signals", "expected"),
    [
        ("ScriptRecord", "serialize", SHARED, True),
        ("LocalAliasRecord", "serialize", SHARED, False),
        ("AliasRecord", "serialize", SHARED, False),
        ("ScriptRecord", "write_record", SHARED, False),
        ("ScriptRecord", "serialize", replace(SHARED, statements=0.8), False),
        ("ScriptRecord", "serialize", replace(SHARED, alignment=0.95), False),
        ("ScriptRecord", "serialize", replace(SHARED, words=0.9), False),
    ],
    ids=["another type", "a copy of the type", "the same type", "another name", "most statements", "most tokens", "the same words"],
)
def test_each_type_has_its_own_answer_to_a_call(scope: str, name: str, signals: Signals, expected: bool) -> None:
    owner = a_unit("serialize", OTHER, kind=METHOD, scope="AliasRecord")
    copy = copied(name, OTHER, kind=METHOD, scope=scope)
    assert is_twin(owner, copy, weights_of(a_haystack(owner, copy)), signals) is expected


def test_two_answers_to_one_trait_of_types_of_one_name_are_their_own() -> None:
    fields = {"kind": METHOD, "scope": "DbRecord", "bases": ("sqlx.FromRow",)}
    owner, copy = a_unit("from_row", OTHER, **fields), copied("from_row", OTHER, **fields)
    weights = weights_of(a_haystack(owner, copy))
    assert is_twin(owner, copy, weights, SHARED)
    assert not is_twin(owner, copy, weights, replace(SHARED, statements=0.8))
    assert not is_twin(replace(owner, bases=()), replace(copy, bases=()), weights, SHARED)


def test_functions_are_not_asked() -> None:
    assert not twin(a_unit("setup_logging", SETUP), copied("send", OTHER))


def test_a_twin_is_a_hint() -> None:
    owner = a_unit("Logger", SETUP, kind=CLASS)
    edited = SETUP.replace("$root.handlers.clear()", "$root.flush($quiet)").replace("$root.setLevel($level)", "$root.drop($quiet, 7)")
    lines = edited.strip().split("\n")
    text = "\n".join([*lines[:-1], "$root.extra($service)", lines[-1]]).replace("$handler.setFormatter", "$handler.setStyle")
    found = searched(a_haystack(owner, copied("Mailer", text, kind=CLASS)))
    assert [match.tier for match in found] == [Tier.HINT]
    assert [match.tier for match in searched(a_haystack(owner, copied("Logger", text, kind=CLASS)))] != [Tier.HINT]


@pytest.mark.parametrize(
    ("scope", "bases", "statements", "expected"),
    [
        ("Binary", ("std.fmt.Display",), 0.8, True),
        ("Binary", ("std.fmt.Display",), 0.95, False),
        ("Command", ("std.fmt.Display",), 0.8, False),
        ("Binary", ("crate.Backend",), 0.8, False),
        ("Binary", (), 0.8, False),
    ],
    ids=["another type", "nearly all", "the same type", "a trait of the project", "no trait"],
)
def test_each_type_is_told_and_read_in_its_own_way(scope: str, bases: tuple[str, ...], statements: float, expected: bool) -> None:
    owner = a_unit("fmt", OTHER, kind=METHOD, scope="Command", bases=("std.fmt.Display", *bases))
    copy = copied("fmt", OTHER, kind=METHOD, scope=scope, bases=bases)
    signals = replace(SHARED, statements=statements, alignment=0.95)
    assert is_twin(owner, copy, weights_of(a_haystack(owner, copy)), signals) is expected
    assert not is_twin(owner, replace(copy, name="write"), weights_of(a_haystack(owner, copy)), signals)


def test_what_reads_more_kinds_of_a_value_reads_another_one() -> None:
    """A conversion whose arms all stand in a longer one: that is of another error."""
    fields = {"kind": METHOD, "scope": "StorageError", "bases": ("From",)}
    owner, copy = a_unit("from", OTHER, **fields), copied("from", OTHER + SETUP, **fields | {"scope": "StoreError"})
    whole = replace(SHARED, statements=1.0, alignment=0.95)
    assert is_twin(owner, copy, weights_of(a_haystack(owner, copy)), whole)
    equal = copied("from", OTHER, **fields | {"scope": "StoreError"})
    assert not is_twin(owner, equal, weights_of(a_haystack(owner, equal)), whole)


PARSER = ("argparse.ArgumentParser", "parser.add_argument")


@pytest.mark.parametrize(
    ("owner", "copy", "expected"),
    [
        (a_unit("main", SETUP), copied("run", EDITED), True),
        (a_unit("run", SETUP), copied("__main__", EDITED, kind=UnitKind.SCRIPT), False),
        (a_unit("parse_args", SETUP, calls=PARSER), copied("arguments", EDITED, calls=PARSER), True),
        (a_unit("parse_args", SETUP, calls=PARSER), copied("parse_args", EDITED), False),
        (a_unit("run", SETUP), copied("run", EDITED), False),
    ],
)
def test_programs_begin_alike(owner: Unit, copy: Unit, expected: bool) -> None:
    assert is_entry(owner, copy) is expected
    assert [match.tier for match in searched(a_haystack(owner, copy))] == [Tier.HINT if expected else Tier.GATE]


def test_an_edited_fixture_sets_up_what_its_own_tests_are_about() -> None:
    for calls, tier in ((("pytest.fixture",), Tier.HINT), ((), Tier.GATE)):
        owner, copy = a_unit("server", SETUP, calls=calls), copied("proxy", EDITED, calls=calls)
        assert [match.tier for match in searched(a_haystack(owner, copy))] == [tier]


@pytest.mark.parametrize(
    ("traits", "text", "expected"), [((Trait.NESTED,), HALF, True), ((Trait.NESTED,), EDITED, False), ((), HALF, False)]
)
def test_an_inner_function_is_told_where_most_of_it_stands_again(traits: tuple[Trait, ...], text: str, expected: bool) -> None:
    owner, unit = a_unit("forward", SETUP, traits=frozenset(traits)), copied("forward", text)
    assert is_inner(owner, measure(owner, unit, weights_of(a_haystack(owner, unit)))) is expected


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [(METHOD, "$seen = $set\nfor $v in $all:\n    $seen = $v", True), (METHOD, SETUP, False), (UnitKind.FUNCTION, OTHER, False)],
    ids=["no telling word", "the same words", "two functions"],
)
def test_a_function_and_a_method_without_a_telling_word_are_written_so_by_anybody(kind: UnitKind, text: str, expected: bool) -> None:
    owner, unit = a_unit("list_unique", SETUP, kind=kind), copied("list_unique", text)
    assert is_strange_method(owner, unit, weights_of(a_haystack(owner, unit))) is expected
