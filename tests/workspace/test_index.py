"""Git's index: what is asked of one file is what a look at all of them tells."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.model.errors import UsageError
from ssot_check.workspace import index as module
from ssot_check.workspace.index import Index, Unlike
from tests import repositories as make

FILES = {"a.py": "a\n", "b.py": "b\n", "in/c.py": "c\n", "in/x\tb.py": "d\n", "né/e.py": "e\n", "lib/f.sh": "f\n"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make.repository(tmp_path / "r", FILES)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many paths each question about the work tree named, 0 for one about all."""
    seen: list[int] = []
    really = module._differing

    def spy(index: Index, paths: list[str]) -> list[str]:
        seen.append(len(list(paths)))
        return really(index, paths)

    monkeypatch.setattr(module, "_differing", spy)
    return seen


def test_one_file_is_found_without_the_others(root: Path) -> None:
    found = Index(root)
    assert found.listing.files == FILES.keys()
    for path in FILES:
        assert found.has(path)
        assert found.id(path) == found.ids[path] == make.git(root, "rev-parse", f":{path}").strip()
    assert not any(map(found.has, ("c.py", "b", "in", "py", "")))
    assert [found.has_folder(name) for name in ("in", "lib", "né", "li", "a.py")] == [True, True, True, False, False]


def test_below_a_folder_paths_begin_there(root: Path) -> None:
    assert Index(root / "in").listing.files == {"c.py", "x\tb.py"}


def test_only_what_files_hold_leaves_the_shape_alone(root: Path) -> None:
    before = Index(root)
    make.write(root, {"a.py": "other\n", "in/x\tb.py": "other\n"})
    make.git(root, "add", "-A")
    after = Index(root)
    assert after.changed(before) == ["a.py", "in/x\tb.py"]
    assert after.shape == before.shape
    for arguments in (("add", "--chmod=+x", "b.py"), ("mv", "b.py", "d.py"), ("rm", "-q", "in/c.py")):
        make.git(root, *arguments)
        then, after = after, Index(root)
        assert after.shape != then.shape
    assert set(after.changed(before)) >= {"a.py", "in/x\tb.py", "d.py"}


def test_an_unfinished_merge_is_refused(root: Path) -> None:
    make.git(root, "checkout", "-q", "-b", "other")
    for branch, text in (("other", "1\n"), ("main", "2\n")):
        make.git(root, "checkout", "-q", branch)
        make.write(root, {"in/x\tb.py": text})
        make.git(root, "commit", "-q", "-a", "-m", branch)
    with pytest.raises(Exception, match="merge"):
        make.git(root, "merge", "-q", "other")
    with pytest.raises(UsageError, match="merge is not finished"):
        Index(root)


def test_a_few_files_are_asked_about_by_name_and_others_all_at_once(root: Path, asked: list[int]) -> None:
    make.write(root, {"a.py": "other\n", "in/x\tb.py": "other\n"})
    make.git(root, "update-index", "--assume-unchanged", "b.py")
    found = Unlike(Index(root))
    found.ask(("a.py", "b.py", "in/c.py", "nowhere.py"))
    assert [path in found for path in ("a.py", "b.py", "in/c.py", "nowhere.py")] == [True, True, False, False]
    assert asked == [1]
    assert "in/x\tb.py" in found
    assert "né/e.py" not in found
    assert dict(found) == {path: Index(root).ids[path] for path in ("a.py", "b.py", "in/x\tb.py")}
    assert asked == [1, 0]


def test_git_is_not_asked_about_what_has_the_bytes_of_the_index(root: Path, asked: list[int]) -> None:
    (root / "a.py").chmod(0o755)
    (root / "b.py").unlink()
    (root / "b.py").symlink_to("a.py")
    make.write(root, {"lib/f.sh": "f\r\n"})
    found = Unlike(Index(root))
    found.ask(("a.py", "in/c.py"))
    assert asked == []
    assert not {"a.py", "in/c.py"}.intersection(path for path in ("a.py", "in/c.py") if path in found)
    found.ask(("b.py", "lib/f.sh"))
    assert asked == [2]
    assert [path in found for path in ("b.py", "lib/f.sh")] == [True, True]
