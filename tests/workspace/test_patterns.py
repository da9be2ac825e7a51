from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pathspec import GitIgnoreSpec

from ssot_check.model.registry import DEFAULT_TESTS
from ssot_check.workspace.patterns import GENERATED, MIGRATIONS, VENDORED, Listing

FILES = (
    "README.md", "app/[id]/page.tsx", "app/x/page.tsx", "src/app/log/__init__.py", "src/app/log/setup.py", "src/app/log.py",
    "src/app/log0/other.py", "src/vendor/lib.js", "tests/test_log.py", "vendor", "vendor.py",
)  # fmt: skip


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("src/app/log", ["src/app/log/__init__.py", "src/app/log/setup.py"]),
        ("src/app/log/**", ["src/app/log/__init__.py", "src/app/log/setup.py"]),
        ("/src/app/log.py", ["src/app/log.py"]),
        ("src/app/log.py/", []),
        ("vendor/", ["src/vendor/lib.js"]),
        ("vendor", ["src/vendor/lib.js", "vendor"]),
        ("/vendor", ["vendor"]),
        ("test_*.py", ["tests/test_log.py"]),
        ("**/test_*.py", ["tests/test_log.py"]),
        ("src/*/log/*.py", ["src/app/log/__init__.py", "src/app/log/setup.py"]),
        ("**/log/**", ["src/app/log/__init__.py", "src/app/log/setup.py"]),
        ("app/[id]/page.tsx", ["app/[id]/page.tsx"]),
        ("app/[a-z]/page.tsx", ["app/x/page.tsx"]),
        ("src/app/lo?.py", ["src/app/log.py"]),
        (r"src/\vendo*/lib.js", ["src/vendor/lib.js"]),
        ("nothing/**", []),
        ("*.rs", []),
        ("src/***[", []),
        ("**", list(FILES)),
    ],
)
def test_a_pattern_means_what_gitignore_says(pattern: str, expected: list[str]) -> None:
    assert Listing(FILES).matching(pattern) == sorted(expected)


def test_the_last_pattern_decides() -> None:
    assert Listing(FILES).select(("src/**", "!src/app/log/**", "src/app/log/setup.py")) == {
        "src/app/log.py", "src/app/log/setup.py", "src/app/log0/other.py", "src/vendor/lib.js",
    }  # fmt: skip


def test_a_plain_path_is_a_file_or_a_folder_from_the_root() -> None:
    files = Listing(FILES)
    assert files.named("src/app/log") == ["src/app/log/__init__.py", "src/app/log/setup.py"]
    assert files.named("vendor") == ["vendor"]
    assert files.named("log") == []
    assert files.named(".") == sorted(FILES)


@pytest.mark.parametrize(
    ("patterns", "path", "expected"),
    [
        (VENDORED, "web/node_modules/left/index.js", True),
        (VENDORED, "src/pip/_vendor/six.py", True),
        (VENDORED, "src/vendors.py", False),
        (VENDORED, "venv/lib/python3.11/site.py", True),
        (VENDORED, "src/hatch/venv/core.py", False),
        (DEFAULT_TESTS, "roles/web/molecule/default/converge.py", True),
        (DEFAULT_TESTS, "roles/web/molecule/cluster/verify.yml", True),
        (DEFAULT_TESTS, "roles/web/molecule/cluster/tests/test_web.py", True),
        (DEFAULT_TESTS, "src/molecule/command/login.py", False),
        (GENERATED, "api/events_pb2.py", True),
        (GENERATED, "web/package-lock.json", True),
        (GENERATED, "uv.lock", True),
        (GENERATED, "lock.py", False),
        (MIGRATIONS, "shop/migrations/0001_first.py", True),
        (MIGRATIONS, "shop/migrations/2026/0001_first.py", True),
        (MIGRATIONS, "shop/migrations/versions/4a5b_first.py", True),
        (MIGRATIONS, "shop/migrations/V2__second.ts", True),
        (MIGRATIONS, "shop/migrations/20260207_add/migration.sql", True),
        (MIGRATIONS, "shop/migrations/add_users.py", True),
        (MIGRATIONS, "shop/migrations/migrateDown.ts", False),
        (MIGRATIONS, "shop/migrations/custom/rename-option.ts", False),
        (VENDORED, "static/js/lib/jquery-ui-1.13.2.js", True),
        (VENDORED, "static/js/report-2026.js", False),
        (VENDORED, "web/pdfjs-5.2.133/build/pdf.mjs", True),
        (VENDORED, "web/lib/pdf-5.2.133.mjs", True),
        (VENDORED, "docs/v1.2.3/conf.py", False),
        (VENDORED, "docs/1.2.3/conf.py", False),
        (VENDORED, "api/2026-01-02/users.py", False),
        (VENDORED, "images/debian-12.1/build.sh", False),
        (MIGRATIONS, "alembic/versions/ab12.py", True),
        (MIGRATIONS, "shop/migrations.py", False),
        (MIGRATIONS, "db/knex_migrations/2026-02-07.js", True),
        (MIGRATIONS, "tools/run_migrations/steps.py", False),
        (MIGRATIONS, "tools/run_migrations.py", False),
    ],
)
def test_the_built_in_patterns(patterns: tuple[str, ...], path: str, expected: bool) -> None:
    assert (path in Listing([path]).select(patterns)) is expected


NAMES = st.sampled_from(["a", "b", "ab", "x.py", "b.sh", "a.b", ".a", "*", "a*", "*.py", "?", "[ab]", "**", "*b*"])
PATHS = st.lists(
    st.lists(st.sampled_from(["a", "b", "ab", "x.py", "b.sh", "a.b", ".a"]), min_size=1, max_size=4).map("/".join), max_size=12
)


@settings(max_examples=300)
@example(paths=["a"], parts=["**", "**", "**"], lead="", tail="")
@given(paths=PATHS, parts=st.lists(NAMES, min_size=1, max_size=4), lead=st.sampled_from(["", "/"]), tail=st.sampled_from(["", "/"]))
def test_the_short_cuts_agree_with_pathspec(paths: list[str], parts: list[str], lead: str, tail: str) -> None:
    pattern = lead + "/".join(parts) + tail
    files = {path for path in paths if not any(other.startswith(path + "/") for other in paths)}
    if pattern in files and "/" in pattern:
        return  # an exact path means that file
    assert Listing(files).matching(pattern) == sorted(GitIgnoreSpec.from_lines([pattern]).match_files(files))
