"""A file that is a copy as a whole is told once to who reads a report; what is found and counted stays one finding for each unit."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.model.dataclass import replace
from ssot_check.model.finding import Finding
from ssot_check.model.report import Presentation, Report
from ssot_check.pipeline.answers.explain import explain
from ssot_check.pipeline.check import check
from ssot_check.reports import concise, full, github, grouped
from ssot_check.reports import json as document
from tests import repositories as make

PYTHON = """\
import json
import os
from pathlib import Path


def load_settings(path):
    found = json.loads(Path(path).read_text(encoding="utf-8"))
    return {key.lower(): value for key, value in found.items()}


def save_settings(path, settings):
    target = Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    scratch = target.with_suffix(".tmp")
    scratch.write_text(json.dumps(settings, sort_keys=True), encoding="utf-8")
    os.replace(scratch, target)


def merge_settings(first, second):
    merged = dict(first)
    for key, value in second.items():
        if isinstance(value, dict) and isinstance(merged.get(key), dict):
            merged[key] = merge_settings(merged[key], value)
        else:
            merged[key] = value
    return merged


def is_set(settings, key):
    return bool(settings.get(key))
"""
SHELL = """\
wait_for_port() {
  local tries=0
  until nc -z "$1" "$2"; do
    tries=$((tries + 1))
    [ "$tries" -lt 30 ] || return 1
    sleep 1
  done
}

fetch_archive() {
  curl --fail --location --retry 5 --output "$2.part" "$1"
  sha256sum --check "$2.sum" || { echo "$2 is damaged" >&2; return 1; }
  tar --extract --gzip --file "$2.part" --directory "$3" --strip-components 1
  mv "$2.part" "$2"
}
"""
TYPESCRIPT = """\
export function slugify(title: string): string {
  const plain = title.normalize("NFKD").replace(/[^\\w\\s-]/g, "");
  return plain.trim().toLowerCase().replace(/[\\s_]+/g, "-").slice(0, 80);
}

export function groupByDay(entries: Entry[]): Map<string, Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const day = entry.createdAt.toISOString().slice(0, 10);
    groups.set(day, [...(groups.get(day) ?? []), entry]);
  }
  return groups;
}
"""
GO = """\
package lib

import "strings"

func SplitHostPort(address string) (string, string) {
	at := strings.LastIndex(address, ":")
	if at < 0 {
		return strings.TrimSpace(address), "443"
	}
	return strings.TrimSpace(address[:at]), address[at+1:]
}

func JoinLabels(labels map[string]string) string {
	var parts []string
	for name, value := range labels {
		parts = append(parts, name+"="+strings.ToLower(value))
	}
	return strings.Join(parts, ",")
}
"""
COMPOSE = """\
services:
  store:
    image: postgres:16.2
    environment: {POSTGRES_DB: shop, POSTGRES_USER: shop}
    healthcheck: {test: pg_isready -U shop, interval: 5s, retries: 12}
    volumes: ["store:/var/lib/postgresql/data"]
  queue:
    image: redis:7.2
    command: redis-server --appendonly yes --maxmemory 256mb
    ports: ["6380:6379"]
    healthcheck: {test: redis-cli ping, interval: 5s, retries: 12}
    environment: {REDIS_PASSWORD: shop, REDIS_REPLICATION_MODE: master}
    volumes: ["queue:/data"]
"""
OTHER = """\
def rotate(image, angle):
    turned = image.turn(angle % 360, around=image.centre)
    return turned.crop(image.frame).sharpen(radius=2)
"""


def report_of(root: Path, files: Mapping[str, str], owner: str, more: str = "") -> Report:
    registry = f"schema_version: 2\ndomains:\n  settings:\n    paths: [{owner}]\n{more}"
    return check(Config(root=make.repository(root, {"SSOT_LOCK.yml": registry, **files})))


def copies(report: Report) -> list[Finding]:
    return [item for item in report.findings if item.code.startswith("SSOT2")]


def python(root: Path, copy: str = PYTHON) -> Report:
    return report_of(root, {"lib/store.py": PYTHON, "tools/settings.py": copy}, "lib/store.py")


def test_a_file_of_configuration_goes_only_where_it_says_nothing_else(tmp_path: Path) -> None:
    report = report_of(tmp_path, {"compose.yml": COMPOSE, "staging/compose.yml": f"name: staging\n{COMPOSE}"}, "compose.yml")
    (one,) = report.folded
    assert one.message.endswith(" units stand there, all as they are")
    assert one.help.startswith("keep here only what differs from compose.yml, and take the rest from there; to begin with: ")


@pytest.mark.parametrize(
    ("owner", "copy", "text"),
    [
        ("lib/store.py", "tools/settings.py", PYTHON),
        ("lib/net.sh", "deploy/net.sh", SHELL),
        ("web/text.ts", "admin/text.ts", TYPESCRIPT),
        ("lib/text.go", "cmd/text.go", GO),
        ("compose.yml", "staging/compose.yml", COMPOSE),
    ],
    ids=["python", "shell", "typescript", "go", "compose"],
)
def test_a_copied_file_is_told_once_and_counted_unit_by_unit(tmp_path: Path, owner: str, copy: str, text: str) -> None:
    report = report_of(tmp_path, {owner: text, copy: text}, owner)
    found = copies(report)
    assert len(found) >= 2
    (one,) = report.folded
    assert one.message.startswith(f"{copy} is a copy of {owner}, which `settings` owns: ")
    assert one.message.endswith(" units stand there, all as they are")
    assert one.help.startswith(f"let {owner} stand in for this file wherever it is loaded, and delete it; to begin with: ")
    assert [item for item in report.shown if item.code.startswith("SSOT2")] == [one]
    assert {one.identity, *one.further} == {item.identity for item in found}
    assert report.domains[0].findings == {found[0].severity.value: len(found)}


def test_what_the_owner_has_not_stays(tmp_path: Path) -> None:
    report = python(tmp_path, PYTHON.replace("scratch", "temporary").replace('".tmp"', '".new"') + "\n\n" + OTHER)
    assert {item.code for item in copies(report)} == {"SSOT201", "SSOT202"}
    (one,) = report.folded
    assert one.message.endswith("owns: 4 of its 5 units stand there, 3 of them as they are")
    assert one.help.startswith("keep here only what lib/store.py has not, and take the rest from there; to begin with: delete this")


@pytest.mark.parametrize(
    "copy", [PYTHON.partition("def merge")[0] + OTHER * 3, PYTHON.partition("def save")[0]], ids=["much else", "one unit"]
)
def test_some_copies_in_a_file_are_no_copied_file(tmp_path: Path, copy: str) -> None:
    report = python(tmp_path, copy)
    assert copies(report)
    assert report.folded == ()
    assert report.shown == report.findings


STORE = """\
package store

