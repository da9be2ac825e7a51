"""Version 2 of the registry: what every key becomes, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.model.phase import Phase
from ssot_check.model.registry import DEFAULT_MIN_TOKENS, DEFAULT_THRESHOLD, Dialect, Level, Registry, Role, State
from ssot_check.model.verdict import Severity
from ssot_check.workspace.registry.schema import schema
from tests.workspace.lockfiles import load_text

KINDS = ", ".join(schema()["$defs"]["domain"]["properties"]["kind"]["enum"])
WHOLE = """\
schema_version: 2
project: {version_from: "pyproject.toml#project.version"}
enforcement: {level: strict, phase: ratchet, phases: {logging: report, SSOT203: "off"}, baseline: .ssot-baseline.json, min_score: 90,
  gate: {new_findings: 0, expired_waivers: 1, unread_files: 2, debt: {"*": 40, logging: 2.5}}}
scan:
  include: ["**"]
  exclude: [vendor/, "!vendor/own/**"]
  tests: [tests/**]
  generated: ["**/*_pb2.py"]
  aliases: {"@/": frontend/src/}
domains:
  logging:
    description: One log format
    kind: logging
    owners: ["@org/platform"]
    paths: [src/app/logging/**]
    members: [src/app/logging/sample.toml]
    components:
      shell: {paths: [scripts/lib/log.sh], exports: [log_info]}
    exports: [setup_logging, get_logger]
    does_not_own: [metrics]
    depends_on: [configuration]
    consumers: {allow: ["src/**"], protect: true}
    wrappers: [{path: src/app/compat_log.py, reason: async facade, must_delegate: false}]
    helpers: [scripts/check-log.sh]
    bans:
      - {symbol: logging.basicConfig, also: [logging.config.dictConfig], use: app.setup_logging, why: one format, allow_in: [tests/**]}
      - {command: docker build, use: scripts/deploy.sh, in: [shell, ci]}
    must_use: [{files: "scripts/*.sh", source: scripts/lib/log.sh}]
    duplicates: {threshold: 0.9, min_tokens: 40, ignore: [docs/**]}
    variants: {kind: compose, allowed: [docker-compose.yml]}
    deprecated:
      - {path: src/app/old.py, symbol: null, use: src/app/new.py, since: 1.10, remove_in: 2.0.0,
         remove_by: 2027-03-01, state: active, reason: merged}
      - {symbol: app.old}
    imports: {allowed: ["^app\\\\.logging$"], forbidden: []}
    rules: [{text: No print, check: SSOT301}, {text: Reviewed quarterly}]
    lock: {required: true, evidence: [registry-change]}
    notes: [a note]
  configuration: {paths: [src/app/config.py], parent: logging, bans: default}
facts:
  python:
    type: version
    domain: configuration
    canonical: {file: .python-version}
    copies: [{file: pyproject.toml, select: project.requires-python, relation: satisfies}]
    discover: true
env:
  template: .env.example
  environments: {testing: [.env.testing]}
  may_differ: [LOG_LEVEL]
  ambient: ["KUBERNETES_*"]
  vars: {DB_HOST: {type: host, required: true}, API_KEY: {secret: true}}
layout: {forbidden_paths: [utils/], covered_paths: ["src/**"], frozen_paths: [migrations/]}
documentation: {topics: {deployment: docs/deployment.md}, archive: docs/archive/}
exceptions: [{code: SSOT201, path: tools/bootstrap.py, symbol: setup, reason: runs first, owner: "@me", until: 2027-01-31}]
"""


@pytest.fixture
def whole(tmp_path: Path) -> Registry:
    loaded = load_text(tmp_path, WHOLE)
    assert loaded.problems == ()
    assert loaded.registry is not None
    return loaded.registry


def test_the_frame(whole: Registry) -> None:
    assert (whole.dialect, whole.level, whole.version_from) == (Dialect.VERSION_2, Level.STRICT, "pyproject.toml#project.version")
    assert (whole.enforcement.phase, whole.enforcement.min_score) == (Phase.RATCHET, 90.0)
    gate = whole.enforcement.gate
    assert (gate.new_findings, gate.expired_waivers, gate.unread_files) == (0, 1, 2)
    assert [(item.domain, item.most) for item in gate.debt] == [("*", 40.0), ("logging", 2.5)]
    assert [(item.name, item.phase, item.is_rule) for item in whole.enforcement.phases] == [
        ("logging", Phase.REPORT, False), ("SSOT203", Phase.OFF, True),
    ]  # fmt: skip
    assert whole.enforcement.baseline is not None
    assert whole.enforcement.baseline.path == ".ssot-baseline.json"
    assert [item.path for item in (*whole.scan.include, *whole.scan.exclude)] == ["**", "vendor/", "!vendor/own/**"]
    assert [item.path for item in (*whole.scan.tests, *whole.scan.generated)] == ["tests/**", "**/*_pb2.py"]
    assert whole.scan.aliases == (("@/", "frontend/src"),)
    assert [item.path for item in whole.forbidden_paths] == ["utils"]
    assert [item.path for item in (*whole.covered_paths, *whole.frozen_paths)] == ["src/**", "migrations"]
    assert [(name, item.path) for name, item in whole.topics] == [("deployment", "docs/deployment.md")]
    assert [item.path for item in whole.archives] == ["docs/archive"]
    entry = whole.exceptions[0]
    assert (entry.code, entry.path.path, entry.symbol, entry.reason, entry.owner, entry.until) == (
        "SSOT201", "tools/bootstrap.py", "setup", "runs first", "@me", "2027-01-31",
    )  # fmt: skip


def test_what_a_domain_owns(whole: Registry) -> None:
    logging = whole.domain("logging")
    assert (logging.description, logging.kind, logging.people, logging.locked) == ("One log format", "logging", ("@org/platform",), True)
    own, shell = logging.components
    assert ([item.path for item in own.paths], [item.path for item in own.members]) == (
        ["src/app/logging/**"],
        ["src/app/logging/sample.toml"],
    )
    assert [item.name for item in own.exports] == ["setup_logging", "get_logger"]
    assert (shell.name, [item.path for item in shell.paths], [item.name for item in shell.exports]) == (
        "shell", ["scripts/lib/log.sh"], ["log_info"],
    )  # fmt: skip
    assert whole.domain("configuration").kind == "configuration"
    assert whole.domain("configuration").parent == "logging"
    assert whole.domain("configuration").facts == ("python",)


def test_who_may_use_it(whole: Registry) -> None:
    logging = whole.domain("logging")
    assert ([item.path for item in logging.consumers.allow], logging.consumers.protect) == (["src/**"], True)
    assert [(item.path.path, item.reason, item.must_delegate) for item in logging.wrappers] == [
        ("src/app/compat_log.py", "async facade", False)
    ]
    assert [(item.role, item.path.path) for item in logging.named] == [(Role.HELPER, "scripts/check-log.sh")]
    assert [item.name for item in logging.depends_on] == ["configuration"]
    assert [item.name for item in logging.does_not_own] == ["metrics"]
    assert [(item.files.path, item.source.path) for item in logging.must_use] == [("scripts/*.sh", "scripts/lib/log.sh")]
    assert [(item.regex, item.allowed) for item in logging.imports] == [("^app\\.logging$", True)]


def test_what_is_banned_and_deprecated(whole: Registry) -> None:
    logging = whole.domain("logging")
    symbols, command = logging.bans
    assert symbols.symbols == ("logging.basicConfig", "logging.config.dictConfig")
    assert (symbols.use, symbols.why, [item.path for item in symbols.allow_in]) == ("app.setup_logging", "one format", ["tests/**"])
    assert (command.command, command.use, command.within) == ("docker build", "scripts/deploy.sh", ("shell", "ci"))
    assert (logging.default_bans, whole.domain("configuration").default_bans) == (False, True)
    old, symbol = logging.deprecated
    assert old.path is not None
    assert (old.path.path, old.symbol, [item.path for item in old.use], old.since, old.remove_in, old.remove_by, old.state, old.reason) == (
        "src/app/old.py", "", ["src/app/new.py"], "1.10", "2.0.0", "2027-03-01", State.ACTIVE, "merged",
    )  # fmt: skip
    assert (symbol.path, symbol.symbol) == (None, "app.old")


def test_how_it_is_compared_and_kept(whole: Registry) -> None:
    logging = whole.domain("logging")
    assert (logging.duplicates.threshold, logging.duplicates.min_tokens) == (0.9, 40)
    assert [item.path for item in logging.duplicates.ignore] == ["docs/**"]
    other = whole.domain("configuration").duplicates
    assert (other.threshold, other.min_tokens) == (DEFAULT_THRESHOLD, DEFAULT_MIN_TOKENS)
    assert [(item.kind, [path.path for path in item.allowed]) for item in logging.variants] == [("compose", ["docker-compose.yml"])]
    assert [(item.text, item.check) for item in logging.policies] == [("No print", "SSOT301"), ("Reviewed quarterly", "")]
    assert (logging.evidence, logging.notes) == (("registry-change",), ("a note",))


def test_facts_and_environment(whole: Registry) -> None:
    fact = whole.facts[0]
    assert (fact.name, fact.type, fact.domain, fact.discover) == ("python", "version", "configuration", True)
    assert fact.canonical is not None
    assert (fact.canonical.file.path, fact.canonical.select) == (".python-version", "")
    assert [(item.file.path, item.select, item.relation) for item in fact.copies] == [
        ("pyproject.toml", "project.requires-python", "satisfies"),
    ]
    env = whole.environment
    assert env.template is not None
    assert env.template.path == ".env.example"
    assert [(name, [item.path for item in files]) for name, files in env.files] == [("testing", [".env.testing"])]
    assert (env.may_differ, env.ambient) == (("LOG_LEVEL",), ("KUBERNETES_*",))
    assert [(item.name, item.type, item.required, item.secret) for item in env.variables] == [
        ("DB_HOST", "host", True, False),
        ("API_KEY", "string", False, True),
    ]


def test_every_place_shows_what_was_written(whole: Registry) -> None:
    for entry in (*whole.domain("logging").owner_paths, *whole.scan.exclude, *whole.forbidden_paths):
        line = whole.lines[entry.location.line - 1]
        assert line[entry.location.column - 1 : entry.location.end_column - 1].strip('"') == entry.written


def mistake(folder: Path, body: str) -> str:
    """The one problem of a registry with that body in domain `a`: code, place, message."""
    loaded = load_text(folder, f"schema_version: 2\ndomains:\n  a:\n    {body}\n")
    assert loaded.registry is not None
    assert len(loaded.problems) == 1, loaded.problems
    item = loaded.problems[0]
    assert item.severity is Severity.ERROR
    return f"{item.code} {item.location.line}:{item.location.column} {item.message}"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("exprots: [x]", "SSOT004 4:5 unknown key `exprots` in `domains.a`"),
        ("zzzzzz: [x]", "SSOT004 4:5 unknown key `zzzzzz` in `domains.a`"),
        ("bans: [{symbol: x, y: z}]", "SSOT004 4:24 unknown key `y` in `domains.a.bans[0]`"),
        ("lock: {requird: true}", "SSOT004 4:12 unknown key `requird` in `domains.a.lock`"),
        ("exports: x", "SSOT005 4:14 `domains.a.exports` is `x`; expected a list of names"),
        ("paths: {b: c}", "SSOT005 4:12 `domains.a.paths` is a mapping; expected a list of paths or patterns"),
        ("exports:", "SSOT005 4:13 `domains.a.exports` is nothing; expected a list of names"),
        ("exports: [x, ]\n    notes: [[y]]", "SSOT005 5:13 `domains.a.notes[0]` is a list; expected a text"),
        ("lock: {required: yes}", "SSOT005 4:22 `domains.a.lock.required` is `yes`; expected `true` or `false`"),
        ("lock: {required: 'true'}", "SSOT005 4:22 `domains.a.lock.required` is `true`; expected `true` or `false`"),
        ("kind: loging", f"SSOT005 4:11 `domains.a.kind` is `loging`; expected one of {KINDS}"),
        ("bans: all", "SSOT005 4:11 `domains.a.bans` is `all`; expected `default`"),
        ("bans: {symbol: x}", "SSOT005 4:11 `domains.a.bans` is a mapping; expected `default` or a list of bans"),
        ("bans: [{why: x}]", "SSOT005 4:12 `domains.a.bans[0]` has neither `symbol` nor `command`"),
        ("bans: [{symbol: x, command: y}]", "SSOT005 4:12 `domains.a.bans[0]` has more than one of `symbol` or `command`"),
        ("lock: [x]", "SSOT005 4:11 `domains.a.lock` is a list; expected a mapping"),
        ("must_use: [{files: x}]", "SSOT005 4:16 `domains.a.must_use[0]` has no `source`"),
        ("duplicates: {threshold: 80}", "SSOT005 4:29 `domains.a.duplicates.threshold` is `80`; expected a number from 0 to 1"),
        ("duplicates: {min_tokens: 2.5}", "SSOT005 4:30 `domains.a.duplicates.min_tokens` is `2.5`; expected a whole number from 1"),
        ("duplicates: {min_tokens: 0}", "SSOT005 4:30 `domains.a.duplicates.min_tokens` is `0`; expected a whole number from 1"),
        ("deprecated: [{path: x, remove_by: 2027-02-30}]",
         "SSOT005 4:39 `domains.a.deprecated[0].remove_by` is `2027-02-30`; expected a date such as 2027-03-01"),
        ("deprecated: [{path: x, state: gone}]",
         "SSOT005 4:35 `domains.a.deprecated[0].state` is `gone`; expected one of active, removed, archived"),
        ("rules: [{text: x, check: SSOT3}]",
         "SSOT005 4:30 `domains.a.rules[0].check` is `SSOT3`; expected the code of a rule, such as SSOT301"),
        ("imports: {allowed: ['*x']}", "SSOT005 4:25 `*x` is not a regular expression: nothing to repeat at position 0"),
        ("paths: [a/../../b]", "SSOT005 4:13 the path `a/../../b` leaves the repository"),
    ],
)  # fmt: skip
def test_mistakes_in_a_domain(tmp_path: Path, body: str, expected: str) -> None:
    assert mistake(tmp_path, body) == expected


