"""The same jobs written anew, and other jobs in the same words. For reporting only."""

# ruff: noqa  samples: written as they would be found

import hashlib
import itertools
import json
import logging
import os
import shutil
import smtplib
import socket
import subprocess
import tarfile
import time
import uuid
from collections.abc import Mapping
from email.mime.text import MIMEText
from functools import wraps
from subprocess import check_output

import requests


#: again log_duration
class timed:
    def __init__(self, logger=None):
        self.logger = logger or logging.getLogger("timing")

    def __call__(self, fn):
        @wraps(fn)
        def inner(*a, **kw):
            t0 = time.time()
            result = fn(*a, **kw)
            self.logger.info(f"{fn.__name__} finished in {time.time() - t0:.2f}s")
            return result

        return inner


#: again log_duration
def profile_call(func):
    name = func.__module__ + "." + func.__name__

    def run(*args, **kwargs):
        begin = time.perf_counter()
        outcome = func(*args, **kwargs)
        end = time.perf_counter()
        print("[timer] %s: %.1f ms" % (name, (end - begin) * 1000))
        return outcome

    return run


#: again deep_merge
def update_nested(settings, changes):
    for name in changes:
        if name in settings and isinstance(settings[name], Mapping) and isinstance(changes[name], Mapping):
            update_nested(settings[name], changes[name])
        else:
            settings[name] = changes[name]
    return settings


#: again deep_merge
def combine_configs(*configs):
    result = {}
    for config in configs:
        stack = [(result, config)]
        while stack:
            into, source = stack.pop()
            for k, v in source.items():
                if isinstance(v, dict):
                    stack.append((into.setdefault(k, {}), v))
                else:
                    into[k] = v
    return result


