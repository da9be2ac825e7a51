"""The same jobs written anew by a third author, from the same sentences and nothing else."""

# ruff: noqa  samples: written as they would be found

from __future__ import annotations

import asyncio
import atexit
import base64
import concurrent.futures
import contextvars
import enum
import functools
import hashlib
import hmac
import http.server
import importlib
import inspect
import itertools
import json
import logging
import logging.handlers
import math
import mimetypes
import netrc
import os
import pickle
import pkgutil
import re
import secrets
import shlex
import shutil
import socket
import sqlite3
import stat
import string
import subprocess
import sys
import tempfile
import threading
import time
import tomllib
import unicodedata
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Protocol, TypeVar

T = TypeVar("T")
logger = logging.getLogger(__name__)


#: again drop_repeats
class DuplicateSuppressor(logging.Filter):
    """Let an identical message pass once per window and report what was swallowed.

    The number of suppressed copies is appended to the next one that gets through.
    """

    def __init__(self, window_seconds: float = 30.0, max_tracked: int = 1000) -> None:
        super().__init__()
        self.window_seconds = window_seconds
        self.max_tracked = max_tracked
        self._state: dict[tuple[str, int, str], tuple[float, int]] = {}
        self._guard = threading.Lock()

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        key = (record.name, record.levelno, message)
        now = time.monotonic()
        with self._guard:
            first_seen, suppressed = self._state.get(key, (None, 0))
            if first_seen is not None and now - first_seen < self.window_seconds:
                self._state[key] = (first_seen, suppressed + 1)
                return False
            if len(self._state) >= self.max_tracked:
                self._state = {k: v for k, v in self._state.items() if now - v[0] < self.window_seconds}
            self._state[key] = (now, 0)
        if suppressed:
            record.msg = f"{message} [{suppressed} identical messages suppressed]"
            record.args = ()
        return True


#: again rotating_log_file
def configure_file_logging(
    logger_name: str,
    log_path: str | Path,
    *,
    max_bytes: int = 5 * 1024 * 1024,
    backup_count: int = 5,
    level: int | str = logging.INFO,
    fmt: str = "%(asctime)s %(levelname)-8s %(name)s: %(message)s",
) -> logging.Logger:
    """Attach a size-limited file handler to a named logger.

    Calling it again for the same file only refreshes level and format, so that no
    line is ever written twice.
    """
    target = Path(log_path).expanduser().resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    named_logger = logging.getLogger(logger_name)
    named_logger.setLevel(level)

    handler = next(
        (h for h in named_logger.handlers if isinstance(h, logging.handlers.RotatingFileHandler) and Path(h.baseFilename) == target),
        None,
    )
    if handler is None:
        handler = logging.handlers.RotatingFileHandler(target, maxBytes=max_bytes, backupCount=backup_count, encoding="utf-8", delay=True)
        named_logger.addHandler(handler)
    handler.setLevel(level)
    handler.setFormatter(logging.Formatter(fmt))
    return named_logger


#: again log_to_syslog
def attach_syslog_handler(
    app_name: str,
    *,
    level: int = logging.INFO,
    facility: int = logging.handlers.SysLogHandler.LOG_USER,
    addresses: Sequence[str | tuple[str, int]] = (
        "/dev/log",
        "/var/run/syslog",
        ("localhost", 514),
    ),
) -> logging.Handler:
    """Forward the records of ``app_name`` to the syslog daemon of this machine.

    The first usable address wins; socket paths that do not exist are skipped.
    """
    last_error: OSError | None = None
    for address in addresses:
        if isinstance(address, str) and not Path(address).exists():
            continue
        try:
            handler = logging.handlers.SysLogHandler(address=address, facility=facility)
        except OSError as exc:
            last_error = exc
            logger.debug("syslog address %s not usable: %s", address, exc)
            continue
        handler.ident = f"{app_name}[{os.getpid()}]: "
        handler.setLevel(level)
        handler.setFormatter(logging.Formatter("%(levelname)s %(module)s: %(message)s"))
        logging.getLogger(app_name).addHandler(handler)
        return handler
    raise RuntimeError(f"No syslog endpoint available for {app_name!r}") from last_error


#: again log_uncaught
def install_exception_logging(target: logging.Logger | None = None) -> None:
    """Route exceptions nobody caught, in any thread, to the given logger.

    KeyboardInterrupt keeps its ordinary treatment in the main thread.
    """
    crash_logger = target or logging.getLogger()

    def handle_main(exc_type: type[BaseException], exc: BaseException, tb: TracebackType | None) -> None:
        if issubclass(exc_type, KeyboardInterrupt):
            sys.__excepthook__(exc_type, exc, tb)
            return
        crash_logger.critical("Unhandled exception", exc_info=(exc_type, exc, tb))

    def handle_thread(args: threading.ExceptHookArgs) -> None:
        if issubclass(args.exc_type, (SystemExit, KeyboardInterrupt)):
            return
        thread_name = args.thread.name if args.thread else "<unknown>"
        exc = args.exc_value or args.exc_type()
        crash_logger.critical(
            "Unhandled exception in thread %s",
            thread_name,
            exc_info=(args.exc_type, exc, args.exc_traceback),
        )

    sys.excepthook = handle_main
    threading.excepthook = handle_thread


#: again parse_access_line
_COMBINED_LOG_RE = re.compile(
    r"^(?P<ip>\S+) \S+ \S+ \[(?P<time>[^\]]+)\] "
    r'"(?:(?P<method>[A-Z]+) (?P<path>\S+)(?: HTTP/[\d.]+)?|[^"]*)" '
    r"(?P<status>\d{3}) (?P<size>\d+|-)"
)


@dataclass(frozen=True, slots=True)
class AccessLogEntry:
    """One request as seen by the web server."""

    ip: str
    timestamp: datetime
    method: str | None
    path: str | None
    status: int
    size: int

    @classmethod
    def from_line(cls, line: str) -> AccessLogEntry | None:
        """Parse a common/combined format line; None when it is something else."""
        match = _COMBINED_LOG_RE.match(line.strip())
        if match is None:
            logger.debug("Not an access log line: %.120r", line)
            return None
        try:
            timestamp = datetime.strptime(match["time"], "%d/%b/%Y:%H:%M:%S %z")
        except ValueError:
            logger.debug("Bad timestamp in access log line: %s", match["time"])
            return None
        return cls(
            ip=match["ip"],
            timestamp=timestamp,
            method=match["method"],
            path=match["path"],
            status=int(match["status"]),
            size=0 if match["size"] == "-" else int(match["size"]),
        )


#: again settings_with_overrides
def _coerce_like(reference: Any, raw: str) -> Any:
    """Convert ``raw`` to the type of the value it replaces."""
    if isinstance(reference, bool):
        lowered = raw.strip().lower()
        if lowered in {"1", "true", "yes", "on"}:
            return True
        if lowered in {"0", "false", "no", "off", ""}:
            return False
        raise ValueError(f"not a boolean: {raw!r}")
    if isinstance(reference, (int, float)):
        return type(reference)(raw)
    if isinstance(reference, list):
        parts = [part.strip() for part in raw.split(",") if part.strip()]
        return [_coerce_like(reference[0], part) for part in parts] if reference else parts
    return raw


def load_settings(path: str | Path, prefix: str = "APP") -> dict[str, dict[str, Any]]:
    """Load a sectioned TOML file and apply ``PREFIX_SECTION_KEY`` variables on top."""
    with Path(path).open("rb") as handle:
        document = tomllib.load(handle)
    settings: dict[str, dict[str, Any]] = {}
    for section, values in document.items():
        if not isinstance(values, dict):
            raise ValueError(f"{path}: top-level key {section!r} is not inside a section")
        settings[section] = dict(values)
        for key, current in values.items():
            variable = f"{prefix}_{section}_{key}".upper().replace("-", "_")
            if variable not in os.environ:
                continue
            try:
                settings[section][key] = _coerce_like(current, os.environ[variable])
            except ValueError as exc:
                raise ValueError(f"Environment variable {variable}: {exc}") from exc
            logger.debug("Setting %s.%s overridden by %s", section, key, variable)
    return settings


#: again require_variables
class MissingEnvironmentError(RuntimeError):
    """One or more mandatory environment variables are absent."""

    def __init__(self, missing: Sequence[str]) -> None:
        self.missing = tuple(missing)
        super().__init__(f"Missing required environment variables: {', '.join(missing)}")


def get_required_env(*names: str, environ: Mapping[str, str] | None = None, allow_empty: bool = False) -> dict[str, str]:
    """Collect the named variables, complaining about all absent ones at once."""
    source = os.environ if environ is None else environ
    missing = [name for name in names if name not in source or (not allow_empty and not source[name])]
    if missing:
        raise MissingEnvironmentError(missing)
    return {name: source[name] for name in names}


#: again expand_variables
_PLACEHOLDER_RE = re.compile(r"\$\{(?P<name>[A-Za-z_][A-Za-z0-9_]*)(?::-(?P<default>[^}]*))?\}")


def interpolate_env(value: Any, env: Mapping[str, str] | None = None) -> Any:
    """Return a copy of ``value`` with every placeholder in its strings resolved.

    Raises:
        KeyError: a variable is unset and its placeholder offers no default.
    """
    variables = os.environ if env is None else env

    def substitute(match: re.Match[str]) -> str:
        name, default = match["name"], match["default"]
        current = variables.get(name)
        if default is not None:
            return current or default
        if current is None:
            raise KeyError(f"Environment variable {name!r} is not set and has no default")
        return current

    if isinstance(value, str):
        return _PLACEHOLDER_RE.sub(substitute, value)
    if isinstance(value, Mapping):
        return {key: interpolate_env(item, variables) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)([interpolate_env(item, variables) for item in value])
    return value


