"""Profiles recognise the typical utility of their kind, and their files have no holes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

import ssot_check.matching
from ssot_check.matching.profiles import BELONGS, belongs, evidence, profile_of, profiles
from ssot_check.model.unit import Unit
from tests.builders import a_domain, a_unit

FOLDER = Path(ssot_check.matching.__file__).parent / "profiles"
FILES = sorted(FOLDER.iterdir())

TYPICAL: Mapping[str, Unit] = {
    "alerts": a_unit("page_on_call", "send('severity critical', routing_key, 'alert firing')"),
    "caching": a_unit("cached_user", "store.setex(key, ttl, $user)", calls=("redis.Redis",)),
    "configuration": a_unit("load_settings", "yaml.safe_load($text)", calls=("yaml.safe_load", "os.getenv")),
    "deployment": a_unit("deploy_service", "docker push $image\nkubectl rollout", calls=("docker push",)),
    "documentation": a_unit("build_docs", "markdown.render('README')", calls=("markdown.markdown",)),
    "feature_flags": a_unit("is_feature_enabled", "client.variation('feature', $user)", calls=("ldclient.get",)),
    "health_checks": a_unit("wait_for_port", "connect($host)\nlog('unhealthy')", calls=("socket.create_connection",)),
    "http_clients": a_unit("make_session", "session.mount($u, HTTPAdapter())", calls=("requests.Session",)),
    "logging": a_unit("setup_logging", "root.addHandler($h)", calls=("logging.StreamHandler",)),
    "metrics": a_unit("request_timer", "Histogram('x').observe($s)", calls=("prometheus_client.Histogram",)),
    "monitoring": a_unit("monitor_host", "gauge(psutil.cpu_percent())", calls=("psutil.cpu_percent",)),
    "notifications": a_unit("send_mail", "server.starttls()", calls=("smtplib.SMTP",)),
    "operations": a_unit("backup_database", "pg_dump | gzip", calls=("pg_dump",)),
    "retry": a_unit("with_retry", "for attempt in attempts", calls=("time.sleep",)),
    "secrets": a_unit("read_secret", "client.get_secret_value($name)", calls=("boto3.client",)),
    "testing": a_unit("fake_clock", "monkeypatch.setattr(Mock())", calls=("unittest.mock.Mock",)),
    "tracing": a_unit("start_trace", "tracer.start_span()", calls=("opentelemetry.trace.get_tracer",)),
}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_profile_has_exactly_its_keys_and_something_in_each(path: Path) -> None:
    data = json.loads(path.read_text(encoding="utf-8"))
    assert path.suffix == ".json"
    bans = data.pop("bans", [])
    assert all((ban.get("symbols") or ban.get("command")) and ban["why"] for ban in bans)
    titles, acts = data.pop("titles"), data.pop("acts")
    assert all(words == words.lower() for words in titles)
    assert titles or not acts  # a kind that no place is called after is found by its code alone
    assert list(data) == ["aliases", "names", "calls", "words", "libraries", "synonyms"]
    for key, values in data.items():
        assert values, key
        assert len(values) == len(set(map(str, values))), key
        words = [word for group in values for word in group] if key == "synonyms" else values
        assert all(isinstance(word, str) and word.strip() for word in words), key


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_vocabulary_is_spelled_as_units_spell_it(path: Path) -> None:
    """Names are compared with lower-case words, literal words are lower-case, and no entry can be missed for its spelling."""
    data = json.loads(path.read_text(encoding="utf-8"))
    assert all(name == name.lower() and name.isalnum() for name in data["names"])
    literals = [word[1:] for word in data["words"] if word.startswith('"')]
    assert all(word == word.lower() and word.isalnum() and word[0].isalpha() for word in literals)
    assert all(alias == alias.lower().replace("-", "_") for alias in data["aliases"])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_synonyms_say_something_of_their_kind_and_are_looked_up_as_written(path: Path) -> None:
    for group in json.loads(path.read_text(encoding="utf-8"))["synonyms"]:
        assert len(group) == len(set(group)) > 1
        assert all(word == word.lower() and word.isalnum() for word in group)


def test_kinds_and_aliases_are_unique() -> None:
    names = [name for path in FILES for name in (path.stem, *json.loads(path.read_text(encoding="utf-8"))["aliases"])]
    assert sorted(names) == sorted(set(names))
    assert profiles().keys() == set(names)


def test_every_profile_has_a_typical_unit() -> None:
    assert sorted(TYPICAL) == [path.stem for path in FILES]


@pytest.mark.parametrize("kind", sorted(TYPICAL))
def test_a_profile_recognises_the_typical_unit(kind: str) -> None:
    assert belongs(TYPICAL[kind], profiles()[kind])


@pytest.mark.parametrize("kind", sorted(TYPICAL))
def test_nothing_belongs_by_what_it_does_without_saying_so_in_its_name(kind: str) -> None:
    nameless = a_unit("x", "", fingerprint=TYPICAL[kind].fingerprint, calls=tuple(profiles()[kind].calls))
    assert evidence(nameless, profiles()[kind])[0] >= BELONGS
    assert not belongs(nameless, profiles()[kind])


@pytest.mark.parametrize("kind", sorted(TYPICAL))
def test_nothing_belongs_by_its_name_alone(kind: str) -> None:
    assert not belongs(a_unit(TYPICAL[kind].name, "return 1"), profiles()[kind])


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("logging", "logging", "logging"),
        ("app-logs", "logger", "logging"),
        ("Health-Checks", "Health-Checks", "health_checks"),
        ("docker_compose", "docker_compose", "deployment"),
        ("slack", "house_special", "notifications"),
    ],
)
def test_a_domain_is_known_by_its_kind_else_by_its_name(name: str, kind: str, expected: str) -> None:
    found = profile_of(a_domain(name, kind=kind))
    assert found is not None
    assert found.kind == expected


def test_a_kind_without_a_profile_has_none() -> None:
    assert profile_of(a_domain("billing")) is None


def test_evidence_counts_calls_double_names_once_and_tells_the_strongest_first() -> None:
    unit = a_unit("setup_log_logger", "root.setLevel('warning')", calls=("logging.getLogger", "time.sleep"))
    assert evidence(unit, profiles()["logging"]) == (2.0 + 2.0 + 2 * 1.0, ("logging.getLogger", "warning", "setLevel", "log", "logger"))
