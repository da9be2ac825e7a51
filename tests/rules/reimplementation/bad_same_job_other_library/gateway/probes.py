import http.client
import time
from urllib.parse import urlsplit


def probe_backend(label, address, seconds=2.0, wanted=200):
    begin = time.monotonic()
    parts = urlsplit(address)
    outcome = {"name": label, "healthy": False, "detail": ""}
    client = http.client.HTTPConnection(parts.hostname, parts.port or 80, timeout=seconds)
    try:
        client.request("GET", parts.path or "/", headers={"User-Agent": "acme-health/1"})
        answer = client.getresponse()
        outcome["healthy"] = answer.status == wanted
        outcome["detail"] = f"{address} answered {answer.status}"
    except (OSError, http.client.HTTPException) as problem:
        outcome["detail"] = f"{address} unreachable: {problem}"
    finally:
        client.close()
        outcome["seconds"] = time.monotonic() - begin
    return outcome
