"""Other jobs in the same words and with the same libraries."""

# ruff: noqa  samples: written as they would be found

from __future__ import annotations

import ast
import csv
import gzip
import hashlib
import json
import logging
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import time
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import boto3
import docker
import jinja2
import jinja2.meta
import psycopg
import requests


#: like drop_repeats
def frequent_messages(path: str | Path, top: int = 20) -> list[tuple[str, int]]:
    """Return the messages that occur most often in a log file, with numbers left out of the comparison."""
    counts: Counter[str] = Counter()
    with open(path, encoding="utf-8", errors="replace") as stream:
        for line in stream:
            _, separator, message = line.rstrip("\n").partition(": ")
            if separator:
                counts[re.sub(r"\d+", "N", message)] += 1
    return [(message, count) for message, count in counts.most_common(top) if count > 1]


#: like rotating_log_file
def log_files_in_use() -> dict[str, int]:
    """Return the file behind each configured file handler with the bytes it and its old files take."""
    sizes: dict[str, int] = {}
    loggers = [logging.getLogger(), *map(logging.getLogger, logging.root.manager.loggerDict)]
    for logger in loggers:
        for handler in logger.handlers:
            if isinstance(handler, logging.FileHandler):
                current = Path(handler.baseFilename)
                family = current.parent.glob(f"{current.name}*")
                sizes[str(current)] = sum(path.stat().st_size for path in family)
    return sizes


#: like log_uncaught
def exceptions_in_log(path: str | Path) -> Counter[str]:
    """Count the tracebacks of a log file by the type of the exception that ended them."""
    counts: Counter[str] = Counter()
    inside = False
    with open(path, encoding="utf-8", errors="replace") as stream:
        for line in stream:
            if line.startswith("Traceback (most recent call last)"):
                inside = True
            elif inside and not line.startswith(" "):
                name = line.partition(":")[0].strip()
                counts[name.rpartition(".")[2]] += 1
                inside = False
    return counts


#: like parse_access_line
def write_access_line(ip: str, method: str, path: str, status: int, size: int, agent: str = "-") -> str:
    """Format one request as an access-log line in the combined format, stamped with the present time."""
    now = datetime.now(timezone.utc).strftime("%d/%b/%Y:%H:%M:%S %z")
    safe_path = path.replace('"', "%22").replace(" ", "%20")
    safe_agent = agent.replace('"', "'")
    return f'{ip} - - [{now}] "{method} {safe_path} HTTP/1.1" {status} {size or "-"} "-" "{safe_agent}"'


#: like settings_with_overrides
def settings_reference(path: str | Path, prefix: str) -> str:
    """Document each setting of a TOML file: section, key, type, default and its environment variable's name."""
    with open(path, "rb") as stream:
        settings = tomllib.load(stream)
    lines = []
    for section, values in settings.items():
        lines.append(f"[{section}]")
        for key, value in values.items():
            variable = f"{prefix}_{section}_{key}".upper()
            lines.append(f"  {key} ({type(value).__name__}, default {value!r}), variable {variable}")
    return "\n".join(lines)


#: like require_variables
def unknown_variables(prefix: str, known: Iterable[str], environ: Mapping[str, str] = os.environ) -> list[str]:
    """Name the environment variables that carry the prefix but that no setting knows, likely misspelt."""
    names = set(known)
    surplus = [name for name in environ if name.startswith(prefix) and name not in names]
    for name in surplus:
        logging.getLogger(__name__).warning("environment variable %s is set but never read", name)
    return sorted(surplus)


#: like expand_variables
def variables_mentioned(value: Any, path: str = "") -> dict[str, list[str]]:
    """List where in a nested structure each ${NAME} is mentioned, as dotted paths by variable name."""
    places: dict[str, list[str]] = defaultdict(list)
    if isinstance(value, str):
        for name in re.findall(r"\$\{(\w+)(?::-[^}]*)?\}", value):
            places[name].append(path)
    elif isinstance(value, (Mapping, list)):
        items = value.items() if isinstance(value, Mapping) else enumerate(value)
        for key, item in items:
            for name, found in variables_mentioned(item, f"{path}.{key}".lstrip(".")).items():
                places[name] += found
    return dict(places)


