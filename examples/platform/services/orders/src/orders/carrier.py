"""Client of the carrier's label service."""

import functools
import json
import random
import time
import urllib.request

from orders.logs import get_logger

LOG = get_logger("orders.carrier")


def with_backoff(tries=5, first_delay=0.5, max_delay=30.0, exceptions=(OSError,), on_giveup=None):
    """Call the carrier again; it throttles every morning."""

    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            delay = first_delay
            started = time.monotonic()
            for attempt in range(1, tries + 1):
                try:
                    return function(*args, **kwargs)
                except exceptions as error:
                    elapsed = time.monotonic() - started
                    if attempt == tries:
                        LOG.error("giving up", extra={"function": function.__name__, "elapsed": elapsed})
                        if on_giveup is not None:
                            on_giveup(error)
                        raise
                    pause = min(max_delay, delay) * random.uniform(0.8, 1.2)
                    LOG.warning("carrier busy", extra={"function": function.__name__, "attempt": attempt, "error": str(error)})
                    time.sleep(pause)
                    delay *= 3

        return wrapper

    return decorate


@with_backoff()
def request_label(base_url, order):
    """Ask for a shipping label; returns its tracking number."""
    body = json.dumps({"reference": order.reference, "weight": order.weight_grams}).encode("utf-8")
    request = urllib.request.Request(f"{base_url}/labels", data=body, headers={"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=10) as response:
        return json.load(response)["tracking"]
