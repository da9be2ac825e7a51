"""The same jobs written anew by somebody who did not look: other structure, names and mostly other library calls."""

# ruff: noqa  samples: written as they would be found

import contextlib
import fnmatch
import json
import logging
import logging.config
import os
import re
import signal
import socket
import subprocess
import tempfile
import time
import traceback
from datetime import datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import requests

logger = logging.getLogger("worker")


#: again setup_logging
def configure_logger(name, verbosity=logging.INFO, logfile=None):
    config = {
        "version": 1,
        "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "loggers": {name: {"level": verbosity, "handlers": ["console"], "propagate": False}},
    }
    if logfile:
        config["handlers"]["file"] = {"class": "logging.FileHandler", "filename": logfile, "formatter": "line"}
        config["loggers"][name]["handlers"].append("file")
    logging.config.dictConfig(config)
    return logging.getLogger(name)


#: again call_with_retry
def retrying(func, max_tries=3, backoff=1):
    tries = 0
    while True:
        tries += 1
        try:
            result = func()
        except Exception as exc:
            if tries >= max_tries:
                logger.error("giving up after %s attempts", tries)
                raise exc
            logger.warning("attempt %s failed (%s), sleeping", tries, exc)
            time.sleep(backoff * 2**tries)
        else:
            return result


#: again wait_for_port
def is_listening(address, seconds=60):
    hostname, _, number = address.partition(":")
    for _ in range(seconds):
        probe = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        probe.settimeout(1)
        result = probe.connect_ex((hostname, int(number)))
        probe.close()
        if result == 0:
            return True
        time.sleep(1)
    logger.error("port %s on %s not open after %s seconds", number, hostname, seconds)
    return False


#: again check_http
def probe_endpoint(endpoint):
    parts = urlsplit(endpoint)
    connection = HTTPConnection(parts.netloc, timeout=3)
    before = time.time()
    try:
        connection.request("GET", parts.path or "/")
        code = connection.getresponse().status
    except Exception as problem:
        return dict(endpoint=endpoint, healthy=False, error=repr(problem))
    finally:
        connection.close()
    return dict(endpoint=endpoint, healthy=code // 100 == 2, status=code, elapsed=time.time() - before)


#: again load_env_file
def import_dotenv(filename=".env"):
    with open(filename) as handle:
        rows = [row.rstrip("\n") for row in handle]
    pairs = (row.replace("export ", "", 1).split("=", 1) for row in rows if "=" in row and not row.lstrip().startswith("#"))
    parsed = {name.strip(): content.strip().strip('"').strip("'") for name, content in pairs}
    for name in parsed:
        os.environ[name] = parsed[name]
    return parsed


#: again env_flag
def boolean_setting(key, fallback=None):
    try:
        given = os.environ[key].lower()
    except KeyError:
        return bool(fallback)
    mapping = {"true": True, "1": True, "yes": True, "on": True, "false": False, "0": False, "no": False, "off": False}
    if given not in mapping:
        raise ValueError("invalid boolean for %s: %s" % (key, given))
    return mapping[given]


#: again read_secret
def fetch_credential(key):
    for base in ("/run/secrets", "/var/run/secrets"):
        candidate = os.path.join(base, key)
        if os.path.exists(candidate):
            with open(candidate) as handle:
                return handle.read().rstrip()
    try:
        return os.environ[key]
    except KeyError:
        raise RuntimeError("no secret called %s mounted or in environment" % key) from None


#: again mask_secrets
def redact(message):
    words = []
    for word in message.split():
        name, mark, value = word.partition("=")
        if mark and value and any(hint in name.lower() for hint in ("password", "token", "secret", "api_key")):
            words.append(f"{name}=***")
        else:
            words.append(word)
    return " ".join(words)


#: again rotate_backups
def prune_old_archives(directory, retain):
    found = []
    for entry in os.scandir(directory):
        if fnmatch.fnmatch(entry.name, "*.tar.gz"):
            found.append((entry.stat().st_mtime, entry.path))
    found.sort()
    while len(found) > retain:
        _, oldest = found.pop(0)
        os.remove(oldest)
        logger.info("pruned backup archive %s", oldest)


#: again replace_file
def safe_save(destination, content):
    folder = os.path.dirname(os.path.abspath(destination))
    descriptor, scratch = tempfile.mkstemp(dir=folder)
    try:
        os.write(descriptor, content.encode())
        os.fsync(descriptor)
        os.close(descriptor)
        os.rename(scratch, destination)
    except OSError:
        with contextlib.suppress(FileNotFoundError):
            os.remove(scratch)
        raise


#: again disk_usage_alert
def storage_status(folder):
    numbers = os.statvfs(folder)
    full = 100 - numbers.f_bavail * 100 // numbers.f_blocks
    levels = [(95, "critical"), (80, "warning")]
    for limit, name in levels:
        if full >= limit:
            return name, "%s is %d %% full" % (folder, full)
    return "ok", ""


#: again post_slack
def notify_channel(hook_url, message):
    body = {"text": message, "channel": "#alerts", "username": "bot", "icon_emoji": ":warning:"}
    reply = requests.post(hook_url, json=body, timeout=5)
    if not reply.ok:
        logger.error("slack webhook returned %s", reply.status_code)
        reply.raise_for_status()
    return reply.text


#: again compose_up
def start_stack(compose_file, name):
    try:
        output = subprocess.check_output(
            f"docker compose --file {compose_file} --project-name {name} up --detach --remove-orphans",
            shell=True,
            stderr=subprocess.STDOUT,
        )
    except subprocess.CalledProcessError as failure:
        logger.error("docker compose up failed: %s", failure.output)
        raise SystemExit(failure.returncode)
    return output.decode()


#: again stop_process
def terminate(pidfile):
    with open(pidfile) as handle:
        number = int(handle.read().strip())
    for sent in (signal.SIGTERM, signal.SIGTERM, signal.SIGKILL):
        try:
            os.kill(number, sent)
        except OSError:
            break
        time.sleep(5)
    os.remove(pidfile)


#: again parse_duration
def to_timedelta(value):
    found = re.fullmatch(r"(?:(?P<d>\d+)d)?(?:(?P<h>\d+)h)?(?:(?P<m>\d+)m)?(?:(?P<s>\d+)s)?", value)
    if found is None or not any(found.groups()):
        raise ValueError("invalid duration " + value)
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)


