"""Sources by name and version, through the ordinary clients: pip, npm, apt-get or git. Nothing of them is run.

`name==1.0` is a source distribution on PyPI, `npm:name@1.0` an npm package, `deb:name=1.0` a Debian package (Go libraries and shell
programs come as such), `git:owner/name@commit` a public repository.
"""

from __future__ import annotations

import shutil
import subprocess
import tarfile
from pathlib import Path

from benchmarks.real import run as real

FORGE = "https://github.com"


class FetchError(Exception):
    """A source could not be had; the text says which and why."""


def fetched(package: str, work: Path) -> Path:
    """Download and unpack one source, once; returns its folder. Raises FetchError."""
    scheme, _, rest = package.partition(":")
    if not rest:
        return real.unpack(package, work)
    folder = work / scheme / rest.replace("/", "+").replace("==", "-")
    if not folder.is_dir():
        draft = folder.with_name(f"{folder.name}.draft")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        try:
            {"npm": _npm, "deb": _deb, "git": _git}[scheme](rest, draft)
        except (OSError, subprocess.CalledProcessError, StopIteration) as error:
            raise FetchError(f"{package}: {error}") from error
        draft.rename(folder)
    return folder


def _run(folder: Path, *command: str) -> None:
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


def _npm(name: str, folder: Path) -> None:
    _run(folder, "npm", "pack", "--silent", name)
    archive = next(folder.glob("*.tgz"))
    with tarfile.open(archive) as content:
        content.extractall(folder, filter="data")
    archive.unlink()


def _deb(name: str, folder: Path) -> None:
    _run(folder, "apt-get", "download", "--quiet", name)
    archive = next(folder.glob("*.deb"))
    _run(folder, "dpkg-deb", "-x", archive.name, ".")
    archive.unlink()


def _git(name: str, folder: Path) -> None:
    repository, _, commit = name.partition("@")
    _run(folder, "git", "clone", "--quiet", "--no-checkout", f"{FORGE}/{repository}", ".")
    _run(folder, "git", "checkout", "--quiet", commit)
    shutil.rmtree(folder / ".git")