@pytest.mark.parametrize(
    ("body", "remedy"),
    [
        ("exprots: [x]", "did you mean `exports`?"),
        ("zzzzzz: [x]", "remove the key, or turn it into a comment"),
        ("kind: loging", "did you mean `logging`?"),
        ("bans: [{command: x, in: [shel]}]", "did you mean `shell`?"),
        ("lock: {required: yes}", "write `true` or `false`"),
        ("bans: [{why: x}]", "add `symbol` or `command`"),
    ],
)
def test_remedies_say_what_to_write(tmp_path: Path, body: str, remedy: str) -> None:
    loaded = load_text(tmp_path, f"schema_version: 2\ndomains: {{a: {{{body}}}}}\n")
    assert [item.remedy for item in loaded.problems] == [remedy]


def test_a_path_that_leaves_the_repository_is_said_once(tmp_path: Path) -> None:
    for path in ("/etc/passwd", "../x", "~/x", "C:/x", "..", "/"):
        assert mistake(tmp_path, f"paths: ['{path}']").startswith(f"SSOT005 4:13 the path `{path}` leaves the repository")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("domains: {a: {}}\nfact: {}", "unknown key `fact` in the registry"),
        ("domains: {}", "`domains` is empty"),
        ("facts: {}", "the registry has no `domains`"),
        ("domains: {a: }", "`domains.a` is nothing; expected a mapping that describes the domain"),
        ("domains: {a: {}}\nenforcement: {level: strickt}", "`enforcement.level` is `strickt`; expected one of strict, standard, advisory"),
        ("domains: {a: {}}\nenforcement: {min_score: 101}", "`enforcement.min_score` is `101`; expected a number from 0 to 100"),
        (
            "domains: {a: {}}\nenforcement: {phases: {a: repot}}",
            "`enforcement.phases.a` is `repot`; expected one of off, report, touched, new, ratchet, full",
        ),
        (
            "domains: {a: {}}\nenforcement: {phases: {SSOT0: report}}",
            "`enforcement.phases.SSOT0`: rules of family 0 say what the run could not see, and hold in every phase",
        ),
        (
            "domains: {a: {}}\nenforcement: {phases: {loging: report}}",
            "`enforcement.phases` names the domain `loging`, which is not registered",
        ),
        ("domains: {a: {}}\nfacts: {b: {type: version}}", "`facts.b` has no `canonical`"),
        ("domains: {a: {}}\nfacts: {b: {canonical: x}}", "`facts.b.canonical` is `x`; expected a mapping with `file`"),
        ("domains: {a: {}}\nproject: {version_from: '../x#y'}", "the path `../x#y` leaves the repository"),
        ("domains: {a: {}}\nexceptions: [{path: x, reason: y}]", "`exceptions[0]` has no `code`"),
    ],
)
def test_mistakes_in_the_frame(tmp_path: Path, text: str, message: str) -> None:
    loaded = load_text(tmp_path, f"schema_version: 2\n{text}\n")
    assert [item.message for item in loaded.problems] == [message]
    assert loaded.registry is not None


