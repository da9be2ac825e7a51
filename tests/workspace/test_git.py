from __future__ import annotations

import os
from pathlib import Path

import pytest

from ssot_check.workspace import git, git_environment, objects, patches, revisions
from tests import repositories as make


def test_lists_tracked_and_untracked_but_neither_ignored_nor_deleted(tmp_path: Path) -> None:
    make.repository(tmp_path, {".gitignore": "*.log\n", "kept.py": "", "deleted.py": "", "sub/deep.sh": "", "forced.log": ""})
    make.git(tmp_path, "add", "-f", "forced.log")
    make.write(tmp_path, {"new.py": "", "out.log": ""})
    (tmp_path / "deleted.py").unlink()
    found = git.list_files(tmp_path)
    assert found.files == {".gitignore", "kept.py", "sub/deep.sh", "forced.log", "new.py"}
    assert found.untracked == {"new.py"}


def test_a_folder_of_the_repository_is_listed_from_itself(tmp_path: Path) -> None:
    make.repository(tmp_path, {"top.py": "", "sub/in.py": "", "sub/more/in.py": ""})
    assert git.list_files(tmp_path / "sub").files == {"in.py", "more/in.py"}


def test_names_of_every_kind_survive(tmp_path: Path) -> None:
    names = {"with space", "new\nline", 'quo"te', "tab\there", "\N{PILE OF POO}", "bad\udcff", "-rf", "back\\slash"}
    make.repository(tmp_path, {})
    for name in names:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + git.encode(name))).write_text("")
    assert git.list_files(tmp_path).files == names
    make.git(tmp_path, "add", "-A")
    assert git.list_files(tmp_path).files == names


def test_modes_tell_links_programs_and_submodules(tmp_path: Path) -> None:
    inner = make.repository(tmp_path / "inner", {"x": ""})
    outer = make.repository(tmp_path / "outer", {"run.sh": "", "plain.sh": ""})
    (outer / "run.sh").chmod(0o755)
    (outer / "link").symlink_to("plain.sh")
    make.git(outer, "submodule", "add", "-q", str(inner), "lib/inner")
    make.git(outer, "add", "-A")
    make.repository(outer / "clone", {"y": ""})
    found = git.list_files(outer)
    assert found.files == {".gitmodules", "run.sh", "plain.sh", "link", "lib/inner", "clone"}
    assert (found.executable, found.symlinks, found.submodules) == ({"run.sh"}, {"link"}, {"lib/inner", "clone"})


def test_every_state_of_a_repository_is_listed(tmp_path: Path) -> None:
    unborn = make.write(tmp_path / "unborn", {"a": ""})
    make.git(unborn, "init", "-q")
    assert git.list_files(unborn).files == {"a"}
    full = make.repository(tmp_path / "full", {"a": "", "b": ""})
    make.git(full, "checkout", "-q", "--detach")
    assert git.list_files(full).files == {"a", "b"}
    make.git(full, "worktree", "add", "-q", str(tmp_path / "tree"))
    assert git.list_files(tmp_path / "tree").files == {"a", "b"}
    make.git(tmp_path, "clone", "-q", "--depth", "1", f"file://{full}", "shallow")
    assert git.list_files(tmp_path / "shallow").files == {"a", "b"}


def test_a_conflict_lists_its_file_once(tmp_path: Path) -> None:
    make.repository(tmp_path, {"a": "one\n"})
    make.git(tmp_path, "checkout", "-q", "-b", "side")
    make.write(tmp_path, {"a": "two\n"})
    make.git(tmp_path, "commit", "-qam", "side")
    make.git(tmp_path, "checkout", "-q", "main")
    make.write(tmp_path, {"a": "three\n"})
    make.git(tmp_path, "commit", "-qam", "main")
    with pytest.raises(make.subprocess.CalledProcessError):
        make.git(tmp_path, "merge", "-q", "side")
    assert git.list_files(tmp_path).files == {"a"}


