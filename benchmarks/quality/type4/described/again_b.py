"""The same jobs written anew by another author, from the same sentences and nothing else."""

# ruff: noqa  samples: written as they would be found

import ast
import asyncio
import atexit
import base64
import collections
import contextlib
import contextvars
import datetime as dt
import difflib
import functools
import gzip
import hashlib
import hmac
import http.server
import json
import logging
import logging.handlers
import mimetypes
import netrc
import os
import pickle
import pkgutil
import random
import re
import secrets
import shutil
import signal
import socket
import sqlite3
import stat
import string
import subprocess
import sys
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Iterator
from urllib.parse import unquote, urljoin, urlsplit

import boto3
import click
import docker
import httpx
import jinja2
import numpy as np
import paramiko
import psutil
import pydantic
import requests
import structlog
import yaml
from requests.adapters import HTTPAdapter

logger = logging.getLogger(__name__)
log = structlog.get_logger()


#: again drop_repeats
class SpamGuard(logging.Filter):
    """Keeps a flapping upstream from filling the disk with one line."""

    def __init__(self, window=30.0, max_keys=2000):
        super().__init__()
        self.window = window
        self.max_keys = max_keys
        self._seen = {}
        self._mutex = threading.Lock()

    def filter(self, record):
        fingerprint = (record.name, record.levelno, record.getMessage())
        now = time.monotonic()
        with self._mutex:
            first, muted = self._seen.get(fingerprint, (None, 0))
            if first is not None and now - first < self.window:
                self._seen[fingerprint] = (first, muted + 1)
                return False
            if len(self._seen) > self.max_keys:
                self._seen.clear()
            self._seen[fingerprint] = (now, 0)
        if muted:
            record.msg = f"{record.getMessage()} [{muted} more suppressed]"
            record.args = ()
        return True


#: again rotating_log_file
def _init_worker_log(path, name="billing-worker", level="INFO", megabytes=20, keep=5):
    lg = logging.getLogger(name)
    target = os.path.abspath(path)
    for h in lg.handlers:
        if getattr(h, "baseFilename", None) == target:
            return lg  # somebody imported us twice
    os.makedirs(os.path.dirname(target), exist_ok=True)
    h = logging.handlers.RotatingFileHandler(target, maxBytes=megabytes * 1024 * 1024, backupCount=keep, encoding="utf-8", delay=True)
    h.setFormatter(logging.Formatter("%(asctime)s %(levelname)-7s [%(threadName)s] %(name)s: %(message)s"))
    lg.addHandler(h)
    lg.setLevel(getattr(logging, str(level).upper(), logging.INFO))
    lg.propagate = False
    return lg


#: again log_to_syslog
class MailerService:
    ident = "mailer"

    def _attach_syslog(self, facility="daemon"):
        addr = next((p for p in ("/dev/log", "/var/run/syslog") if os.path.exists(p)), ("localhost", 514))
        try:
            h = logging.handlers.SysLogHandler(address=addr, facility=logging.handlers.SysLogHandler.facility_names[facility])
        except OSError as e:
            print(f"no syslog here ({e}), logging to stderr only", file=sys.stderr)
            return None
        h.ident = f"{self.ident}[{os.getpid()}]: "
        h.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s"))
        lg = logging.getLogger(self.ident)
        if not any(isinstance(x, logging.handlers.SysLogHandler) for x in lg.handlers):
            lg.addHandler(h)
        return lg


#: again log_uncaught
def install_crash_hooks(crash_log=None):
    crash_log = crash_log or structlog.get_logger("crash")

    def on_main(exc_type, exc, tb):
        if issubclass(exc_type, KeyboardInterrupt):
            sys.__excepthook__(exc_type, exc, tb)
            return
        crash_log.critical("process died", error=str(exc), exc_info=(exc_type, exc, tb))

    def on_thread(args):
        if args.exc_type is SystemExit:
            return
        crash_log.critical(
            "thread died",
            thread=args.thread.name if args.thread else "?",
            exc_info=(args.exc_type, args.exc_value, args.exc_traceback),
        )

    sys.excepthook = on_main
    threading.excepthook = on_thread


#: again parse_access_line
_NGINX = re.compile(r'^(?P<ip>\S+) \S+ (?P<user>\S+) \[(?P<ts>[^\]]+)\] "(?P<req>[^"]*)" (?P<code>\d{3}) (?P<bytes>\d+|-)')


@dataclass
class Hit:
    ip: str
    when: dt.datetime
    method: str
    url: str
    status: int
    size: int

    @classmethod
    def from_line(cls, line):
        m = _NGINX.match(line)
        if m is None:
            return None
        parts = m["req"].split(" ")
        verb, url = (parts[0], parts[1]) if len(parts) >= 2 else ("-", m["req"])
        try:
            when = dt.datetime.strptime(m["ts"], "%d/%b/%Y:%H:%M:%S %z")
        except ValueError:
            return None
        return cls(m["ip"], when, verb, url, int(m["code"]), 0 if m["bytes"] == "-" else int(m["bytes"]))


#: again settings_with_overrides
def _load_cfg(fname="service.yml", prefix="SHOP", environ=os.environ):
    with open(fname) as fh:
        cfg = yaml.safe_load(fh) or {}
    for section, values in cfg.items():
        if not isinstance(values, dict):
            continue
        for k, old in values.items():
            env_name = "_".join((prefix, section, k)).upper().replace("-", "_")
            if env_name not in environ:
                continue
            raw = environ[env_name]
            try:
                if isinstance(old, bool):
                    values[k] = raw.strip().lower() in ("1", "true", "yes", "on")
                elif isinstance(old, (int, float)):
                    values[k] = type(old)(raw)
                elif isinstance(old, list):
                    values[k] = [x.strip() for x in raw.split(",") if x.strip()]
                else:
                    values[k] = raw
            except ValueError:
                raise SystemExit(f"bad value in {env_name}: {raw!r} is no {type(old).__name__}")
    return cfg


#: again require_variables
class ConfigMissing(RuntimeError):
    pass


def env_or_die(*names, allow_empty=False):
    got, bad = {}, []
    for n in names:
        v = os.getenv(n)
        if v is None or (v.strip() == "" and not allow_empty):
            bad.append(n)
        else:
            got[n] = v
    if bad:
        raise ConfigMissing("Cannot start, please set: " + ", ".join(sorted(bad)))
    return got