#: again find_config_file
def locate_config(
    filenames: str | Sequence[str],
    start: str | Path | None = None,
    *,
    stop_at_repo: bool = True,
) -> Path | None:
    """Search a directory and its ancestors for the first of several file names.

    The walk ends at the file system root or, if wanted, at the directory that
    holds ``.git`` (that directory itself is still examined).
    """
    candidates = [filenames] if isinstance(filenames, str) else list(filenames)
    current = Path(start or Path.cwd()).resolve()
    if current.is_file():
        current = current.parent
    for directory in (current, *current.parents):
        for name in candidates:
            candidate = directory / name
            if candidate.is_file():
                logger.debug("Using configuration file %s", candidate)
                return candidate
        if stop_at_repo and (directory / ".git").exists():
            break
    return None


#: again parse_size
_SIZE_RE = re.compile(r"^\s*(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>[kmgtpe]?i?b?)\s*$", re.IGNORECASE)
_UNIT_PREFIXES = "kmgtpe"


def human_size_to_bytes(text: str | int) -> int:
    """Translate a size such as ``"1.5 GiB"`` into bytes.

    Units with an ``i`` are powers of 1024, the others powers of 1000; a bare number
    already means bytes.
    """
    if isinstance(text, int):
        return text
    match = _SIZE_RE.match(text)
    if match is None:
        raise ValueError(f"Invalid size: {text!r}")
    unit = match["unit"].lower().removesuffix("b")
    base = 1024 if unit.endswith("i") else 1000
    unit = unit.removesuffix("i")
    if not unit and base == 1024:
        raise ValueError(f"Invalid size unit in {text!r}")
    exponent = _UNIT_PREFIXES.index(unit) + 1 if unit else 0
    return int(float(match["number"]) * base**exponent)


#: again dotted_get
_MISSING: Any = object()


def lookup_path(data: Any, path: str, default: Any = None, *, separator: str = ".") -> Any:
    """Follow a separator-joined path through mappings and sequences.

    Numeric segments index into lists (negative ones count from the end).
    """
    current = data
    for segment in path.split(separator) if path else []:
        if isinstance(current, Mapping):
            found = current.get(segment, _MISSING)
            if found is _MISSING and segment.lstrip("-").isdigit():
                found = current.get(int(segment), _MISSING)
            if found is _MISSING:
                return default
            current = found
        elif isinstance(current, Sequence) and not isinstance(current, (str, bytes)):
            try:
                current = current[int(segment)]
            except (ValueError, IndexError):
                return default
        else:
            return default
    return current


#: again masked_settings
_SENSITIVE_RE = re.compile(r"pass(word|wd|phrase)?|secret|token|api_?key|private|credential|auth", re.IGNORECASE)
_URL_CREDENTIALS_RE = re.compile(r"(://[^:/@\s]*):[^@/\s]+@")


def describe_settings(settings: Mapping[str, Any], *, mask: str = "********") -> str:
    """Render the effective settings one per line, hiding anything confidential."""

    def flatten(node: Any, trail: str, hidden: bool) -> Iterator[tuple[str, str]]:
        if isinstance(node, Mapping):
            for key in sorted(node, key=str):
                name = f"{trail}.{key}" if trail else str(key)
                yield from flatten(node[key], name, hidden or bool(_SENSITIVE_RE.search(str(key))))
        elif hidden:
            yield trail, mask if node not in (None, "") else "<not set>"
        else:
            text = _URL_CREDENTIALS_RE.sub(rf"\1:{mask}@", repr(node))
            yield trail, text

    pairs = list(flatten(settings, "", False))
    width = max((len(name) for name, _ in pairs), default=0)
    return "\n".join(f"{name:<{width}} = {text}" for name, text in pairs)


#: again vault_secret
class VaultError(RuntimeError):
    """The secret could not be obtained."""


def read_vault_field(
    path: str,
    field_name: str,
    *,
    mount: str = "secret",
    address: str | None = None,
    timeout: float = 10.0,
) -> str:
    """Fetch one field of a KV v2 secret using ``VAULT_ADDR`` and ``VAULT_TOKEN``."""
    base_url = address or os.environ.get("VAULT_ADDR", "http://127.0.0.1:8200")
    token = os.environ.get("VAULT_TOKEN")
    if not token:
        raise VaultError("VAULT_TOKEN is not set")
    headers = {"X-Vault-Token": token}
    if namespace := os.environ.get("VAULT_NAMESPACE"):
        headers["X-Vault-Namespace"] = namespace
    url = f"{base_url.rstrip('/')}/v1/{mount}/data/{urllib.parse.quote(path.strip('/'))}"
    request = urllib.request.Request(url, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=timeout) as response:
            payload = json.load(response)
    except urllib.error.HTTPError as exc:
        raise VaultError(f"Vault answered {exc.code} for {mount}/{path}") from exc
    except (urllib.error.URLError, TimeoutError, json.JSONDecodeError) as exc:
        raise VaultError(f"Could not read {mount}/{path} from Vault: {exc}") from exc
    try:
        return payload["data"]["data"][field_name]
    except (KeyError, TypeError) as exc:
        raise VaultError(f"Secret {mount}/{path} has no field {field_name!r}") from exc


#: again random_password
def generate_password(length: int = 20, *, symbols: str = "!@#$%^&*-_=+") -> str:
    """Create a random password holding lower, upper, digit and symbol characters."""
    classes = [string.ascii_lowercase, string.ascii_uppercase, string.digits]
    if symbols:
        classes.append(symbols)
    if length < len(classes):
        raise ValueError(f"Password length must be at least {len(classes)}, got {length}")
    alphabet = "".join(classes)
    chars = [secrets.choice(group) for group in classes]
    chars += [secrets.choice(alphabet) for _ in range(length - len(classes))]
    secrets.SystemRandom().shuffle(chars)
    return "".join(chars)


#: again sign_payload
class InvalidSignature(ValueError):
    """The token was tampered with, malformed or is too old."""


@dataclass(frozen=True)
class PayloadSigner:
    """Issue and check tokens protected by HMAC-SHA256 with a shared key."""

    key: bytes
    max_age_seconds: int = 300

    def _digest(self, body: bytes) -> str:
        return hmac.new(self.key, body, hashlib.sha256).hexdigest()

    def sign(self, payload: Mapping[str, Any]) -> str:
        """Pack payload and issue time into one URL-safe token."""
        envelope = {"iat": int(time.time()), "data": dict(payload)}
        raw = json.dumps(envelope, sort_keys=True, separators=(",", ":")).encode()
        body = base64.urlsafe_b64encode(raw)
        return f"{body.decode()}.{self._digest(body)}"

    def verify(self, token: str) -> dict[str, Any]:
        """Return the payload of a genuine and fresh token."""
        body, _, signature = token.rpartition(".")
        if not hmac.compare_digest(self._digest(body.encode()).encode(), signature.encode()):
            raise InvalidSignature("Signature does not match")
        try:
            envelope = json.loads(base64.urlsafe_b64decode(body))
            age = time.time() - envelope["iat"]
        except (ValueError, KeyError, TypeError) as exc:
            raise InvalidSignature("Malformed token") from exc
        if not -30 <= age <= self.max_age_seconds:
            raise InvalidSignature(f"Token age {age:.0f}s is out of range")
        return envelope["data"]


#: again private_credentials
class Credentials(NamedTuple):
    username: str
    password: str


class InsecureFileError(PermissionError):
    """A credentials file is accessible to other users."""


def load_credentials(host: str, path: str | Path | None = None) -> Credentials:
    """Look up the login for ``host`` in ``~/.netrc`` (or a file of that format)."""
    source = Path(path).expanduser() if path else Path.home() / ".netrc"
    try:
        info = source.stat()
    except FileNotFoundError:
        raise FileNotFoundError(f"Credentials file {source} does not exist") from None
    if info.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        mode = stat.S_IMODE(info.st_mode)
        raise InsecureFileError(f"{source} has mode {mode:04o}; run: chmod 600 {source}")
    if hasattr(os, "getuid") and info.st_uid != os.getuid():
        raise InsecureFileError(f"{source} is owned by another user")
    try:
        entry = netrc.netrc(str(source)).authenticators(host)
    except netrc.NetrcParseError as exc:
        raise ValueError(f"Cannot parse {source}: {exc}") from exc
    if entry is None:
        raise LookupError(f"No credentials for {host!r} in {source}")
    login, _, password = entry
    return Credentials(login or "", password or "")


#: again rotate_key
def rotate_secret_key(
    key_path: str | Path,
    *,
    grace_period: timedelta = timedelta(days=1),
    num_bytes: int = 32,
) -> list[Path]:
    """Install a fresh key, archive the former one and purge expired archives.

    Returns:
        The key files that are still valid, current one first.
    """
    current = Path(key_path)
    current.parent.mkdir(parents=True, exist_ok=True)
    now = time.time()

    if current.exists():
        archived = current.with_name(f"{current.name}.{time.time_ns()}.old")
        shutil.copy2(current, archived)
        os.utime(archived, (now, now))

    temporary = current.with_name(f".{current.name}.new")
    temporary.unlink(missing_ok=True)
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as handle:
        handle.write(secrets.token_hex(num_bytes) + "\n")
        handle.flush()
        os.fsync(handle.fileno())
    os.replace(temporary, current)
    logger.info("Rotated key %s", current)

    valid = [current]
    for old in sorted(current.parent.glob(f"{current.name}.*.old"), reverse=True):
        if len(valid) == 1 and now - old.stat().st_mtime <= grace_period.total_seconds():
            valid.append(old)
        else:
            old.unlink(missing_ok=True)
            logger.info("Dropped old key %s", old.name)
    return valid