#: like dotted_get
def dotted_names(data: Any, prefix: str = "") -> Iterator[str]:
    """Yield the dotted path of every leaf of nested mappings and lists."""
    if isinstance(data, Mapping):
        for key, value in data.items():
            yield from dotted_names(value, f"{prefix}{key}.")
    elif isinstance(data, Sequence) and not isinstance(data, (str, bytes)):
        for index, value in enumerate(data):
            yield from dotted_names(value, f"{prefix}{index}.")
    else:
        yield prefix.removesuffix(".")


#: like vault_secret
def vault_secret_ages(path: str, mount: str = "secret", timeout: float = 10.0) -> dict[int, timedelta]:
    """Return the age of each version of a Vault secret that has not been deleted."""
    address = os.environ["VAULT_ADDR"].rstrip("/")
    response = requests.get(
        f"{address}/v1/{mount}/metadata/{quote(path.strip('/'))}",
        headers={"X-Vault-Token": os.environ["VAULT_TOKEN"]},
        timeout=timeout,
    )
    response.raise_for_status()
    now = datetime.now(timezone.utc)
    return {
        int(number): now - datetime.fromisoformat(version["created_time"])
        for number, version in response.json()["data"]["versions"].items()
        if not version["destroyed"] and not version["deletion_time"]
    }


#: like random_password
def password_complaints(password: str, user: str, length: int = 12) -> list[str]:
    """Say what is wrong with a password somebody chose; an empty list means it is acceptable."""
    complaints = []
    if len(password) < length:
        complaints.append(f"shorter than {length} characters")
    if user and user.lower() in password.lower():
        complaints.append("contains the user's name")
    classes = {"a lower-case letter": r"[a-z]", "an upper-case letter": r"[A-Z]", "a digit": r"\d"}
    complaints += [f"lacks {name}" for name, pattern in classes.items() if not re.search(pattern, password)]
    if re.search(r"(.)\1{3}", password):
        complaints.append("repeats a character more than three times")
    return complaints


#: like private_credentials
def tighten_private_files(home: str | Path = "~") -> list[Path]:
    """Take group and other permissions from the well-known credential files of a home folder."""
    changed = []
    base = Path(home).expanduser()
    for name in (".netrc", ".pgpass", ".my.cnf", ".aws/credentials", ".docker/config.json"):
        path = base / name
        if path.is_file() and path.stat().st_mode & 0o077:
            path.chmod(path.stat().st_mode & 0o700)
            changed.append(path)
    return changed


#: like rotate_key
def key_inventory(folder: str | Path, max_age: timedelta = timedelta(days=90)) -> list[dict[str, Any]]:
    """Describe the key files of a folder by fingerprint and age, marking those due for rotation."""
    now = time.time()
    rows = []
    for path in sorted(Path(folder).glob("*.key")):
        age = timedelta(seconds=int(now - path.stat().st_mtime))
        fingerprint = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
        rows.append({"file": path.name, "fingerprint": fingerprint, "age": age, "due": age > max_age})
    return rows


#: like sync_folder
def remote_folder_size(host: str, target: str, excludes: Iterable[str] = (), port: int = 22) -> int:
    """Return the bytes a folder takes on a remote host, asked by ssh, with excludes left out."""
    command = ["ssh", "-p", str(port), "-o", "BatchMode=yes", host, "du", "--summarize", "--bytes"]
    command += [f"--exclude={pattern}" for pattern in excludes]
    result = subprocess.run([*command, target], capture_output=True, text=True)
    if result.returncode != 0:
        raise RuntimeError(f"du on {host} failed: {result.stderr.strip()}")
    return int(result.stdout.split()[0])


#: like build_and_push
def image_layers(repository: str, version: str = "latest", top: int = 10) -> list[tuple[int, str]]:
    """Return the biggest layers of an image with the build step that made each."""
    tag = f"{repository}:{version}"
    subprocess.run(["docker", "pull", "--quiet", tag], check=True, stdout=subprocess.DEVNULL)
    image = docker.from_env().images.get(tag)
    layers = [(layer["Size"], layer["CreatedBy"].removeprefix("/bin/sh -c ")) for layer in image.history()]
    return sorted(layers, reverse=True)[:top]


