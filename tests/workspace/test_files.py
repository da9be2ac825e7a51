from __future__ import annotations

import os
from pathlib import Path

import pytest

from ssot_check.model.source import Skip, SkippedFile
from ssot_check.workspace.files import Survey, path_entries, survey
from ssot_check.workspace.text import read
from tests import repositories as make

EMPTY = make.registry()


@pytest.fixture(params=["git", "walk"])
def tree(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A folder to fill: once a git repository, once a plain folder."""
    if request.param == "git":
        make.git(tmp_path, "init", "-q")
    return tmp_path


def skipped(found: Survey) -> dict[str, Skip]:
    return {item.path: item.reason for item in found.skipped}


def test_files_are_sorted_into_scanned_and_skipped(tree: Path) -> None:
    make.write(tree, {
        "SSOT_LOCK.yml": "", "b.py": "", "a.py": "", "vendor/x.py": "", "api_pb2.py": "", "shop/migrations/0001.py": "",
        "docs/skip.py": "", "out/made.py": "", ".gitignore": "ignored/\n", "ignored/x.py": "",
    })  # fmt: skip
    (tree / "link.py").symlink_to("a.py")
    found = survey(tree, make.registry(exclude=("docs/",), generated=("out/**",)), "SSOT_LOCK.yml")
    assert found.scanned == (".gitignore", "a.py", "b.py")
    assert skipped(found) == {
        "SSOT_LOCK.yml": Skip.REGISTRY, "api_pb2.py": Skip.GENERATED, "docs/skip.py": Skip.EXCLUDED, "link.py": Skip.SYMLINK,
        "out/made.py": Skip.GENERATED, "shop/migrations/0001.py": Skip.MIGRATION, "vendor/x.py": Skip.VENDORED,
    }  # fmt: skip
    assert found.skipped == tuple(sorted(found.skipped))
    assert found.tree.files == {*found.scanned, *skipped(found)}


def test_include_leaves_out_the_rest_and_owners_are_always_scanned(tree: Path) -> None:
    make.write(tree, {"src/a.py": "", "tools/b.py": "", "vendor/log.py": "", "tools/owned.py": "", "tools/x_pb2.py": ""})
    owner = make.domain("logging", "vendor/log.py", "tools/owned.py", "tools/*_pb2.py")
    found = survey(tree, make.registry(owner, include=("src/**",), exclude=("*.py",)), "SSOT_LOCK.yml")
    assert found.scanned == ("tools/owned.py", "tools/x_pb2.py", "vendor/log.py")
    assert skipped(found) == {"src/a.py": Skip.EXCLUDED, "tools/b.py": Skip.EXCLUDED}


def test_what_the_registry_calls_generated_is_owned_where_it_is_named(tree: Path) -> None:
    make.write(tree, {"lib/a.py": "", "lib/out/b.py": "", "lib/out/names.py": ""})
    owner = make.domain("names", "lib/", "lib/out/n*.py")
    found = survey(tree, make.registry(owner, generated=("out/",)), "SSOT_LOCK.yml")
    assert found.scanned == ("lib/a.py", "lib/out/names.py")
    assert skipped(found) == {"lib/out/b.py": Skip.GENERATED}
    whole = survey(tree, make.registry(make.domain("names", "lib/out"), generated=("out/",)), "SSOT_LOCK.yml")
    assert whole.scanned == ("lib/a.py", "lib/out/b.py", "lib/out/names.py")  # or nothing would be owned


def test_an_owner_that_is_a_link_is_skipped_all_the_same(tree: Path) -> None:
    make.write(tree, {"a.py": ""})
    (tree / "link.py").symlink_to("a.py")
    found = survey(tree, make.registry(make.domain("logging", "link.py")), "SSOT_LOCK.yml")
    assert found.skipped == (SkippedFile("link.py", Skip.SYMLINK),)
    assert found.owners == {"link.py": ("logging",)}


def test_entries_select_files_folders_and_globs(tree: Path) -> None:
    make.write(tree, {"lib/log.sh": "", "lib/deep/x.sh": "", "lib.sh": "", "app/[id]/page.py": ""})
    owner = make.domain("logging", "lib", "lib/*.sh", "app/[id]/page.py", "gone.sh", ".", "log.sh")
    found = survey(tree, make.registry(owner), "SSOT_LOCK.yml")
    selected = {entry.path: found.selected[entry.path, entry.location.line] for entry in owner.owner_paths}
    everything = ("app/[id]/page.py", "lib.sh", "lib/deep/x.sh", "lib/log.sh")
    assert selected == {
        "lib": ("lib/deep/x.sh", "lib/log.sh"), "lib/*.sh": ("lib/log.sh",), "app/[id]/page.py": ("app/[id]/page.py",),
        "gone.sh": (), ".": everything, "log.sh": (),
    }  # fmt: skip


def test_a_pattern_with_a_bang_takes_out_what_stands_before_it(tree: Path) -> None:
    make.write(tree, {"app/log.py": "", "app/log_test.py": "", "app/fmt.py": "", "jobs/a_test.py": "", "app/keep_test.py": ""})
    owner = make.domain("logging", "app/*.py", "!**/*_test.py", "!app/fmt.py", "app/keep_test.py")
    found = survey(tree, make.registry(owner), "SSOT_LOCK.yml")
    assert found.owners == {"app/keep_test.py": ("logging",), "app/log.py": ("logging",)}
    assert found.tree.ignored == frozenset()


def test_owners_of_a_file_are_sorted(tree: Path) -> None:
    make.write(tree, {"a.py": ""})
    found = survey(tree, make.registry(make.domain("b", "a.py"), make.domain("a", "*.py")), "SSOT_LOCK.yml")
    assert found.owners == {"a.py": ("a", "b")}


def test_the_usual_tests_unless_the_registry_names_its_own(tree: Path) -> None:
    make.write(
        tree,
        {
            "tests/a.py": "",
            "src/test_b.py": "",
            "checks/c.py": "",
            "ci/smoke_tests/d.py": "",
            "smoke_tests/e.py": "",
            "pkg/testutil/f.go": "",
            "pkg/testdata/g.yaml": "",
        },
    )
    assert survey(tree, EMPTY, "SSOT_LOCK.yml").tests == {
        "tests/a.py", "src/test_b.py", "ci/smoke_tests/d.py", "smoke_tests/e.py", "pkg/testutil/f.go", "pkg/testdata/g.yaml",
    }  # fmt: skip
    assert survey(tree, make.registry(tests=("checks/**",)), "SSOT_LOCK.yml").tests == {"checks/c.py"}


def test_a_file_that_git_was_told_to_skip_is_read_where_it_is_there(tmp_path: Path) -> None:
    make.repository(tmp_path, {"mine.py": "", "gone.py": ""})
    make.git(tmp_path, "update-index", "--skip-worktree", "mine.py", "gone.py")
    (tmp_path / "gone.py").unlink()
    found = survey(tmp_path, EMPTY, "SSOT_LOCK.yml")
    assert found.scanned == ("mine.py",)
    assert skipped(found) == {"gone.py": Skip.NOT_CHECKED_OUT}


def test_the_executable_bit_of_tracked_and_new_files(tree: Path) -> None:
    make.write(tree, {"run.sh": "", "plain.sh": ""})
    (tree / "run.sh").chmod(0o755)
    assert survey(tree, EMPTY, "SSOT_LOCK.yml").tree.executable == {"run.sh"}


def test_absent_paths_that_are_ignored_are_told_apart(tree: Path) -> None:
    make.write(tree, {".gitignore": ".env\n/build/\n", "sub/.gitignore": "!keep.env\n*.env\n", "a.py": ""})
    owner = make.domain("configuration", ".env", "build/out", "gone.py", "sub/local.env", "a.py")
    assert survey(tree, make.registry(owner), "SSOT_LOCK.yml").tree.ignored == {".env", "build/out", "sub/local.env"}


def test_a_registry_under_another_name_is_no_source_either(tree: Path) -> None:
    make.write(tree, {"SSOT_LOCK.yml": "", "ci/other.yml": "", "sub/SSOT_LOCK.yml": "", "a.py": ""})
    found = survey(tree, EMPTY, "ci/other.yml")
    assert found.scanned == ("a.py", "sub/SSOT_LOCK.yml")
    assert skipped(found) == {"SSOT_LOCK.yml": Skip.REGISTRY, "ci/other.yml": Skip.REGISTRY}


def test_an_owner_that_moved_is_known(tmp_path: Path) -> None:
    make.repository(tmp_path, {"old.py": "one\ntwo\nthree\nfour\n"})
    make.git(tmp_path, "mv", "old.py", "new.py")
    make.git(tmp_path, "commit", "-qm", "move")
    found = survey(tmp_path, make.registry(make.domain("logging", "old.py", "never.py")), "SSOT_LOCK.yml")
    assert found.tree.renames == {"old.py": "new.py"}


def test_the_walk_honours_nested_ignore_files_and_follows_no_loop(tmp_path: Path) -> None:
    make.write(tmp_path, {
        ".gitignore": "*.log\n!keep.log\n/dist\n[\n", "a.py": "", "x.log": "", "keep.log": "", "dist/b.py": "", "sub/dist/c.py": "",
        "sub/.gitignore": "c.py\n!*.log\n", "sub/y.log": "", "sub/d.py": "",
    })  # fmt: skip
    (tmp_path / "sub" / "loop").symlink_to("..", target_is_directory=True)
    found = survey(tmp_path, EMPTY, "SSOT_LOCK.yml")
    assert found.lister.startswith("plain walk: ")
    assert found.scanned == (".gitignore", "a.py", "keep.log", "sub/.gitignore", "sub/d.py", "sub/y.log")
    assert skipped(found) == {"sub/loop": Skip.SYMLINK}


def test_the_walk_takes_nested_repositories_for_folders_unless_the_root_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make.repository(tmp_path / "clone", {"x.py": ""})
    assert survey(tmp_path, EMPTY, "SSOT_LOCK.yml").scanned == ("clone/x.py",)
    make.git(tmp_path, "init", "-q")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert skipped(survey(tmp_path, EMPTY, "SSOT_LOCK.yml")) == {"clone": Skip.SUBMODULE}


def test_git_and_the_walk_agree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make.repository(tmp_path, {
        ".gitignore": "/out\n*.tmp\n", "a.py": "", "out/x": "", "sub/out/y": "", "sub/z.tmp": "", "w\nx": "", "sub/.gitignore": "!z.tmp\n",
        "\N{PILE OF POO}/caf\u00e9.py": "",
    })  # fmt: skip
    by_git = survey(tmp_path, EMPTY, "SSOT_LOCK.yml")
    monkeypatch.setenv("PATH", "")
    by_walk = survey(tmp_path, EMPTY, "SSOT_LOCK.yml")
    assert (by_git.lister, by_walk.lister.split(":")[0]) == ("git", "plain walk")
    assert by_git.tree.files == by_walk.tree.files
    assert by_git.scanned == by_walk.scanned


def test_an_empty_folder_has_nothing(tree: Path) -> None:
    found = survey(tree, EMPTY, "SSOT_LOCK.yml")
    assert (found.scanned, found.skipped, found.tree.files) == ((), (), frozenset())


def test_a_file_that_became_a_link_or_went_away_is_not_read(tmp_path: Path) -> None:
    make.repository(tmp_path, {"a.py": "", "b.py": ""})
    (tmp_path / "a.py").unlink()
    (tmp_path / "a.py").symlink_to(os.devnull)
    found = survey(tmp_path, EMPTY, "SSOT_LOCK.yml")
    (tmp_path / "b.py").unlink()
    assert [read(tmp_path, path, 10) for path in found.scanned] == [Skip.SYMLINK, Skip.UNREADABLE]


def test_path_entries_finds_them_all() -> None:
    owner = make.domain("a", "x", "y")
    found = [entry.path for entry in path_entries(make.registry(owner, exclude=("z",)))]
    assert sorted(found) == ["x", "y", "z"]


def test_a_folder_that_git_cannot_open_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make.write(tmp_path, {"top/a.py": "", "top/closed/b.py": "", "top/.ssot-check-cache/cache.db": ""})
    # Permissions stop no superuser, so a git that answers as the real one does stands for it.
    warning = "warning: could not open directory 'top/closed/': Permission denied"
    ours = "warning: could not open directory 'top/.ssot-check-cache/': Permission denied"
    make.write(tmp_path, {"bin/git": f"#!/bin/sh\nprintf '? a.py\\0'\necho \"{warning}\n{ours}\" >&2\n"})
    (tmp_path / "bin/git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    found = survey(tmp_path / "top", EMPTY, "SSOT_LOCK.yml")
    assert found.scanned == ("a.py",)
    assert found.skipped == (SkippedFile("closed", Skip.UNREADABLE),)


def test_a_folder_that_the_walk_cannot_open_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make.write(tmp_path, {"a.py": "", "closed/b.py": "", ".ssot-check-cache/cache.db": ""})
    real = os.scandir

    def scandir(folder: bytes) -> object:
        if folder.endswith((b"closed", b".ssot-check-cache")):
            raise PermissionError(13, "Permission denied")
        return real(folder)

    monkeypatch.setattr(os, "scandir", scandir)
    found = survey(tmp_path, EMPTY, "SSOT_LOCK.yml")
    assert found.scanned == ("a.py",)
    assert found.skipped == (SkippedFile("closed", Skip.UNREADABLE),)