#: again sync_folder
@dataclass(slots=True)
class RsyncDeployer:
    """Mirror a local directory onto a remote machine."""

    host: str
    user: str | None = None
    port: int = 22
    excludes: Sequence[str] = (".git/", "__pycache__/")
    delete: bool = True

    def build_command(self, source: Path, destination: str, *, dry_run: bool) -> list[str]:
        """Assemble the rsync invocation."""
        remote = f"{self.user}@{self.host}" if self.user else self.host
        command = ["rsync", "-az", "--itemize-changes", "-e", f"ssh -p {self.port} -o BatchMode=yes"]
        if self.delete:
            command.append("--delete")
        if dry_run:
            command.append("--dry-run")
        command += [f"--exclude={pattern}" for pattern in self.excludes]
        return [*command, f"{source}/", f"{remote}:{destination.rstrip('/')}/"]

    def __call__(self, source: str | Path, destination: str, *, dry_run: bool = False) -> list[str]:
        """Transfer the directory and return the list of changed items."""
        local = Path(source).resolve()
        if not local.is_dir():
            raise NotADirectoryError(f"{local} is not a directory")
        command = self.build_command(local, destination, dry_run=dry_run)
        logger.info("Running: %s", shlex.join(command))
        try:
            result = subprocess.run(command, check=True, capture_output=True, text=True)
        except FileNotFoundError as exc:
            raise RuntimeError("rsync is not installed") from exc
        except subprocess.CalledProcessError as exc:
            raise RuntimeError(f"rsync failed ({exc.returncode}): {exc.stderr.strip()}") from exc
        return result.stdout.splitlines()


#: again build_and_push
def _docker(*args: str) -> None:
    """Run one docker subcommand, showing its output."""
    command = ["docker", *args]
    logger.info("$ %s", shlex.join(command))
    try:
        subprocess.run(command, check=True)
    except FileNotFoundError as exc:
        raise RuntimeError("docker executable not found") from exc
    except subprocess.CalledProcessError as exc:
        raise RuntimeError(f"docker {args[0]} failed with exit code {exc.returncode}") from exc


def publish_image(
    repository: str,
    version: str,
    *,
    context: str | Path = ".",
    dockerfile: str | Path | None = None,
    build_args: Mapping[str, str] | None = None,
) -> list[str]:
    """Build the image once and publish it under its version and as ``latest``."""
    references = [f"{repository}:{version}", f"{repository}:latest"]
    options: list[str] = []
    for reference in references:
        options += ["--tag", reference]
    if dockerfile is not None:
        options += ["--file", str(dockerfile)]
    for key, value in (build_args or {}).items():
        options += ["--build-arg", f"{key}={value}"]
    _docker("build", *options, str(context))
    for reference in references:
        _docker("push", reference)
    return references


#: again render_templates
class TemplateRenderError(ValueError):
    """A template refers to something that was not provided."""


def render_directory(
    template_dir: str | Path,
    output_dir: str | Path,
    variables: Mapping[str, object],
    *,
    suffix: str = ".tmpl",
) -> list[Path]:
    """Substitute ``$name`` placeholders in all template files below a directory.

    Everything is rendered before the first file is written, so an undefined
    variable leaves the output directory untouched.
    """
    source, target = Path(template_dir), Path(output_dir)
    rendered: dict[Path, tuple[str, int]] = {}
    for template_path in sorted(source.rglob(f"*{suffix}")):
        if not template_path.is_file():
            continue
        relative = template_path.relative_to(source)
        try:
            text = string.Template(template_path.read_text(encoding="utf-8")).substitute(variables)
        except KeyError as exc:
            raise TemplateRenderError(f"{relative}: undefined variable {exc.args[0]!r}") from exc
        except ValueError as exc:
            raise TemplateRenderError(f"{relative}: {exc}") from exc
        destination = target / relative.with_name(relative.name.removesuffix(suffix))
        rendered[destination] = (text, template_path.stat().st_mode)

    for destination, (text, mode) in rendered.items():
        destination.parent.mkdir(parents=True, exist_ok=True)
        destination.write_text(text, encoding="utf-8")
        destination.chmod(stat.S_IMODE(mode))
        logger.info("Rendered %s", destination)
    return list(rendered)


#: again switch_release
def activate_release(release: str | Path, link: str | Path) -> Path | None:
    """Repoint the symlink ``link`` at ``release`` without any moment of absence.

    Returns:
        The target the link had earlier, or None if it did not exist.
    """
    release_path, link_path = Path(release).resolve(), Path(link)
    if not release_path.is_dir():
        raise NotADirectoryError(f"Release directory {release_path} does not exist")
    if link_path.exists() and not link_path.is_symlink():
        raise FileExistsError(f"{link_path} exists and is not a symbolic link")
    previous = Path(os.readlink(link_path)) if link_path.is_symlink() else None

    staging = link_path.with_name(f".{link_path.name}.{uuid.uuid4().hex}")
    try:
        staging.symlink_to(release_path, target_is_directory=True)
        os.replace(staging, link_path)
    except OSError:
        staging.unlink(missing_ok=True)
        raise
    logger.info("%s now points to %s (was: %s)", link_path, release_path, previous or "nothing")
    return previous


#: again run_migrations
_MIGRATION_NAME_RE = re.compile(r"^(?P<number>\d+)[_-].+\.sql$")


def apply_migrations(connection: sqlite3.Connection, directory: str | Path) -> list[str]:
    """Bring the schema up to date with the SQL files of a directory.

    Every file and its bookkeeping row share one transaction; the first failure
    rolls that file back and stops.
    """
    connection.isolation_level = None
    connection.execute(
        "CREATE TABLE IF NOT EXISTS schema_migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL)"
    )
    done = {row[0] for row in connection.execute("SELECT version FROM schema_migrations")}
    pending: dict[int, Path] = {}
    for path in Path(directory).glob("*.sql"):
        if match := _MIGRATION_NAME_RE.match(path.name):
            version = int(match["number"])
            if version in pending:
                raise ValueError(f"Duplicate migration number {version}: {path.name}")
            if version not in done:
                pending[version] = path

    applied: list[str] = []
    for version, path in sorted(pending.items()):
        logger.info("Applying migration %s", path.name)
        try:
            connection.executescript("BEGIN;\n" + path.read_text(encoding="utf-8"))
            connection.execute(
                "INSERT INTO schema_migrations VALUES (?, ?, ?)",
                (version, path.name, datetime.now(timezone.utc).isoformat()),
            )
            connection.execute("COMMIT")
        except sqlite3.Error as exc:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise RuntimeError(f"Migration {path.name} failed: {exc}") from exc
        applied.append(path.name)
    return applied


#: again bump_version
class VersionPart(str, enum.Enum):
    MAJOR = "major"
    MINOR = "minor"
    PATCH = "patch"


_SEMVER_RE = re.compile(
    r"^(?P<prefix>v?)(?P<major>0|[1-9]\d*)\.(?P<minor>0|[1-9]\d*)\.(?P<patch>0|[1-9]\d*)"
    r"(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$"
)


def increment_version(version: str, part: VersionPart | str = VersionPart.PATCH) -> str:
    """Return the next version; pre-release and build metadata are discarded."""
    found = _SEMVER_RE.match(version.strip())
    if found is None:
        raise ValueError(f"Not a semantic version: {version!r}")
    major, minor, patch = (int(found[name]) for name in ("major", "minor", "patch"))
    prefix = found["prefix"]
    match VersionPart(part):
        case VersionPart.MAJOR:
            major, minor, patch = major + 1, 0, 0
        case VersionPart.MINOR:
            minor, patch = minor + 1, 0
        case VersionPart.PATCH:
            patch += 1
    return f"{prefix}{major}.{minor}.{patch}"


#: again apply_manifests
@dataclass(slots=True)
class ManifestReport:
    """Outcome of rolling out a set of manifests."""

    applied: list[Path] = field(default_factory=list)
    failed: dict[Path, str] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        return not self.failed


def deploy_manifests(
    directory: str | Path,
    *,
    namespace: str | None = None,
    context: str | None = None,
    timeout: float = 120.0,
) -> ManifestReport:
    """Hand each YAML or JSON file to ``kubectl apply`` and keep going on errors."""
    base = ["kubectl"]
    if context:
        base += ["--context", context]
    if namespace:
        base += ["--namespace", namespace]
    report = ManifestReport()
    for manifest in sorted(Path(directory).iterdir()):
        if manifest.suffix not in {".yaml", ".yml", ".json"}:
            continue
        command = [*base, "apply", "-f", str(manifest)]
        try:
            result = subprocess.run(command, capture_output=True, text=True, timeout=timeout)
        except subprocess.TimeoutExpired:
            report.failed[manifest] = f"timed out after {timeout:g}s"
        else:
            if result.returncode == 0:
                report.applied.append(manifest)
                logger.info("%s", result.stdout.strip())
                continue
            report.failed[manifest] = result.stderr.strip() or f"exit code {result.returncode}"
        logger.error("Applying %s failed: %s", manifest.name, report.failed[manifest])
    return report


#: again prune_releases
def cleanup_releases(
    releases_dir: str | Path,
    *,
    keep: int = 5,
    current_link: str | Path | None = None,
    dry_run: bool = False,
) -> list[Path]:
    """Remove outdated release directories.

    The ``keep`` most recent ones survive, and so does the active one however old.
    """
    if keep < 1:
        raise ValueError("keep must be at least 1")
    root = Path(releases_dir)
    link = Path(current_link) if current_link else root.parent / "current"
    active = link.resolve() if link.is_symlink() else None

    directories = [p for p in root.iterdir() if p.is_dir() and not p.is_symlink()]
    directories.sort(key=lambda p: (p.stat().st_mtime, p.name), reverse=True)
    removed: list[Path] = []
    for directory in directories[keep:]:
        if directory.resolve() == active:
            logger.info("Keeping %s: it is the active release", directory.name)
            continue
        if not dry_run:
            try:
                shutil.rmtree(directory)
            except OSError as exc:
                logger.warning("Could not remove %s: %s", directory, exc)
                continue
        removed.append(directory)
    return removed