#: like render_templates
def template_variables(source: str | Path, suffix: str = ".j2") -> dict[str, set[str]]:
    """Return which variables each template of a folder expects from outside."""
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(source))
    expected = {}
    for name in environment.list_templates(filter_func=lambda item: item.endswith(suffix)):
        text = Path(source, name).read_text(encoding="utf-8")
        expected[name] = jinja2.meta.find_undeclared_variables(environment.parse(text))
    return expected


#: like switch_release
def list_releases(root: str | Path) -> list[tuple[str, datetime, bool]]:
    """Return every release with its date and whether `current` points at it, newest first."""
    base = Path(root)
    current = (base / "current").resolve()
    releases = []
    for path in (base / "releases").iterdir():
        if path.is_dir():
            date = datetime.fromtimestamp(path.stat().st_mtime, timezone.utc)
            releases.append((path.name, date, path.resolve() == current))
    return sorted(releases, key=lambda release: release[1], reverse=True)


#: like run_migrations
def new_migration(folder: str | Path, title: str) -> Path:
    """Create the next numbered SQL file of a migrations folder with an empty frame and return its path."""
    directory = Path(folder)
    numbers = [int(path.name.split("_")[0]) for path in directory.glob("[0-9]*_*.sql")]
    words = re.sub(r"[^a-z0-9]+", "_", title.lower()).strip("_")
    path = directory / f"{max(numbers, default=0) + 1:04d}_{words}.sql"
    path.write_text(f"-- {title}\n-- created {datetime.now():%Y-%m-%d}\n\n", encoding="utf-8")
    return path


#: like bump_version
def newest_version(tags: Iterable[str], include_prerelease: bool = False) -> str | None:
    """Pick the highest semantic version among tags, ignoring tags that are none."""
    candidates = []
    for tag in tags:
        match = re.fullmatch(r"v?(\d+)\.(\d+)\.(\d+)(-[\w.-]+)?", tag)
        if match and (include_prerelease or not match[4]):
            major, minor, patch = (int(match[i]) for i in (1, 2, 3))
            candidates.append(((major, minor, patch, match[4] is None, match[4] or ""), tag))
    return max(candidates)[1] if candidates else None


#: like apply_manifests
def manifests_by_kind(folder: str | Path) -> Counter[str]:
    """Count the objects that the manifests of a folder describe, by kind, without asking the cluster."""
    kinds: Counter[str] = Counter()
    for manifest in sorted(Path(folder).rglob("*.y*ml")):
        for line in manifest.read_text(encoding="utf-8").splitlines():
            name, _, kind = line.partition(":")
            if name == "kind":
                kinds[kind.strip().strip("\"'")] += 1
    return kinds


#: like upload_assets
def bucket_report(bucket: str, prefix: str = "", client: Any = None) -> dict[str, tuple[int, int]]:
    """Return number and bytes of the objects in a bucket by file ending."""
    s3 = client or boto3.client("s3")
    report: dict[str, tuple[int, int]] = {}
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix):
        for entry in page.get("Contents", []):
            ending = Path(entry["Key"]).suffix or "(none)"
            count, total = report.get(ending, (0, 0))
            report[ending] = (count + 1, total + entry["Size"])
    return report


#: like prometheus_text
def series_per_metric(text: str) -> dict[str, int]:
    """Count the series of each metric in a page in Prometheus' text format, to find label explosions."""
    counts: Counter[str] = Counter()
    for line in text.splitlines():
        if line and not line.startswith("#"):
            counts[re.split(r"[{\s]", line, maxsplit=1)[0]] += 1
    return dict(counts.most_common())


#: like percentiles
def latency_histogram(samples: Iterable[float], bounds: Sequence[float] = (0.05, 0.1, 0.25, 0.5, 1, 2.5)) -> str:
    """Draw how many samples fall under each bound, with mean and deviation below."""
    values = sorted(samples)
    lines, lower = [], float("-inf")
    for bound in (*bounds, float("inf")):
        count = sum(lower < value <= bound for value in values)
        lines.append(f"<= {bound:>6g} {count:>6d} {'#' * round(50 * count / max(1, len(values)))}")
        lower = bound
    if len(values) > 1:
        lines.append(f"mean {statistics.mean(values):.4f}, deviation {statistics.stdev(values):.4f}")
    return "\n".join(lines)


