"""The same job in another language, read by the real languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.model.match import Match, Tier
from ssot_check.pipeline.scan import scan
from tests.repositories import write

REGISTRY = """schema_version: 2
domains:
  operations:
    paths: [lib/ops.py]
"""
OWNER = '''
import time
from pathlib import Path

import requests


def wait_for_service(url, timeout=60, interval=2):
    """Wait until the service answers."""
    deadline = time.monotonic() + timeout
    while time.monotonic() < deadline:
        if requests.get(f"{url}/healthz", timeout=5).status_code == 200:
            return True
        time.sleep(interval)
    raise TimeoutError(f"service {url} did not become healthy in {timeout} seconds")


def rotate_backups(folder, keep=7):
    dumps = sorted(Path(folder).glob("*.dump.gz"), key=lambda item: item.stat().st_mtime, reverse=True)
    for old in dumps[keep:]:
        print("removing old backup", old)
        old.unlink()
'''
SHELL = """#!/bin/bash
prune() {
  local folder="$1" keep="${2:-7}"
  ls -1t "$folder"/*.dump.gz | tail -n +"$((keep + 1))" | while read -r old; do
    echo "removing old backup $old"
    rm -f "$old"
  done
}
"""
TYPESCRIPT = """import fs from "node:fs";
export function rotateBackups(folder: string, keep = 7): void {
  const dumps = fs.readdirSync(folder).filter((name) => name.endsWith(".dump.gz")).sort().reverse();
  for (const old of dumps.slice(keep)) {
    console.log(`removing old backup ${old}`);
    fs.unlinkSync(`${folder}/${old}`);
  }
}
"""
GO = """package ops

import (
\t"fmt"
\t"net/http"
\t"time"
)

func WaitHealthy(base string, timeout time.Duration) error {
\tdeadline := time.Now().Add(timeout)
\tfor time.Now().Before(deadline) {
\t\tanswer, err := http.Get(base + "/healthz")
\t\tif err == nil && answer.StatusCode == 200 {
\t\t\treturn nil
\t\t}
\t\ttime.Sleep(2 * time.Second)
\t}
\treturn fmt.Errorf("service %s did not become healthy", base)
}
"""
RUST = """pub fn rotate(folder: &str, keep: usize) {
    let mut dumps: Vec<_> = std::fs::read_dir(folder).unwrap().flatten().collect();
    for old in dumps.iter().rev().skip(keep) {
        println!("removing old backup {:?}", old.path());
        std::fs::remove_file(old.path()).unwrap();
    }
}
"""
CROWD = {
    "other/a.sh": "greet() {\n  for name in $names; do\n    echo hello $name\n    count=$((count + 1))\n  done\n}\n",
    "other/b.sh": 'sweep() {\n  for lock in /run/*.lock; do\n    rm -f "$lock"\n    echo stale lock file $lock\n  done\n}\n',
}


def found(tmp_path: Path, files: dict[str, str], registry: str = REGISTRY) -> list[Match]:
    root = write(tmp_path, {"SSOT_LOCK.yml": registry, "lib/ops.py": OWNER, **CROWD, **files})
    return [match for match in scan(Config(root=root)).matches if match.across]


@pytest.mark.parametrize(
    ("path", "text", "owner", "copy"),
    [
        ("scripts/ops.sh", SHELL, "rotate_backups", "prune"),
        ("scripts/ops.sh", SHELL.split("{", 1)[1].rsplit("}", 1)[0].replace("local ", ""), "rotate_backups", "ls"),
        ("web/ops.ts", TYPESCRIPT, "rotate_backups", "rotateBackups"),
        ("cmd/ops.go", GO, "wait_for_service", "WaitHealthy"),
        ("src/ops.rs", RUST, "rotate_backups", "rotate"),
    ],
    ids=["shell", "shell script", "typescript", "go", "rust"],
)
def test_a_job_done_again_in_another_language_is_a_hint(tmp_path: Path, path: str, text: str, owner: str, copy: str) -> None:
    (match,) = found(tmp_path, {path: text})
    assert (match.owner.name, match.copy.name, match.copy_path, match.tier) == (owner, copy, path, Tier.HINT)


@pytest.mark.parametrize(
    ("files", "more"),
    [
        ({"tests/ops.sh": SHELL}, ""),
        ({"scripts/ops.sh": SHELL.replace("rm -f", "echo")}, ""),
        ({"scripts/ops.sh": SHELL}, "    components: {shell: {paths: [scripts/ops.sh]}}\n"),
        ({"scripts/ops.sh": SHELL, "scripts/own.sh": "own() { true; }\n"}, "    components: {shell: {paths: [scripts/own.sh]}}\n"),
        ({"scripts/ops.sh": SHELL}, "    duplicates: {ignore: [scripts/**]}\n"),
    ],
    ids=["test code", "no effect", "owned", "the domain has a shell owner", "ignored"],
)
def test_what_is_no_second_source(tmp_path: Path, files: dict[str, str], more: str) -> None:
    assert found(tmp_path, files, REGISTRY + more) == []
