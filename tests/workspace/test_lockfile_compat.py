"""The compat dialect, key by key."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.model.facts import Enforcement
from ssot_check.model.phase import Phase
from ssot_check.model.registry import Dialect, Level, Registry, Role, State
from ssot_check.model.verdict import Severity
from tests.workspace.lockfiles import load_text

OPEN = "missing ), unterminated subpattern at position 0"


def domain(folder: Path, body: str) -> Registry:
    """A registry with the one domain `d`; no problem may be left."""
    lines = "\n".join("    " + line for line in body.strip("\n").split("\n"))
    loaded = load_text(folder, f"sources_of_truth:\n  d:\n{lines}\n")
    assert loaded.problems == ()
    assert loaded.registry is not None
    assert loaded.registry.dialect is Dialect.COMPAT
    return loaded.registry


def components(registry: Registry) -> list[tuple[str, list[str], list[str], list[str]]]:
    """Name, paths, exports and members of each component of the first domain."""
    return [
        (part.name, [item.path for item in part.paths], [item.name for item in part.exports], [item.path for item in part.members])
        for part in registry.domains[0].components
    ]


@pytest.mark.parametrize("key", ["path", "ssot", "ssot_location", "ssot_script"])
def test_owner_keys(tmp_path: Path, key: str) -> None:
    assert components(domain(tmp_path, f"{key}: src/a.py\nexports: [one, two]")) == [("", ["src/a.py"], ["one", "two"], [])]


def test_an_owner_may_be_a_list_of_mappings(tmp_path: Path) -> None:
    registry = domain(
        tmp_path,
        "frontend:\n  ssot:\n    - path: a.ts\n      description: A\n      locking_required: true\n    - path: b.ts\n"
        "  feature_types:\n    - path: c.ts\n",
    )
    assert components(registry) == [("frontend", ["a.ts", "b.ts"], [], ["c.ts"])]
    assert registry.domains[0].locked
    assert registry.domains[0].notes == ("frontend.ssot: a.ts: A",)


def test_roles_at_any_depth_are_components(tmp_path: Path) -> None:
    registry = domain(
        tmp_path,
        "path: a.ts\nbackend:\n  service:\n    path: s.rs\n    responsibility: serves\n  anything:\n    deeper:\n      path: d.rs\n"
        "docs:\n  - path: x.md\n  - path: y.md\nfrontend: f.ts\n",
    )
    assert components(registry) == [
        ("", ["a.ts"], [], []),
        ("backend.service", ["s.rs"], [], []),
        ("backend.anything.deeper", ["d.rs"], [], []),
        ("docs", ["x.md", "y.md"], [], []),
        ("frontend", ["f.ts"], [], []),
    ]
    assert registry.domains[0].notes == ("backend.service.responsibility: serves",)


def test_members_and_templates(tmp_path: Path) -> None:
    registry = domain(
        tmp_path,
        "ssot_location: .env\nfiles:\n  - path: .env\n    locking_required: true\n  - path: .env.example\n    description: Template\n"
        "  - path: env.old\n    deprecated: true\ntemplate: t.env\nproduction_template: p.env\n",
    )
    assert components(registry) == [("", [".env"], [], [".env.example", "t.env", "p.env"])]
    assert [entry.path.path for entry in registry.domains[0].deprecated if entry.path] == ["env.old"]
    assert registry.domains[0].components[0].locked


def test_deprecated_paths_with_symbol_prose_and_version(tmp_path: Path) -> None:
    registry = domain(
        tmp_path,
        "path: a.rs\ndeprecated_paths:\n  - b.rs  # REMOVED\n  - 'c.rs::hash (removed, was in archive)'\n  - d.rs (never existed)\n"
        "removal_version: '2.0.0'\ninner:\n  path: e.rs\n  deprecated: f.rs\n",
    )
    found = [
        (item.path.path, item.symbol, item.path.note, item.state, item.remove_in) for item in registry.domains[0].deprecated if item.path
    ]
    assert found == [
        ("b.rs", "", "", State.UNSAID, "2.0.0"),
        ("c.rs", "hash", "removed, was in archive", State.REMOVED, "2.0.0"),
        ("d.rs", "", "never existed", State.UNSAID, "2.0.0"),
        ("f.rs", "", "", State.UNSAID, ""),
    ]
    assert registry.domains[0].deprecated[1].path is not None
    assert registry.domains[0].deprecated[1].path.written == "c.rs::hash (removed, was in archive)"


def test_a_removal_version_stays_text(tmp_path: Path) -> None:
    registry = domain(tmp_path, "path: a.rs\ndeprecated_paths: [b.rs]\nremoval_version: 3.10\n")
    assert registry.domains[0].deprecated[0].remove_in == "3.10"


def test_archived_files_name_their_archive(tmp_path: Path) -> None:
    registry = domain(
        tmp_path,
        "path: a.yml\narchived_files:\n  - path: old/archive/compose/b.yml\n    description: Old\n    status: archived\n"
        "    archive_date: '2025-01-15'\nrules: [Archive outdated docs to docs/archive/]\n",
    )
    entry = registry.domains[0].deprecated[0]
    assert (entry.state, entry.reason, entry.since) == (State.ARCHIVED, "Old", "2025-01-15")
    assert [item.path for item in registry.archives] == ["docs/archive", "old/archive"]


def test_wrappers_imports_and_helpers(tmp_path: Path) -> None:
    registry = domain(
        tmp_path,
        "path: a.ts\nwrappers:\n  - b.ts\n  - path: c.ts\n    note: async twin\nallowed_imports: [\"from '@/a'\", '@/b']\n"
        "management_script: m.sh\nvalidation: v.sh\nsynchronization: s.sh\n",
    )
    found = registry.domains[0]
    assert [(item.path.path, item.reason) for item in found.wrappers] == [("b.ts", ""), ("c.ts", "async twin")]
    assert [item.regex for item in found.imports] == ["^@/a$", "^@/b$"]
    assert [(item.role, item.path.path, item.key) for item in found.named] == [
        (Role.HELPER, "m.sh", "management_script"),
        (Role.HELPER, "v.sh", "validation"),
        (Role.HELPER, "s.sh", "synchronization"),
    ]


def test_validation_with_a_path_is_a_role(tmp_path: Path) -> None:
    assert components(domain(tmp_path, "path: a.ts\nvalidation:\n  path: v.ts")) == [
        ("", ["a.ts"], [], []),
        ("validation", ["v.ts"], [], []),
    ]


def test_only_paths_in_parentheses_of_side_notes_count(tmp_path: Path) -> None:
    registry = domain(
        tmp_path,
        "path: a\nconsumers: [Docker services (docker-compose.yml), Backend (SecretsService), 'MCP (.cursor/mcp.json, and/or)']\n"
        "sync_targets: [Containers (restart services)]\nrelationship: [One (src/b.py) uses the other]\n",
    )
    named = registry.domains[0].named
    assert [(item.role, item.path.path) for item in named] == [
        (Role.CONSUMER, "docker-compose.yml"),
        (Role.CONSUMER, ".cursor/mcp.json"),
        (Role.DEPENDENCY, "src/b.py"),
    ]
    places = [item.path.location for item in named]
    assert [registry.lines[place.line - 1][place.column - 1 : place.end_column - 1] for place in places] == [
        item.path.path for item in named
    ]
    assert registry.domains[0].notes[0] == "consumers: Docker services (docker-compose.yml)"
    assert all(item.path.note == "" for item in registry.domains[0].named)


def test_used_files_become_dependencies_on_their_owners(tmp_path: Path) -> None:
    loaded = load_text(
        tmp_path,
        "sources_of_truth:\n  a:\n    path: a.ts\n    imports_from_config: [b.ts]\n    uses: ['c.env (SSOT)', other.ts]\n"
        "  b:\n    path: b.ts\n  c:\n    path: c.env\n  c2:\n    path: c.env\n",
    )
    assert loaded.registry is not None
    first = loaded.registry.domain("a")
    assert [(item.name, item.location.line) for item in first.depends_on] == [("b", 4), ("c", 5)]
    assert [(item.path.path, item.path.note) for item in first.named] == [("b.ts", ""), ("c.env", "SSOT"), ("other.ts", "")]


def test_must_source_is_bound_and_other_rules_are_not(tmp_path: Path) -> None:
    registry = domain(
        tmp_path,
        "path: scripts/lib/common.sh\nrule: All scripts MUST source common.sh\nrules:\n"
        "  - All deployment scripts MUST source scripts/lib/common.sh\n  - All scripts MUST source elsewhere.sh\n  - Be nice\n",
    )
    found = registry.domains[0]
    assert [(item.files.path, item.source.path) for item in found.must_use] == [
        ("scripts/**/*.sh", "scripts/lib/common.sh"),
        ("scripts/**/*deploy*.sh", "scripts/lib/common.sh"),
    ]
    assert [item.check for item in found.policies] == ["SSOT311", "SSOT311", "", ""]


def test_the_top_level(tmp_path: Path) -> None:
    loaded = load_text(
        tmp_path,
        "version: '1.3.0'\nenforcement_level: advisory\ndate: 2025-01-15\nsources_of_truth: {a: {path: a.ts}}\n"
        "deprecated_modules:\n"
        "  - {path: x.ts, reason: merged, use_instead: 'a.ts or lib/b.ts', removal_version: 2.0.0, status: removed,"
        " removal_date: 2025-01-28}\n"
        "  - {path: y.ts, use_instead: a.ts (the owner), status: active}\n"
        "enforcement_rules: [One, Two]\n"
        "migration_status: {phases: [{phase: 1}, {phase: 1}]}\nmetrics: {files: 567, modules: {high: 4}}\n"
        "validation: {import_patterns: {allowed: ['^a$'], forbidden: ['.*/b']}, file_existence: {required: [c.ts]}}\n"
        "notes: [n]\nchangelog: [{version: 1.0.0, date: '2025-01-01', changes: [x]}]\n",
    )
    assert loaded.problems == ()
    registry = loaded.registry
    assert registry is not None
    assert (registry.version, registry.level) == ("1.3.0", Level.ADVISORY)
    first, second = registry.deprecated
    assert [item.path for item in first.use] == ["a.ts", "lib/b.ts"]
    assert (first.reason, first.remove_in, first.remove_by, first.state, first.domain) == (
        "merged",
        "2.0.0",
        "2025-01-28",
        State.REMOVED,
        "",
    )
    assert [(item.path, item.note) for item in second.use] == [("a.ts", "the owner")]
    assert [item.text for item in registry.policies] == ["One", "Two"]
    assert [(item.regex, item.allowed) for item in registry.import_patterns] == [("^a$", True), (".*/b", False)]
    assert [item.path for item in registry.required_files] == ["c.ts"]
    stated = {item.key: item.text for item in registry.stated}
    assert stated["metrics.modules.high"] == "4"
    assert stated["migration_status.phases.1.phase"] == "1"
    assert stated["changelog.0.version"] == "1.0.0"
    assert stated["date"] == "2025-01-15"


def test_places_of_alternatives_are_their_own(tmp_path: Path) -> None:
    loaded = load_text(tmp_path, "sources_of_truth: {a: {path: a}}\ndeprecated_modules:\n  - path: x.ts\n    use_instead: 'a.ts or b.ts'\n")
    assert loaded.registry is not None
    assert [(item.location.column, item.location.end_column) for item in loaded.registry.deprecated[0].use] == [(19, 23), (27, 31)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sources_of_truth: {a: {path: a, exprots: x}}", ("SSOT004", "unknown key `exprots` in domain `a`", "did you mean `exports`?")),
        (
            "sources_of_truth: {a: {path: a}}\nchangelgo: []",
            ("SSOT004", "unknown key `changelgo` in the registry", "did you mean `changelog`?"),
        ),
        (
            "sources_of_truth: {a: {path: a}}\ndeprecated_modules: [{path: b, use_insted: c}]",
            ("SSOT004", "unknown key `use_insted` in an entry of `deprecated_modules`", "did you mean `use_instead`?"),
        ),
        (
            "sources_of_truth: {a: {path: a}}\nvalidation: {file_existence: {requierd: [b]}}",
            ("SSOT004", "unknown key `requierd` in `validation.file_existence`", "did you mean `required`?"),
        ),
        (
            "sources_of_truth: {a: {path: a}}\nenforcement_level: stric",
            ("SSOT005", "`enforcement_level` is `stric`; expected strict, standard or advisory", "did you mean `strict`?"),
        ),
        (
            "sources_of_truth: {a: {path: a}}\ndeprecated_modules: [{path: b, status: remvoed}]",
            ("SSOT005", "`status` is `remvoed`, which names no state", "did you mean `removed`?"),
        ),
    ],
)
def test_what_may_be_a_slip_is_a_warning(tmp_path: Path, text: str, expected: tuple[str, str, str]) -> None:
    loaded = load_text(tmp_path, text)
    assert [(item.code, item.message, item.remedy) for item in loaded.problems] == [expected]
    assert loaded.problems[0].severity is Severity.WARNING
    assert loaded.registry is not None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("sources_of_truth: {a: {path: /etc/passwd}}", "the path `/etc/passwd` leaves the repository"),
        ("sources_of_truth: {a: {path: a/../../b}}", "the path `a/../../b` leaves the repository"),
        ("sources_of_truth: {a: {path: 'C:\\x'}}", "the path `C:\\x` leaves the repository"),
        ("sources_of_truth: {a: {path: [[b]]}}", "`path` is a list; expected a path"),
        ("sources_of_truth: {a: {path: }}", "`path` is nothing; expected a path"),
        ("sources_of_truth: {a: b.ts}", "`sources_of_truth.a` is `b.ts`; expected a mapping with at least a `path`"),
        ("sources_of_truth: [a]", "`sources_of_truth` is a list; expected a mapping"),
        ("sources_of_truth: {a: {path: a, exports: {b: c}}}", "`exports` is a mapping; expected a list of names"),
        ("sources_of_truth: {a: {path: a, files: [{description: x}]}}", "an entry of `files` has no `path`"),
        ("sources_of_truth: {a: {path: a, locking_required: 3}}", "`locking_required` is `3`; expected `true` or `false`"),
        ("sources_of_truth: {}", "`sources_of_truth` is empty"),
        ("sources_of_truth: {a: {path: a}}\nvalidation: {import_patterns: {allowed: ['(']}}", "`(` is not a regular expression: " + OPEN),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_an_error(tmp_path: Path, text: str, message: str) -> None:
    loaded = load_text(tmp_path, text)
    assert [(item.code, item.severity, item.message) for item in loaded.problems] == [("SSOT005", Severity.ERROR, message)]


def test_all_mistakes_are_shown_at_once(tmp_path: Path) -> None:
    text = "sources_of_truth:\n  a:\n    path: /x\n    exprots: y\n  b:\n    path: ../y\n    path: z\nchangelgo: []\n"
    assert [(item.code, item.location.line) for item in load_text(tmp_path, text).problems] == [
        ("SSOT005", 3),
        ("SSOT005", 6),
        ("SSOT003", 7),
        ("SSOT004", 4),
        ("SSOT004", 8),
    ]


def test_a_link_that_points_out_of_the_repository_is_refused(tmp_path: Path) -> None:
    root = tmp_path / "root"
    (root / "src").mkdir(parents=True)
    (root / "inside.py").symlink_to("src")
    (root / "outside").symlink_to(tmp_path)
    loaded = load_text(root, "sources_of_truth: {a: {path: inside.py}, b: {path: outside/x.py}, c: {path: 'outside/*.py'}}")
    assert [item.message for item in loaded.problems] == [
        "the path `outside/x.py` leads out of the repository through a symbolic link",
        "the path `outside/*.py` leads out of the repository through a symbolic link",
    ]


@pytest.mark.parametrize("word", ["true", "True", "yes", "on", "'true'"])
def test_truth_values_of_older_yaml_are_understood(tmp_path: Path, word: str) -> None:
    assert domain(tmp_path, f"path: a\nlocking_required: {word}").domains[0].locked


COMPAT = "sources_of_truth:\n  logging:\n    path: src/log.py\n"


def test_phases_and_the_gate_are_those_of_version_2(tmp_path: Path) -> None:
    text = COMPAT + (
        "enforcement:\n  level: strict\n  phase: report\n  phases: {logging: full, SSOT203: touched}\n  baseline: b.json\n  min_score: 90\n"
        "  gate: {new_findings: 0, debt: {'*': 5}}\n"
    )
    loaded = load_text(tmp_path, text)
    assert loaded.problems == ()
    assert loaded.registry is not None
    found = loaded.registry.enforcement
    assert (loaded.registry.level, found.phase, found.min_score, found.gate.new_findings) == (Level.STRICT, Phase.REPORT, 90.0, 0)
    assert [(item.name, item.phase) for item in found.phases] == [("logging", Phase.FULL), ("SSOT203", Phase.TOUCHED)]
    assert found.baseline is not None


@pytest.mark.parametrize(
    ("body", "code", "message"),
    [
        ("{gate: {new_finding: 0}}", "SSOT004", "unknown key `new_finding` in `enforcement.gate`"),
        ("{phase: soon}", "SSOT005", "`enforcement.phase` is `soon`"),
        ("{phase: full, gaet: {}}", "SSOT004", "unknown key `gaet` in `enforcement`"),
    ],
)
def test_a_misspelt_gate_does_not_stand_open(tmp_path: Path, body: str, code: str, message: str) -> None:
    (problem,) = load_text(tmp_path, f"{COMPAT}enforcement: {body}\n").problems
    assert (problem.code, problem.severity, message in problem.message) == (code, Severity.ERROR, True)


@pytest.mark.parametrize("body", ["strict", "{ci: true, owner: me}", "[a, b]", "{}"])
def test_a_key_of_that_name_with_another_meaning_stays_a_warning(tmp_path: Path, body: str) -> None:
    loaded = load_text(tmp_path, f"{COMPAT}enforcement: {body}\n")
    assert [(problem.code, problem.severity) for problem in loaded.problems] == [("SSOT004", Severity.WARNING)]
    assert loaded.registry is not None
    assert loaded.registry.enforcement == Enforcement()


def test_two_levels_and_a_domain_that_is_not_there_are_warned_of(tmp_path: Path) -> None:
    loaded = load_text(tmp_path, f"{COMPAT}enforcement_level: strict\nenforcement: {{level: advisory, phases: {{loging: off}}}}\n")
    assert loaded.registry is not None
    assert loaded.registry.level is Level.STRICT
    assert [problem.message for problem in loaded.problems] == [
        "`enforcement_level` is `strict`, and `enforcement.level` is `advisory`",
        "`enforcement.phases` names the domain `loging`, which is not registered",
    ]