#: like prometheus_above
def prometheus_targets_down(server: str, timeout: float = 10.0) -> dict[str, str]:
    """Return the scrape targets of a Prometheus server that are not up, with the last error."""
    response = requests.get(f"{server.rstrip('/')}/api/v1/targets", params={"state": "active"}, timeout=timeout)
    response.raise_for_status()
    targets = response.json()["data"]["activeTargets"]
    return {f"{target['labels']['job']} {target['scrapeUrl']}": target["lastError"] for target in targets if target["health"] != "up"}


#: like run_checks
def availability(history: Iterable[Mapping[str, Any]]) -> dict[str, float]:
    """Return, per named check, the share of past runs in which its status was ok, in percent."""
    runs: Counter[str] = Counter()
    healthy: Counter[str] = Counter()
    for entry in history:
        for name, detail in entry["checks"].items():
            runs[name] += 1
            healthy[name] += bool(detail["ok"])
    return {name: round(100 * healthy[name] / runs[name], 3) for name in sorted(runs)}


#: like redis_ping
def redis_memory(host: str = "localhost", port: int = 6379, timeout: float = 2.0) -> dict[str, int]:
    """Ask a redis server over a plain socket for its memory figures, in bytes."""
    with socket.create_connection((host, port), timeout=timeout) as connection:
        connection.sendall(b"INFO memory\r\n")
        stream = connection.makefile("rb")
        length = int(stream.readline().strip()[1:])
        text = stream.read(length).decode()
    pairs = (line.split(":", 1) for line in text.splitlines() if ":" in line)
    return {name: int(value) for name, value in pairs if name.startswith("used_memory") and value.isdigit()}


#: like database_alive
def table_sizes(dsn: str, top: int = 10) -> list[tuple[str, int]]:
    """Return the biggest tables of a database with their bytes, indexes included."""
    query = """
        SELECT relid::regclass::text, pg_total_relation_size(relid)
        FROM pg_stat_user_tables ORDER BY 2 DESC LIMIT %s
    """
    with psycopg.connect(dsn, connect_timeout=5) as connection, connection.cursor() as cursor:
        cursor.execute(query, (top,))
        return cursor.fetchall()


#: like heartbeat
def heartbeat_table(folder: str | Path) -> str:
    """Show all heartbeat files of a folder with the seconds since each was touched, stalest first."""
    now = time.time()
    ages = [(now - path.stat().st_mtime, path.stem) for path in Path(folder).glob("*.heartbeat")]
    return "\n".join(f"{name:<30} {age:>10.0f} s" for age, name in sorted(ages, reverse=True))


#: like units_active
def unit_restarts(units: Sequence[str], timeout: float = 10.0) -> dict[str, int]:
    """Ask systemctl how often it has restarted each service since boot; only those above zero."""
    restarts = {}
    for unit in units:
        command = ["systemctl", "show", "--property", "NRestarts", "--value", "--", unit]
        result = subprocess.run(command, capture_output=True, text=True, timeout=timeout, check=True)
        count = int(result.stdout.strip() or 0)
        if count:
            restarts[unit] = count
    return restarts


#: like throttle_alert
def alerts_per_day(path: str | Path = "/var/log/alerts/sent.jsonl") -> dict[str, Counter[str]]:
    """Count the alerts of each key that were sent, by day, from the journal file of sent alerts."""
    days: dict[str, Counter[str]] = defaultdict(Counter)
    with open(path, encoding="utf-8") as stream:
        for line in stream:
            entry = json.loads(line)
            day = datetime.fromtimestamp(entry["sent"], timezone.utc).date().isoformat()
            days[day][entry["key"]] += 1
    return dict(days)