def test_a_sparse_checkout_says_what_it_left_out(tmp_path: Path) -> None:
    make.repository(tmp_path, {"in/a": "", "out/b": "", "top": ""})
    make.git(tmp_path, "sparse-checkout", "set", "in")
    found = git.list_files(tmp_path)
    assert found.files == {"in/a", "out/b", "top"}
    assert found.sparse == {"out/b"}


def test_the_environment_of_a_hook_does_not_confuse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = make.repository(tmp_path / "other", {"wrong": ""})
    root = make.repository(tmp_path / "root", {"right": ""})
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index.lock")
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    monkeypatch.setenv("GIT_PREFIX", "elsewhere/")
    assert git.list_files(root).files == {"right"}


def test_the_clean_environment_keeps_how_git_is_configured() -> None:
    cleaned = git_environment.clean_environment(
        {"GIT_DIR": "x", "GIT_CONFIG_GLOBAL": "y", "GIT_CONFIG_PARAMETERS": "z", "HOME": "/home", "LC_ALL": "de_DE", "GIT_TRACE": "1"}
    )
    assert cleaned["HOME"] == "/home"
    assert cleaned["GIT_CONFIG_GLOBAL"] == "y"
    assert cleaned["LC_ALL"] == "C"
    assert not cleaned.keys() & {"GIT_DIR", "GIT_CONFIG_PARAMETERS", "GIT_TRACE"}


def test_no_program_of_the_configuration_is_run(tmp_path: Path) -> None:
    root = make.repository(tmp_path / "root", {"a": ""})
    trap = tmp_path / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\n")
    trap.chmod(0o755)
    make.git(root, "config", "core.fsmonitor", str(trap))
    assert git.list_files(root).files == {"a"}
    assert not (tmp_path / "sprung").exists()


@pytest.mark.parametrize("name", ["trap", "a=b", "a.clean"])
@pytest.mark.parametrize("key", ["clean", "process"])
@pytest.mark.parametrize("required", ["true", "false"])
def test_no_filter_is_run_and_what_differs_is_known_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, key: str, required: str
) -> None:
    root = make.repository(tmp_path / "root", {"a.py": "x = 1\n", "b.py": "y = 1\n", ".gitattributes": f"*.py filter={name}\n"})
    trap = tmp_path / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\ncat\n")
    trap.chmod(0o755)
    make.git(root, "config", f"filter.{name}.{key}", str(trap))
    make.git(root, "config", f"filter.{name}.required", required)
    make.write(root, {"a.py": "x = 2\n"})
    os.utime(root / "b.py", ns=(1, 1))
    commit = make.git(root, "rev-parse", "HEAD").strip()
    assert revisions.changed_since(root, commit) == {"a.py"}
    assert set(patches.deeds(root, commit)) == {"a.py"}
    assert patches.lines(root, commit, ["a.py"])["a.py"].added == ((1, "x = 2"),)
    assert set(objects.index_side(root).objects.ids) == {"a.py"}
    assert not (tmp_path / "sprung").exists()
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", f"filter.{name}.{key}")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", str(trap))
    assert revisions.changed_since(root, commit) == {"a.py"}
    assert not (tmp_path / "sprung").exists()


def test_the_filters_and_monitors_of_a_submodule_are_not_run_either(tmp_path: Path) -> None:
    inner = make.repository(tmp_path / "inner", {"s.py": "x = 1\n", ".gitattributes": "*.py filter=trap\n"})
    root = make.repository(tmp_path / "root", {"a.py": ""})
    make.git(root, "submodule", "add", "-q", str(inner), "sub")
    make.git(root, "commit", "-qm", "sub")
    trap = tmp_path / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\ncat\n")
    trap.chmod(0o755)
    for key in ("filter.trap.clean", "core.fsmonitor"):
        make.git(root / "sub", "config", key, str(trap))
    make.write(root, {"sub/s.py": "x = 2\n"})
    commit = make.git(root, "rev-parse", "HEAD").strip()
    assert revisions.changed_since(root, commit) == frozenset()
    assert objects.index_side(root).objects.ids == {}
    assert not (tmp_path / "sprung").exists()


