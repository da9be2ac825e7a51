"""Health checks: one result type, one way to probe a port and an address."""

import socket
import time
import urllib.error
import urllib.request
from dataclasses import dataclass


@dataclass(frozen=True)
class HealthResult:
    """Outcome of one probe."""

    name: str
    healthy: bool
    detail: str
    seconds: float


def check_port(name: str, host: str, port: int, timeout: float = 2.0) -> HealthResult:
    """Can a TCP connection be opened?"""
    started = time.monotonic()
    try:
        with socket.create_connection((host, port), timeout=timeout):
            return HealthResult(name, True, f"{host}:{port} accepts connections", time.monotonic() - started)
    except OSError as error:
        return HealthResult(name, False, f"{host}:{port} refused: {error}", time.monotonic() - started)


def check_http(name: str, url: str, timeout: float = 2.0, expected: int = 200) -> HealthResult:
    """Does the address answer with the expected status?"""
    started = time.monotonic()
    request = urllib.request.Request(url, headers={"User-Agent": "acme-health/1"})
    try:
        with urllib.request.urlopen(request, timeout=timeout) as response:
            status = response.status
    except urllib.error.HTTPError as error:
        status = error.code
    except OSError as error:
        return HealthResult(name, False, f"{url} unreachable: {error}", time.monotonic() - started)
    healthy = status == expected
    return HealthResult(name, healthy, f"{url} answered {status}", time.monotonic() - started)


def summarise(results) -> dict:
    """The body of every service's /healthz answer."""
    checks = {result.name: {"healthy": result.healthy, "detail": result.detail} for result in results}
    failing = sorted(name for name, check in checks.items() if not check["healthy"])
    return {"status": "fail" if failing else "pass", "failing": failing, "checks": checks}