#: again upload_assets
class ObjectStoreClient(Protocol):
    """The part of a boto3 S3 client that is needed here."""

    def upload_file(self, Filename: str, Bucket: str, Key: str, ExtraArgs: dict[str, str]) -> None: ...


def publish_static_files(
    client: ObjectStoreClient,
    directory: str | Path,
    bucket: str,
    *,
    prefix: str = "",
    immutable_max_age: int = 31_536_000,
) -> dict[str, Path]:
    """Send all files below a directory to a bucket.

    HTML must be revalidated by browsers, everything else is cached for long.
    """
    root = Path(directory)
    uploaded: dict[str, Path] = {}
    for path in sorted(p for p in root.rglob("*") if p.is_file()):
        key = "/".join(filter(None, [prefix.strip("/"), path.relative_to(root).as_posix()]))
        content_type, encoding = mimetypes.guess_type(path.name)
        is_page = path.suffix in {".html", ".json", ".xml"}
        extra = {
            "ContentType": content_type or "application/octet-stream",
            "CacheControl": "no-cache" if is_page else f"public, max-age={immutable_max_age}",
        }
        if encoding:
            extra["ContentEncoding"] = encoding
        try:
            client.upload_file(Filename=str(path), Bucket=bucket, Key=key, ExtraArgs=extra)
        except Exception as exc:
            raise RuntimeError(f"Upload of {path} to {bucket}/{key} failed") from exc
        logger.info("Uploaded s3://%s/%s (%s)", bucket, key, extra["ContentType"])
        uploaded[key] = path
    return uploaded


#: again prometheus_text
class MetricsRegistry:
    """Thread-safe home of counters and gauges with a Prometheus exposition."""

    def __init__(self) -> None:
        self._kinds: dict[str, tuple[str, str]] = {}
        self._samples: dict[str, dict[tuple[tuple[str, str], ...], float]] = {}
        self._lock = threading.Lock()

    def _declare(self, name: str, kind: str, help_text: str) -> None:
        known = self._kinds.setdefault(name, (kind, help_text))
        if known[0] != kind:
            raise ValueError(f"Metric {name!r} is already a {known[0]}")

    def increment(self, name: str, amount: float = 1.0, help_text: str = "", **labels: str) -> None:
        """Add to a counter."""
        if amount < 0:
            raise ValueError("Counters only go up")
        with self._lock:
            self._declare(name, "counter", help_text)
            series = self._samples.setdefault(name, {})
            key = tuple(sorted(labels.items()))
            series[key] = series.get(key, 0.0) + amount

    def set(self, name: str, value: float, help_text: str = "", **labels: str) -> None:
        """Assign a gauge."""
        with self._lock:
            self._declare(name, "gauge", help_text)
            self._samples.setdefault(name, {})[tuple(sorted(labels.items()))] = float(value)

    @staticmethod
    def _escape(value: object) -> str:
        return str(value).replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")

    def render(self) -> str:
        """Return everything in text format 0.0.4."""
        lines: list[str] = []
        with self._lock:
            for name, (kind, help_text) in sorted(self._kinds.items()):
                if help_text:
                    escaped = help_text.replace("\\", r"\\").replace("\n", r"\n")
                    lines.append(f"# HELP {name} {escaped}")
                lines.append(f"# TYPE {name} {kind}")
                for labels, value in sorted(self._samples[name].items()):
                    inner = ",".join(f'{k}="{self._escape(v)}"' for k, v in labels)
                    lines.append(f"{name}{{{inner}}} {value}" if inner else f"{name} {value}")
        return "\n".join(lines) + "\n"


#: again process_usage
@dataclass(frozen=True, slots=True)
class ProcessStats:
    """Resource consumption of one process."""

    pid: int
    name: str
    rss_bytes: int
    cpu_user_seconds: float
    cpu_system_seconds: float

    @property
    def cpu_total_seconds(self) -> float:
        return self.cpu_user_seconds + self.cpu_system_seconds


