"""What the sample projects of family 1 cannot show: git's knowledge, identities, and that the repairs mend."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssot_check.discovery import rules
from ssot_check.model.config import Config
from ssot_check.model.finding import Edit, Finding, Safety
from ssot_check.model.plugins import Rule
from ssot_check.model.problem import Problem
from ssot_check.model.project import Project
from ssot_check.model.registry import Named, Role, State
from ssot_check.model.verdict import Severity
from ssot_check.pipeline.scan import scan
from ssot_check.rules.registry import pattern_conflict
from ssot_check.rules.support.exports import is_provided, provided
from ssot_check.rules.support.guesses import suggest
from ssot_check.rules.support.import_patterns import example
from ssot_check.rules.support.places import is_there, resolve
from tests.builders import a_component, a_deprecated, a_domain, a_parsed_file, a_path, a_place, a_project, a_registry, a_tree

HERE = Path(__file__).resolve().parent
FAMILY = [rule for rule in rules() if rule.code.startswith("SSOT1")]
RULES = {rule.code: rule for rule in FAMILY}


def findings(code: str, project: Project) -> list[Finding]:
    check = RULES[code].check
    assert check is not None
    return [item for item in check(project) if isinstance(item, Finding)]


def apply(text: str, edits: Sequence[Edit]) -> str:
    """The text with the edits made; from the last place to the first, so that places stay true."""
    lines = text.split("\n")
    for edit in sorted(edits, key=lambda item: item.location, reverse=True):
        place = edit.location
        assert place.line == place.end_line
        line = lines[place.line - 1]
        lines[place.line - 1] = line[: place.column - 1] + edit.text + line[place.end_column - 1 :]
    return "\n".join(lines)


def written(folder: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
    return folder


def calls(work: Callable[[], object]) -> int:
    """How many functions `work` calls: its cost, whatever the machine."""
    count = 0

    def called(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(called)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


# Where a missing path went


def test_twice_as_many_missing_owners_cost_twice_as_much() -> None:
    def project(count: int) -> Project:
        names = [f"folder{number}/gone.rb" for number in range(count)]
        old = tuple(a_deprecated(name, name) for name in names)
        domains = (a_domain(f"d{name}", name, named=(Named(Role.CONSUMER, a_path(name), "consumers"),)) for name in names)
        return a_project(registry=a_registry(*domains, deprecated=old), tree=a_tree("kept.py"))

    few, many = project(40), project(80)
    assert len(findings("SSOT101", many)) == 80
    assert calls(lambda: findings("SSOT101", many)) < 2.5 * calls(lambda: findings("SSOT101", few))


def test_git_knows_best_where_a_file_went() -> None:
    tree = a_tree("app/log.pyi", "core/journal.py", renames={"app/log.py": "core/journal.py"})
    found = suggest(tree, "app/log.py")
    assert found is not None
    assert (found.paths, found.certain) == (("core/journal.py",), True)


def test_a_rename_to_something_that_is_gone_too_is_no_help() -> None:
    assert suggest(a_tree("other.py", renames={"app/log.py": "core/journal.py"}), "app/log.py") is None


@pytest.mark.parametrize(
    ("path", "listed", "meant"),
    [
        ("web/useAuth.ts", ["web/useAuth.tsx"], "web/useAuth.tsx"),
        ("web/hooks.ts", ["web/hooks/index.tsx"], "web/hooks/index.tsx"),
        ("src/auth.rs", ["src/auth/mod.rs"], "src/auth/mod.rs"),
        ("app/log.py", ["app/log/__init__.py"], "app/log/__init__.py"),
        ("app/log.py", ["app/log/core.py"], "app/log"),
        ("src/auth/mod.rs", ["src/auth.rs"], "src/auth.rs"),
        ("app/log/__init__.py", ["app/log.py"], "app/log.py"),
        ("app/log", ["app/log.py"], "app/log.py"),
        ("App/Log.py", ["app/log.py"], "app/log.py"),
        ("app/tools/retry_http.py", ["app/net/retry_http.py"], "app/net/retry_http.py"),
        ("deploy/site.yml", ["deploy/site.yaml"], "deploy/site.yaml"),
    ],
)
def test_the_one_thing_that_was_meant(path: str, listed: list[str], meant: str) -> None:
    found = suggest(a_tree(*listed), path)
    assert found is not None
    assert (found.paths, found.certain) == ((meant,), True)


def test_a_close_spelling_and_two_candidates_are_not_certain() -> None:
    close = suggest(a_tree("app/health_checks.py"), "app/heatlh_checks.py")
    two = suggest(a_tree("app/a/retry.py", "app/b/retry.py"), "app/retry.py")
    assert close is not None
    assert two is not None
    assert (close.certain, two.certain, len(two.paths)) == (False, False, 2)


@pytest.mark.parametrize(
    ("path", "listed"),
    [
        ("app/cacheService.ts", "app/pwaService.ts"),  # another service
        ("app/index.ts", "app/other/index.ts"),  # every folder has one
        (".env.example", "frontend/.env.example"),  # another program's
        ("web/retry_http.py", "backend/retry_http.py"),  # another side
    ],
)
def test_what_only_looks_alike_is_not_suggested(path: str, listed: str) -> None:
    assert suggest(a_tree(listed), path) is None


def test_what_cannot_be_seen_counts_as_there() -> None:
    tree = a_tree("vendor/lib", "app/log.py", ignored=frozenset(["out/version.txt"]))
    assert is_there(tree, "vendor/lib/inside/a.py")  # below a submodule or a link
    assert is_there(tree, "out/version.txt")
    assert is_there(tree, "deploy/.env")
    assert is_there(tree, ".")
    assert not is_there(tree, "app/log")
    assert not is_there(tree, "deploy/.env.example")


@given(st.text(alphabet="ab./@-_", max_size=24))
def test_any_spelling_can_be_asked_for(spelling: str) -> None:
    tree = a_tree("a/b.py", "a/a/index.ts", "src/b/mod.rs")
    found = resolve(a_registry(), tree, spelling)
    assert found is None or is_there(tree, found)
    guess = suggest(tree, spelling)
    assert guess is None or all(tree.has(path) for path in guess.paths)


# Names


def test_names_are_known_only_when_all_code_was_read() -> None:
    read = a_parsed_file("app/a.py", "one")
    project = a_project(files=[read, a_parsed_file("app/open.py", "two", open_names=True)])
    broken = a_parsed_file("app/a.py", "one", problems=(Problem("SSOT007", "broken", a_place()),))
    assert provided(project, ["app/a.py", "app/README.md"]) == frozenset(["one"])
    assert provided(project, ["app/a.py", "app/b.rs"]) is None
    assert provided(project, ["app/open.py"]) is None
    assert provided(project, ["app/README.md"]) is None
    assert provided(a_project(files=[broken]), ["app/a.py"]) is None


def test_members_and_dotted_names_get_the_benefit_of_the_doubt() -> None:
    names, paths = frozenset(["Formatter", "setup"]), ["src/app/log.py"]
    assert is_provided("Formatter.inherited", names, paths)
    assert is_provided("app.log.setup", names, paths)
    assert not is_provided("app.log.missing", names, paths)
    assert not is_provided("Handler.emit", names, paths)


# Rules


def test_a_script_is_not_asked_for_a_bit_that_nobody_knows() -> None:
    domain = replace(a_domain("deploy"), named=(Named(Role.HELPER, a_path("a.sh"), "management_script"),))
    assert findings("SSOT114", a_project(domain, tree=a_tree("a.sh"))) == []
    assert len(findings("SSOT114", a_project(domain, tree=a_tree("a.sh", "b.sh", executable=frozenset(["b.sh"]))))) == 1


def test_a_domain_in_which_something_broke_is_not_called_empty() -> None:
    domains = (a_domain("one", location=a_place(2)), a_domain("two", location=a_place(4)))
    broken = Problem("SSOT005", "no path", a_place(3))
    assert [item.domain for item in findings("SSOT113", a_project(*domains, problems=(broken,)))] == ["two"]


def test_a_long_chain_ends_and_a_long_circle_is_told_once() -> None:
    names = [f"m{number}.py" for number in range(200)]
    chain = [a_deprecated(one, two, line=number) for number, (one, two) in enumerate(pairwise(names), start=1)]
    circle = [*chain, a_deprecated(names[-1], names[0], line=300)]
    tree = a_tree(*names)
    straight = findings("SSOT107", a_project(registry=a_registry(deprecated=tuple(chain)), tree=tree))
    turning = findings("SSOT107", a_project(registry=a_registry(deprecated=tuple(circle)), tree=tree))
    assert {item.help for item in straight} == {"write `m199.py`, where the chain ends"}
    assert [item for item in turning if "circle" in item.message] == turning
    assert len(turning) == 1


def test_what_is_owned_and_deprecated_is_told_by_one_rule_only() -> None:
    domain = a_domain("files", "a.ts")
    old = replace(a_deprecated("a.ts", line=2, state=State.REMOVED), domain="other")
    other = a_domain("other", "b.ts", deprecated=(old, a_deprecated("old.ts", "a.ts", line=3)))
    modules = (a_deprecated("old.ts", "a.ts", line=9),)
    project = a_project(registry=a_registry(domain, other, deprecated=modules), tree=a_tree("a.ts", "b.ts"))
    codes = [code for code in RULES if findings(code, project)]
    assert codes == ["SSOT106"]


def test_one_file_under_two_patterns_of_one_domain_is_owned_once() -> None:
    entries = (a_path("app/*.py", 1), a_path("app/log*", 2))
    project = a_project(
        a_domain("logging", components=(a_component(*entries),)),
        tree=a_tree("app/log.py"),
        selected={("app/*.py", 1): ("app/log.py",), ("app/log*", 2): ("app/log.py",)},
    )
    assert findings("SSOT103", project) == []


@pytest.mark.parametrize(
    ("regex", "text"),
    [
        (r"^@/utils/validation$", "@/utils/validation"),
        (r"^\.\./services/api\-client$", "../services/api-client"),
        (r".*/utils/validation", "/utils/validation"),
        (r"app.logging", "app.logging"),
        (r"^app\.(log|audit)", ""),
        (r"^a.*b$", ""),
        (r"^a{2}$", ""),
        (r"\w+", ""),
        (r"cost\$", "cost$"),
    ],
)
def test_the_spelling_that_a_pattern_describes(regex: str, text: str) -> None:
    assert example(regex) == text


# Every rule of the family, over every sample of the family


@pytest.mark.parametrize("rule", FAMILY, ids=lambda rule: rule.code)
def test_findings_have_identities_and_parts(rule: Rule) -> None:
    for folder in sorted((HERE / rule.name.replace("-", "_")).glob("bad_*")):
        found = findings(rule.code, scan(Config(root=folder)))
        assert len({item.key for item in found}) == len(found)
        assert all(item.why and item.help and item.label and item.severity is rule.severity for item in found)
        assert all(item.location.line > 0 for item in found)


MENDED = [
    ("SSOT110", Safety.SAFE),
    *((code, Safety.SUGGESTED) for code in ("SSOT101", "SSOT102", "SSOT107", "SSOT111", "SSOT112", "SSOT115")),
]


@pytest.mark.parametrize(("code", "safety"), MENDED)
def test_a_repair_mends_its_finding_and_nothing_else(code: str, safety: Safety, tmp_path: Path) -> None:
    mended = 0
    for folder in sorted((HERE / RULES[code].name.replace("-", "_")).glob("bad_*")):
        files = {str(path.relative_to(folder)): path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.is_file()}
        root = written(tmp_path / folder.name, files)
        before = findings(code, scan(Config(root=root)))
        for finding in (item for item in before if item.fix is not None):
            assert finding.fix is not None
            assert finding.fix.safety is safety
            again = written(tmp_path / "again", files)
            written(again, {"SSOT_LOCK.yml": apply(files["SSOT_LOCK.yml"], finding.fix.edits)})
            project = scan(Config(root=again))
            left = {item.key for item in findings(code, project)}
            assert left == {item.key for item in before} - {finding.key}
            assert {problem.code for problem in project.problems} <= {"SSOT008"}  # samples without code; the registry reads well
            mended += 1
    assert mended


def test_splitting_a_path_keeps_what_the_remark_said(tmp_path: Path) -> None:
    root = written(tmp_path, {"SSOT_LOCK.yml": (HERE / "dirty_path/bad_prose/SSOT_LOCK.yml").read_text(encoding="utf-8")})
    before = scan(Config(root=root)).registry
    edits = [edit for item in findings("SSOT110", scan(Config(root=root))) if item.fix for edit in item.fix.edits]
    written(tmp_path, {"SSOT_LOCK.yml": apply("\n".join(before.lines), edits)})
    after = scan(Config(root=root)).registry

    def said(registry_entries: Sequence[object]) -> list[tuple[str, str, str]]:
        return [(item.path.path, item.symbol, item.state) for item in registry_entries]  # type: ignore[attr-defined]

    assert said(after.all_deprecated) == said(before.all_deprecated)
    assert [entry.path for entry in after.domains[0].owner_paths] == [entry.path for entry in before.domains[0].owner_paths]
    assert [item.path.path for item in after.domains[0].named] == [item.path.path for item in before.domains[0].named]


def test_a_pattern_that_could_search_for_ever_is_named_and_not_tried(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src/api.py").write_text('API = "v1"\n', encoding="utf-8")
    registry = "sources_of_truth:\n  api:\n    path: src/api.py\nvalidation:\n  import_patterns:\n"
    patterns = f'    allowed: ["^{"a" * 60}b$"]\n    forbidden: ["^(a+)+$", "^(a|aa)+!$"]\n'
    (tmp_path / "SSOT_LOCK.yml").write_text(registry + patterns, encoding="utf-8")
    said = list(pattern_conflict.check(scan(Config(root=tmp_path))))
    assert [(item.code, item.severity) for item in said] == [("SSOT005", Severity.WARNING)] * 2


def test_two_files_that_differ_in_case_only_are_told_once() -> None:
    domain = a_domain("logging", "app/log.py", "app/text.py")
    found = findings("SSOT121", a_project(domain, tree=a_tree("app/log.py", "app/Log.py", "app/text.py", "App/log.md")))
    assert [item.message for item in found] == ["`app/log.py` and `app/Log.py` differ in case only"]