#: again exclusive_lock
class PidLock:
    def __init__(self, filename):
        self.filename = filename

    def __enter__(self):
        for _ in range(100):
            try:
                self.fd = os.open(self.filename, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
                os.write(self.fd, str(os.getpid()).encode())
                return self
            except FileExistsError:
                time.sleep(0.3)
        raise RuntimeError("another instance is running, lock file %s exists" % self.filename)

    def __exit__(self, *exc):
        os.close(self.fd)
        os.unlink(self.filename)


#: again exclusive_lock
def acquire_lock(lockfile, wait=60):
    import fcntl

    handle = open(lockfile, "w")
    end = time.time() + wait
    while time.time() < end:
        try:
            fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            handle.write("%d\n" % os.getpid())
            return handle
        except OSError:
            time.sleep(1)
    handle.close()
    raise Exception("could not get lock " + lockfile)


#: again sha256_of
def file_checksum(filename):
    h = hashlib.new("sha256")
    with open(filename, "rb") as f:
        for piece in iter(lambda: f.read(4096), b""):
            h.update(piece)
    return h.hexdigest()


#: again sha256_of
def calc_hash(fname):
    with open(fname, "rb") as fh:
        data = fh.read()
    return hashlib.sha256(data).hexdigest()


#: again extract_archive
def untar(tarball, dest):
    dest = os.path.abspath(dest)
    tar = tarfile.open(tarball)
    try:
        names = tar.getnames()
        for n in names:
            full = os.path.abspath(os.path.join(dest, n))
            if os.path.commonpath([dest, full]) != dest:
                raise Exception("Attempted path traversal in tar file: " + n)
        tar.extractall(path=dest)
    finally:
        tar.close()
    return names


#: again memoize_for
class TTLCache:
    def __init__(self, ttl):
        self.ttl = ttl
        self.store = {}

    def __call__(self, fn):
        def cached(*args, **kwargs):
            key = (args, tuple(sorted(kwargs.items())))
            hit = self.store.get(key)
            if hit and hit["expires"] > time.time():
                return hit["value"]
            value = fn(*args, **kwargs)
            self.store[key] = {"value": value, "expires": time.time() + self.ttl}
            return value

        return cached


#: again memoize_for
def cache_result(minutes=5):
    def outer(func):
        saved = {}

        def inner(*params):
            stamp, result = saved.get(params, (0, None))
            if time.time() - stamp > minutes * 60:
                result = func(*params)
                saved[params] = time.time(), result
            return result

        return inner

    return outer


#: again download
def fetch_file(link, path):
    with requests.get(link, stream=True, timeout=30) as r:
        r.raise_for_status()
        tmp = path + ".tmp"
        with open(tmp, "wb") as out:
            for block in r.iter_content(chunk_size=8192):
                out.write(block)
    size = os.path.getsize(tmp)
    if "content-length" in r.headers and size != int(r.headers["content-length"]):
        os.remove(tmp)
        raise IOError("incomplete download of %s" % link)
    os.rename(tmp, path)


#: again download
def get_artifact(url, destination):
    response = requests.get(url, headers={"User-Agent": "deploy-bot"}, stream=True)
    if response.status_code != 200:
        raise RuntimeError(f"could not download {url}: {response.status_code}")
    with open(destination, "wb") as handle:
        shutil.copyfileobj(response.raw, handle)
    return destination


#: again send_mail
def email_alert(to, title, body):
    msg = MIMEText(body, "plain", "utf-8")
    msg["Subject"] = title
    msg["From"] = "alerts@example.org"
    msg["To"] = to
    smtp = smtplib.SMTP(os.environ.get("SMTP_HOST", "localhost"))
    smtp.sendmail("alerts@example.org", [to], msg.as_string())
    smtp.quit()


#: again page_oncall
def trigger_pagerduty(service_key, description, level="error"):
    body = {
        "routing_key": service_key,
        "event_action": "trigger",
        "dedup_key": str(uuid.uuid4()),
        "payload": {"summary": description, "source": "backup-job", "severity": level},
    }
    resp = requests.post("https://events.pagerduty.com/v2/enqueue", json=body, timeout=5)
    resp.raise_for_status()
    return resp.json().get("dedup_key")


#: again send_gauge
class Statsd:
    def __init__(self, address=("localhost", 8125), prefix="app"):
        self.sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.address = address
        self.prefix = prefix

    def gauge(self, metric, number, **labels):
        packet = "%s.%s:%s|g" % (self.prefix, metric, number)
        if labels:
            packet = packet + "|#" + ",".join("%s:%s" % item for item in labels.items())
        self.sock.sendto(packet.encode(), self.address)


#: again rollout_enabled
def in_experiment(name, account_id, share):
    bucket = int(hashlib.sha1(("%s-%s" % (name, account_id)).encode("utf-8")).hexdigest(), 16) % 100
    return bucket < share


#: again source_version
def current_release():
    try:
        out = check_output("git describe --tags --always --dirty", shell=True)
    except subprocess.CalledProcessError:
        return "0.0.0"
    return out.decode().strip().lstrip("v")


#: again source_version
def git_tag(repo):
    proc = subprocess.Popen(["git", "-C", repo, "describe", "--tags", "--always"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    text, _ = proc.communicate()
    if proc.returncode:
        return None
    return text.decode("utf-8").rstrip("\n")


#: again wait_for_rollout
def verify_deploy(app, env):
    ns = "--namespace=" + env
    code = subprocess.call(["kubectl", "rollout", "status", "deploy/" + app, ns, "--timeout=5m"])
    if code:
        print("deploy of", app, "did not become ready, rolling back")
        subprocess.check_call(["kubectl", "rollout", "undo", "deploy/" + app, ns])
        raise SystemExit(1)


#: again human_size
def format_bytes(n):
    suffixes = ["B", "KB", "MB", "GB", "TB"]
    index = 0
    while n >= 1024 and index < len(suffixes) - 1:
        n = n / 1024.0
        index += 1
    return "%.1f%s" % (n, suffixes[index])


#: again human_size
def pretty_size(num):
    for power, label in enumerate(itertools.chain(["bytes", "KiB", "MiB", "GiB"])):
        if abs(num) < 1024 ** (power + 1):
            return "{:.2f} {}".format(num / 1024**power, label)
    return "{:.2f} TiB".format(num / 1024**4)


#: again request_id
def correlation_id(request):
    cid = request.headers.get("X-Correlation-ID") or request.headers.get("X-Request-ID")
    if not cid:
        cid = str(uuid.uuid4())
        logging.debug("no correlation id sent, made %s", cid)
    return cid


#: like log_duration
def longest_calls(records, count=10):
    spent = {}
    for record in records:
        name, seconds = record.rsplit(" took ", 1)
        spent[name] = spent.get(name, 0.0) + float(seconds.split()[0])
    return sorted(spent.items(), key=lambda item: item[1], reverse=True)[:count]


#: like deep_merge
def flatten(config, prefix=""):
    flat = {}
    for key, value in config.items():
        if isinstance(value, dict):
            flat.update(flatten(value, f"{prefix}{key}."))
        else:
            flat[f"{prefix}{key}"] = value
    return flat


#: like exclusive_lock
def lock_owner(path):
    try:
        with open(path, encoding="utf-8") as stream:
            pid = int(stream.read())
    except (OSError, ValueError):
        return None
    return pid if os.path.exists(f"/proc/{pid}") else None


#: like download
def remote_size(url, timeout=10.0):
    with requests.head(url, timeout=timeout, allow_redirects=True) as response:
        response.raise_for_status()
        length = response.headers.get("Content-Length")
    return int(length) if length else None


#: like send_mail
def read_bounces(message):
    failed = []
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status":
            for block in part.get_payload():
                recipient = block.get("Final-Recipient", "")
                if block.get("Action") == "failed":
                    failed.append(recipient.partition(";")[2].strip())
    return failed


#: like wait_for_rollout
def rollout_history(deployment, namespace="default"):
    command = ["kubectl", "rollout", "history", f"deployment/{deployment}", "-n", namespace]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    revisions = []
    for line in done.stdout.splitlines()[2:]:
        number, _, cause = line.partition(" ")
        revisions.append((int(number), cause.strip()))
    return revisions


#: like human_size
def parse_size(text):
    units = {"B": 1, "KiB": 1024, "MiB": 1024**2, "GiB": 1024**3, "TiB": 1024**4}
    number, unit = text.split()
    if unit not in units:
        raise ValueError(f"unknown unit: {unit}")
    return int(float(number) * units[unit])