def read_process_stats(pid: int | None = None) -> ProcessStats:
    """Read the figures of a process (by default of this one) from procfs."""
    pid = os.getpid() if pid is None else pid
    stat_path = Path("/proc") / str(pid) / "stat"
    try:
        raw = stat_path.read_text(encoding="utf-8", errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        raise ProcessLookupError(f"No process with id {pid}") from None
    # The command name is in parentheses and may itself contain blanks and parentheses.
    head, _, tail = raw.rpartition(")")
    name = head.partition("(")[2]
    columns = tail.split()
    ticks_per_second = os.sysconf("SC_CLK_TCK")
    return ProcessStats(
        pid=pid,
        name=name,
        rss_bytes=int(columns[21]) * os.sysconf("SC_PAGE_SIZE"),
        cpu_user_seconds=int(columns[11]) / ticks_per_second,
        cpu_system_seconds=int(columns[12]) / ticks_per_second,
    )


#: again percentiles
@dataclass(frozen=True, slots=True)
class LatencySummary:
    p50: float
    p95: float
    p99: float
    count: int


def summarize_latencies(samples: Iterable[float]) -> LatencySummary:
    """Compute median and tail quantiles with linear interpolation."""
    ordered = sorted(samples)
    if not ordered:
        raise ValueError("Cannot summarize an empty series of samples")

    def quantile(fraction: float) -> float:
        position = fraction * (len(ordered) - 1)
        lower, upper = math.floor(position), math.ceil(position)
        weight = position - lower
        return ordered[lower] * (1 - weight) + ordered[upper] * weight

    return LatencySummary(quantile(0.50), quantile(0.95), quantile(0.99), len(ordered))


#: again prometheus_above
@dataclass(frozen=True, slots=True)
class SeriesValue:
    labels: dict[str, str]
    value: float

    def __str__(self) -> str:
        labels = ", ".join(f"{k}={v}" for k, v in sorted(self.labels.items()))
        return f"{{{labels}}} = {self.value:g}"


def find_series_over_threshold(server_url: str, query: str, threshold: float, *, timeout: float = 10.0) -> list[SeriesValue]:
    """Evaluate an instant query and list the series exceeding the threshold."""
    params = urllib.parse.urlencode({"query": query})
    url = f"{server_url.rstrip('/')}/api/v1/query?{params}"
    try:
        with urllib.request.urlopen(url, timeout=timeout) as response:
            answer = json.load(response)
    except urllib.error.HTTPError as exc:
        detail = exc.read(300).decode(errors="replace")
        raise RuntimeError(f"Prometheus query failed with {exc.code}: {detail}") from exc
    except (OSError, json.JSONDecodeError) as exc:
        raise RuntimeError(f"Prometheus at {server_url} not reachable: {exc}") from exc
    if answer.get("status") != "success":
        raise RuntimeError(f"Prometheus error: {answer.get('error', 'unknown')}")
    data = answer["data"]
    match data["resultType"]:
        case "vector":
            rows = [(row["metric"], row["value"][1]) for row in data["result"]]
        case "scalar":
            rows = [({}, data["result"][1])]
        case other:
            raise ValueError(f"Unsupported result type: {other}")
    series = [SeriesValue(labels, float(value)) for labels, value in rows]
    return sorted((s for s in series if s.value > threshold), key=lambda s: s.value, reverse=True)


#: again traceparent
_TRACEPARENT_RE = re.compile(
    r"^(?P<version>[0-9a-f]{2})-(?P<trace>[0-9a-f]{32})-(?P<span>[0-9a-f]{16})"
    r"-(?P<flags>[0-9a-f]{2})(?P<rest>-.*)?$"
)


@dataclass(frozen=True, slots=True)
class TraceContext:
    """Identity of a request as passed on between services."""

    trace_id: str = field(default_factory=lambda: secrets.token_hex(16))
    span_id: str = field(default_factory=lambda: secrets.token_hex(8))
    sampled: bool = True

    @classmethod
    def from_header(cls, header: str | None) -> TraceContext | None:
        """Interpret a received header; invalid ones are treated as absent."""
        match = _TRACEPARENT_RE.match((header or "").strip())
        if match is None or match["version"] == "ff":
            return None
        if match["version"] == "00" and match["rest"]:
            return None
        if set(match["trace"]) == {"0"} or set(match["span"]) == {"0"}:
            return None
        return cls(match["trace"], match["span"], bool(int(match["flags"], 16) & 0x01))

    def to_header(self) -> str:
        """Format for an outgoing request."""
        return f"00-{self.trace_id}-{self.span_id}-{int(self.sampled):02x}"

    def child(self) -> TraceContext:
        """Same trace, new span."""
        return TraceContext(trace_id=self.trace_id, sampled=self.sampled)


#: again queue_growth
class BacklogMonitor:
    """Watch queue lengths and notice steady growth.

    ``observe`` returns True and logs a warning whenever each of the most recent
    ``window`` observations was larger than the one before it.
    """

    def __init__(self, window: int = 5) -> None:
        if window < 1:
            raise ValueError("window must be positive")
        self.window = window
        self._history: dict[str, deque[int]] = {}

    def observe(self, queue_name: str, length: int) -> bool:
        history = self._history.setdefault(queue_name, deque(maxlen=self.window + 1))
        history.append(length)
        if len(history) <= self.window:
            return False
        growing = all(earlier < later for earlier, later in itertools.pairwise(history))
        if growing:
            logger.warning(
                "Queue %s has grown %d times in a row: %s",
                queue_name,
                self.window,
                " -> ".join(map(str, history)),
            )
        return growing


#: again run_checks
@dataclass(frozen=True, slots=True)
class CheckOutcome:
    """Result of a single probe."""

    name: str
    healthy: bool
    detail: str
    elapsed_ms: float


def evaluate_health(probes: Mapping[str, Callable[[], Any]], *, timeout: float = 3.0) -> dict[str, Any]:
    """Execute all probes in parallel and condense them into one report.

    A probe fails by raising, by returning False or by exceeding its timeout.
    """

    def execute(name: str, probe: Callable[[], Any]) -> CheckOutcome:
        start = time.perf_counter()
        try:
            result = probe()
            healthy, detail = result is not False, "" if result in (None, True, False) else str(result)
        except Exception as exc:
            healthy, detail = False, f"{type(exc).__name__}: {exc}"
        return CheckOutcome(name, healthy, detail, (time.perf_counter() - start) * 1000)

    executor = concurrent.futures.ThreadPoolExecutor(max_workers=max(1, len(probes)))
    deadline = time.monotonic() + timeout
    futures = {name: executor.submit(execute, name, probe) for name, probe in probes.items()}
    outcomes: list[CheckOutcome] = []
    for name, future in futures.items():
        try:
            outcomes.append(future.result(timeout=max(0.0, deadline - time.monotonic())))
        except concurrent.futures.TimeoutError:
            logger.warning("Health check %s timed out", name)
            outcomes.append(CheckOutcome(name, False, f"timed out after {timeout:g}s", timeout * 1000))
    executor.shutdown(wait=False, cancel_futures=True)
    return {
        "status": "ok" if all(o.healthy for o in outcomes) else "failing",
        "checks": {o.name: {"healthy": o.healthy, "detail": o.detail, "ms": round(o.elapsed_ms, 1)} for o in outcomes},
    }


#: again redis_ping
def _encode_command(*parts: str) -> bytes:
    """Serialize a command as a RESP array of bulk strings."""
    encoded = [part.encode() for part in parts]
    chunks = [b"*%d\r\n" % len(encoded)]
    chunks += [b"$%d\r\n%s\r\n" % (len(item), item) for item in encoded]
    return b"".join(chunks)


def is_redis_responsive(
    host: str = "localhost",
    port: int = 6379,
    *,
    password: str | None = None,
    timeout: float = 2.0,
) -> bool:
    """Tell whether a Redis server replies properly, without a client library."""
    try:
        with socket.create_connection((host, port), timeout=timeout) as connection:
            with connection.makefile("rb") as reader:
                if password is not None:
                    connection.sendall(_encode_command("AUTH", password))
                    if not (reply := reader.readline()).startswith(b"+OK"):
                        logger.warning("Redis refused authentication: %r", reply)
                        return False
                connection.sendall(_encode_command("PING"))
                reply = reader.readline().rstrip(b"\r\n")
    except OSError as exc:
        logger.warning("Redis at %s:%d is unreachable: %s", host, port, exc)
        return False
    if reply != b"+PONG":
        logger.warning("Unexpected Redis reply: %r", reply)
        return False
    return True


#: again database_alive
@dataclass(frozen=True, slots=True)
class DatabaseHealth:
    ok: bool
    latency_ms: float
    error: str | None = None


def probe_database(connection: Any, query: str = "SELECT 1") -> DatabaseHealth:
    """Issue a trivial query over a DB-API connection and measure the round trip."""
    started = time.perf_counter()
    error: str | None = None
    try:
        cursor = connection.cursor()
        try:
            cursor.execute(query)
            row = cursor.fetchone()
        finally:
            cursor.close()
        if row is None or row[0] != 1:
            error = f"unexpected answer: {row!r}"
    except Exception as exc:
        logger.warning("Database probe failed", exc_info=True)
        error = f"{type(exc).__name__}: {exc}"
    latency_ms = (time.perf_counter() - started) * 1000
    return DatabaseHealth(ok=error is None, latency_ms=round(latency_ms, 2), error=error)


#: again name_resolves
@dataclass(frozen=True, slots=True)
class DnsCheckResult:
    hostname: str
    resolved: frozenset[str]
    missing: frozenset[str]
    unexpected: frozenset[str]
    error: str | None = None

    @property
    def ok(self) -> bool:
        return self.error is None and not self.missing and not self.unexpected


def verify_dns(hostname: str, expected: Iterable[str]) -> DnsCheckResult:
    """Compare what the resolver returns with the addresses that should be there."""
    wanted = frozenset(expected)
    try:
        infos = socket.getaddrinfo(hostname, None, type=socket.SOCK_STREAM)
    except socket.gaierror as exc:
        logger.warning("Cannot resolve %s: %s", hostname, exc)
        return DnsCheckResult(hostname, frozenset(), wanted, frozenset(), error=str(exc))
    resolved = frozenset(str(info[4][0]) for info in infos)
    return DnsCheckResult(hostname, resolved, wanted - resolved, resolved - wanted)


#: again heartbeat
@dataclass(frozen=True, slots=True)
class HeartbeatFile:
    """A file whose modification time proves that a worker is still alive."""

    path: Path

    def beat(self) -> None:
        """Record a sign of life."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.touch()

    def age_seconds(self) -> float | None:
        """Seconds since the last beat, or None if there was never one."""
        try:
            return max(0.0, time.time() - self.path.stat().st_mtime)
        except FileNotFoundError:
            return None

    def is_stale(self, limit_seconds: float) -> bool:
        """True if the worker is overdue (or never started)."""
        age = self.age_seconds()
        if age is None:
            logger.warning("Heartbeat %s does not exist", self.path)
            return True
        if age > limit_seconds:
            logger.warning("Heartbeat %s is %.0fs old (limit %.0fs)", self.path, age, limit_seconds)
            return True
        return False


#: again units_active
def find_inactive_services(services: Sequence[str], *, timeout: float = 10.0) -> dict[str, str]:
    """Query systemd and map each service that is not running to its state."""
    if not services:
        return {}
    command = ["systemctl", "is-active", "--", *services]
    try:
        # A non-zero exit status merely means that one of them is down.
        completed = subprocess.run(command, capture_output=True, text=True, timeout=timeout, check=False)
    except FileNotFoundError as exc:
        raise RuntimeError("systemctl is not available on this host") from exc
    except subprocess.TimeoutExpired as exc:
        raise RuntimeError(f"systemctl did not answer within {timeout:g}s") from exc
    states = completed.stdout.split()
    if len(states) != len(services):
        raise RuntimeError(f"Unexpected systemctl output: {completed.stderr.strip()}")
    return {service: state for service, state in zip(services, states, strict=True) if state != "active"}


#: again throttle_alert
class AlertGate:
    """Decide whether an alert may be sent now; survives restarts of the process."""

    def __init__(self, state_file: str | Path, cooldown: timedelta = timedelta(minutes=30)) -> None:
        self.state_file = Path(state_file)
        self.cooldown_seconds = cooldown.total_seconds()

    def _load(self) -> dict[str, float]:
        try:
            state = json.loads(self.state_file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, json.JSONDecodeError) as exc:
            logger.warning("Ignoring unreadable alert state %s: %s", self.state_file, exc)
            return {}
        return state if isinstance(state, dict) else {}

    def __call__(self, key: str) -> bool:
        """Return True and remember the time if ``key`` has been quiet long enough."""
        now = time.time()
        state = {k: sent for k, sent in self._load().items() if now - sent < self.cooldown_seconds}
        if key in state:
            logger.debug("Alert %s suppressed", key)
            return False
        state[key] = now
        self.state_file.parent.mkdir(parents=True, exist_ok=True)
        temporary = self.state_file.with_suffix(".tmp")
        temporary.write_text(json.dumps(state), encoding="utf-8")
        temporary.replace(self.state_file)
        return True


#: again post_teams
class Severity(enum.Enum):
    """Importance of a notification; the value is its colour."""

    INFO = 0x2E86DE
    WARNING = 0xF39C12
    ERROR = 0xE74C3C
    SUCCESS = 0x27AE60


def send_chat_notification(
    webhook_url: str,
    title: str,
    message: str,
    *,
    severity: Severity = Severity.INFO,
    timeout: float = 10.0,
) -> bool:
    """Deliver a message card to a Teams webhook, or an embed to a Discord one."""
    host = urllib.parse.urlsplit(webhook_url).hostname or ""
    payload: dict[str, Any]
    if "discord" in host:
        embed = {"title": title[:256], "description": message[:4096], "color": severity.value}
        payload = {"embeds": [embed]}
    else:
        payload = {
            "@type": "MessageCard",
            "@context": "https://schema.org/extensions",
            "summary": title,
            "themeColor": f"{severity.value:06X}",
            "title": title,
            "text": message.replace("\n", "\n\n"),
        }
    request = urllib.request.Request(
        webhook_url,
        data=json.dumps(payload).encode("utf-8"),
        headers={"Content-Type": "application/json", "User-Agent": "ops-notifier/1.0"},
    )
    try:
        with urllib.request.urlopen(request, timeout=timeout) as response:
            return 200 <= response.status < 300
    except urllib.error.HTTPError as exc:
        logger.error("Webhook returned %s: %s", exc.code, exc.read(200).decode(errors="replace"))
    except OSError as exc:
        logger.error("Webhook request failed: %s", exc)
    return False


#: again send_sms
@dataclass(frozen=True)
class SmsGateway:
    """Client of a simple JSON-over-HTTP text message provider."""

    endpoint: str
    api_key: str
    sender: str
    max_length: int = 160
    timeout: float = 10.0

    def _deliver(self, recipient: str, text: str) -> None:
        body = json.dumps({"from": self.sender, "to": recipient, "text": text}).encode()
        headers = {"Authorization": f"Bearer {self.api_key}", "Content-Type": "application/json"}
        request = urllib.request.Request(self.endpoint, data=body, headers=headers, method="POST")
        with urllib.request.urlopen(request, timeout=self.timeout):
            logger.info("SMS accepted for ...%s", recipient[-4:])

    def send(self, recipients: Iterable[str], text: str) -> dict[str, str]:
        """Text all recipients; the result maps failed numbers to the reason."""
        if not text.strip():
            raise ValueError("Refusing to send an empty message")
        if len(text) > self.max_length:
            text = f"{text[: self.max_length - 3].rstrip()}..."
        failures: dict[str, str] = {}
        for number in dict.fromkeys(re.sub(r"[\s()/-]", "", r) for r in recipients):
            if not re.fullmatch(r"\+?\d{6,15}", number):
                failures[number] = "invalid phone number"
                continue
            try:
                self._deliver(number, text)
            except OSError as exc:
                logger.error("SMS to ...%s failed: %s", number[-4:], exc)
                failures[number] = str(exc)
        return failures


#: again alert_text
def format_alertmanager_payload(payload: Mapping[str, Any]) -> str:
    """Turn the JSON body posted by Alertmanager into text for people.

    Firing alerts are listed ahead of resolved ones, each with its summary.
    """
    icons = {"firing": "[FIRING]", "resolved": "[RESOLVED]"}
    alerts = sorted(payload.get("alerts", []), key=lambda a: a.get("status") != "firing")
    counts = Counter(alert.get("status", "unknown") for alert in alerts)
    group = payload.get("groupLabels", {}).get("alertname") or "Alerts"
    overview = ", ".join(f"{number} {status}" for status, number in counts.items())
    lines = [f"{group}: {overview or 'no alerts'}"]
    for alert in alerts:
        labels, notes = alert.get("labels", {}), alert.get("annotations", {})
        status = alert.get("status", "unknown")
        name = labels.get("alertname", "unnamed")
        severity = f" ({labels['severity']})" if "severity" in labels else ""
        where = f" on {labels['instance']}" if "instance" in labels else ""
        lines.append(f"{icons.get(status, status)} {name}{severity}{where}")
        if text := notes.get("summary") or notes.get("description") or notes.get("message"):
            lines.append(f"    {text.strip()}")
        stamp = alert.get("endsAt" if status == "resolved" else "startsAt")
        if stamp:
            lines.append(f"    {'ended' if status == 'resolved' else 'since'} {stamp}")
        if url := alert.get("generatorURL"):
            lines.append(f"    {url}")
    return "\n".join(lines)


#: again dump_database
def backup_postgres(
    database: str,
    backup_dir: str | Path,
    *,
    extra_args: Sequence[str] = (),
) -> Path:
    """Write a gzip-compressed ``pg_dump`` named after the current time.

    The output goes to a temporary name first; only a complete, non-empty dump is
    given its final one.
    """
    directory = Path(backup_dir)
    directory.mkdir(parents=True, exist_ok=True)
    timestamp = datetime.now().strftime("%Y%m%d-%H%M%S")
    final_path = directory / f"{database}-{timestamp}.sql.gz"
    partial_path = final_path.with_name(f"{final_path.name}.part")
    dump_command = ["pg_dump", "--no-owner", *extra_args, database]
    try:
        with partial_path.open("wb") as output, tempfile.TemporaryFile() as errors:
            with subprocess.Popen(dump_command, stdout=subprocess.PIPE, stderr=errors) as dump:
                gzip_run = subprocess.run(["gzip", "-c"], stdin=dump.stdout, stdout=output)
            if dump.returncode != 0:
                errors.seek(0)
                detail = errors.read().decode(errors="replace").strip()
                raise RuntimeError(f"pg_dump of {database} failed: {detail}")
            if gzip_run.returncode != 0:
                raise RuntimeError(f"gzip failed with exit code {gzip_run.returncode}")
            output.flush()
            os.fsync(output.fileno())
        partial_path.rename(final_path)
    finally:
        partial_path.unlink(missing_ok=True)
    logger.info("Dumped %s to %s (%d bytes)", database, final_path, final_path.stat().st_size)
    return final_path


#: again restore_latest
class RestoreNotConfirmed(RuntimeError):
    """Raised when the destructive step was not explicitly allowed."""


def restore_newest_backup(database: str, backup_dir: str | Path, *, confirmed: bool = False) -> Path:
    """Load the most recent ``.sql.gz`` dump of a database through ``psql``."""
    dumps = sorted(Path(backup_dir).glob(f"{database}-*.sql.gz"), key=lambda path: path.stat().st_mtime)
    if not dumps:
        raise FileNotFoundError(f"No dump of {database} in {backup_dir}")
    newest = dumps[-1]
    if not confirmed:
        raise RestoreNotConfirmed(f"Would load {newest} into {database}; pass confirmed=True")

    if subprocess.run(["gzip", "-t", str(newest)], capture_output=True).returncode != 0:
        raise RuntimeError(f"{newest} is damaged")
    logger.warning("Restoring %s into database %s", newest, database)
    psql = ["psql", "--quiet", "--single-transaction", "-v", "ON_ERROR_STOP=1", "-d", database]
    with subprocess.Popen(["gzip", "-dc", str(newest)], stdout=subprocess.PIPE) as unpack:
        loaded = subprocess.run(psql, stdin=unpack.stdout, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        if unpack.stdout is not None:
            unpack.stdout.close()
    if loaded.returncode != 0:
        raise RuntimeError(f"psql failed: {loaded.stderr.strip()}")
    return newest


#: again prune_images
def _docker_output(*args: str) -> list[str]:
    """Return the output lines of a docker command."""
    completed = subprocess.run(["docker", *args], check=True, capture_output=True, text=True)
    return [line for line in completed.stdout.splitlines() if line]


def remove_stale_images(max_age_days: int = 14, *, dry_run: bool = False) -> list[str]:
    """Delete images that are older than the limit and not used by any container."""
    containers = _docker_output("ps", "--all", "--quiet", "--no-trunc")
    in_use = set(_docker_output("inspect", "--format", "{{.Image}}", *containers)) if containers else set()
    cutoff = datetime.now(timezone.utc) - timedelta(days=max_age_days)
    removed: list[str] = []
    for image_id in dict.fromkeys(_docker_output("images", "--quiet", "--no-trunc")):
        if image_id in in_use:
            continue
        created_text = _docker_output("inspect", "--format", "{{.Created}}", image_id)[0]
        created = datetime.fromisoformat(created_text[:19]).replace(tzinfo=timezone.utc)
        if created >= cutoff:
            continue
        if not dry_run:
            try:
                _docker_output("rmi", "--force", image_id)
            except subprocess.CalledProcessError as exc:
                logger.warning("Cannot remove %s: %s", image_id[:19], exc.stderr.strip())
                continue
        removed.append(image_id)
    logger.info("%d images removed%s", len(removed), " (dry run)" if dry_run else "")
    return removed


#: again free_space
def reclaim_disk_space(directory: str | Path, min_free_percent: float, *, pattern: str = "*") -> list[Path]:
    """Drop files, oldest first, until the file system has enough room again."""
    if not 0 < min_free_percent < 100:
        raise ValueError(f"min_free_percent out of range: {min_free_percent}")
    root = Path(directory)

    def free_percent() -> float:
        usage = shutil.disk_usage(root)
        return usage.free / usage.total * 100

    candidates = [p for p in root.rglob(pattern) if p.is_file() and not p.is_symlink()]
    deleted: list[Path] = []
    for path in sorted(candidates, key=lambda p: p.stat().st_mtime):
        if free_percent() >= min_free_percent:
            break
        try:
            path.unlink()
        except OSError as exc:
            logger.warning("Could not delete %s: %s", path, exc)
            continue
        logger.info("Deleted %s", path)
        deleted.append(path)
    if (remaining := free_percent()) < min_free_percent:
        logger.error("Only %.1f%% free on %s, nothing left to delete", remaining, root)
    return deleted


#: again run_command
class CommandFailed(RuntimeError):
    """An external program ended with an error or did not end in time."""

    def __init__(self, command: Sequence[str], returncode: int | None, stderr_tail: str) -> None:
        self.command = list(command)
        self.returncode = returncode
        self.stderr_tail = stderr_tail
        reason = "timed out" if returncode is None else f"exited with {returncode}"
        super().__init__(f"{shlex.join(command)} {reason}: {stderr_tail or '<no error output>'}")


def execute(
    command: Sequence[str],
    *,
    timeout: float = 60.0,
    cwd: str | Path | None = None,
    env: Mapping[str, str] | None = None,
    tail_chars: int = 500,
) -> str:
    """Run a program to completion and return what it printed on stdout."""
    logger.debug("Executing %s", shlex.join(command))
    full_env = {**os.environ, **env} if env else None
    try:
        completed = subprocess.run(
            command,
            cwd=cwd,
            env=full_env,
            timeout=timeout,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
    except subprocess.TimeoutExpired as exc:
        partial = exc.stderr or b""
        text = partial.decode(errors="replace") if isinstance(partial, bytes) else partial
        raise CommandFailed(command, None, text.strip()[-tail_chars:]) from exc
    except FileNotFoundError as exc:
        raise CommandFailed(command, 127, str(exc)) from exc
    if completed.returncode != 0:
        raise CommandFailed(command, completed.returncode, completed.stderr.strip()[-tail_chars:])
    return completed.stdout


#: again follow_file
def tail_lines(
    path: str | Path,
    *,
    poll_interval: float = 0.5,
    from_start: bool = False,
    stop: threading.Event | None = None,
) -> Iterator[str]:
    """Yield lines as they get appended, surviving rename and truncation.

    After a rotation the remainder of the old file is delivered before the new one.
    """
    source = Path(path)
    stop = stop or threading.Event()
    handle = None
    pending = b""
    first_open = True
    try:
        while not stop.is_set():
            if handle is None:
                try:
                    handle = source.open("rb")
                except FileNotFoundError:
                    first_open = False
                    stop.wait(poll_interval)
                    continue
                if first_open and not from_start:
                    handle.seek(0, os.SEEK_END)
                first_open = False
            if chunk := handle.readline():
                pending += chunk
                if pending.endswith(b"\n"):
                    yield pending.decode(errors="replace").rstrip("\r\n")
                    pending = b""
                continue
            opened = os.fstat(handle.fileno())
            try:
                on_disk = source.stat()
            except FileNotFoundError:
                on_disk = None
            if on_disk and (on_disk.st_ino, on_disk.st_dev) != (opened.st_ino, opened.st_dev):
                logger.info("%s was rotated", source)
                if pending:
                    yield pending.decode(errors="replace")
                    pending = b""
                handle.close()
                handle = None
            elif on_disk and on_disk.st_size < handle.tell():
                logger.info("%s was truncated", source)
                handle.seek(0)
                pending = b""
            else:
                stop.wait(poll_interval)
    finally:
        if handle is not None:
            handle.close()


#: again on_hosts
@dataclass(frozen=True, slots=True)
class RemoteResult:
    host: str
    exit_code: int
    stdout: str
    stderr: str


async def _run_remote(host: str, command: str, timeout: float) -> RemoteResult:
    """Run the command on a single host."""
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
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        out, err = await asyncio.wait_for(process.communicate(), timeout)
    except asyncio.TimeoutError:
        process.kill()
        await process.wait()
        return RemoteResult(host, 124, "", f"timed out after {timeout:g}s")
    code = process.returncode if process.returncode is not None else -1
    return RemoteResult(host, code, out.decode(errors="replace"), err.decode(errors="replace"))


def run_everywhere(hosts: Iterable[str], command: str, *, timeout: float = 60.0, concurrency: int = 16) -> dict[str, RemoteResult]:
    """Run a shell command on many machines concurrently."""

    async def main() -> list[RemoteResult]:
        limiter = asyncio.Semaphore(concurrency)

        async def bounded(host: str) -> RemoteResult:
            async with limiter:
                return await _run_remote(host, command, timeout)

        return await asyncio.gather(*(bounded(host) for host in dict.fromkeys(hosts)))

    results = {result.host: result for result in asyncio.run(main())}
    for host, result in results.items():
        if result.exit_code:
            logger.warning("%s: exit code %d: %s", host, result.exit_code, result.stderr.strip())
    return results


#: again circuit_breaker
class CircuitOpenError(RuntimeError):
    """The call was rejected because the protected service kept failing."""


class FailureGuard:
    """Decorator that stops calling a function that fails repeatedly.

    After ``threshold`` consecutive errors calls are rejected for ``cooldown`` seconds;
    then a single trial call decides whether normal operation resumes.
    """

    def __init__(
        self,
        threshold: int = 5,
        cooldown: float = 30.0,
        exceptions: tuple[type[Exception], ...] = (Exception,),
    ) -> None:
        self.threshold, self.cooldown, self.exceptions = threshold, cooldown, exceptions
        self._failures = 0
        self._blocked_until: float | None = None
        self._lock = threading.Lock()

    def __call__(self, func: Callable[..., T]) -> Callable[..., T]:
        @functools.wraps(func)
        def wrapper(*args: Any, **kwargs: Any) -> T:
            with self._lock:
                if self._blocked_until is not None:
                    remaining = self._blocked_until - time.monotonic()
                    if remaining > 0:
                        raise CircuitOpenError(f"{func.__name__} blocked for {remaining:.1f}s")
                    # Everybody else keeps waiting while this caller tries.
                    self._blocked_until = time.monotonic() + self.cooldown
            try:
                result = func(*args, **kwargs)
            except self.exceptions:
                with self._lock:
                    self._failures += 1
                    if self._failures >= self.threshold:
                        self._blocked_until = time.monotonic() + self.cooldown
                        logger.error("%s failed %d times, blocking", func.__name__, self._failures)
                raise
            with self._lock:
                self._failures, self._blocked_until = 0, None
            return result

        return wrapper


#: again rate_limit
class TokenBucket:
    """Limit the pace of calls to ``rate`` per second with bursts up to ``capacity``."""

    def __init__(self, rate: float, capacity: int = 1) -> None:
        if rate <= 0 or capacity < 1:
            raise ValueError("rate and capacity must be positive")
        self.rate = rate
        self.capacity = capacity
        self._tokens = float(capacity)
        self._updated = time.monotonic()
        self._lock = threading.Lock()

    def _take(self) -> float:
        """Take a token; return how long the caller has to wait for it."""
        with self._lock:
            now = time.monotonic()
            self._tokens = min(self.capacity, self._tokens + (now - self._updated) * self.rate)
            self._updated = now
            self._tokens -= 1
            return max(0.0, -self._tokens / self.rate)

    def acquire(self) -> float:
        """Block until the call may proceed; the time slept is returned."""
        delay = self._take()
        if delay > 0:
            logger.debug("Rate limited, sleeping %.3fs", delay)
            time.sleep(delay)
        return delay

    def __enter__(self) -> TokenBucket:
        self.acquire()
        return self

    def __exit__(self, *exc_info: object) -> None:
        return None


#: again conditional_get
def fetch_with_etag(url: str, cache_dir: str | Path, *, timeout: float = 15.0) -> bytes:
    """Download a resource, reusing the stored copy if the server says it is current."""
    directory = Path(cache_dir)
    directory.mkdir(parents=True, exist_ok=True)
    stem = hashlib.sha256(url.encode()).hexdigest()
    body_path, etag_path = directory / f"{stem}.body", directory / f"{stem}.etag"

    request = urllib.request.Request(url)
    if body_path.exists() and etag_path.exists():
        request.add_header("If-None-Match", etag_path.read_text(encoding="latin-1"))
    try:
        with urllib.request.urlopen(request, timeout=timeout) as response:
            content = response.read()
            etag = response.headers.get("ETag")
    except urllib.error.HTTPError as exc:
        if exc.code == 304:
            logger.debug("%s not modified", url)
            return body_path.read_bytes()
        raise
    # Without its tag a body is never trusted, so the tag goes first and comes back last.
    etag_path.unlink(missing_ok=True)
    if etag:
        body_path.write_bytes(content)
        etag_path.write_text(etag, encoding="latin-1")
    return content


#: again all_pages
_LINK_RE = re.compile(r"<(?P<url>[^>]*)>(?P<params>[^<]*)")


def _next_link(headers: Iterable[str]) -> str | None:
    """Extract the target with relation ``next`` from Link header values."""
    for match in _LINK_RE.finditer(", ".join(headers)):
        relation = re.search(r'\brel\s*=\s*"?([^";,]+)"?', match["params"], re.IGNORECASE)
        if relation and "next" in relation[1].lower().split():
            return match["url"]
    return None


def iterate_pages(
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    max_pages: int = 1000,
    timeout: float = 30.0,
) -> Iterator[Any]:
    """Yield the decoded JSON document of each page of a paginated resource."""
    next_url: str | None = url
    visited: set[str] = set()
    while next_url is not None and len(visited) < max_pages:
        if next_url in visited:
            raise RuntimeError(f"Pagination loop at {next_url}")
        visited.add(next_url)
        request = urllib.request.Request(next_url, headers=dict(headers or {}))
        with urllib.request.urlopen(request, timeout=timeout) as response:
            document = json.load(response)
            link = _next_link(response.headers.get_all("Link") or [])
        logger.debug("Fetched page %d: %s", len(visited), next_url)
        yield document
        next_url = urllib.parse.urljoin(next_url, link) if link else None
    if next_url is not None:
        logger.warning("Stopped after %d pages, more are available", max_pages)


#: again api_session
class ApiError(RuntimeError):
    """The server answered with an error status."""

    def __init__(self, status: int, method: str, url: str, body_excerpt: str) -> None:
        self.status = status
        self.body_excerpt = body_excerpt
        super().__init__(f"{method} {url} returned {status}: {body_excerpt}")


@dataclass(frozen=True)
class ApiClient:
    """Small JSON client with a fixed base URL and bearer authentication."""

    base_url: str
    token: str = field(repr=False)
    timeout: float = 15.0

    def request(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, Any] | None = None,
        body: Any = None,
    ) -> Any:
        """Send a request and decode the JSON answer (None if there is no content)."""
        url = f"{self.base_url.rstrip('/')}/{path.lstrip('/')}"
        if params:
            url += f"?{urllib.parse.urlencode(params, doseq=True)}"
        headers = {"Authorization": f"Bearer {self.token}", "Accept": "application/json"}
        data = None
        if body is not None:
            data = json.dumps(body).encode("utf-8")
            headers["Content-Type"] = "application/json"
        request = urllib.request.Request(url, data=data, headers=headers, method=method.upper())
        try:
            with urllib.request.urlopen(request, timeout=self.timeout) as response:
                content = response.read()
        except urllib.error.HTTPError as exc:
            excerpt = exc.read(300).decode("utf-8", errors="replace")
            raise ApiError(exc.code, method.upper(), url, excerpt) from exc
        return json.loads(content) if content else None

    def get(self, path: str, **params: Any) -> Any:
        return self.request("GET", path, params=params)

    def post(self, path: str, body: Any) -> Any:
        return self.request("POST", path, body=body)


#: again upload_file
def _quote_disposition(value: str) -> str:
    """Make a value safe inside a quoted header parameter."""
    return value.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")


def post_multipart(
    url: str,
    file_path: str | Path,
    *,
    file_field: str = "file",
    form_fields: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
    timeout: float = 60.0,
) -> bytes:
    """Submit a file plus ordinary form values as ``multipart/form-data``."""
    path = Path(file_path)
    boundary = f"----form{uuid.uuid4().hex}"
    chunks: list[bytes] = []
    for name, value in (form_fields or {}).items():
        chunks.append(f'--{boundary}\r\nContent-Disposition: form-data; name="{_quote_disposition(name)}"\r\n\r\n{value}\r\n'.encode())
    content_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    chunks.append(
        f"--{boundary}\r\n"
        f'Content-Disposition: form-data; name="{_quote_disposition(file_field)}"; '
        f'filename="{_quote_disposition(path.name)}"\r\n'
        f"Content-Type: {content_type}\r\n\r\n".encode()
    )
    chunks += [path.read_bytes(), f"\r\n--{boundary}--\r\n".encode()]
    all_headers = {**(headers or {}), "Content-Type": f"multipart/form-data; boundary={boundary}"}
    request = urllib.request.Request(url, data=b"".join(chunks), headers=all_headers, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=timeout) as response:
            return response.read()
    except urllib.error.HTTPError as exc:
        detail = exc.read(300).decode(errors="replace")
        raise RuntimeError(f"Upload of {path.name} rejected ({exc.code}): {detail}") from exc


#: again flag_file
class FeatureFlags:
    """Feature switches kept in a JSON object, reloaded when the file changes."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._flags: dict[str, bool] = {}
        self._signature: tuple[int, int] | None = None
        self._lock = threading.Lock()

    def _refresh(self) -> None:
        try:
            info = self.path.stat()
            signature = (info.st_mtime_ns, info.st_size)
            if signature == self._signature:
                return
            self._signature = signature
            document = json.loads(self.path.read_text(encoding="utf-8"))
            if not isinstance(document, dict):
                raise ValueError("top level must be an object")
        except (OSError, ValueError) as exc:
            logger.warning("Keeping previous flags, cannot load %s: %s", self.path, exc)
            return
        self._flags = {str(name): value is True for name, value in document.items()}
        logger.info("Loaded %d feature flags from %s", len(self._flags), self.path)

    def is_enabled(self, name: str, default: bool = False) -> bool:
        """Current state of a flag."""
        with self._lock:
            self._refresh()
            return self._flags.get(name, default)

    __call__ = is_enabled


#: again changed_environment
@contextmanager
def temporary_env(updates: Mapping[str, str | None] | None = None, **more: str | None) -> Iterator[MutableMapping[str, str]]:
    """Alter environment variables for the duration of a block; None unsets one."""
    changes = {**(updates or {}), **more}
    saved = {name: os.environ.get(name) for name in changes}

    def apply(values: Mapping[str, str | None]) -> None:
        for name, value in values.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value

    try:
        apply(changes)
        yield os.environ
    finally:
        apply(saved)


#: again local_server
@dataclass(frozen=True)
class CannedResponse:
    body: str | bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


class StubHttpServer:
    """HTTP server for tests: fixed answers per (method, path), requests recorded."""

    def __init__(self, responses: Mapping[tuple[str, str], CannedResponse]) -> None:
        self.responses = dict(responses)
        self.requests: list[tuple[str, str, bytes]] = []
        stub = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def _answer(self) -> None:
                payload = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                stub.requests.append((self.command, self.path, payload))
                key = (self.command, self.path.partition("?")[0])
                canned = stub.responses.get(key, CannedResponse("no such stub", 404))
                body = canned.body.encode() if isinstance(canned.body, str) else canned.body
                self.send_response(canned.status)
                for name, value in canned.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _answer

            def log_message(self, format: str, *args: Any) -> None:
                logger.debug("stub server: " + format, *args)

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> StubHttpServer:
        self._thread.start()
        return self

    def __exit__(self, *exc_info: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(timeout=5)


#: again assert_same_json
def _json_differences(expected: Any, actual: Any, ignored: frozenset[str], path: str) -> Iterator[str]:
    """Walk both structures and describe every deviation."""
    if isinstance(expected, dict) and isinstance(actual, dict):
        for key in sorted((expected.keys() | actual.keys()) - ignored):
            where = f"{path}.{key}"
            if key not in actual:
                yield f"{where}: missing (expected {expected[key]!r})"
            elif key not in expected:
                yield f"{where}: unexpected {actual[key]!r}"
            else:
                yield from _json_differences(expected[key], actual[key], ignored, where)
    elif isinstance(expected, list) and isinstance(actual, list):
        unmatched = list(enumerate(actual))
        for index, item in enumerate(expected):
            for position, (_, candidate) in enumerate(unmatched):
                if next(_json_differences(item, candidate, ignored, ""), None) is None:
                    del unmatched[position]
                    break
            else:
                yield f"{path}[{index}]: no counterpart for {item!r}"
        for index, item in unmatched:
            yield f"{path}[{index}]: unexpected element {item!r}"
    elif type(expected) is not type(actual) or expected != actual:
        yield f"{path}: expected {expected!r}, got {actual!r}"


def assert_json_equal(expected: Any, actual: Any, *, ignore_keys: Iterable[str] = ()) -> None:
    """Fail with a list of differences unless both structures are equivalent.

    The order of list elements is irrelevant, and ignored keys are skipped at any depth.
    """
    differences = list(_json_differences(expected, actual, frozenset(ignore_keys), "$"))
    if differences:
        listing = "\n".join(f"  - {line}" for line in differences)
        raise AssertionError(f"JSON structures differ:\n{listing}")


#: again markdown_table
def render_markdown_table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str] | None = None) -> str:
    """Lay out records as a Markdown table with padded cells; numbers go to the right."""
    if not rows and not columns:
        return ""
    headers = list(columns) if columns else list(dict.fromkeys(key for row in rows for key in row))

    def cell(value: Any) -> str:
        if value is None:
            return ""
        return str(value).replace("|", r"\|").replace("\n", "<br>")

    grid = [[cell(row.get(name)) for name in headers] for row in rows]
    titles = [cell(name) for name in headers]
    widths = [max(3, *(len(line[i]) for line in [titles, *grid])) for i in range(len(headers))]
    numeric = [bool(rows) and all(isinstance(row.get(name), (int, float, type(None))) for row in rows) for name in headers]

    def line(cells: Sequence[str]) -> str:
        padded = (text.rjust(width) if right else text.ljust(width) for text, width, right in zip(cells, widths, numeric, strict=True))
        return f"| {' | '.join(padded)} |"

    rule = ["-" * (w - 1) + ":" if right else "-" * w for w, right in zip(widths, numeric, strict=True)]
    return "\n".join([line(titles), line(rule), *map(line, grid)])


