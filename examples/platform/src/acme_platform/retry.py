"""Retry with exponential backoff and jitter."""

import functools
import random
import time

from acme_platform.log import get_logger

LOGGER = get_logger(__name__)


def retry(attempts=4, base_delay=0.2, max_delay=5.0, exceptions=(OSError,), sleep=time.sleep):
    """Decorator: call again after one of `exceptions`, waiting longer each time."""

    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            delay = base_delay
            for attempt in range(1, attempts + 1):
                try:
                    return function(*args, **kwargs)
                except exceptions as error:
                    if attempt == attempts:
                        LOGGER.error("giving up", extra={"function": function.__name__, "attempts": attempts})
                        raise
                    pause = min(max_delay, delay) * random.uniform(0.5, 1.5)
                    LOGGER.warning("retrying", extra={"function": function.__name__, "attempt": attempt, "error": str(error)})
                    sleep(pause)
                    delay *= 2

        return wrapper

    return decorate