type Store struct {{
    path string
}}

func Open(path string) (*Store, error) {{
    if _, err := os.Stat(path); err != nil {{
        return nil, fmt.Errorf("no store at %s: %w", path, err)
    }}
    return &Store{{path: path}}, nil
}}

func Names(entries []os.DirEntry) []string {{
    names := make([]string, 0, len(entries))
    for _, entry := range entries {{
        names = append(names, strings.TrimSuffix(entry.Name(), ".json"))
    }}
    sort.Strings(names)
    return names
}}
{method}"""
METHOD = """
func (s *Store) Load(name string) ([]byte, error) {
    file, err := os.Open(filepath.Join(s.path, name+".json"))
    if err != nil {
        return nil, err
    }
    defer file.Close()
    return io.ReadAll(file)
}
"""
OTHER_METHOD = """
func (s *Store) Load(name string) ([]byte, error) {
    request := s.client.Get(context.Background(), "/v1/objects/"+name)
    for attempt := 0; attempt < 5 && request.Failed(); attempt++ {
        time.Sleep(backoff(attempt))
        request = request.Again()
    }
    return request.Body(), request.Err()
}
"""


@pytest.mark.parametrize(("method", "whole"), [(METHOD, True), (OTHER_METHOD, False)])
def test_a_method_counts_where_it_stands_outside_its_type(tmp_path: Path, method: str, whole: bool) -> None:
    files = {"lib/store.go": STORE.format(method=METHOD), "app/store.go": STORE.format(method=method), "go.mod": "module shop\n"}
    report = report_of(tmp_path, files, "lib/store.go")
    assert any("units stand there, all as they are" in one.message for one in report.folded) is whole
    assert not any("stand in for this file" in one.help for one in report.shown) or whole


def test_each_finding_keeps_its_key_its_repair_and_its_explanation(tmp_path: Path) -> None:
    report = python(tmp_path)
    (one,) = report.folded
    config = Config(root=tmp_path)
    for item in copies(report):
        (told,) = explain(config, item.key)
        assert told.finding.message == item.message
        assert told.standing == f"reported, as one of {len(copies(report))}: {one.message}"
    assert one.key == copies(report)[0].key
    assert all(item.fix is not None for item in copies(report))
    assert one.fix is None
    assert json.loads(document.render(report))["file_copies"] == [
        {
            "path": "tools/settings.py", "owner": "lib/store.py", "domain": "settings", "message": one.message, "help": one.help,
            "keys": [item.key for item in copies(report)],
        }
    ]  # fmt: skip


def test_one_that_is_allowed_leaves_the_others(tmp_path: Path) -> None:
    allowed = PYTHON.replace("def load", "# ssot: allow[SSOT201] -- read before the path is set\ndef load")
    report = python(tmp_path, allowed)
    assert [item.finding.scope for item in report.suppressed] == ["load_settings"]
    (one,) = report.folded
    assert {part.scope for part in (one.identity, *one.further)} == {"save_settings", "merge_settings"}


def test_readers_see_one_and_who_asks_for_all_sees_all(tmp_path: Path) -> None:
    report = python(tmp_path)
    count = len(copies(report))
    text = full.render(report)
    assert text.count("error[SSOT201]") == 1
    assert f"stands for {count} errors, which are counted one by one" in text
    assert f"FAILED: {count} errors" in text
    assert full.render(replace(report, presentation=Presentation(verbose=True))).count("error[SSOT201]") == count
    for render in (concise.render, github.render, grouped.render):
        assert render(report).count("is a copy of lib/store.py") == 1
        assert "an exact copy of" not in render(report)


def test_a_file_with_an_owner_of_its_own_is_not_to_be_deleted(tmp_path: Path) -> None:
    more = "  tools:\n    paths: [tools/settings.py]\n"
    report = report_of(tmp_path, {"lib/store.py": PYTHON, "tools/settings.py": PYTHON}, "lib/store.py", more)
    (one,) = report.folded
    assert "let one of both files be the owner (this one is that of `" in one.help


def test_units_too_small_to_be_told_are_said_with_the_others(tmp_path: Path) -> None:
    text = PYTHON.partition("def save")[0] + "def is_set(settings, key):\n    return bool(settings.get(key))\n"
    report = python(tmp_path, text)
    assert [item.scope for item in copies(report)] == ["load_settings"]
    (one,) = report.folded
    assert one.message.endswith("owns: 2 of its 2 units stand there, all as they are")