#: like alert_text
def silence_alert(alertmanager: str, labels: Mapping[str, str], hours: float, author: str, comment: str) -> str:
    """Create an Alertmanager silence for the labels of an alert and return the silence's id."""
    now = datetime.now(timezone.utc)
    body = {
        "matchers": [{"name": name, "value": value, "isRegex": False} for name, value in labels.items()],
        "startsAt": now.isoformat(),
        "endsAt": (now + timedelta(hours=hours)).isoformat(),
        "createdBy": author,
        "comment": comment,
    }
    response = requests.post(f"{alertmanager.rstrip('/')}/api/v2/silences", json=body, timeout=10)
    response.raise_for_status()
    return response.json()["silenceID"]


#: like dump_database
def dump_growth(database: str, folder: str | Path) -> list[tuple[str, int, float]]:
    """Return name, bytes and growth in percent against the one before for each dump in a folder."""
    dumps = sorted(Path(folder).glob(f"{database}-*.sql.gz"))
    rows, before = [], 0
    for dump in dumps:
        size = dump.stat().st_size
        growth = 100 * (size - before) / before if before else 0.0
        rows.append((dump.name, size, round(growth, 1)))
        before = size
    return rows


#: like restore_latest
def damaged_dumps(folder: str | Path) -> list[Path]:
    """Read every compressed dump of a folder to its end and return those that are cut off or corrupt."""
    damaged = []
    for dump in sorted(Path(folder).glob("*.sql.gz")):
        try:
            with gzip.open(dump, "rb") as stream:
                while stream.read(1024 * 1024):
                    pass
        except (OSError, EOFError):
            damaged.append(dump)
    return damaged


#: like free_space
def space_by_owner(folder: str | Path) -> dict[str, float]:
    """Return how many percent of the disk the files of each owner below a folder take."""
    base = Path(folder)
    total = shutil.disk_usage(base).total
    owners: Counter[str] = Counter()
    for path in base.rglob("*"):
        if path.is_file() and not path.is_symlink():
            owners[path.owner()] += path.stat().st_size
    return {owner: round(100 * size / total, 2) for owner, size in owners.most_common()}


#: like run_command
def command_statistics(journal: str | Path) -> dict[str, dict[str, float]]:
    """Sum up the journal of commands run: calls, failures, timeouts and mean seconds by command."""
    runs: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    with open(journal, encoding="utf-8") as stream:
        for line in stream:
            entry = json.loads(line)
            runs[entry["command"][0]].append(entry)
    return {
        command: {
            "calls": len(entries),
            "failures": sum(entry["returncode"] != 0 for entry in entries),
            "timeouts": sum(bool(entry.get("timeout")) for entry in entries),
            "seconds": statistics.fmean(entry["seconds"] for entry in entries),
        }
        for command, entries in runs.items()
    }


#: like follow_file
def last_lines(path: str | Path, count: int = 10, block: int = 8192) -> list[str]:
    """Return the last lines of a big file, read backwards from its end."""
    with open(path, "rb") as stream:
        position = stream.seek(0, os.SEEK_END)
        data = b""
        while position > 0 and data.count(b"\n") <= count:
            step = min(block, position)
            position -= step
            stream.seek(position)
            data = stream.read(step) + data
    return data.decode("utf-8", errors="replace").splitlines()[-count:]


#: like on_hosts
def hosts_of_group(inventory: str | Path, group: str) -> list[str]:
    """Return the host names listed under one group of an inventory file, for use with ssh."""
    hosts, inside = [], False
    for line in Path(inventory).read_text(encoding="utf-8").splitlines():
        text = line.split("#")[0].strip()
        if text.startswith("["):
            inside = text == f"[{group}]"
        elif inside and text:
            hosts.append(text.split()[0])
    return hosts


#: like rate_limit
def quota_left(url: str, token: str) -> tuple[int, float]:
    """Ask an API how many calls its rate limit still allows and in how many seconds it resets."""
    response = requests.head(url, headers={"Authorization": f"Bearer {token}"}, timeout=10)
    remaining = int(response.headers.get("X-RateLimit-Remaining", 0))
    reset = float(response.headers.get("X-RateLimit-Reset", 0))
    return remaining, max(0.0, reset - time.time())


