"""Small utilities as a platform would own them, for reporting only: no limit is set on these."""

# ruff: noqa  samples: written as they would be found

import contextlib
import fcntl
import functools
import hashlib
import json
import logging
import os
import smtplib
import socket
import subprocess
import tarfile
import time
import urllib.request
import uuid
from email.message import EmailMessage
from pathlib import Path

log = logging.getLogger(__name__)


#: logging log_duration
def log_duration(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        started = time.perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            elapsed = time.perf_counter() - started
            log.info("%s took %.3f seconds", function.__qualname__, elapsed)

    return wrapper


#: configuration deep_merge
def deep_merge(base, override):
    merged = dict(base)
    for key, value in override.items():
        if isinstance(value, dict) and isinstance(merged.get(key), dict):
            merged[key] = deep_merge(merged[key], value)
        elif value is None:
            merged.pop(key, None)
        else:
            merged[key] = value
    return merged


#: operations exclusive_lock
@contextlib.contextmanager
def exclusive_lock(path, timeout=30.0):
    deadline = time.monotonic() + timeout
    with open(path, "a+", encoding="utf-8") as stream:
        while True:
            try:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    raise TimeoutError(f"{path} is locked by another process")
                time.sleep(0.1)
        stream.truncate(0)
        stream.write(str(os.getpid()))
        stream.flush()
        yield stream
        fcntl.flock(stream, fcntl.LOCK_UN)


#: operations sha256_of
def sha256_of(path, block=1 << 20):
    digest = hashlib.sha256()
    with open(path, "rb") as stream:
        while chunk := stream.read(block):
            digest.update(chunk)
    return digest.hexdigest()


#: operations extract_archive
def extract_archive(archive, target):
    root = Path(target).resolve()
    with tarfile.open(archive, "r:*") as content:
        for member in content.getmembers():
            place = (root / member.name).resolve()
            if root not in place.parents and place != root:
                raise ValueError(f"{member.name} would be written outside of {root}")
        content.extractall(root)
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


#: caching memoize_for
def memoize_for(seconds):
    def decorate(function):
        kept = {}

        @functools.wraps(function)
        def wrapper(*args):
            now = time.monotonic()
            if args in kept and now - kept[args][0] < seconds:
                return kept[args][1]
            value = function(*args)
            kept[args] = (now, value)
            return value

        return wrapper

    return decorate


#: http download
def download(url, target, timeout=60.0):
    part = Path(f"{target}.part")
    request = urllib.request.Request(url, headers={"User-Agent": "platform/1.0"})
    with urllib.request.urlopen(request, timeout=timeout) as response, open(part, "wb") as stream:
        expected = int(response.headers.get("Content-Length", 0))
        written = 0
        while chunk := response.read(65536):
            stream.write(chunk)
            written += len(chunk)
    if expected and written != expected:
        part.unlink()
        raise OSError(f"{url}: got {written} of {expected} bytes")
    part.replace(target)
    return written


#: notifications send_mail
def send_mail(subject, text, recipients, host="localhost", sender="ops@example.org"):
    message = EmailMessage()
    message["Subject"] = f"[platform] {subject}"
    message["From"] = sender
    message["To"] = ", ".join(recipients)
    message.set_content(text)
    with smtplib.SMTP(host, 25, timeout=10) as server:
        server.send_message(message)


#: notifications page_oncall
def page_oncall(routing_key, summary, severity="critical", source=None):
    event = {
        "routing_key": routing_key,
        "event_action": "trigger",
        "payload": {"summary": summary, "severity": severity, "source": source or socket.gethostname()},
    }
    request = urllib.request.Request("https://events.pagerduty.com/v2/enqueue", json.dumps(event).encode(), method="POST")
    with urllib.request.urlopen(request, timeout=10) as response:
        if response.status != 202:
            raise RuntimeError(f"pagerduty answered {response.status}")


#: metrics send_gauge
def send_gauge(name, value, tags=None, host="127.0.0.1", port=8125):
    line = f"{name}:{value}|g"
    if tags:
        line += "|#" + ",".join(f"{key}:{text}" for key, text in sorted(tags.items()))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
        client.sendto(line.encode("ascii"), (host, port))


#: flags rollout_enabled
def rollout_enabled(flag, user, percent):
    if percent <= 0:
        return False
    if percent >= 100:
        return True
    digest = hashlib.md5(f"{flag}:{user}".encode()).hexdigest()
    return int(digest[:8], 16) % 100 < percent


#: deployment source_version
def source_version(folder="."):
    command = ["git", "describe", "--tags", "--always", "--dirty"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode != 0:
        return os.environ.get("SOURCE_VERSION", "unknown")
    return done.stdout.strip().removeprefix("v")


#: deployment wait_for_rollout
def wait_for_rollout(deployment, namespace="default", timeout=300):
    command = ["kubectl", "rollout", "status", f"deployment/{deployment}", "-n", namespace, f"--timeout={timeout}s"]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode == 0:
        log.info("%s is rolled out", deployment)
        return True
    log.error("rollout of %s failed, undoing: %s", deployment, done.stderr)
    subprocess.run(["kubectl", "rollout", "undo", f"deployment/{deployment}", "-n", namespace], check=True)
    return False


#: formatting human_size
def human_size(count):
    size = float(count)
    for unit in ("B", "KiB", "MiB", "GiB", "TiB"):
        if size < 1024 or unit == "TiB":
            return f"{size:.1f} {unit}"
        size /= 1024


#: tracing request_id
def request_id(headers):
    for name in ("X-Request-ID", "X-Correlation-ID", "traceparent"):
        value = headers.get(name)
        if value:
            return value.split("-")[1] if name == "traceparent" else value.strip()
    return uuid.uuid4().hex