def test_a_program_called_git_in_the_scanned_folder_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make.git(tmp_path, "init", "-q")
    make.write(tmp_path, {"git": "#!/bin/sh\ntouch ran\n"})
    (tmp_path / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f".{os.pathsep}{os.environ['PATH']}")
    assert git.list_files(tmp_path).files == {"git"}
    assert not (tmp_path / "ran").exists()


def test_without_a_repository_or_without_git_it_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(git.GitUnavailableError, match="not a git repository"):
        git.list_files(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(git.GitUnavailableError, match="cannot be started"):
        git.list_files(tmp_path)


def test_a_bare_repository_and_an_ignored_folder_are_none(tmp_path: Path) -> None:
    make.git(tmp_path, "init", "-q", "--bare", "bare.git")
    with pytest.raises(git.GitUnavailableError, match="work tree"):
        git.list_files(tmp_path / "bare.git")
    make.repository(tmp_path / "root", {".gitignore": "build/\n", "build/a.py": ""})
    with pytest.raises(git.GitUnavailableError, match="ignored by the git repository around it"):
        git.list_files(tmp_path / "root" / "build")
    assert git.is_ignored(tmp_path / "root" / "build")
    assert not git.is_ignored(tmp_path / "root")


def test_ignored_paths_need_not_exist(tmp_path: Path) -> None:
    make.repository(tmp_path, {".gitignore": ".env\nbuild/\n", "a": ""})
    assert git.ignored(tmp_path, [".env", "build/x", "a", "gone", "new\nline/.env"]) == {".env", "build/x", "new\nline/.env"}
    assert git.ignored(tmp_path, []) == frozenset()
    assert git.ignored(tmp_path, ["../outside"]) == frozenset()


def test_the_top_is_the_nearest_folder_with_a_repository(tmp_path: Path) -> None:
    make.repository(tmp_path / "outer", {"sub/a": ""})
    make.write(tmp_path / "outer" / "sub" / "module", {".git": "gitdir: elsewhere\n"})
    assert git.git_top(tmp_path / "outer" / "sub") == tmp_path / "outer"
    assert git.git_top(tmp_path / "outer" / "sub" / "module") == tmp_path / "outer" / "sub" / "module"
    assert git.git_top(tmp_path) is None


BODY = "".join(f"line {number}\n" for number in range(20))


def test_renames_are_followed_to_what_exists_now(tmp_path: Path) -> None:
    make.repository(tmp_path, {"old.py": BODY, "lib/one.sh": BODY + "1", "lib/two.sh": BODY + "2", "dead.py": BODY + "3"})
    for source, target in (("old.py", "mid.py"), ("lib", "scripts"), ("mid.py", "new.py")):
        make.git(tmp_path, "mv", source, target)
        make.git(tmp_path, "commit", "-qm", "move")
    make.git(tmp_path, "rm", "-q", "dead.py")
    make.git(tmp_path, "commit", "-qm", "remove")
    files = git.list_files(tmp_path).files
    assert git.renames(tmp_path, ["old.py", "lib", "lib/two.sh", "dead.py", "never.py"], files) == {
        "old.py": "new.py", "lib": "scripts", "lib/two.sh": "scripts/two.sh",
    }  # fmt: skip


def test_a_rename_in_the_index_counts_and_names_are_relative(tmp_path: Path) -> None:
    make.repository(tmp_path, {"sub/old name.py": BODY})
    make.git(tmp_path, "mv", "sub/old name.py", "sub/new\nname.py")
    root = tmp_path / "sub"
    assert git.renames(root, ["old name.py"], git.list_files(root).files) == {"old name.py": "new\nname.py"}


def test_renames_of_nothing_and_without_commits(tmp_path: Path) -> None:
    make.git(tmp_path, "init", "-q")
    assert git.renames(tmp_path, [], frozenset()) == {}
    assert git.renames(tmp_path, ["a"], frozenset()) == {}
