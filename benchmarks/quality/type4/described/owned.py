"""Utilities that a domain owns, each written from one sentence."""

# ruff: noqa  samples: written as they would be found

from __future__ import annotations

import ast
import asyncio
import atexit
import contextlib
import contextvars
import difflib
import fcntl
import functools
import gzip
import hashlib
import hmac
import http.server
import json
import logging
import logging.handlers
import math
import mimetypes
import netrc
import os
import pickle
import random
import re
import secrets
import shutil
import socket
import stat
import string
import subprocess
import sys
import tempfile
import threading
import time
import tomllib
import unicodedata
import uuid
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeout
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import boto3
import docker
import httpx
import jinja2
import psycopg
import requests


#: logging drop_repeats
class DropRepeats(logging.Filter):
    """Let one message through per window; the next one tells how many were held back."""

    def __init__(self, seconds: float = 60.0, max_keys: int = 1000) -> None:
        super().__init__()
        self.seconds = seconds
        self.max_keys = max_keys
        self._seen: dict[tuple[str, int, str], tuple[float, int]] = {}
        self._lock = threading.Lock()

    def filter(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        key = (record.name, record.levelno, text)
        now = time.monotonic()
        with self._lock:
            since, dropped = self._seen.pop(key, (-math.inf, 0))
            if now - since < self.seconds:
                self._seen[key] = (since, dropped + 1)
                return False
            self._seen[key] = (now, 0)
            while len(self._seen) > self.max_keys:
                del self._seen[next(iter(self._seen))]
        if dropped:
            record.msg, record.args = f"{text} [{dropped} repeats dropped]", None
        return True


#: logging rotating_log_file
LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s[%(process)d]: %(message)s"


def rotating_log_file(
    name: str,
    path: str | os.PathLike[str],
    level: int | str = logging.INFO,
    max_bytes: int = 10 * 1024 * 1024,
    backups: int = 5,
) -> logging.Logger:
    """Return the named logger writing to a rotating file; calling it again adds no second handler."""
    logger = logging.getLogger(name)
    logger.setLevel(level)
    target = os.path.abspath(path)
    for handler in logger.handlers:
        if isinstance(handler, logging.handlers.RotatingFileHandler) and handler.baseFilename == target:
            return logger
    os.makedirs(os.path.dirname(target), exist_ok=True)
    handler = logging.handlers.RotatingFileHandler(target, maxBytes=max_bytes, backupCount=backups, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter(LOG_FORMAT))
    logger.addHandler(handler)
    return logger


#: logging log_to_syslog
SYSLOG_SOCKETS = ("/dev/log", "/var/run/syslog")


def log_to_syslog(application: str, level: int = logging.INFO, facility: str = "daemon") -> logging.Handler:
    """Send the application's records to the local syslog daemon, by socket or by UDP on localhost."""
    address: str | tuple[str, int] = next(
        (path for path in SYSLOG_SOCKETS if os.path.exists(path)),
        ("localhost", logging.handlers.SYSLOG_UDP_PORT),
    )
    handler = logging.handlers.SysLogHandler(
        address=address,
        facility=logging.handlers.SysLogHandler.facility_names[facility],
    )
    handler.ident = f"{application}[{os.getpid()}]: "
    handler.setLevel(level)
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    logger = logging.getLogger(application)
    logger.addHandler(handler)
    if logger.getEffectiveLevel() > level:
        logger.setLevel(level)
    return handler


#: logging log_uncaught
def log_uncaught(logger: logging.Logger | None = None) -> None:
    """Route uncaught exceptions of the main thread and of other threads to the log."""
    log = logger or logging.getLogger("uncaught")

    def on_exception(kind, error, trace) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        log.critical("Uncaught exception", exc_info=(kind, error, trace))

    def on_thread_exception(args: threading.ExceptHookArgs) -> None:
        if args.exc_type is SystemExit:
            return
        name = args.thread.name if args.thread else "unknown"
        error = args.exc_value or args.exc_type()
        log.critical("Uncaught exception in thread %s", name, exc_info=(args.exc_type, error, args.exc_traceback))

    sys.excepthook = on_exception
    threading.excepthook = on_thread_exception


#: logging parse_access_line
ACCESS_LINE = re.compile(
    r"(?P<ip>\S+) \S+ \S+ \[(?P<time>[^\]]+)\] "
    r'"(?P<method>[A-Z]+) (?P<path>\S+)(?: [^"]*)?" '
    r"(?P<status>\d{3}) (?P<size>\d+|-)"
)


def parse_access_line(line: str) -> dict[str, Any] | None:
    """Split a common or combined log line into its fields; None when it is not one."""
    match = ACCESS_LINE.match(line)
    if match is None:
        return None
    return {
        "ip": match["ip"],
        "time": datetime.strptime(match["time"], "%d/%b/%Y:%H:%M:%S %z"),
        "method": match["method"],
        "path": match["path"],
        "status": int(match["status"]),
        "size": 0 if match["size"] == "-" else int(match["size"]),
    }


#: configuration settings_with_overrides
def _typed_like(text: str, current: Any, name: str) -> Any:
    if isinstance(current, bool):
        lowered = text.strip().lower()
        if lowered not in {"1", "0", "true", "false", "yes", "no", "on", "off"}:
            raise ValueError(f"{name}: {text!r} is not a boolean")
        return lowered in {"1", "true", "yes", "on"}
    if isinstance(current, (list, dict)):
        return json.loads(text)
    try:
        return type(current)(text)
    except ValueError as error:
        raise ValueError(f"{name}: expected {type(current).__name__}, got {text!r}") from error


def settings_with_overrides(path: str | Path, prefix: str) -> dict[str, dict[str, Any]]:
    """Read a TOML file of sections and apply PREFIX_SECTION_KEY variables in the type of the file's value."""
    with open(path, "rb") as stream:
        settings = tomllib.load(stream)
    for section, values in settings.items():
        if not isinstance(values, dict):
            continue
        for key, current in values.items():
            name = f"{prefix}_{section}_{key}".upper().replace("-", "_")
            if name in os.environ:
                values[key] = _typed_like(os.environ[name], current, name)
    return settings


#: configuration require_variables
class MissingVariables(RuntimeError):
    """One or more required environment variables are unset or empty."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(f"missing environment variables: {', '.join(names)}")
        self.names = tuple(names)


def require_variables(*names: str, environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return the values of all names, or raise a single error that lists every missing one."""
    missing = [name for name in names if not environ.get(name, "").strip()]
    if missing:
        raise MissingVariables(missing)
    return {name: environ[name] for name in names}


#: configuration expand_variables
VARIABLE = re.compile(r"\$\{(?P<name>[A-Za-z_]\w*)(?::-(?P<default>[^}]*))?\}")


def expand_variables(value: Any, environ: Mapping[str, str] = os.environ) -> Any:
    """Replace ${NAME} and ${NAME:-default} in every string of a nested structure."""

    def replacement(match: re.Match[str]) -> str:
        found = environ.get(match["name"])
        if match["default"] is not None:
            return found or match["default"]
        if found is None:
            raise KeyError(f"variable {match['name']} is not set and has no default")
        return found

    if isinstance(value, str):
        return VARIABLE.sub(replacement, value)
    if isinstance(value, Mapping):
        return {key: expand_variables(item, environ) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(expand_variables(item, environ) for item in value)
    return value


#: configuration find_config_file
def find_config_file(names: Sequence[str] = ("settings.toml", ".settings.toml"), start: str | Path = ".") -> Path | None:
    """Look for a configuration file from `start` upwards, stopping at the repository's top or the root."""
    folder = Path(start).resolve()
    if folder.is_file():
        folder = folder.parent
    for candidate in (folder, *folder.parents):
        for name in names:
            path = candidate / name
            if path.is_file():
                return path
        if (candidate / ".git").exists():
            return None
    return None


#: configuration parse_size
SIZE_UNITS = {"": 1, "B": 1}
SIZE_UNITS |= {f"{letter}B": 1000**power for power, letter in enumerate("KMGTP", 1)}
SIZE_UNITS |= {f"{letter}IB": 1024**power for power, letter in enumerate("KMGTP", 1)}
SIZE_UNITS |= {letter: 1024**power for power, letter in enumerate("KMGTP", 1)}


def parse_size(text: str | int) -> int:
    """Turn "10MiB", "2 GB", "64k" or "512" into a number of bytes."""
    if isinstance(text, int):
        return text
    match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([A-Za-z]*)\s*", text)
    if match is None or match[2].upper() not in SIZE_UNITS:
        raise ValueError(f"not a size: {text!r}")
    return round(float(match[1]) * SIZE_UNITS[match[2].upper()])


#: configuration dotted_get
def dotted_get(data: Any, path: str, default: Any = None) -> Any:
    """Return the value at "a.b.0.c" in nested mappings and lists, else the default."""
    node = data
    for part in path.split("."):
        if isinstance(node, Mapping):
            if part not in node:
                return default
            node = node[part]
        elif isinstance(node, Sequence) and not isinstance(node, (str, bytes)):
            try:
                node = node[int(part)]
            except (ValueError, IndexError):
                return default
        else:
            return default
    return node


#: configuration masked_settings
SECRET_KEY = re.compile(r"pass(word|wd|phrase)?|secret|token|api_?key|private|credential|dsn", re.IGNORECASE)
URL_PASSWORD = re.compile(r"(?<=://)([^:/@\s]*):[^@\s]+@")


def masked_settings(settings: Mapping[str, Any], prefix: str = "") -> str:
    """Render settings one per line for the start-up log, with secret values masked."""
    lines = []
    for key in sorted(settings):
        value = settings[key]
        name = f"{prefix}{key}"
        if isinstance(value, Mapping):
            lines.append(masked_settings(value, f"{name}."))
        elif SECRET_KEY.search(str(key)):
            lines.append(f"{name} = {'***' if value else '(empty)'}")
        else:
            shown = URL_PASSWORD.sub(r"\1:***@", str(value))
            lines.append(f"{name} = {shown}")
    return "\n".join(line for line in lines if line)


#: secrets vault_secret
class SecretError(RuntimeError):
    """A secret could not be read."""


def vault_secret(path: str, field_name: str, mount: str = "secret", timeout: float = 10.0) -> str:
    """Read one field of a KV version 2 secret with VAULT_ADDR and VAULT_TOKEN of the environment."""
    try:
        address, token = os.environ["VAULT_ADDR"], os.environ["VAULT_TOKEN"]
    except KeyError as error:
        raise SecretError(f"{error.args[0]} is not set") from None
    headers = {"X-Vault-Token": token}
    if namespace := os.environ.get("VAULT_NAMESPACE"):
        headers["X-Vault-Namespace"] = namespace
    url = f"{address.rstrip('/')}/v1/{mount}/data/{quote(path.strip('/'))}"
    response = requests.get(url, headers=headers, timeout=timeout)
    if response.status_code == 404:
        raise SecretError(f"no secret at {mount}/{path}")
    response.raise_for_status()
    values = response.json()["data"]["data"]
    if field_name not in values:
        raise SecretError(f"secret {mount}/{path} has no field {field_name!r}")
    return values[field_name]


#: secrets random_password
PASSWORD_CLASSES = (string.ascii_lowercase, string.ascii_uppercase, string.digits, "!#$%&*+-=?@_")


def random_password(length: int = 24, classes: Sequence[str] = PASSWORD_CLASSES) -> str:
    """Return a random password holding at least one character of each class."""
    if length < len(classes):
        raise ValueError(f"a password needs at least {len(classes)} characters")
    chosen = [secrets.choice(group) for group in classes]
    alphabet = "".join(classes)
    chosen += [secrets.choice(alphabet) for _ in range(length - len(chosen))]
    secrets.SystemRandom().shuffle(chosen)
    return "".join(chosen)


#: secrets sign_payload
class BadSignature(ValueError):
    """The signature does not fit or is too old."""


def _payload_digest(payload: Mapping[str, Any], key: bytes, issued: int) -> str:
    body = json.dumps(payload, sort_keys=True, separators=(",", ":"))
    return hmac.new(key, f"{issued}.{body}".encode(), hashlib.sha256).hexdigest()


def sign_payload(payload: Mapping[str, Any], key: bytes) -> dict[str, Any]:
    """Wrap the payload with the time and an HMAC-SHA256 signature over both."""
    issued = int(time.time())
    return {"payload": dict(payload), "issued": issued, "signature": _payload_digest(payload, key, issued)}


def verify_payload(signed: Mapping[str, Any], key: bytes, max_age: float = 300.0) -> dict[str, Any]:
    """Return the payload of a signed mapping, or raise BadSignature."""
    try:
        payload, issued, signature = signed["payload"], int(signed["issued"]), str(signed["signature"])
    except (KeyError, TypeError, ValueError) as error:
        raise BadSignature("malformed signed payload") from error
    if not hmac.compare_digest(signature.encode(), _payload_digest(payload, key, issued).encode()):
        raise BadSignature("signature mismatch")
    if not -30 <= time.time() - issued <= max_age:
        raise BadSignature("signature expired")
    return payload


#: secrets private_credentials
def private_credentials(host: str, path: str | Path = "~/.netrc") -> tuple[str, str]:
    """Return user and password for a host from a netrc file that only its owner may read."""
    file = Path(path).expanduser()
    info = file.stat()
    if info.st_uid != os.getuid():
        raise PermissionError(f"{file} belongs to another user")
    if stat.S_IMODE(info.st_mode) & (stat.S_IRWXG | stat.S_IRWXO):
        raise PermissionError(f"{file} is accessible to others, run: chmod 600 {file}")
    entry = netrc.netrc(str(file)).authenticators(host)
    if entry is None:
        raise LookupError(f"no credentials for {host} in {file}")
    user, _, password = entry
    return user or "", password or ""


#: secrets rotate_key
def rotate_key(folder: str | Path, grace: timedelta = timedelta(days=7), size: int = 32) -> Path:
    """Write a new key file and remove keys that were superseded longer ago than the grace period."""
    directory = Path(folder)
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = directory / f"{time.time_ns():020d}.key"
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(secrets.token_bytes(size))
        stream.flush()
        os.fsync(stream.fileno())
    limit = int(fresh.stem) - int(grace.total_seconds() * 1_000_000_000)
    keys = sorted(directory.glob("*.key"))
    for key, successor in zip(keys, keys[1:]):
        if int(successor.stem) < limit:
            key.unlink()
    return fresh


#: deployment sync_folder
def sync_folder(
    source: str | Path,
    host: str,
    target: str,
    excludes: Iterable[str] = (".git", "__pycache__"),
    dry_run: bool = False,
    port: int = 22,
) -> list[str]:
    """Mirror a folder to host:target with rsync over ssh and return the itemized changes."""
    folder = Path(source)
    if not folder.is_dir():
        raise NotADirectoryError(folder)
    command = ["rsync", "--archive", "--compress", "--delete", "--itemize-changes"]
    command += ["--rsh", f"ssh -p {port} -o BatchMode=yes"]
    command += [f"--exclude={pattern}" for pattern in excludes]
    if dry_run:
        command.append("--dry-run")
    command += ["--", f"{folder}/", f"{host}:{target.rstrip('/')}/"]
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode != 0:
        raise RuntimeError(f"rsync to {host} failed ({result.returncode}): {result.stderr.strip()}")
    return result.stdout.splitlines()


#: deployment build_and_push
def build_and_push(
    repository: str,
    version: str,
    context: str | Path = ".",
    dockerfile: str = "Dockerfile",
    build_args: Mapping[str, str] | None = None,
) -> list[str]:
    """Build the image of a folder, tag it with the version and `latest`, and push both tags."""
    tags = [f"{repository}:{version}", f"{repository}:latest"]
    command = ["docker", "build", "--pull", "--file", str(Path(context) / dockerfile)]
    for tag in tags:
        command += ["--tag", tag]
    for key, value in (build_args or {}).items():
        command += ["--build-arg", f"{key}={value}"]
    subprocess.run([*command, str(context)], check=True)
    for tag in tags:
        subprocess.run(["docker", "push", tag], check=True)
    return tags


#: deployment render_templates
def render_templates(source: str | Path, target: str | Path, variables: Mapping[str, Any], suffix: str = ".j2") -> list[Path]:
    """Render every template below `source` into `target`; an unknown variable is an error."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(source),
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
    )
    rendered: dict[str, str] = {}
    for name in environment.list_templates(filter_func=lambda item: item.endswith(suffix)):
        try:
            rendered[name.removesuffix(suffix)] = environment.get_template(name).render(variables)
        except jinja2.UndefinedError as error:
            raise ValueError(f"{name}: {error.message}") from error
    written = []
    for name, text in rendered.items():
        path = Path(target, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        written.append(path)
    return written


#: deployment switch_release
def switch_release(root: str | Path, release: str) -> str | None:
    """Point root/current at releases/<release> atomically and return the release it named before."""
    base = Path(root)
    target = Path("releases", release)
    if not (base / target).is_dir():
        raise FileNotFoundError(f"no such release: {base / target}")
    current = base / "current"
    previous = os.readlink(current) if current.is_symlink() else None
    temporary = base / f".current.{uuid.uuid4().hex}"
    temporary.symlink_to(target)
    try:
        os.replace(temporary, current)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    return Path(previous).name if previous else None


#: deployment run_migrations
MIGRATIONS_TABLE = """
    CREATE TABLE IF NOT EXISTS schema_migrations (
        number integer PRIMARY KEY,
        name text NOT NULL,
        applied_at timestamptz NOT NULL DEFAULT now()
    )
"""


def run_migrations(dsn: str, folder: str | Path) -> list[str]:
    """Apply the numbered SQL files that are not recorded yet, each in its own transaction."""
    files = {int(path.name.split("_")[0]): path for path in Path(folder).glob("[0-9]*_*.sql")}
    applied = []
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(hashtext('schema_migrations'))")
        connection.execute(MIGRATIONS_TABLE)
        done = {row[0] for row in connection.execute("SELECT number FROM schema_migrations")}
        for number in sorted(files.keys() - done):
            path = files[number]
            with connection.transaction():
                connection.execute(path.read_text(encoding="utf-8"))
                connection.execute("INSERT INTO schema_migrations (number, name) VALUES (%s, %s)", (number, path.name))
            applied.append(path.name)
    return applied


#: deployment bump_version
SEMANTIC_VERSION = re.compile(r"(v?)(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?")


def bump_version(version: str, part: str = "patch") -> str:
    """Raise the major, minor or patch number; pre-release and build labels are dropped."""
    match = SEMANTIC_VERSION.fullmatch(version.strip())
    if match is None:
        raise ValueError(f"not a semantic version: {version!r}")
    prefix = match[1]
    major, minor, patch = int(match[2]), int(match[3]), int(match[4])
    if part == "major":
        major, minor, patch = major + 1, 0, 0
    elif part == "minor":
        minor, patch = minor + 1, 0
    elif part == "patch":
        patch += 1
    else:
        raise ValueError(f"part must be major, minor or patch, not {part!r}")
    return f"{prefix}{major}.{minor}.{patch}"


#: deployment apply_manifests
def apply_manifests(folder: str | Path, namespace: str | None = None, context: str | None = None) -> list[Path]:
    """Apply every YAML or JSON manifest of a folder; raise one error for all that failed."""
    command = ["kubectl", "apply"]
    if namespace:
        command += ["--namespace", namespace]
    if context:
        command += ["--context", context]
    manifests = sorted(p for p in Path(folder).rglob("*") if p.suffix in {".yaml", ".yml", ".json"})
    failures: dict[Path, str] = {}
    for manifest in manifests:
        result = subprocess.run([*command, "--filename", str(manifest)], capture_output=True, text=True)
        if result.returncode != 0:
            failures[manifest] = result.stderr.strip()
    if failures:
        details = "\n".join(f"  {path}: {message}" for path, message in failures.items())
        raise RuntimeError(f"{len(failures)} of {len(manifests)} manifests failed:\n{details}")
    return manifests


#: deployment prune_releases
def prune_releases(root: str | Path, keep: int = 5) -> list[str]:
    """Delete all releases except the newest `keep` and the one `current` points at."""
    if keep < 1:
        raise ValueError("keep must be at least 1")
    base = Path(root)
    current = (base / "current").resolve()
    releases = sorted(
        (path for path in (base / "releases").iterdir() if path.is_dir() and not path.is_symlink()),
        key=lambda path: path.stat().st_mtime,
        reverse=True,
    )
    removed = []
    for release in releases[keep:]:
        if release.resolve() == current:
            continue
        shutil.rmtree(release)
        removed.append(release.name)
    return removed


#: deployment upload_assets
IMMUTABLE = "public, max-age=31536000, immutable"
REVALIDATE = "no-cache"


def upload_assets(folder: str | Path, bucket: str, prefix: str = "", client: Any = None) -> int:
    """Upload a folder's files with content type and cache control; HTML pages go last and stay uncached."""
    s3 = client or boto3.client("s3")
    base = Path(folder)
    files = sorted((p for p in base.rglob("*") if p.is_file()), key=lambda p: (p.suffix == ".html", p))
    for path in files:
        content_type, encoding = mimetypes.guess_type(path.name)
        extra = {
            "ContentType": content_type or "application/octet-stream",
            "CacheControl": REVALIDATE if path.suffix == ".html" else IMMUTABLE,
        }
        if encoding:
            extra["ContentEncoding"] = encoding
        key = "/".join(part for part in (prefix.strip("/"), path.relative_to(base).as_posix()) if part)
        s3.upload_file(str(path), bucket, key, ExtraArgs=extra)
    return len(files)


#: metrics prometheus_text
class PrometheusText:
    """Counters and gauges with labels, rendered in Prometheus' text exposition format."""

    def __init__(self) -> None:
        self._kinds: dict[str, tuple[str, str]] = {}
        self._values: dict[str, dict[tuple[tuple[str, str], ...], float]] = {}
        self._lock = threading.Lock()

    def declare(self, name: str, kind: str, help_text: str) -> None:
        self._kinds[name] = (kind, help_text)
        self._values.setdefault(name, {})

    def inc(self, name: str, amount: float = 1.0, **labels: str) -> None:
        with self._lock:
            series, key = self._values[name], tuple(sorted(labels.items()))
            series[key] = series.get(key, 0.0) + amount

    def set(self, name: str, value: float, **labels: str) -> None:
        with self._lock:
            self._values[name][tuple(sorted(labels.items()))] = value

    def render(self) -> str:
        escapes = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n"})
        lines = []
        with self._lock:
            for name, (kind, help_text) in self._kinds.items():
                lines += [f"# HELP {name} {help_text}", f"# TYPE {name} {kind}"]
                for key, value in self._values[name].items():
                    labels = ",".join(f'{label}="{str(text).translate(escapes)}"' for label, text in key)
                    lines.append(f"{name}{{{labels}}} {value:g}" if labels else f"{name} {value:g}")
        return "\n".join(lines) + "\n"


#: monitoring process_usage
@dataclass(frozen=True)
class ProcessUsage:
    resident_bytes: int
    virtual_bytes: int
    user_seconds: float
    system_seconds: float


def process_usage(pid: int | None = None) -> ProcessUsage:
    """Read memory and CPU time of a process (by default this one) from /proc."""
    folder = Path("/proc", str(pid or os.getpid()))
    page = os.sysconf("SC_PAGE_SIZE")
    tick = os.sysconf("SC_CLK_TCK")
    virtual, resident = (int(pages) * page for pages in (folder / "statm").read_text().split()[:2])
    fields = (folder / "stat").read_text().rpartition(")")[2].split()
    return ProcessUsage(
        resident_bytes=resident,
        virtual_bytes=virtual,
        user_seconds=int(fields[11]) / tick,
        system_seconds=int(fields[12]) / tick,
    )


#: metrics percentiles
def percentiles(samples: Iterable[float], ranks: Sequence[float] = (50, 95, 99)) -> dict[str, float]:
    """Return percentiles such as {"p50": ..., "p95": ..., "p99": ...} by linear interpolation."""
    ordered = sorted(samples)
    if not ordered:
        raise ValueError("percentiles of no samples")
    result = {}
    for rank in ranks:
        position = (len(ordered) - 1) * rank / 100
        lower, upper = math.floor(position), math.ceil(position)
        weight = position - lower
        result[f"p{rank:g}"] = ordered[lower] * (1 - weight) + ordered[upper] * weight
    return result


#: monitoring prometheus_above
def prometheus_above(server: str, query: str, limit: float, timeout: float = 10.0) -> list[tuple[dict[str, str], float]]:
    """Run an instant query and return labels and value of each series above the limit, highest first."""
    response = requests.get(f"{server.rstrip('/')}/api/v1/query", params={"query": query}, timeout=timeout)
    body = response.json() if "json" in response.headers.get("Content-Type", "") else {}
    if body.get("status") != "success":
        raise RuntimeError(f"query {query!r} failed: {body.get('error') or response.status_code}")
    data = body["data"]
    if data["resultType"] == "scalar":
        series = [({}, float(data["result"][1]))]
    elif data["resultType"] == "vector":
        series = [(item["metric"], float(item["value"][1])) for item in data["result"]]
    else:
        raise ValueError(f"query {query!r} gives a {data['resultType']}, not an instant value")
    return sorted((item for item in series if item[1] > limit), key=lambda item: item[1], reverse=True)


#: tracing traceparent
TRACEPARENT = re.compile(r"(?P<version>[0-9a-f]{2})-(?P<trace>[0-9a-f]{32})-(?P<span>[0-9a-f]{16})-(?P<flags>[0-9a-f]{2})(?P<rest>-.*)?")


@dataclass(frozen=True)
class Traceparent:
    """The W3C traceparent header: str() writes it, parse() reads it."""

    trace_id: str
    span_id: str
    sampled: bool = True

    def __str__(self) -> str:
        return f"00-{self.trace_id}-{self.span_id}-{'01' if self.sampled else '00'}"

    @classmethod
    def parse(cls, header: str | None) -> Traceparent | None:
        """Return the parsed header, or None when it is absent or invalid."""
        match = TRACEPARENT.fullmatch((header or "").strip())
        if match is None or match["version"] == "ff":
            return None
        if match["version"] == "00" and match["rest"]:
            return None
        if not int(match["trace"], 16) or not int(match["span"], 16):
            return None
        return cls(match["trace"], match["span"], bool(int(match["flags"], 16) & 1))


#: monitoring queue_growth
class QueueGrowth:
    """Remember the last lengths of a queue and warn when each look found it longer."""

    def __init__(self, name: str, measure: Callable[[], int], looks: int = 5) -> None:
        if looks < 1:
            raise ValueError("looks must be at least 1")
        self.name = name
        self.measure = measure
        self._lengths: deque[int] = deque(maxlen=looks + 1)
        self._log = logging.getLogger(f"queue.{name}")

    def look(self) -> bool:
        """Measure once; return True when the queue has grown in each of the last looks."""
        self._lengths.append(self.measure())
        if len(self._lengths) < (self._lengths.maxlen or 0):
            return False
        lengths = list(self._lengths)
        growing = all(before < after for before, after in zip(lengths, lengths[1:]))
        if growing:
            self._log.warning("queue %s keeps growing: %s", self.name, " -> ".join(map(str, lengths)))
        return growing


#: healthchecks run_checks
def run_checks(checks: Mapping[str, Callable[[], Any]], timeout: float = 5.0) -> dict[str, Any]:
    """Run named checks side by side with a timeout each; a check fails by raising or returning False."""
    details: dict[str, dict[str, Any]] = {}
    pool = ThreadPoolExecutor(max_workers=max(1, len(checks)), thread_name_prefix="check")
    started = time.monotonic()
    futures = {name: pool.submit(check) for name, check in checks.items()}
    for name, future in futures.items():
        try:
            outcome = future.result(timeout=max(0.0, started + timeout - time.monotonic()))
        except FutureTimeout:
            details[name] = {"ok": False, "detail": f"no answer within {timeout:g} s"}
        except Exception as error:
            details[name] = {"ok": False, "detail": f"{type(error).__name__}: {error}"}
        else:
            details[name] = {"ok": outcome is not False, "detail": None if outcome is None else str(outcome)}
    pool.shutdown(wait=False, cancel_futures=True)
    healthy = all(entry["ok"] for entry in details.values())
    return {"status": "ok" if healthy else "failing", "checks": details}


#: healthchecks redis_ping
def redis_ping(host: str = "localhost", port: int = 6379, password: str | None = None, timeout: float = 2.0) -> bool:
    """Say PING to a redis server over a plain socket; True when it answers PONG."""
    try:
        with socket.create_connection((host, port), timeout=timeout) as connection:
            replies = connection.makefile("rb")
            if password is not None:
                secret = password.encode()
                connection.sendall(b"*2\r\n$4\r\nAUTH\r\n$%d\r\n%s\r\n" % (len(secret), secret))
                if replies.readline() != b"+OK\r\n":
                    return False
            connection.sendall(b"*1\r\n$4\r\nPING\r\n")
            return replies.readline() == b"+PONG\r\n"
    except OSError:
        return False


#: healthchecks database_alive
def database_alive(connection: Any) -> tuple[bool, float]:
    """Run SELECT 1 on a DB-API connection and return whether it worked and the milliseconds it took."""
    started = time.perf_counter()
    try:
        with contextlib.closing(connection.cursor()) as cursor:
            cursor.execute("SELECT 1")
            row = cursor.fetchone()
        alive = row is not None and row[0] == 1
    except Exception:
        logging.getLogger(__name__).warning("database check failed", exc_info=True)
        alive = False
    return alive, (time.perf_counter() - started) * 1000


#: healthchecks name_resolves
def name_resolves(host: str, expected: Iterable[str]) -> tuple[bool, str]:
    """Check that a host name resolves to exactly the expected addresses; say what differs."""
    wanted = set(expected)
    try:
        answers = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        return False, f"{host} does not resolve: {error.strerror}"
    found = {str(answer[4][0]) for answer in answers}
    problems = []
    if missing := wanted - found:
        problems.append(f"missing {', '.join(sorted(missing))}")
    if surplus := found - wanted:
        problems.append(f"unexpected {', '.join(sorted(surplus))}")
    if problems:
        return False, f"{host}: {'; '.join(problems)}"
    return True, f"{host} resolves to {', '.join(sorted(found))}"


#: healthchecks heartbeat
def heartbeat(path: str | Path) -> None:
    """Touch the heartbeat file, creating it and its folder when needed."""
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch()
    os.utime(file)


def heartbeat_overdue(path: str | Path, limit: timedelta) -> bool:
    """Tell whether the heartbeat file is absent or older than the limit."""
    try:
        last = Path(path).stat().st_mtime
    except FileNotFoundError:
        return True
    return time.time() - last > limit.total_seconds()


#: healthchecks units_active
def units_active(units: Sequence[str], user: bool = False, timeout: float = 10.0) -> dict[str, str]:
    """Return the state of every unit that systemctl does not call active; empty when all are."""
    if not units:
        return {}
    command = ["systemctl"]
    if user:
        command.append("--user")
    command += ["is-active", "--", *units]
    result = subprocess.run(command, capture_output=True, text=True, timeout=timeout)
    states = result.stdout.split()
    if len(states) != len(units):
        raise RuntimeError(f"systemctl is-active: {result.stderr.strip() or 'unexpected output'}")
    return {unit: state for unit, state in zip(units, states) if state != "active"}


#: alerts throttle_alert
def throttle_alert(key: str, minutes: float, path: str | Path = "/var/lib/alerts/sent.json") -> bool:
    """Return True when an alert of this key may go out now, and remember that it did."""
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    now = time.time()
    with open(file, "a+", encoding="utf-8") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        stream.seek(0)
        try:
            sent: dict[str, float] = json.loads(stream.read() or "{}")
        except json.JSONDecodeError:
            sent = {}
        if now - sent.get(key, -math.inf) < minutes * 60:
            return False
        sent = {name: when for name, when in sent.items() if now - when < 7 * 86400}
        sent[key] = now
        stream.seek(0)
        stream.truncate()
        json.dump(sent, stream)
    return True


#: notifications post_teams
TEAMS_COLOURS = {"info": "2E86DE", "success": "27AE60", "warning": "F39C12", "error": "E74C3C", "critical": "8E0000"}


def post_teams(
    webhook: str,
    title: str,
    text: str,
    severity: str = "info",
    facts: Mapping[str, str] | None = None,
    timeout: float = 10.0,
) -> None:
    """Post a titled card to a Teams webhook, coloured by severity."""
    section: dict[str, Any] = {"activityTitle": title, "text": text, "markdown": True}
    if facts:
        section["facts"] = [{"name": name, "value": value} for name, value in facts.items()]
    card = {
        "@type": "MessageCard",
        "@context": "https://schema.org/extensions",
        "summary": title,
        "themeColor": TEAMS_COLOURS.get(severity.lower(), TEAMS_COLOURS["info"]),
        "sections": [section],
    }
    response = requests.post(webhook, json=card, timeout=timeout)
    response.raise_for_status()


#: notifications send_sms
SMS_LIMIT = 160


def send_sms(gateway: str, token: str, numbers: Iterable[str], text: str, sender: str = "ops") -> dict[str, str]:
    """Send a text, shortened to one message, to several numbers; return the failures by number."""
    body = " ".join(text.split())
    if len(body) > SMS_LIMIT:
        body = body[: SMS_LIMIT - 3].rstrip() + "..."
    failures = {}
    with requests.Session() as session:
        session.headers["Authorization"] = f"Bearer {token}"
        for number in dict.fromkeys(numbers):
            if not re.fullmatch(r"\+\d{7,15}", number):
                failures[number] = "not an international number"
                continue
            try:
                session.post(gateway, json={"from": sender, "to": number, "text": body}, timeout=10).raise_for_status()
            except requests.RequestException as error:
                failures[number] = str(error)
    return failures


#: alerts alert_text
def alert_text(body: Mapping[str, Any], max_alerts: int = 10) -> str:
    """Turn an Alertmanager webhook body into a message a person can read."""
    alerts = body.get("alerts", [])
    name = body.get("commonLabels", {}).get("alertname", "several alerts")
    lines = [f"[{body.get('status', 'unknown').upper()}: {len(alerts)}] {name}"]
    for alert in sorted(alerts, key=lambda item: item.get("status") != "firing")[:max_alerts]:
        labels, notes = alert.get("labels", {}), alert.get("annotations", {})
        summary = notes.get("summary") or notes.get("description") or labels.get("alertname", "?")
        where = labels.get("instance") or labels.get("job") or "-"
        lines.append(f"- {alert.get('status')} {labels.get('severity', 'none')} {where}: {summary}")
        if runbook := notes.get("runbook_url"):
            lines.append(f"  runbook: {runbook}")
    if len(alerts) > max_alerts:
        lines.append(f"... and {len(alerts) - max_alerts} more")
    if url := body.get("externalURL"):
        lines.append(url)
    return "\n".join(lines)


#: operations dump_database
def dump_database(database: str, folder: str | Path, host: str | None = None) -> Path:
    """Dump a PostgreSQL database, compressed, into a dated file that appears only when complete."""
    directory = Path(folder)
    directory.mkdir(parents=True, exist_ok=True)
    target = directory / f"{database}-{datetime.now(timezone.utc):%Y%m%dT%H%M%SZ}.sql.gz"
    partial = target.with_name(target.name + ".partial")
    command = ["pg_dump", "--no-owner", "--no-password", "--dbname", database]
    if host:
        command += ["--host", host]
    try:
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            with gzip.open(partial, "wb") as stream:
                shutil.copyfileobj(process.stdout, stream, 1024 * 1024)
        if process.returncode != 0:
            raise subprocess.CalledProcessError(process.returncode, command)
        os.replace(partial, target)
    finally:
        partial.unlink(missing_ok=True)
    return target


#: operations restore_latest
def restore_latest(database: str, folder: str | Path, confirmed: bool = False) -> Path:
    """Load the newest dump of a folder into the database; refuses to work unless confirmed."""
    dumps = sorted(Path(folder).glob(f"{database}-*.sql.gz"), key=lambda path: path.stat().st_mtime)
    if not dumps:
        raise FileNotFoundError(f"no dump of {database} in {folder}")
    newest = dumps[-1]
    if not confirmed:
        raise PermissionError(f"restoring {newest.name} overwrites {database}; pass confirmed=True to go on")
    command = ["psql", "--no-psqlrc", "--quiet", "--single-transaction"]
    command += ["--set", "ON_ERROR_STOP=1", "--dbname", database]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as process:
        assert process.stdin is not None
        with contextlib.suppress(BrokenPipeError), process.stdin, gzip.open(newest, "rb") as stream:
            shutil.copyfileobj(stream, process.stdin, 1024 * 1024)
    if process.returncode != 0:
        raise subprocess.CalledProcessError(process.returncode, command)
    return newest


#: operations prune_images
def prune_images(days: int = 30, dry_run: bool = False) -> list[str]:
    """Remove images older than `days` that no container, running or stopped, is made from."""
    client = docker.from_env()
    used = {container.attrs["Image"] for container in client.containers.list(all=True)}
    limit = datetime.now(timezone.utc) - timedelta(days=days)
    removed = []
    for image in client.images.list():
        created = datetime.fromisoformat(image.attrs["Created"])
        if image.id in used or created > limit:
            continue
        if not dry_run:
            try:
                client.images.remove(image.id, force=len(image.tags) > 1)
            except docker.errors.APIError as error:
                logging.getLogger(__name__).warning("cannot remove %s: %s", image.short_id, error.explanation)
                continue
        removed.append(image.tags[0] if image.tags else image.short_id)
    return removed


#: operations free_space
def free_space(folder: str | Path, percent: float = 20.0, pattern: str = "*") -> list[Path]:
    """Delete the oldest files of a folder until the disk below it has `percent` free."""
    base = Path(folder)

    def free_percent() -> float:
        usage = shutil.disk_usage(base)
        return 100 * usage.free / usage.total

    files = [path for path in base.rglob(pattern) if path.is_file() and not path.is_symlink()]
    files.sort(key=lambda path: path.stat().st_mtime)
    removed = []
    for path in files:
        if free_percent() >= percent:
            break
        path.unlink(missing_ok=True)
        removed.append(path)
    if free_percent() < percent:
        raise OSError(f"{base}: still below {percent:g} % free after removing {len(removed)} files")
    return removed


#: operations run_command
class CommandError(RuntimeError):
    """A command failed or took too long."""


def run_command(command: Sequence[str], timeout: float = 60.0, cwd: str | Path | None = None, tail: int = 20) -> str:
    """Run a command and return its output; the error carries the last lines of stderr."""
    try:
        result = subprocess.run(command, cwd=cwd, timeout=timeout, capture_output=True, text=True, errors="replace", check=True)
    except subprocess.TimeoutExpired as error:
        raise CommandError(f"{command[0]} did not finish within {timeout:g} s") from error
    except subprocess.CalledProcessError as error:
        ending = "\n".join(error.stderr.splitlines()[-tail:])
        raise CommandError(f"{command[0]} exited with {error.returncode}:\n{ending}") from error
    return result.stdout


#: operations follow_file
def follow_file(path: str | Path, pause: float = 0.5, from_start: bool = False) -> Iterator[str]:
    """Yield new lines of a growing file for ever, reopening it after rotation or truncation."""
    stream = open(path, encoding="utf-8", errors="replace")
    try:
        if not from_start:
            stream.seek(0, os.SEEK_END)
        pending = ""
        while True:
            pending += stream.readline()
            if pending.endswith("\n"):
                yield pending.rstrip("\n")
                pending = ""
                continue
            with contextlib.suppress(FileNotFoundError):
                latest, opened = os.stat(path), os.fstat(stream.fileno())
                if (latest.st_dev, latest.st_ino) != (opened.st_dev, opened.st_ino):
                    stream.close()
                    stream, pending = open(path, encoding="utf-8", errors="replace"), ""
                    continue
                if latest.st_size < stream.tell():
                    stream.seek(0)
                    continue
            time.sleep(pause)
    finally:
        stream.close()


#: operations on_hosts
@dataclass(frozen=True)
class HostResult:
    host: str
    code: int
    output: str


async def _on_host(host: str, command: str, timeout: float, slots: asyncio.Semaphore) -> HostResult:
    async with slots:
        process = await asyncio.create_subprocess_exec(
            "ssh",
            "-o",
            "BatchMode=yes",
            "-o",
            "ConnectTimeout=10",
            host,
            command,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        try:
            output, _ = await asyncio.wait_for(process.communicate(), timeout)
        except asyncio.TimeoutError:
            process.kill()
            await process.wait()
            return HostResult(host, 124, f"no end within {timeout:g} s")
        return HostResult(host, process.returncode or 0, output.decode(errors="replace"))


def on_hosts(hosts: Iterable[str], command: str, timeout: float = 60.0, parallel: int = 20) -> list[HostResult]:
    """Run a command on several hosts by ssh at once and collect exit codes and outputs."""

    async def gather() -> list[HostResult]:
        slots = asyncio.Semaphore(parallel)
        return await asyncio.gather(*(_on_host(host, command, timeout, slots) for host in hosts))

    return asyncio.run(gather())


#: retry circuit_breaker
class CircuitOpen(RuntimeError):
    """The call was refused because the circuit is open."""


class CircuitBreaker:
    """Refuse calls for a while after several failures in a row, then let a single one try."""

    def __init__(self, failures: int = 5, pause: float = 30.0) -> None:
        self.failures = failures
        self.pause = pause
        self._count = 0
        self._retry_at = 0.0
        self._lock = threading.Lock()

    def call(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        with self._lock:
            now = time.monotonic()
            if self._count >= self.failures:
                if now < self._retry_at:
                    raise CircuitOpen(f"closed to calls for another {self._retry_at - now:.1f} s")
                self._retry_at = now + self.pause
        try:
            result = function(*args, **kwargs)
        except Exception:
            with self._lock:
                self._count += 1
                self._retry_at = time.monotonic() + self.pause
            raise
        with self._lock:
            self._count = 0
        return result


#: retry rate_limit
class RateLimit:
    """A token bucket of `burst` tokens refilled at `rate` per second; acquire() waits for one."""

    def __init__(self, rate: float, burst: int = 1) -> None:
        if rate <= 0 or burst < 1:
            raise ValueError("rate must be positive and burst at least 1")
        self.rate = rate
        self.burst = burst
        self._tokens = float(burst)
        self._updated = time.monotonic()
        self._lock = threading.Lock()

    def acquire(self) -> float:
        """Take a token, sleeping until there is one; return the seconds waited."""
        with self._lock:
            now = time.monotonic()
            self._tokens = min(self.burst, self._tokens + (now - self._updated) * self.rate)
            self._updated = now
            self._tokens -= 1
            wait = max(0.0, -self._tokens / self.rate)
        if wait:
            time.sleep(wait)
        return wait

    def __enter__(self) -> RateLimit:
        self.acquire()
        return self

    def __exit__(self, *exc_info: object) -> None:
        return None


#: caching conditional_get
def conditional_get(url: str, folder: str | Path, session: requests.Session | None = None) -> bytes:
    """GET an address with the ETag of the last answer; on 304 return the kept copy."""
    base = Path(folder)
    base.mkdir(parents=True, exist_ok=True)
    name = hashlib.sha256(url.encode()).hexdigest()
    body_file, etag_file = base / f"{name}.body", base / f"{name}.etag"
    headers = {}
    if body_file.exists() and etag_file.exists():
        headers["If-None-Match"] = etag_file.read_text()
    response = (session or requests).get(url, headers=headers, timeout=30)
    if response.status_code == requests.codes.not_modified:
        return body_file.read_bytes()
    response.raise_for_status()
    etag_file.unlink(missing_ok=True)
    if etag := response.headers.get("ETag"):
        body_file.write_bytes(response.content)
        etag_file.write_text(etag)
    return response.content


#: http all_pages
def all_pages(
    url: str,
    params: Mapping[str, Any] | None = None,
    session: requests.Session | None = None,
    max_pages: int = 1000,
) -> Iterator[Any]:
    """Yield the items of all pages of an API that names the next page in its Link header."""
    http_client = session or requests.Session()
    following: str | None = url
    for _ in range(max_pages):
        response = http_client.get(following, params=params, timeout=30)
        response.raise_for_status()
        yield from response.json()
        following = response.links.get("next", {}).get("url")
        if following is None:
            return
        following = requests.compat.urljoin(response.url, following)
        params = None
    raise RuntimeError(f"{url} has more than {max_pages} pages")


#: http api_session
class ApiError(RuntimeError):
    """An API answered with an error status."""

    def __init__(self, response: httpx.Response) -> None:
        request = response.request
        excerpt = " ".join(response.text[:300].split())
        super().__init__(f"{request.method} {request.url}: {response.status_code} {excerpt}")
        self.status = response.status_code


def api_session(base_url: str, token: str, timeout: float = 10.0) -> httpx.Client:
    """Return an HTTP client with base address, bearer token and timeout that raises ApiError on errors."""

    def check(response: httpx.Response) -> None:
        if response.is_error:
            response.read()
            raise ApiError(response)

    return httpx.Client(
        base_url=base_url,
        timeout=timeout,
        headers={"Authorization": f"Bearer {token}", "Accept": "application/json"},
        event_hooks={"response": [check]},
    )


#: http upload_file
def upload_file(
    url: str,
    path: str | Path,
    fields: Mapping[str, str] | None = None,
    name: str = "file",
    token: str | None = None,
    timeout: float = 120.0,
) -> Any:
    """Send a file as multipart form data with further fields and return the decoded answer."""
    file = Path(path)
    content_type = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    with file.open("rb") as stream:
        response = requests.post(
            url,
            data=dict(fields or {}),
            files={name: (file.name, stream, content_type)},
            headers=headers,
            timeout=timeout,
        )
    response.raise_for_status()
    return response.json() if response.content else None


#: featureflags flag_file
class FlagFile:
    """Feature flags of a JSON file, read again whenever the file has changed."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._flags: dict[str, bool] = {}
        self._stamp: tuple[int, int] | None = None
        self._lock = threading.Lock()

    def enabled(self, name: str, default: bool = False) -> bool:
        with self._lock:
            self._refresh()
            return bool(self._flags.get(name, default))

    def _refresh(self) -> None:
        try:
            info = self.path.stat()
            stamp = (info.st_mtime_ns, info.st_size)
            if stamp != self._stamp:
                self._flags = json.loads(self.path.read_text(encoding="utf-8"))
                self._stamp = stamp
        except (OSError, ValueError) as error:
            logging.getLogger(__name__).warning("flags of %s kept as they were: %s", self.path, error)


#: testing changed_environment
@contextlib.contextmanager
def changed_environment(*unset: str, **variables: str) -> Iterator[None]:
    """Set and unset environment variables for a block and put the old values back afterwards."""
    names = {*unset, *variables}
    before = {name: os.environ.get(name) for name in names}
    try:
        for name in unset:
            os.environ.pop(name, None)
        os.environ.update(variables)
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


#: testing local_server
@contextlib.contextmanager
def local_server(answers: Mapping[tuple[str, str], tuple[int, Any]]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Serve canned JSON answers by (method, path) on a free port; yield the address and the requests seen."""
    seen: list[dict[str, Any]] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def answer(self) -> None:
            sent = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            seen.append({"method": self.command, "path": self.path, "headers": dict(self.headers), "body": sent})
            status, content = answers.get((self.command, self.path), (404, {"error": "no canned answer"}))
            body = json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = answer

        def log_message(self, *args: Any) -> None:
            return None

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", seen
        finally:
            server.shutdown()


#: testing assert_same_json
def _comparable(value: Any, ignore: frozenset[str]) -> Any:
    if isinstance(value, Mapping):
        return {key: _comparable(item, ignore) for key, item in value.items() if key not in ignore}
    if isinstance(value, (list, tuple)):
        items = [_comparable(item, ignore) for item in value]
        return sorted(items, key=lambda item: json.dumps(item, sort_keys=True, default=str))
    return value


def assert_same_json(actual: Any, expected: Any, ignore: Iterable[str] = ()) -> None:
    """Fail with a unified diff unless both structures agree, apart from ignored keys and list order."""
    ignored = frozenset(ignore)
    left, right = _comparable(expected, ignored), _comparable(actual, ignored)
    if left == right:
        return
    texts = [json.dumps(side, indent=2, sort_keys=True, ensure_ascii=False, default=str).splitlines() for side in (left, right)]
    difference = "\n".join(difflib.unified_diff(*texts, "expected", "actual", lineterm=""))
    raise AssertionError(f"JSON differs:\n{difference}")


#: documentation markdown_table
def markdown_table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str] | None = None) -> str:
    """Render mappings as a Markdown table with padded columns, numbers to the right."""
    names = list(columns or dict.fromkeys(key for row in rows for key in row))
    cells = [["" if row.get(name) is None else str(row[name]).replace("|", r"\|").replace("\n", "<br>") for name in names] for row in rows]
    widths = [max(3, len(name), *(len(line[i]) for line in cells)) for i, name in enumerate(names)]
    numeric = [bool(rows) and all(isinstance(row.get(name), (int, float, type(None))) for row in rows) for name in names]

    def line(values: Sequence[str]) -> str:
        padded = (v.rjust(w) if n else v.ljust(w) for v, w, n in zip(values, widths, numeric))
        return f"| {' | '.join(padded)} |"

    rule = ["-" * (w - 1) + ":" if n else "-" * w for w, n in zip(widths, numeric)]
    return "\n".join([line(names), line(rule), *map(line, cells)])


#: documentation broken_links
MARKDOWN_LINK = re.compile(r"!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?(?:\s+[\"'][^)]*)?\)")
EXTERNAL_LINK = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


def broken_links(folder: str | Path) -> list[tuple[Path, int, str]]:
    """Return file, line and target of each relative Markdown link that leads nowhere."""
    base = Path(folder).resolve()
    broken = []
    for document in sorted(base.rglob("*.md")):
        fenced = False
        for number, line in enumerate(document.read_text(encoding="utf-8").splitlines(), 1):
            if line.lstrip().startswith(("```", "~~~")):
                fenced = not fenced
            if fenced:
                continue
            for target in MARKDOWN_LINK.findall(line):
                path = unquote(target.split("#")[0].split("?")[0])
                if not path or EXTERNAL_LINK.match(target):
                    continue
                start = base if path.startswith("/") else document.parent
                if not (start / path.lstrip("/")).exists():
                    broken.append((document.relative_to(base), number, target))
    return broken


#: documentation api_index
def api_index(package: str | Path) -> str:
    """List the first docstring line of each public function of a package, grouped by module."""
    root = Path(package)
    lines = []
    for path in sorted(root.rglob("*.py")):
        parts = path.relative_to(root.parent).with_suffix("").parts
        module = ".".join(part for part in parts if part != "__init__")
        if any(part.startswith("_") for part in module.split(".")):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
        entries = []
        for node in tree.body:
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and not node.name.startswith("_"):
                summary = (ast.get_docstring(node) or "(undocumented)").splitlines()[0]
                entries.append(f"- `{node.name}`: {summary}")
        if entries:
            lines += [f"## {module}", "", *sorted(entries), ""]
    return "\n".join(lines)


#: documentation changelog_section
CHANGELOG_HEADING = re.compile(r"^##\s+\[?v?(?P<version>\d[^\s\]]*|Unreleased)\]?", re.IGNORECASE)


def changelog_section(path: str | Path, version: str) -> str:
    """Return the text under the heading of one version, without the heading itself."""
    wanted = version.removeprefix("v").lower()
    collected: list[str] | None = None
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        heading = CHANGELOG_HEADING.match(line)
        if heading:
            if collected is not None:
                break
            if heading["version"].lower() == wanted:
                collected = []
        elif collected is not None:
            collected.append(line)
    if collected is None:
        raise LookupError(f"{path} has no section for {version}")
    return "\n".join(collected).strip()


#: documentation slug
def slug(heading: str, taken: set[str] | None = None) -> str:
    """Turn a heading into an anchor; with `taken`, repeated anchors get a number and are remembered."""
    plain = unicodedata.normalize("NFKD", heading).encode("ascii", "ignore").decode()
    anchor = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "section"
    if taken is None:
        return anchor
    unique, number = anchor, 1
    while unique in taken:
        unique = f"{anchor}-{number}"
        number += 1
    taken.add(unique)
    return unique