#: like conditional_get
def caching_advice(url: str) -> list[str]:
    """Look at an answer's ETag and Cache-Control headers and say what keeps clients from caching it."""
    response = requests.get(url, timeout=30)
    response.raise_for_status()
    advice = []
    if "ETag" not in response.headers and "Last-Modified" not in response.headers:
        advice.append("no ETag and no Last-Modified: a client can never be answered with 304")
    control = response.headers.get("Cache-Control", "")
    if "no-store" in control:
        advice.append("Cache-Control forbids keeping a copy")
    elif "max-age" not in control:
        advice.append("Cache-Control names no max-age")
    return advice


#: like upload_file
def download_file(url: str, path: str | Path, token: str | None = None, timeout: float = 120.0) -> str:
    """Stream an address into a file and return the SHA-256 of what was written."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    file = Path(path)
    digest = hashlib.sha256()
    with requests.get(url, headers=headers, stream=True, timeout=timeout) as response:
        response.raise_for_status()
        with file.open("wb") as stream:
            for chunk in response.iter_content(1024 * 1024):
                digest.update(chunk)
                stream.write(chunk)
    return digest.hexdigest()


#: like flag_file
def unused_flags(flags: str | Path, source: str | Path) -> list[str]:
    """Name the feature flags of a JSON file that no Python file of the source folder mentions."""
    names = set(json.loads(Path(flags).read_text(encoding="utf-8")))
    for path in Path(source).rglob("*.py"):
        text = path.read_text(encoding="utf-8", errors="replace")
        names = {name for name in names if f'"{name}"' not in text and f"'{name}'" not in text}
    return sorted(names)


#: like changed_environment
def environment_of(pid: int, names: Iterable[str] = ()) -> dict[str, str]:
    """Return the environment variables another process was started with, all or some by name."""
    wanted = set(names)
    raw = Path(f"/proc/{pid}/environ").read_bytes().decode(errors="replace")
    pairs = (entry.split("=", 1) for entry in raw.split("\0") if "=" in entry)
    return {name: value for name, value in pairs if not wanted or name in wanted}


#: like assert_same_json
def json_shape(value: Any) -> Any:
    """Reduce a JSON structure to its keys and type names, to print or keep as a sketch of an answer."""
    if isinstance(value, Mapping):
        return {key: json_shape(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        shapes = {json.dumps(json_shape(item), sort_keys=True) for item in value}
        return [json.loads(shape) for shape in sorted(shapes)]
    return type(value).__name__


#: like markdown_table
def table_to_csv(markdown: str, path: str | Path) -> int:
    """Write the first table of a Markdown text as a CSV file and return its number of rows."""
    rows: list[list[str]] = []
    for line in markdown.splitlines():
        if line.lstrip().startswith("|"):
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if not all(re.fullmatch(r":?-+:?", cell) for cell in cells):
                rows.append(cells)
        elif rows:
            break
    with open(path, "w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows(rows)
    return max(0, len(rows) - 1)


#: like broken_links
def linked_sites(folder: str | Path) -> Counter[str]:
    """Count the external sites that the Markdown files of a folder link to."""
    sites: Counter[str] = Counter()
    for document in Path(folder).rglob("*.md"):
        for target in re.findall(r"\]\((https?://[^)\s]+)", document.read_text(encoding="utf-8")):
            sites[urlsplit(target).hostname or target] += 1
    return sites


#: like api_index
def docstring_coverage(package: str | Path) -> dict[str, float]:
    """Return the percentage of public functions with a docstring for each module of a package."""
    coverage = {}
    for path in sorted(Path(package).rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
        public = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) and not n.name.startswith("_")]
        if public:
            documented = sum(ast.get_docstring(node) is not None for node in public)
            coverage[str(path)] = round(100 * documented / len(public), 1)
    if not coverage:
        print(f"no public functions below {package}", file=sys.stderr)
    return coverage


#: like changelog_section
def changelog_dates(path: str | Path) -> dict[str, str]:
    """Return the release date of every version that a changelog has a heading for."""
    dates = {}
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        heading = re.match(r"##\s+\[?v?(\d[^\s\]]*)\]?\s*[-–(]\s*(\d{4}-\d{2}-\d{2})", line)
        if heading:
            dates[heading[1]] = heading[2]
    return dates