#: again broken_links
_MD_LINK_RE = re.compile(r"!?\[[^\]]*\]\(\s*<?(?P<target>[^)\s>]+)>?(?:\s+[\"'(][^)]*)?\)")
_FENCE_RE = re.compile(r"^\s*(```|~~~)")


@dataclass(frozen=True, slots=True)
class DeadLink:
    document: Path
    line: int
    target: str

    def __str__(self) -> str:
        return f"{self.document}:{self.line}: {self.target}"


def find_dead_links(directory: str | Path) -> list[DeadLink]:
    """Check the relative links of all Markdown documents below a directory."""
    root = Path(directory).resolve()
    dead: list[DeadLink] = []
    for document in sorted(root.rglob("*.md")):
        in_code = False
        text = document.read_text(encoding="utf-8", errors="replace")
        for number, line in enumerate(text.splitlines(), start=1):
            if _FENCE_RE.match(line):
                in_code = not in_code
            if in_code:
                continue
            for match in _MD_LINK_RE.finditer(line):
                parts = urllib.parse.urlsplit(match["target"])
                if parts.scheme or parts.netloc or not parts.path:
                    continue
                relative = urllib.parse.unquote(parts.path)
                base = root if relative.startswith("/") else document.parent
                if not (base / relative.lstrip("/")).exists():
                    dead.append(DeadLink(document.relative_to(root), number, match["target"]))
    return dead


