"""Opening a file to change it, and changing nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.workspace.rewrite import Original, encoded, original, put
from tests.repositories import write

LIMIT = 1_000


@pytest.mark.parametrize(
    "data",
    [
        b"one\r\ntwo\n", b"\xef\xbb\xbfone\n", "é\n".encode("utf-16"), b"# coding: latin-1\nx = '\xe9'\n", b"\xe9 no UTF-8\n", b"",
    ],
)  # fmt: skip
def test_what_is_put_back_has_the_same_bytes(data: bytes, tmp_path: Path) -> None:
    file = original(write(tmp_path, {"a": data}), "a", LIMIT)
    assert isinstance(file, Original)
    assert encoded(file, file.text) == data
    if data:
        assert put(tmp_path, file, data + b"\n") == ""
        assert (tmp_path / "a").read_bytes() == data + b"\n"


def test_a_letter_that_the_encoding_lacks_is_refused(tmp_path: Path) -> None:
    file = original(write(tmp_path, {"a": b"# coding: latin-1\n"}), "a", LIMIT)
    assert isinstance(file, Original)
    assert encoded(file, "→") is None


def test_an_encoding_that_does_not_give_back_the_same_bytes_is_refused(tmp_path: Path) -> None:
    """An escape that selects what is selected already is lost with the first reading."""
    found = original(write(tmp_path, {"a": b"# coding: iso2022_jp\nx = '\x1b(B'\n"}), "a", LIMIT)
    assert found == "its encoding iso2022_jp does not give back the same bytes"


def test_no_link_and_no_way_out_is_followed(tmp_path: Path) -> None:
    root = write(tmp_path / "r", {"real/a": "x", "b": "x"})
    write(tmp_path, {"outside": "x"})
    (root / "link").symlink_to("b")
    (root / "folder").symlink_to("real")
    said = {path: original(root, path, LIMIT) for path in ("link", "folder/a", "../outside", str(tmp_path / "outside"), "real", "none")}
    assert said == {
        "link": "a symbolic link leads to it",
        "folder/a": "a symbolic link leads to it",
        "../outside": "it stands outside of the repository",
        str(tmp_path / "outside"): "it stands outside of the repository",
        "real": "it is no regular file",
        "none": "it is not there any more",
    }


def test_a_file_that_changed_or_became_a_link_stays(tmp_path: Path) -> None:
    root = write(tmp_path, {"a": "x", "b": "x", "c": "x"})
    first, second = original(root, "a", LIMIT), original(root, "b", LIMIT)
    assert isinstance(first, Original)
    assert isinstance(second, Original)
    write(root, {"a": "y"})
    (root / "b").unlink()
    (root / "b").symlink_to("c")
    assert (put(root, first, b"z"), put(root, second, b"z")) == ("the file changed meanwhile",) * 2
    assert ((root / "a").read_text(), (root / "c").read_text()) == ("y", "x")


def test_mode_and_neighbours_stay(tmp_path: Path) -> None:
    root = write(tmp_path, {"run.sh": "x"})
    (root / "run.sh").chmod(0o755)
    file = original(root, "run.sh", LIMIT)
    assert isinstance(file, Original)
    assert put(root, file, b"y") == ""
    assert (root / "run.sh").stat().st_mode & 0o777 == 0o755
    assert list(root.iterdir()) == [root / "run.sh"]


def test_a_folder_that_takes_no_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    file = original(write(tmp_path, {"a": "x"}), "a", LIMIT)
    assert isinstance(file, Original)
    monkeypatch.setattr("ssot_check.workspace.rewrite.replace_atomically", refuse)
    assert put(tmp_path, file, b"y") == "it cannot be written: Permission denied"
