"""What git says about a change: deeds, lines, trailers, deletions."""

from __future__ import annotations

from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from ssot_check.model.changes import Change, Deed, Lines
from ssot_check.workspace.patches import EMPTY_TREE, deeds, deletions, lines, read_patch, text_at, trailers
from tests.repositories import git, repository, write

LONG = "".join(f"line {number}\n" for number in range(20))


def test_every_deed_is_told(tmp_path: Path) -> None:
    root = repository(tmp_path, {"kept.txt": "a\n", "edited.txt": "a\n", "gone.txt": "b\n", "old name.txt": LONG})
    write(root, {"edited.txt": "z\n", "nöw.txt": LONG, "fresh.txt": "c\n"})
    git(root, "rm", "-q", "gone.txt", "old name.txt")
    git(root, "add", "-A")
    expected = {
        "edited.txt": Change(Deed.CHANGED),
        "gone.txt": Change(Deed.REMOVED),
        "old name.txt": Change(Deed.MOVED),
        "nöw.txt": Change(Deed.ADDED, "old name.txt"),
        "fresh.txt": Change(Deed.ADDED),
    }
    assert deeds(root, "HEAD") == deeds(root, "HEAD", staged=True) == expected


def test_lines_come_with_their_numbers(tmp_path: Path) -> None:
    root = repository(tmp_path, {"a b.txt": "one\ntwo\nthree", "other.txt": "x\n", "ö.txt": "x\n"})
    write(root, {"a b.txt": "one\n+++ b/two\nthree\n-- four", "other.txt": "y\n", "ö.txt": "y\n"})
    found = lines(root, "HEAD", ["a b.txt", "ö.txt"])
    assert found["a b.txt"] == Lines(((2, "+++ b/two"), (3, "three"), (4, "-- four")), ("two", "three"))
    assert found["ö.txt"] == Lines(((1, "y"),), ("x",))
    assert sorted(found) == ["a b.txt", "ö.txt"]
    assert lines(root, "HEAD", []) == {}


def test_of_a_file_that_is_gone_only_lost_lines_are_told(tmp_path: Path) -> None:
    root = repository(tmp_path, {"a.txt": "one\n"})
    git(root, "rm", "-q", "a.txt")
    assert lines(root, "HEAD", ["a.txt"], staged=True) == {"a.txt": Lines((), ("one",))}


def test_before_the_first_commit_everything_is_new(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": "one\n"})
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    assert deeds(tmp_path, EMPTY_TREE, staged=True) == {"a.txt": Change(Deed.ADDED)}
    assert lines(tmp_path, EMPTY_TREE, ["a.txt"], staged=True) == {"a.txt": Lines(((1, "one"),), ())}


def test_only_paths_below_the_folder_are_told(tmp_path: Path) -> None:
    root = repository(tmp_path, {"part/a.txt": "one\n", "b.txt": "one\n"})
    write(root, {"part/a.txt": "two\n", "b.txt": "two\n"})
    assert deeds(root / "part", "HEAD") == {"a.txt": Change(Deed.CHANGED)}
    assert lines(root / "part", "HEAD", ["a.txt"]) == {"a.txt": Lines(((1, "two"),), ("one",))}


def test_trailers_of_all_commits_since(tmp_path: Path) -> None:
    root = repository(tmp_path, {"a.txt": "one\n"})
    git(root, "tag", "start")
    git(root, "commit", "-q", "--allow-empty", "-m", "Second\n\nnot-a-trailer: in the text\n\nand on.\n\nSSOT-Change: agreed\nEmpty:")
    assert trailers(root, "start") == {("ssot-change", "agreed")}


def test_the_last_deletion_counts(tmp_path: Path) -> None:
    root = repository(tmp_path, {"a.txt": "one\n", "part/b.txt": "one\n"})
    git(root, "rm", "-q", "a.txt", "part/b.txt")
    git(root, "commit", "-q", "-m", "gone")
    gone = git(root, "rev-parse", "HEAD").strip()
    write(root, {"a.txt": "two\n", "lock.yml": "a.txt\n"})
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "back")
    found = deletions(root, "HEAD", ["a.txt", "part/b.txt", "never.txt"], 100)
    assert {path: identity for path, (identity, _) in found.items()} == {"a.txt": gone, "part/b.txt": gone}
    write(root, {"part/c.txt": ""})
    assert list(deletions(root / "part", "HEAD", ["b.txt"], 100)) == ["b.txt"]
    assert (text_at(root, "HEAD", "lock.yml"), text_at(root, gone, "lock.yml")) == ("a.txt\n", "")


PIECES = (
    "@@ -1 +1 @@",
    "@@ -0,0 +1,2 @@ def f():",
    "@@ -3,2 +4 @@",
    "@@ -x +y @@",
    "+one",
    "+++ two",
    "-three",
    " four",
    "\\ No newline at end of file",
    "",
)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("\n".join) | st.text(alphabet="+-@ \\ab/0123456789,\n", max_size=200))
@example("@@ -0,0 +1,2 @@\n+one\n+two\n")
def test_no_text_breaks_the_reader(text: str) -> None:
    for _, found in read_patch("diff --git a/x b/x\n--- a/x\n+++ b/x\n" + text):
        assert all(number >= 0 for number, _ in found.added)