def test_domains_that_are_named_and_not_there_are_doubted(tmp_path: Path) -> None:
    loaded = load_text(
        tmp_path,
        "schema_version: 2\ndomains:\n  logging: {depends_on: [confguration], parent: nobody}\n  configuration: {}\n"
        "facts: {f: {canonical: {file: x}, domain: loging}}\n",
    )
    assert [(item.severity, item.location.line, item.remedy) for item in loaded.problems] == [
        (Severity.WARNING, 3, "register the domain, or remove the name"),
        (Severity.WARNING, 3, "did you mean `configuration`?"),
        (Severity.WARNING, 5, "did you mean `logging`?"),
    ]


def test_all_mistakes_are_shown_at_once_and_the_rest_is_read(tmp_path: Path) -> None:
    loaded = load_text(
        tmp_path,
        "schema_version: 2\nscann: {}\ndomains:\n  a:\n    paths: [ok.py, /no.py]\n    exports: [one, [two]]\n    lock: maybe\n"
        "  b: {paths: [b.py]}\n",
    )
    assert [(item.code, item.location.line) for item in loaded.problems] == [
        ("SSOT004", 2),
        ("SSOT005", 5),
        ("SSOT005", 6),
        ("SSOT005", 7),
    ]
    assert loaded.registry is not None
    assert [item.path for item in loaded.registry.domain("a").owner_paths] == ["ok.py"]
    assert [item.name for item in loaded.registry.domain("a").exports] == ["one"]
    assert [item.path for item in loaded.registry.domain("b").owner_paths] == ["b.py"]
