import time
import urllib.error
import urllib.request


def check_http(name, url, timeout=2.0, expected=200):
    started = time.monotonic()
    request = urllib.request.Request(url, headers={"User-Agent": "acme-health/1"})
    try:
        with urllib.request.urlopen(request, timeout=timeout) as response:
            status = response.status
    except OSError as error:
        return {"name": name, "healthy": False, "detail": f"{url} unreachable: {error}"}
    healthy = status == expected
    return {"name": name, "healthy": healthy, "detail": f"{url} answered {status}", "seconds": time.monotonic() - started}
