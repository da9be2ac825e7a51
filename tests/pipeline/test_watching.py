"""What is watched follows from the bans, and a file is passed over only when it cannot hold any of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssot_check.languages import go, rust, typescript
from ssot_check.languages.python import LANGUAGE
from ssot_check.matching.profiles import profiles
from ssot_check.model.plugins import Language
from ssot_check.model.registry import Ban
from ssot_check.model.source import FAMILIES, SourceFile
from ssot_check.model.touch import READS_ENVIRONMENT, Watch
from ssot_check.pipeline.reading.watching import default_ban_problems, heeded, touches, watch_for, with_default_bans
from tests.builders import a_domain, a_place, a_registry

PIECES = ["import logging", "import logging as l", "from logging import basicConfig", "from logging import *", "l.basicConfig()"]
PIECES += [
    "basicConfig()",
    "getattr(logging, 'basicConfig')",
    "logging.info(1)",
    "x = logging",
    "x.basicConfig()",
    "# basicConfig",
    "import os",
]


def a_ban(*symbols: str, command: str = "") -> Ban:
    return Ban(a_place(), symbols, command)


def test_to_ban_one_reading_of_the_environment_is_to_watch_them_all() -> None:
    watch = watch_for(a_registry(a_domain("configuration", bans=(a_ban("os.getenv"),))))
    assert watch.names == frozenset(READS_ENVIRONMENT["python"])


def test_commands_are_watched_by_their_words() -> None:
    watch = watch_for(a_registry(a_domain("deployment", bans=(a_ban(command=" docker  build "), a_ban(command="docker build")))))
    assert watch == Watch(commands=(("docker", "build"),))


@pytest.mark.parametrize("kind", ["logging", "configuration", "secrets", "http_clients", "deployment", "operations", "retry", "caching"])
def test_default_bans_come_from_the_profile_of_the_kind(kind: str) -> None:
    (domain,) = with_default_bans(a_registry(a_domain("mine", kind=kind, default_bans=True))).domains
    assert {ban.profile for ban in domain.bans} == {kind}


def test_default_bans_of_a_kind_without_any_are_no_quiet_pass() -> None:
    registry = with_default_bans(a_registry(a_domain("weather", default_bans=True)))
    (problem,) = default_ban_problems(registry)
    assert (problem.code, problem.domain) == ("SSOT009", "weather")


@pytest.mark.parametrize(
    ("owners", "left"),
    [
        ({"app/settings.py": ["mine"]}, {"Python"}),
        ({"app/settings.py": ["mine"], "web/settings.ts": ["mine"], "cmd/main.go": ["other"]}, {"Python", "JavaScript"}),
        ({"settings.yaml": ["mine"], "bin/settings": ["mine"]}, {"Python", "JavaScript", "Go", "Rust"}),
        ({"conf.rb": ["mine"]}, set()),
        ({}, {"Python", "JavaScript", "Go", "Rust"}),
    ],
)
def test_default_bans_hold_in_the_languages_of_the_owner(owners: dict[str, list[str]], left: set[str]) -> None:
    written = (a_ban("process.env"),)
    registry = heeded(with_default_bans(a_registry(a_domain("mine", kind="configuration", default_bans=True, bans=written))), owners)
    (domain,) = registry.domains
    assert {ban.language for ban in domain.bans} == {"", *left}


def test_a_ban_of_a_command_holds_whatever_the_owner_is_written_in() -> None:
    registry = with_default_bans(a_registry(a_domain("deployment", default_bans=True)))
    assert heeded(registry, {"deploy.rb": ["deployment"]}) == registry


def test_default_bans_that_nobody_could_heed_are_no_quiet_pass() -> None:
    registry = heeded(with_default_bans(a_registry(a_domain("mine", kind="retry", default_bans=True))), {"lib/retry.rb": ["mine"]})
    (problem,) = default_ban_problems(registry)
    assert (problem.code, problem.cause) == ("SSOT009", "the kind `retry` has no bans in a language that the owner is written in")


def test_every_symbol_of_a_profile_says_its_language() -> None:
    bans = [ban for profile in profiles().values() for ban in profile.bans]
    assert all((ban.language in FAMILIES.values()) == bool(ban.symbols) for ban in bans)


@given(st.lists(st.sampled_from(PIECES), max_size=6))
def test_the_words_lose_nothing(lines: list[str]) -> None:
    source = SourceFile("app/job.py", "python", "\n".join(lines) + "\n", "0" * 16)
    watch = Watch(frozenset(("logging.basicConfig", "os.environ")))
    assert LANGUAGE.touch is not None
    assert touches(LANGUAGE, source, watch) == LANGUAGE.touch(source, watch)


def test_a_file_without_the_words_is_not_asked() -> None:
    def asked(_source: SourceFile, _watch: Watch) -> tuple[()]:
        raise AssertionError

    source = SourceFile("app/job.py", "python", "import logging\nmybasicConfig = logging.basicConfigs\n", "0" * 16)
    assert touches(replace(LANGUAGE, touch=asked), source, Watch(frozenset(("logging.basicConfig",)))) == ()


@pytest.mark.parametrize("name", ['"basic" + "Config"', "'basic'\n  'Config'"])
def test_a_word_in_joined_literals_is_found(name: str) -> None:
    source = SourceFile("a.py", "python", f"import logging\ngetattr(logging, ({name}))()\n", "", test=False)
    assert [touch.name for touch in touches(LANGUAGE, source, Watch(frozenset(("logging.basicConfig",))))] == ["logging.basicConfig"]


def use_of(symbol: str, language: str) -> tuple[Language, str, str]:
    """The language, a path and a text that uses the symbol as code of that language does."""
    if language == "Rust":
        return rust.LANGUAGE, "src/use.rs", f"fn run() {{\n    {symbol}(1);\n}}\n"
    package, _, name = symbol.rpartition(".")
    if language == "Python":
        return LANGUAGE, "app/use.py", f"from {package} import {name}\n\n{name}()\n"
    if language == "Go":
        return go.LANGUAGE, "cmd/use.go", f'package main\n\nimport it "{package}"\n\nfunc run() {{\n\tit.{name}()\n}}\n'
    if symbol in READS_ENVIRONMENT["javascript"]:
        return typescript.LANGUAGE, "web/use.ts", f"export const home = {symbol}.HOME;\n"
    text = f'import * as it from "{package}";\n\nit.{name}();\n' if package else f'import it from "{symbol}";\n\nit();\n'
    return typescript.LANGUAGE, "web/use.ts", text


@pytest.mark.parametrize(
    ("language", "symbol"),
    sorted({(ban.language, symbol) for profile in profiles().values() for ban in profile.bans for symbol in ban.symbols}),
)
def test_every_symbol_of_a_profile_is_seen_where_it_is_used(language: str, symbol: str) -> None:
    known, path, text = use_of(symbol, language)
    found = touches(known, SourceFile(path, known.name, text, "0" * 16), Watch(frozenset((symbol,))))
    assert {touch.name for touch in found} == {symbol}