#: again api_index
def _public_functions(module: Any) -> Iterator[tuple[str, Callable[..., Any]]]:
    """Functions defined in the module itself whose names do not start with an underscore."""
    for name, function in inspect.getmembers(module, inspect.isfunction):
        if not name.startswith("_") and function.__module__ == module.__name__:
            yield name, function


def build_function_index(package_name: str) -> dict[str, str]:
    """Map the qualified name of each public function to its one-line description."""
    package = importlib.import_module(package_name)
    modules = [package]
    if hasattr(package, "__path__"):
        for info in pkgutil.walk_packages(package.__path__, prefix=f"{package_name}."):
            if any(part.startswith("_") for part in info.name.split(".")):
                continue
            try:
                modules.append(importlib.import_module(info.name))
            except Exception as exc:
                logger.warning("Skipping %s: %s", info.name, exc)
    index: dict[str, str] = {}
    for module in modules:
        for name, function in _public_functions(module):
            doc = inspect.getdoc(function) or ""
            summary = doc.strip().partition("\n")[0] or "(undocumented)"
            index[f"{module.__name__}.{name}"] = summary
    return dict(sorted(index.items()))


#: again changelog_section
def extract_release_notes(changelog: str | Path, version: str) -> str:
    """Return the notes of one version from a Markdown changelog.

    The section reaches to the next heading of the same or a higher level.
    """
    path = Path(changelog)
    wanted = version.strip().removeprefix("v")
    heading_re = re.compile(r"^(?P<marks>#{1,6})\s+(?P<title>.+?)\s*$")
    version_re = re.compile(rf"(?<![\w.])v?{re.escape(wanted)}(?![\w+-]|\.\d)", re.IGNORECASE)
    collected: list[str] | None = None
    level = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        if heading := heading_re.match(line):
            depth = len(heading["marks"])
            if collected is not None and depth <= level:
                break
            if collected is None and version_re.search(heading["title"]):
                collected, level = [], depth
                continue
        if collected is not None:
            collected.append(line)
    if collected is None:
        raise LookupError(f"Version {version} not found in {path}")
    return "\n".join(collected).strip()


#: again slug
@dataclass(slots=True)
class AnchorGenerator:
    """Produce anchors for the headings of one document, each different."""

    _used: set[str] = field(default_factory=set)

    def __call__(self, heading: str) -> str:
        """Return the anchor for a heading, numbered if it was taken before."""
        normalized = unicodedata.normalize("NFKD", heading)
        ascii_text = normalized.encode("ascii", "ignore").decode("ascii").lower()
        base = re.sub(r"[^a-z0-9]+", "-", ascii_text).strip("-") or "section"
        anchor = base
        for suffix in itertools.count(1):
            if anchor not in self._used:
                break
            anchor = f"{base}-{suffix}"
        self._used.add(anchor)
        return anchor