#: again expand_variables
_PLACEHOLDER = re.compile(r"\$\{([A-Za-z_]\w*)(?::-([^}]*))?\}")


def _interpolate(node, env=None, _path="config"):
    env = os.environ if env is None else env
    if isinstance(node, dict):
        return {k: _interpolate(v, env, f"{_path}.{k}") for k, v in node.items()}
    if isinstance(node, (list, tuple)):
        return type(node)(_interpolate(v, env, f"{_path}[{i}]") for i, v in enumerate(node))
    if not isinstance(node, str):
        return node

    def sub(m):
        name, fallback = m.groups()
        val = env.get(name)
        if val:
            return val
        if fallback is not None:
            return fallback
        if val is None:
            raise KeyError(f"{_path}: {name} is not set and has no default")
        return val

    return _PLACEHOLDER.sub(sub, node)


#: again find_config_file
def locate_rc(start=".", names=(".shoprc", "shop.toml")):
    here = os.path.realpath(start)
    while True:
        for n in names:
            candidate = os.path.join(here, n)
            if os.path.isfile(candidate):
                return candidate
        parent = os.path.dirname(here)
        if parent == here or os.path.exists(os.path.join(here, ".git")):
            return None
        here = parent


#: again parse_size
_UNITS = {"": 1, "b": 1}
for _i, _c in enumerate("kmgtp", start=1):
    _UNITS[_c] = _UNITS[_c + "ib"] = _UNITS[_c + "i"] = 1024**_i
    _UNITS[_c + "b"] = 1000**_i


def bytes_from_human(text) -> int:
    if isinstance(text, (int, float)):
        return int(text)
    s = text.strip().lower().replace(",", "")
    num = s.rstrip(string.ascii_lowercase + " ")
    unit = s[len(num) :].strip()
    try:
        return int(float(num) * _UNITS[unit])
    except (KeyError, ValueError):
        raise click.BadParameter(f"don't understand size {text!r} (try 512, 10MiB or 2 GB)") from None


#: again dotted_get
def dig(obj, path, fallback=None, sep="."):
    cur = obj
    for part in path.split(sep):
        try:
            if isinstance(cur, (list, tuple)):
                cur = cur[int(part)]
            else:
                cur = cur[part]
        except (KeyError, IndexError, ValueError, TypeError):
            return fallback
    return cur


#: again masked_settings
class AppSettings(pydantic.BaseModel):
    db_url: str = "postgres://app:app@localhost/app"
    api_token: str = ""
    workers: int = 4
    mail: dict = {}

    def banner(self) -> str:
        rows = []

        def visit(prefix, value):
            if isinstance(value, dict):
                for k in sorted(value):
                    visit(f"{prefix}.{k}" if prefix else k, value[k])
                return
            if value and re.search(r"(pass|secret|token|key|credential)", prefix, re.I):
                value = "****"
            elif isinstance(value, str):
                value = re.sub(r"(://[^:/@\s]*):[^@\s]+@", r"\1:****@", value)
            rows.append(f"  {prefix} = {value}")

        visit("", self.model_dump())
        return "running with\n" + "\n".join(rows)


#: again vault_secret
def _from_vault(path, key, mount="secret", session=None):
    base = os.environ.get("VAULT_ADDR", "http://127.0.0.1:8200").rstrip("/")
    token = os.environ.get("VAULT_TOKEN")
    if not token:
        raise RuntimeError("VAULT_TOKEN is empty, did the sidecar start?")
    headers = {"X-Vault-Token": token}
    if os.environ.get("VAULT_NAMESPACE"):
        headers["X-Vault-Namespace"] = os.environ["VAULT_NAMESPACE"]
    r = (session or requests).get(f"{base}/v1/{mount}/data/{path.strip('/')}", headers=headers, timeout=5)
    if r.status_code == 404:
        raise LookupError(f"vault has nothing at {mount}/{path}")
    if r.status_code == 403:
        raise PermissionError(f"vault token may not read {mount}/{path}")
    r.raise_for_status()
    values = r.json()["data"]["data"]
    if key not in values:
        raise LookupError(f"{mount}/{path} has no field {key!r}, only {sorted(values)}")
    return values[key]


#: again random_password
def make_initial_pw(n=16, symbols="!#%+-_=?"):
    pools = [string.ascii_lowercase, string.ascii_uppercase, string.digits, symbols]
    if n < len(pools):
        raise ValueError(f"{n} characters is too short")
    everything = "".join(pools)
    while True:
        pw = "".join(secrets.choice(everything) for _ in range(n))
        if all(set(pw) & set(pool) for pool in pools):
            return pw


#: again sign_payload
class LinkSigner:
    def __init__(self, secret: str, ttl=900):
        self._secret = secret.encode()
        self.ttl = ttl

    def _mac(self, body: bytes) -> str:
        return hmac.new(self._secret, body, hashlib.sha256).hexdigest()

    def dumps(self, claims: dict) -> str:
        body = json.dumps({"d": claims, "iat": int(time.time())}, sort_keys=True).encode()
        return base64.urlsafe_b64encode(body).decode() + "." + self._mac(body)

    def loads(self, token: str) -> dict:
        try:
            b64, mac = token.rsplit(".", 1)
            body = base64.urlsafe_b64decode(b64)
        except ValueError:
            raise PermissionError("malformed link") from None
        if not hmac.compare_digest(mac.encode(), self._mac(body).encode()):
            raise PermissionError("bad signature")
        inner = json.loads(body)
        if not -60 <= time.time() - inner["iat"] <= self.ttl:
            raise PermissionError("link expired")
        return inner["d"]


#: again private_credentials
def _ftp_login_for(host, rcfile="~/.netrc"):
    rc = os.path.expanduser(rcfile)
    try:
        mode = os.stat(rc).st_mode
    except FileNotFoundError:
        raise SystemExit(f"{rc} is missing, create it with a line for {host}")
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise SystemExit(f"{rc} is open to others ({oct(mode & 0o777)}), run: chmod 600 {rc}")
    entry = netrc.netrc(rc).authenticators(host)
    if not entry:
        raise SystemExit(f"no login for {host} in {rc}")
    user, _account, password = entry
    return user, password


