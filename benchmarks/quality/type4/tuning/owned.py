"""Small utilities as a platform would own them. A header names the domain and the function below it."""

# ruff: noqa  samples: written as they would be found

import json
import logging
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from datetime import datetime, timedelta
from pathlib import Path

log = logging.getLogger(__name__)


#: logging setup_logging
def setup_logging(service, level="INFO", path=None):
    formatter = logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s", "%Y-%m-%dT%H:%M:%S")
    handlers = [logging.StreamHandler()]
    if path is not None:
        handlers.append(logging.FileHandler(path, encoding="utf-8"))
    root = logging.getLogger(service)
    for handler in handlers:
        handler.setFormatter(formatter)
        root.addHandler(handler)
    root.setLevel(level)
    root.propagate = False
    return root


#: retry call_with_retry
def call_with_retry(operation, attempts=5, first_delay=0.5, factor=2.0, errors=(OSError,)):
    delay = first_delay
    for attempt in range(1, attempts + 1):
        try:
            return operation()
        except errors as error:
            if attempt == attempts:
                raise
            log.warning("attempt %d of %d failed: %s", attempt, attempts, error)
            time.sleep(delay + random.uniform(0, delay / 10))
            delay *= factor
    return None


#: health_checks wait_for_port
def wait_for_port(host, port, timeout=30.0):
    deadline = time.monotonic() + timeout
    while time.monotonic() < deadline:
        try:
            with socket.create_connection((host, port), timeout=1.0):
                return True
        except OSError:
            time.sleep(0.2)
    log.error("%s:%d did not open within %.0f seconds", host, port, timeout)
    return False


#: health_checks check_http
def check_http(url, timeout=5.0):
    started = time.monotonic()
    try:
        with urllib.request.urlopen(url, timeout=timeout) as response:
            status = response.status
            healthy = 200 <= status < 300
    except OSError as error:
        return {"url": url, "healthy": False, "error": str(error)}
    return {"url": url, "healthy": healthy, "status": status, "seconds": time.monotonic() - started}


#: configuration load_env_file
def load_env_file(path):
    values = {}
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("export "):
            line = line[len("export ") :]
        key, separator, value = line.partition("=")
        if separator:
            values[key.strip()] = value.strip().strip("\"'")
    os.environ.update(values)
    return values


#: configuration env_flag
def env_flag(name, default=False):
    raw = os.environ.get(name)
    if raw is None:
        return default
    text = raw.strip().lower()
    if text in {"1", "true", "yes", "on"}:
        return True
    if text in {"0", "false", "no", "off", ""}:
        return False
    raise ValueError(f"{name} must be a boolean, got {raw!r}")


#: secrets read_secret
def read_secret(name, folder="/run/secrets"):
    path = Path(folder) / name.lower()
    if path.is_file():
        return path.read_text(encoding="utf-8").strip()
    value = os.environ.get(name.upper())
    if not value:
        raise RuntimeError(f"secret {name} is neither mounted nor in the environment")
    return value


#: secrets mask_secrets
def mask_secrets(text, names=("password", "token", "secret", "api_key")):
    pattern = re.compile(r"(?i)\b(" + "|".join(names) + r")\b(\s*[=:]\s*)(\S+)")
    return pattern.sub(lambda found: found.group(1) + found.group(2) + "***", text)


#: operations rotate_backups
def rotate_backups(folder, keep=7, pattern="*.tar.gz"):
    archives = sorted(Path(folder).glob(pattern), key=lambda path: path.stat().st_mtime, reverse=True)
    removed = []
    for archive in archives[keep:]:
        archive.unlink()
        removed.append(archive.name)
        log.info("removed old backup %s", archive)
    return removed


#: operations replace_file
def replace_file(path, text):
    target = Path(path)
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with open(temporary, "w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, target)
    finally:
        if temporary.exists():
            temporary.unlink()


#: operations disk_usage_alert
def disk_usage_alert(mount="/", warn=80, critical=95):
    usage = shutil.disk_usage(mount)
    percent = usage.used * 100 / usage.total
    if percent >= critical:
        return "critical", f"{mount} is {percent:.0f} % full"
    if percent >= warn:
        return "warning", f"{mount} is {percent:.0f} % full"
    return "ok", ""


#: notifications post_slack
def post_slack(webhook, text, channel="#alerts", username="platform"):
    payload = json.dumps({"channel": channel, "username": username, "text": text, "icon_emoji": ":rotating_light:"})
    request = urllib.request.Request(webhook, payload.encode("utf-8"), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=10) as answer:
        if answer.status != 200:
            raise RuntimeError(f"slack answered {answer.status}")


#: deployment compose_up
def compose_up(file, project, services=()):
    command = ["docker", "compose", "-f", file, "-p", project, "up", "-d", "--remove-orphans", *services]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        log.error("docker compose failed: %s", done.stderr)
        raise RuntimeError(done.stderr)
    return done.stdout


#: operations stop_process
def stop_process(pid_file, grace=10.0):
    pid = int(Path(pid_file).read_text())
    os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + grace
    while time.monotonic() < deadline:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            Path(pid_file).unlink()
            return True
        time.sleep(0.1)
    os.kill(pid, signal.SIGKILL)
    return False


#: configuration parse_duration
def parse_duration(text):
    units = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
    total = timedelta()
    for number, unit in re.findall(r"(\d+)\s*([smhdw])", text):
        total += timedelta(**{units[unit]: int(number)})
    if not total:
        raise ValueError(f"no duration: {text!r}")
    return total


#: caching cached_json
def cached_json(url, cache, max_age=3600):
    path = Path(cache)
    if path.exists() and time.time() - path.stat().st_mtime < max_age:
        return json.loads(path.read_text(encoding="utf-8"))
    with urllib.request.urlopen(url, timeout=10) as response:
        content = json.load(response)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content), encoding="utf-8")
    return content


#: logging json_record
def json_record(record):
    entry = {
        "timestamp": datetime.fromtimestamp(record.created).isoformat(),
        "level": record.levelname,
        "logger": record.name,
        "message": record.getMessage(),
    }
    if record.exc_info:
        entry["exception"] = logging.Formatter().formatException(record.exc_info)
    return json.dumps(entry)