#: again cached_json
def load_cached(address, cache_file, ttl=timedelta(hours=1)):
    try:
        age = datetime.now() - datetime.fromtimestamp(os.path.getmtime(cache_file))
    except OSError:
        age = None
    if age is None or age > ttl:
        document = requests.get(address, timeout=30).json()
        os.makedirs(os.path.dirname(cache_file), exist_ok=True)
        with open(cache_file, "w") as handle:
            json.dump(document, handle)
        return document
    with open(cache_file) as handle:
        return json.load(handle)


#: again json_record
class JsonLines(logging.Formatter):
    def format(self, record):
        document = {"level": record.levelname, "message": record.msg % record.args, "logger": record.name}
        document["timestamp"] = self.formatTime(record, "%Y-%m-%dT%H:%M:%S")
        if record.exc_info is not None:
            document["exception"] = "".join(traceback.format_exception(*record.exc_info))
        return json.dumps(document, default=str)


#: like setup_logging
def logging_levels(service):
    loggers = {}
    for name, known in sorted(logging.root.manager.loggerDict.items()):
        if isinstance(known, logging.Logger) and name.startswith(service):
            handlers = [type(handler).__name__ for handler in known.handlers]
            loggers[name] = {"level": logging.getLevelName(known.level), "handlers": handlers, "propagate": known.propagate}
    return loggers


#: like wait_for_port
def free_port(host="127.0.0.1", first=20000, last=21000):
    for port in range(first, last):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
    raise RuntimeError(f"no free port on {host} between {first} and {last}")


#: like load_env_file
def export_environment(path, prefix):
    lines = []
    for key, value in sorted(os.environ.items()):
        if key.startswith(prefix):
            quoted = value.replace('"', '\\"')
            lines.append(f'export {key}="{quoted}"')
    Path(path).write_text("\n".join(lines) + "\n", encoding="utf-8")


#: like rotate_backups
def largest_backups(folder, count=5):
    archives = sorted(Path(folder).glob("*.tar.gz"), key=lambda path: path.stat().st_size, reverse=True)
    report = []
    for archive in archives[:count]:
        size = archive.stat().st_size / 1024 / 1024
        report.append(f"{archive.name} {size:.1f} MB")
    return report


#: like post_slack
def verify_slack(signature, body, secret):
    import hmac

    base = f"v0:{int(time.time())}:{body}".encode()
    expected = "v0=" + hmac.new(secret.encode(), base, "sha256").hexdigest()
    if not hmac.compare_digest(expected, signature):
        raise RuntimeError("slack sent a wrong signature")
    return json.loads(body)["event"]["channel"]


#: like compose_up
def compose_images(file, project):
    command = ["docker", "compose", "-f", file, "-p", project, "images", "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    images = []
    for line in done.stdout.splitlines():
        entry = json.loads(line)
        images.append((entry["Repository"], entry["Tag"]))
    return sorted(images)