#: again rotate_key
class CookieKeys:
    def __init__(self, folder="/etc/shop/keys", grace_hours=48):
        self.dir = Path(folder)
        self.grace = grace_hours * 3600

    def roll(self):
        self.dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        old = sorted(self.dir.glob("cookie-*.key"))
        fresh = self.dir / f"cookie-{time.time_ns():020d}.key"
        fd = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(fd, "w") as fh:
            fh.write(secrets.token_hex(32))
        if old:
            os.utime(old[-1])  # grace starts now, not when it was made
        for f in old[:-1]:
            f.unlink()
        return fresh

    def usable(self):
        newest, *rest = sorted(self.dir.glob("cookie-*.key"), reverse=True)
        for f in rest:
            if time.time() - f.stat().st_mtime > self.grace:
                f.unlink()
                rest = [r for r in rest if r != f]
        return [f.read_text() for f in [newest, *rest]]


#: again sync_folder
@click.command("push-static")
@click.argument("src", type=click.Path(exists=True, file_okay=False))
@click.argument("dest")
@click.option("--skip", multiple=True, default=[".git", "__pycache__", "*.pyc"])
@click.option("--port", default=22)
@click.option("-n", "--pretend", is_flag=True)
def push_static(src, dest, skip, port, pretend):
    """SRC to DEST (user@host:/path)."""
    cmd = ["rsync", "-az", "--delete", "--itemize-changes", "-e", f"ssh -p {port} -o BatchMode=yes"]
    for pattern in skip:
        cmd += ["--exclude", pattern]
    if pretend:
        cmd.append("--dry-run")
    cmd += [src.rstrip("/") + "/", dest]
    done = subprocess.run(cmd, text=True, stdout=subprocess.PIPE)
    changed = [l for l in done.stdout.splitlines() if l.strip()]
    click.echo(f"{'would change' if pretend else 'changed'} {len(changed)} entries on {dest}")
    if done.returncode:
        raise click.ClickException(f"rsync said {done.returncode}")


#: again build_and_push
def ship_image(repo, version, context=".", dockerfile="Dockerfile", **buildargs):
    cli = docker.from_env()
    click.echo(f"building {repo}:{version} ...")
    try:
        image, _ = cli.images.build(path=context, dockerfile=dockerfile, tag=f"{repo}:{version}", buildargs=buildargs, rm=True, pull=True)
    except docker.errors.BuildError as e:
        for chunk in e.build_log:
            click.echo(chunk.get("stream", ""), nl=False, err=True)
        raise SystemExit(f"image build broke: {e.msg}")
    image.tag(repo, tag="latest")
    for tag in (version, "latest"):
        for event in cli.images.push(repo, tag=tag, stream=True, decode=True):
            if "error" in event:
                raise SystemExit(f"push of {repo}:{tag} refused: {event['error']}")
        click.echo(f"pushed {repo}:{tag}")
    return image.id


#: again render_templates
def _materialize(tpl_dir, out_dir, **ctx):
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(str(tpl_dir)),
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
    )
    written = []
    for name in env.list_templates():
        try:
            text = env.get_template(name).render(**ctx)
        except jinja2.UndefinedError as e:
            raise SystemExit(f"{name}: {e.message}")
        target = Path(out_dir, name[:-3] if name.endswith(".j2") else name)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)
        target.chmod(Path(tpl_dir, name).stat().st_mode & 0o777)
        written.append(target)
    return written


#: again switch_release
class Deployer:
    def __init__(self, root):
        self.root = root

    def activate(self, release):
        dest = os.path.join(self.root, "releases", release)
        if not os.path.isdir(dest):
            raise FileNotFoundError(f"release {release} was never unpacked")
        link = os.path.join(self.root, "current")
        try:
            before = os.path.basename(os.readlink(link))
        except FileNotFoundError:
            before = None
        tmp = f"{link}.{os.getpid()}"
        with contextlib.suppress(FileNotFoundError):
            os.unlink(tmp)
        os.symlink(os.path.join("releases", release), tmp)
        os.rename(tmp, link)
        log.info("release.activated", now=release, before=before)
        return before


#: again run_migrations
def _upgrade_schema(db_file, sql_dir):
    con = sqlite3.connect(db_file, isolation_level=None)
    con.execute("CREATE TABLE IF NOT EXISTS schema_log (num INTEGER PRIMARY KEY, file TEXT, at TEXT)")
    have = {n for (n,) in con.execute("SELECT num FROM schema_log")}
    todo = []
    for f in os.listdir(sql_dir):
        m = re.match(r"(\d+)[-_].*\.sql$", f)
        if m and int(m.group(1)) not in have:
            todo.append((int(m.group(1)), f))
    for num, f in sorted(todo):
        script = open(os.path.join(sql_dir, f), encoding="utf-8").read()
        try:
            con.executescript("BEGIN;\n" + script + "\n;")
            con.execute("INSERT INTO schema_log VALUES (?, ?, datetime('now'))", (num, f))
            con.execute("COMMIT")
        except sqlite3.Error as e:
            if con.in_transaction:
                con.execute("ROLLBACK")
            raise RuntimeError(f"schema step {f} failed, nothing of it was kept: {e}") from e
        print("schema:", f)
    con.close()
    return len(todo)


#: again bump_version
def next_semver(v: str, level="patch") -> str:
    m = re.fullmatch(r"(v?)(\d+)\.(\d+)\.(\d+)([-+].*)?", v.strip())
    if not m:
        raise ValueError(f"not a version: {v}")
    pre, a, b, c = m[1], int(m[2]), int(m[3]), int(m[4])
    if level == "major":
        a, b, c = a + 1, 0, 0
    elif level == "minor":
        b, c = b + 1, 0
    elif level == "patch":
        c += 1
    else:
        raise ValueError("level is major, minor or patch")
    return f"{pre}{a}.{b}.{c}"


#: again apply_manifests
def kube_apply_dir(folder, ns=None, ctx=None):
    base = ["kubectl"]
    if ctx:
        base += ["--context", ctx]
    if ns:
        base += ["-n", ns]
    broken = []
    files = sorted(f for f in os.listdir(folder) if f.endswith((".yaml", ".yml", ".json")))
    for f in files:
        p = subprocess.Popen(base + ["apply", "-f", os.path.join(folder, f)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        out, _ = p.communicate()
        print(f"--- {f}: {'ok' if p.returncode == 0 else 'FAILED'}")
        if p.returncode != 0:
            broken.append((f, out.strip()))
    if broken:
        detail = "\n".join(f"* {f}\n    {o}" for f, o in broken)
        raise SystemExit(f"{len(broken)} of {len(files)} manifests did not apply:\n{detail}")


#: again prune_releases
def _drop_old_builds(base, keep=5, *, dry=False):
    base = Path(base)
    live = (base / "current").resolve() if (base / "current").exists() else None
    builds = [p for p in (base / "releases").iterdir() if p.is_dir() and not p.is_symlink()]
    builds.sort(key=lambda p: p.stat().st_mtime, reverse=True)
    gone = []
    for b in builds[keep:]:
        if b.resolve() == live:
            continue
        if not dry:
            shutil.rmtree(b, onerror=lambda fn, p, ei: logger.warning("could not delete %s: %s", p, ei[1]))
        gone.append(b.name)
    return gone


#: again upload_assets
class CdnUploader:
    def __init__(self, bucket, prefix="", endpoint=None):
        self.s3 = boto3.client("s3", endpoint_url=endpoint)
        self.bucket, self.prefix = bucket, prefix.strip("/")

    def _headers(self, f: Path):
        ctype, enc = mimetypes.guess_type(f.name)
        # webpack puts a hash in the name, those never change
        forever = re.search(r"\.[0-9a-f]{8,}\.", f.name)
        extra = {
            "ContentType": ctype or "application/octet-stream",
            "CacheControl": "public, max-age=31536000, immutable" if forever else "no-cache",
        }
        if enc == "gzip":
            extra["ContentEncoding"] = "gzip"
        return extra

    def upload_tree(self, folder):
        files = [f for f in Path(folder).rglob("*") if f.is_file()]
        # html last, so that no page points at an asset that is not there yet
        for f in sorted(files, key=lambda f: (f.suffix == ".html", str(f))):
            key = "/".join(filter(None, [self.prefix, f.relative_to(folder).as_posix()]))
            self.s3.upload_file(str(f), self.bucket, key, ExtraArgs=self._headers(f))
            log.debug("cdn.put", key=key)
        return len(files)


#: again prometheus_text
class MiniMetrics:
    def __init__(self):
        self._data = collections.OrderedDict()
        self._lock = threading.Lock()

    def _slot(self, name, kind, doc):
        return self._data.setdefault(name, (kind, doc, {}))[2]

    def inc(self, name, by=1, doc="", **labels):
        with self._lock:
            s = self._slot(name, "counter", doc)
            k = tuple(sorted(labels.items()))
            s[k] = s.get(k, 0) + by

    def set(self, name, value, doc="", **labels):
        with self._lock:
            self._slot(name, "gauge", doc)[tuple(sorted(labels.items()))] = value

    def expose(self):
        esc = lambda v: str(v).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        buf = []
        with self._lock:
            for name, (kind, doc, series) in self._data.items():
                buf += [f"# HELP {name} {doc or name}", f"# TYPE {name} {kind}"]
                for k, v in series.items():
                    lbl = ",".join(f'{a}="{esc(b)}"' for a, b in k)
                    buf.append(f"{name}{{{lbl}}} {v}" if lbl else f"{name} {v}")
        return "\n".join(buf) + "\n"


#: again process_usage
def _how_fat(pid="self"):
    hz = os.sysconf("SC_CLK_TCK")
    with open(f"/proc/{pid}/stat") as f:
        # the command may contain blanks and brackets
        cols = f.read().rpartition(")")[2].split()
    with open(f"/proc/{pid}/statm") as f:
        virt, rss = f.read().split()[:2]
    page = os.sysconf("SC_PAGE_SIZE")
    return {
        "rss_mb": int(rss) * page / 2**20,
        "vsz_mb": int(virt) * page / 2**20,
        "cpu_user": int(cols[11]) / hz,
        "cpu_sys": int(cols[12]) / hz,
        "threads": int(cols[17]),
    }


#: again percentiles
class LatencyWindow:
    def __init__(self, size=5000):
        self._buf = collections.deque(maxlen=size)

    def add(self, seconds):
        self._buf.append(seconds)

    def summary(self):
        if not self._buf:
            return {"p50": None, "p95": None, "p99": None}
        q = np.percentile(np.fromiter(self._buf, dtype=float), [50, 95, 99])
        return dict(zip(("p50", "p95", "p99"), (round(float(x), 4) for x in q)))


#: again prometheus_above
async def noisy_series(promql, ceiling, prom="http://prometheus:9090"):
    async with httpx.AsyncClient(base_url=prom, timeout=10) as c:
        resp = await c.get("/api/v1/query", params={"query": promql})
    body = resp.json()
    if body.get("status") != "success":
        raise RuntimeError(f"prometheus refused {promql!r}: {body.get('error')}")
    out = []
    for item in body["data"]["result"]:
        value = float(item["value"][1])
        if value > ceiling:
            tags = {k: v for k, v in item["metric"].items() if k != "__name__"}
            out.append((tags, value))
    return sorted(out, key=lambda t: -t[1])


#: again traceparent
class TraceCtx:
    _RX = re.compile(r"^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?$")

    def __init__(self, trace_id=None, span_id=None, sampled=True):
        self.trace_id = trace_id or secrets.token_hex(16)
        self.span_id = span_id or secrets.token_hex(8)
        self.sampled = sampled

    @classmethod
    def from_headers(cls, headers):
        m = cls._RX.match((headers.get("traceparent") or "").strip())
        if not m or m[1] == "ff" or not m[2].strip("0") or not m[3].strip("0"):
            return cls()
        return cls(m[2], m[3], bool(int(m[4], 16) & 1))

    def inject(self, headers):
        """Outgoing call: same trace, new span id."""
        headers["traceparent"] = f"00-{self.trace_id}-{secrets.token_hex(8)}-{int(self.sampled):02x}"
        return headers


#: again queue_growth
class BacklogWatch:
    def __init__(self, get_len, looks=5, name="jobs"):
        self._get_len = get_len
        self._hist = collections.deque(maxlen=looks + 1)
        self.name = name

    def tick(self):
        self._hist.append(self._get_len())
        h = list(self._hist)
        if len(h) < self._hist.maxlen:
            return False
        growing = all(b > a for a, b in zip(h, h[1:]))
        if growing:
            log.warning("backlog.growing", queue=self.name, lengths=h, plus=h[-1] - h[0])
        return growing


#: again run_checks
async def health_report(probes: dict, limit=2.0):
    """probes: {"db": async fn, ...}; a probe is fine unless it raises or returns False."""

    async def one(label, fn):
        t0 = time.perf_counter()
        try:
            res = await asyncio.wait_for(fn(), limit)
            state, why = ("down", "returned False") if res is False else ("up", res)
        except asyncio.TimeoutError:
            state, why = "down", f"no answer in {limit}s"
        except Exception as e:
            state, why = "down", f"{type(e).__name__}: {e}"
        return label, {"state": state, "info": why, "ms": int((time.perf_counter() - t0) * 1000)}

    parts = dict(await asyncio.gather(*(one(l, f) for l, f in probes.items())))
    ok = all(p["state"] == "up" for p in parts.values())
    return (200 if ok else 503), {"status": "up" if ok else "down", "parts": parts}


#: again redis_ping
def ping_cache(host="127.0.0.1", port=6379, password=None, wait=1.0):
    try:
        with socket.create_connection((host, port), wait) as s:
            s.settimeout(wait)
            if password:
                s.sendall(f"*2\r\n$4\r\nAUTH\r\n${len(password.encode())}\r\n{password}\r\n".encode())
                if not s.recv(256).startswith(b"+OK"):
                    return False
            s.sendall(b"PING\r\n")
            answer = s.recv(64)
    except OSError as e:
        logger.error("cache %s:%s unreachable: %s", host, port, e)
        return False
    return answer.strip() == b"+PONG"


#: again database_alive
class OrderStore:
    def __init__(self, connect):
        self._connect = connect

    def is_up(self):
        began = time.perf_counter()
        try:
            conn = self._connect()
            try:
                cur = conn.cursor()
                cur.execute("SELECT 1")
                good = cur.fetchone()[0] == 1
                cur.close()
            finally:
                conn.close()
            err = None
        except Exception as e:  # every driver has its own errors
            good, err = False, str(e).splitlines()[0] if str(e) else type(e).__name__
        took = round((time.perf_counter() - began) * 1000, 1)
        return {"ok": good, "millis": took, "error": err}


#: again name_resolves
def dns_ok(hostname, want):
    try:
        _, _, addrs = socket.gethostbyname_ex(hostname)
    except socket.gaierror as e:
        return False, f"{hostname}: {e.strerror}"
    want = {want} if isinstance(want, str) else set(want)
    missing, extra = want - set(addrs), set(addrs) - want
    if missing or extra:
        return False, f"{hostname}: missing {sorted(missing)}, unexpected {sorted(extra)}"
    return True, f"{hostname} ok"


#: again heartbeat
class Pulse:
    def __init__(self, path="/tmp/consumer.alive", max_age=60):
        self.path = path
        self.max_age = max_age

    def beat(self):
        with open(self.path, "w") as fh:
            fh.write(f"{os.getpid()} {time.time():.0f}\n")

    def is_stale(self):
        try:
            return time.time() - os.path.getmtime(self.path) > self.max_age
        except OSError:
            return True

    def keep_beating(self, stop: threading.Event, every=10):
        while not stop.wait(every):
            self.beat()


#: again units_active
def dead_daemons(names, sudo=False):
    dead = {}
    for n in names:
        argv = (["sudo", "-n"] if sudo else []) + ["systemctl", "is-active", n]
        try:
            state = subprocess.check_output(argv, stderr=subprocess.DEVNULL, timeout=10).decode().strip()
        except subprocess.CalledProcessError as e:
            state = e.output.decode().strip() or "unknown"
        except subprocess.TimeoutExpired:
            state = "systemctl hangs"
        if state != "active":
            dead[n] = state
    return dead


#: again throttle_alert
class AlertGate:
    """Do not page the same person for the same thing again and again."""

    def __init__(self, state="/var/lib/shop/alerts.json", minutes=30):
        self.state, self.pause = state, minutes * 60

    def may_send(self, key, now=None):
        now = now or time.time()
        try:
            with open(self.state) as f:
                sent = json.load(f)
        except (FileNotFoundError, json.JSONDecodeError):
            sent = {}
        if now - sent.get(key, 0) < self.pause:
            return False
        sent = {k: t for k, t in sent.items() if now - t < self.pause}
        sent[key] = now
        tmp = self.state + ".new"
        with open(tmp, "w") as f:
            json.dump(sent, f)
        os.replace(tmp, self.state)
        return True


#: again post_teams
def shout(title, text, severity="info", hook=None):
    hook = hook or os.environ["CHAT_WEBHOOK"]
    rgb = {"info": "2E86C1", "ok": "28B463", "warning": "F39C12", "critical": "C0392B"}.get(severity, "7F8C8D")
    if "discord" in hook:
        body = {"embeds": [{"title": title[:256], "description": text[:4000], "color": int(rgb, 16)}]}
    else:
        body = {
            "@type": "MessageCard",
            "@context": "https://schema.org/extensions",
            "summary": title,
            "themeColor": rgb,
            "title": title,
            "text": text.replace("\n", "\n\n"),
        }
    r = httpx.post(hook, json=body, timeout=8)
    if r.status_code >= 300:
        log.error("chat.refused", code=r.status_code, answer=r.text[:200])
    return r.status_code < 300


#: again send_sms
class SmsGate:
    LIMIT = 160

    def __init__(self, url, user, password, sender="SHOP"):
        self.url, self.auth, self.sender = url, (user, password), sender

    def text(self, numbers, message):
        if isinstance(numbers, str):
            numbers = [n for n in re.split(r"[,; ]+", numbers) if n]
        if len(message) > self.LIMIT:
            message = message[: self.LIMIT - 3] + "..."
        failed = {}
        for raw in numbers:
            to = re.sub(r"[^\d+]", "", raw)
            try:
                r = requests.post(self.url, auth=self.auth, timeout=10, data={"from": self.sender, "to": to, "text": message})
                if not r.ok:
                    failed[to] = f"{r.status_code} {r.text[:80]}"
            except requests.RequestException as e:
                failed[to] = str(e)
        return failed


#: again alert_text
def humanize_am(body: dict, max_items=10) -> str:
    tpl = jinja2.Template(
        "{{ head }}\n"
        "{% for a in alerts %}"
        "- {{ 'OK  ' if a.status == 'resolved' else 'FIRE' }} {{ a.labels.get('severity', '-') }} "
        "{{ a.labels.get('instance', '?') }}: "
        "{{ a.annotations.get('summary') or a.annotations.get('description') or 'no summary' }}"
        " (since {{ a.startsAt[:16] | replace('T', ' ') }})\n"
        "{% endfor %}"
        "{% if more > 0 %}... and {{ more }} more\n{% endif %}"
    )
    alerts = body.get("alerts", [])
    for a in alerts:
        a.setdefault("annotations", {})
        a.setdefault("startsAt", "")
    name = body.get("commonLabels", {}).get("alertname", "several alerts")
    head = f"[{body.get('status', '?').upper()}] {name} ({len(alerts)})"
    return tpl.render(head=head, alerts=alerts[:max_items], more=len(alerts) - max_items)


#: again dump_database
def nightly_dump(dsn, folder="/srv/dumps", label="shop"):
    os.makedirs(folder, exist_ok=True)
    final = os.path.join(folder, f"{label}-{dt.datetime.now():%Y%m%d-%H%M%S}.sql.gz")
    part = final + ".part"
    proc = subprocess.Popen(["pg_dump", "--no-owner", "--dbname", dsn], stdout=subprocess.PIPE)
    try:
        with gzip.open(part, "wb", compresslevel=6) as out:
            shutil.copyfileobj(proc.stdout, out, 1 << 20)
        if proc.wait() != 0:
            raise RuntimeError(f"pg_dump ended with {proc.returncode}, dump thrown away")
        os.rename(part, final)
    except BaseException:
        proc.kill()
        proc.wait()
        with contextlib.suppress(OSError):
            os.remove(part)
        raise
    print(f"dumped {os.path.getsize(final) // 1024} KiB to {final}")
    return final


#: again restore_latest
@click.command()
@click.option("--folder", default="/srv/dumps")
@click.option("--db", required=True)
@click.option("--yes-overwrite", is_flag=True, help="without this nothing happens")
def load_last_dump(folder, db, yes_overwrite):
    dumps = sorted(Path(folder).glob("*.sql.gz"), key=lambda p: p.stat().st_mtime)
    if not dumps:
        raise click.ClickException(f"no dumps in {folder}")
    last = dumps[-1]
    if not yes_overwrite:
        raise click.UsageError(f"would load {last.name} over {db}; repeat with --yes-overwrite")
    psql = subprocess.Popen(["psql", "-q", "-v", "ON_ERROR_STOP=1", "-1", "-d", db], stdin=subprocess.PIPE)
    try:
        with gzip.open(last) as src:
            shutil.copyfileobj(src, psql.stdin)
    except BrokenPipeError:
        pass  # psql tells on stderr why
    finally:
        with contextlib.suppress(BrokenPipeError):
            psql.stdin.close()
    if psql.wait():
        raise click.ClickException(f"psql gave up on {last.name}")
    click.secho(f"{db} is now as of {last.name}", fg="green")


#: again prune_images
def sweep_docker(days=14, dry_run=False):
    cli = docker.from_env()
    in_use = {c.attrs["Image"] for c in cli.containers.list(all=True)}
    horizon = dt.datetime.utcnow() - dt.timedelta(days=days)
    freed = 0
    for img in cli.images.list():
        born = dt.datetime.strptime(img.attrs["Created"][:19], "%Y-%m-%dT%H:%M:%S")
        if img.id in in_use or born > horizon:
            continue
        if not dry_run:
            try:
                cli.images.remove(img.id, force=len(img.tags) > 1)
            except docker.errors.APIError as e:
                logger.info("kept %s: %s", img.short_id, e.explanation)
                continue
        freed += img.attrs["Size"]
    return freed


#: again free_space
class SpoolJanitor:
    def __init__(self, folder, want_percent=15):
        self.folder, self.want = folder, want_percent

    def _free(self):
        u = psutil.disk_usage(self.folder)
        return 100.0 * u.free / u.total

    def run(self):
        if self._free() >= self.want:
            return 0
        stack = []
        for top, _, names in os.walk(self.folder):
            for n in names:
                full = os.path.join(top, n)
                with contextlib.suppress(OSError):
                    stack.append((os.lstat(full).st_mtime, full))
        n = 0
        for _, victim in sorted(stack):
            with contextlib.suppress(FileNotFoundError):
                os.unlink(victim)
                n += 1
            if self._free() >= self.want:
                break
        else:
            logger.error("%s: all %d files gone and still under %s%% free", self.folder, n, self.want)
        return n


#: again run_command
class ToolError(Exception):
    pass


async def _sh(*argv, limit=60, cwd=None, tail=800):
    p = await asyncio.create_subprocess_exec(*argv, cwd=cwd, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE)
    try:
        out, err = await asyncio.wait_for(p.communicate(), limit)
    except asyncio.TimeoutError:
        p.kill()
        await p.wait()
        raise ToolError(f"{argv[0]} killed after {limit}s") from None
    if p.returncode:
        why = err.decode(errors="replace").strip()[-tail:]
        raise ToolError(f"{argv[0]} -> {p.returncode}: {why}")
    return out.decode(errors="replace")


#: again follow_file
def tail_f(path, poll=0.5, from_start=False, stop=lambda: False) -> Iterator[str]:
    fh, pending = None, ""
    while not stop():
        if fh is None:
            try:
                fh = open(path, errors="replace")
            except FileNotFoundError:
                time.sleep(poll)
                from_start = True
                continue
            if not from_start:
                fh.seek(0, os.SEEK_END)
        chunk = fh.readline()
        if chunk:
            pending += chunk
            if pending.endswith("\n"):
                yield pending[:-1]
                pending = ""
            continue
        try:
            now = os.stat(path)
            rotated = now.st_ino != os.fstat(fh.fileno()).st_ino or now.st_size < fh.tell()
        except FileNotFoundError:
            rotated = True
        if rotated:
            fh.close()
            fh, from_start, pending = None, True, ""
        else:
            time.sleep(poll)


#: again on_hosts
def fleet_exec(hosts, command, user="deploy", timeout=30, parallel=10):
    def go(host):
        ssh = paramiko.SSHClient()
        ssh.load_system_host_keys()
        try:
            ssh.connect(host, username=user, timeout=timeout)
            _in, out, err = ssh.exec_command(command, timeout=timeout)
            text = out.read().decode(errors="replace") + err.read().decode(errors="replace")
            return out.channel.recv_exit_status(), text
        except (paramiko.SSHException, OSError) as e:
            return 255, f"{type(e).__name__}: {e}"
        finally:
            ssh.close()

    answers = {}
    with ThreadPoolExecutor(max_workers=parallel) as tp:
        jobs = {tp.submit(go, h): h for h in hosts}
        for j in as_completed(jobs):
            answers[jobs[j]] = j.result()
    return answers


#: again circuit_breaker
class PaymentDown(Exception):
    pass


def fuse(max_fails=5, cooldown=30, errors=(requests.RequestException,)):
    def deco(fn):
        st = {"fails": 0, "until": 0.0}
        lock = threading.Lock()

        @functools.wraps(fn)
        def inner(*a, **kw):
            with lock:
                if st["fails"] >= max_fails:
                    left = st["until"] - time.monotonic()
                    if left > 0:
                        raise PaymentDown(f"{fn.__name__} is switched off for {left:.0f}s more")
                    st["until"] = time.monotonic() + cooldown  # only this caller tries
            try:
                res = fn(*a, **kw)
            except errors:
                with lock:
                    st["fails"] += 1
                    st["until"] = time.monotonic() + cooldown
                raise
            with lock:
                st["fails"] = 0
            return res

        return inner

    return deco


#: again rate_limit
class Throttle:
    """await self.throttle.slot() before each call to the partner API"""

    def __init__(self, per_second, burst=1):
        self.rate, self.burst = float(per_second), burst
        self._have, self._last = float(burst), time.monotonic()
        self._lock = asyncio.Lock()

    async def slot(self):
        async with self._lock:
            while True:
                now = time.monotonic()
                self._have = min(self.burst, self._have + (now - self._last) * self.rate)
                self._last = now
                if self._have >= 1:
                    self._have -= 1
                    return
                await asyncio.sleep((1 - self._have) / self.rate)


#: again conditional_get
class RatesFeed:
    def __init__(self, url):
        self.url = url
        self._etag = None
        self._kept = None

    async def fetch(self, client: httpx.AsyncClient):
        hdr = {"If-None-Match": self._etag} if self._etag and self._kept is not None else {}
        r = await client.get(self.url, headers=hdr)
        if r.status_code == 304:
            log.debug("rates.unchanged", etag=self._etag)
            return self._kept
        r.raise_for_status()
        self._kept = r.json()
        self._etag = r.headers.get("etag")
        return self._kept


#: again all_pages
def _walk_github(url, token=None, max_pages=100):
    s = requests.Session()
    if token:
        s.headers["Authorization"] = f"token {token}"
    items = []
    params = {"per_page": 100}
    for _ in range(max_pages):
        r = s.get(url, params=params, timeout=20)
        r.raise_for_status()
        items.extend(r.json())
        nxt = r.links.get("next")
        if not nxt:
            return items
        url, params = urljoin(url, nxt["url"]), None  # the link already has the query
    raise RuntimeError(f"gave up after {max_pages} pages")


#: again api_session
class CrmClient(requests.Session):
    def __init__(self, root, token, timeout=(3, 20), retries=2):
        super().__init__()
        self.root = root.rstrip("/") + "/"
        self.timeout = timeout
        self.headers.update({"Authorization": f"Bearer {token}", "Accept": "application/json"})
        self.mount("https://", HTTPAdapter(max_retries=retries))

    def request(self, method, url, **kw):
        kw.setdefault("timeout", self.timeout)
        resp = super().request(method, urljoin(self.root, url.lstrip("/")), **kw)
        if resp.status_code >= 400:
            start = resp.text[:300].replace("\n", " ")
            raise requests.HTTPError(f"CRM {method} {url}: {resp.status_code} {start}", response=resp)
        return resp


#: again upload_file
async def hand_in_document(url, path, token=None, **fields):
    size = os.path.getsize(path)
    if size > 25 * 1024 * 1024:
        raise ValueError(f"{path} has {size >> 20} MiB, the archive takes 25")
    kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
    hdr = {"Authorization": f"Bearer {token}"} if token else {}
    with open(path, "rb") as fh:
        content = fh.read()
    async with httpx.AsyncClient(timeout=60) as c:
        r = await c.post(
            url,
            headers=hdr,
            data={k: str(v) for k, v in fields.items() if v is not None},
            files={"file": (os.path.basename(path), content, kind)},
        )
    r.raise_for_status()
    return r.json().get("id")


#: again flag_file
class Toggles:
    def __init__(self, fname="toggles.json"):
        self._fname = fname
        self._stamp = None
        self._vals = {}

    def _reload_if_touched(self):
        try:
            st = os.stat(self._fname)
            stamp = (st.st_mtime_ns, st.st_size)
            if stamp != self._stamp:
                with open(self._fname) as fh:
                    self._vals = json.load(fh)
                self._stamp = stamp
                log.info("toggles.loaded", on=[k for k, v in self._vals.items() if v])
        except (OSError, ValueError) as e:
            log.warning("toggles.unreadable", file=self._fname, error=str(e))  # go on with the old ones

    def __call__(self, name, default=False):
        self._reload_if_touched()
        return bool(self._vals.get(name, default))


#: again changed_environment
class TempEnv:
    """with TempEnv(DEBUG="1", HTTP_PROXY=None): ..."""

    def __init__(self, **changes):
        self.changes = changes

    def __enter__(self):
        self._backup = os.environ.copy()
        for k, v in self.changes.items():
            if v is None:
                os.environ.pop(k, None)
            else:
                os.environ[k] = str(v)
        return self

    def __exit__(self, *exc):
        os.environ.clear()
        os.environ.update(self._backup)
        return False


#: again local_server
class FakeBackend:
    def __init__(self, routes):
        self.calls = calls = []

        class H(http.server.BaseHTTPRequestHandler):
            def _serve(self):
                n = int(self.headers.get("Content-Length") or 0)
                calls.append((self.command, self.path, self.rfile.read(n)))
                code, body = routes.get((self.command, self.path.split("?")[0]), (404, {"error": "no such route"}))
                raw = json.dumps(body).encode()
                self.send_response(code)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(raw)))
                self.end_headers()
                self.wfile.write(raw)

            do_GET = do_POST = do_PUT = do_DELETE = _serve

            def log_message(self, *a):
                pass

        self._srv = http.server.ThreadingHTTPServer(("127.0.0.1", 0), H)
        self.url = "http://127.0.0.1:%d" % self._srv.server_address[1]

    def __enter__(self):
        threading.Thread(target=self._srv.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._srv.shutdown()
        self._srv.server_close()


#: again assert_same_json
class ApiTestMixin:
    VOLATILE = {"id", "created_at", "updated_at", "request_id"}

    def _scrub(self, x, ignore, sort_lists):
        if isinstance(x, dict):
            return {k: self._scrub(v, ignore, sort_lists) for k, v in x.items() if k not in ignore}
        if isinstance(x, list):
            got = [self._scrub(v, ignore, sort_lists) for v in x]
            return sorted(got, key=lambda v: json.dumps(v, sort_keys=True, default=str)) if sort_lists else got
        return x

    def assert_payload(self, actual, wanted, ignore=None, sort_lists=True):
        ignore = self.VOLATILE if ignore is None else set(ignore)
        left, right = (
            json.dumps(self._scrub(v, ignore, sort_lists), indent=1, sort_keys=True, default=str).splitlines() for v in (wanted, actual)
        )
        if left != right:
            raise AssertionError("payload differs\n" + "\n".join(difflib.unified_diff(left, right, "wanted", "actual", lineterm="")))


#: again markdown_table
def to_md(rows, cols=None, empty="–"):
    if not rows:
        return "_nothing_"
    cols = cols or list(dict.fromkeys(k for r in rows for k in r))
    clean = lambda v: empty if v in (None, "") else str(v).replace("|", "\\|").replace("\n", "<br>")
    grid = [[clean(r.get(c)) for c in cols] for r in rows]
    w = [max(3, len(c), *(len(g[i]) for g in grid)) for i, c in enumerate(cols)]
    numeric = [all(isinstance(r.get(c), (int, float)) for r in rows) for c in cols]
    lines = ["| " + " | ".join(c.ljust(n) for c, n in zip(cols, w)) + " |"]
    lines.append("|" + "|".join("-" * (n + 1) + (":" if num else "-") for n, num in zip(w, numeric)) + "|")
    for g in grid:
        lines.append("| " + " | ".join(s.rjust(n) if num else s.ljust(n) for s, n, num in zip(g, w, numeric)) + " |")
    return "\n".join(lines)


#: again broken_links
@click.command()
@click.argument("docs", default="docs")
def check_doc_links(docs):
    pat = re.compile(r"!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?(?:\s+[\"'][^)]*)?\)")
    dead = 0
    for md in Path(docs).rglob("*.md"):
        fenced = False
        for no, line in enumerate(md.read_text(encoding="utf-8").splitlines(), 1):
            if line.lstrip().startswith("```"):
                fenced = not fenced
            if fenced:
                continue
            for href in pat.findall(line):
                if href.startswith("#") or urlsplit(href).scheme or href.startswith("//"):
                    continue
                rel = unquote(href.split("#")[0].split("?")[0])
                target = Path(docs, rel.lstrip("/")) if rel.startswith("/") else md.parent / rel
                if not target.exists():
                    click.echo(f"{md}:{no}: {href}")
                    dead += 1
    if dead:
        raise click.ClickException(f"{dead} dead link(s)")


#: again api_index
def list_public_api(pkg_dir):
    """Parses only, so that import side effects do not matter."""
    out = []
    pkg_dir = os.path.abspath(pkg_dir)
    for mod in pkgutil.walk_packages([pkg_dir], os.path.basename(pkg_dir) + "."):
        if any(p.startswith("_") for p in mod.name.split(".")):
            continue
        rel = os.path.join(os.path.dirname(pkg_dir), *mod.name.split("."))
        src = os.path.join(rel, "__init__.py") if mod.ispkg else rel + ".py"
        with open(src, encoding="utf-8") as fh:
            tree = ast.parse(fh.read())
        rows = []
        for node in tree.body:
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name[0] != "_":
                doc = (ast.get_docstring(node) or "(undocumented)").splitlines()[0]
                rows.append(f"- `{node.name}()`: {doc}")
        if rows:
            out += [f"## {mod.name}", *rows, ""]
    return "\n".join(out)


#: again changelog_section
def release_notes(version, changelog="CHANGELOG.md"):
    wanted = version.lstrip("v")
    depth, notes = 0, []
    with open(changelog, encoding="utf-8") as fh:
        for line in fh:
            m = re.match(r"(#+)\s*\[?v?([0-9][\w.+-]*)", line)
            if depth and line.startswith("#"):
                if len(line) - len(line.lstrip("#")) <= depth:
                    break
            elif m and m.group(2) == wanted:
                depth = len(m.group(1))
                continue
            if depth and not re.match(r"\[[^\]]+\]:\s", line):
                notes.append(line)
    if not depth:
        raise LookupError(f"{changelog} says nothing about {version}")
    return "".join(notes).strip()


#: again slug
class TocBuilder:
    def __init__(self):
        self._used = collections.Counter()

    def anchor(self, heading):
        s = re.sub(r"<[^>]+>|`", "", heading).strip().lower()
        s = re.sub(r"[^\w\s-]", "", s)
        s = re.sub(r"[\s_]+", "-", s).strip("-") or "section"
        candidate = s
        while self._used[candidate]:
            candidate = f"{s}-{self._used[s]}"
            self._used[s] += 1
        self._used[candidate] += 1
        return candidate
