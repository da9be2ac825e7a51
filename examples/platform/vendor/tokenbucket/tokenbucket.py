"""Token bucket, taken over from the old scheduler; replaced as a whole, never edited."""

import functools
import random
import time


def retry(attempts=4, base_delay=0.2, max_delay=5.0, exceptions=(OSError,), sleep=time.sleep):
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            delay = base_delay
            for attempt in range(1, attempts + 1):
                try:
                    return function(*args, **kwargs)
                except exceptions:
                    if attempt == attempts:
                        raise
                    sleep(min(max_delay, delay) * random.uniform(0.5, 1.5))
                    delay *= 2

        return wrapper

    return decorate


class TokenBucket:
    """At most `rate` tokens a second, at most `size` at once."""

    def __init__(self, rate, size):
        self.rate, self.size = rate, size
        self.tokens, self.updated = size, time.monotonic()

    def take(self):
        now = time.monotonic()
        self.tokens = min(self.size, self.tokens + (now - self.updated) * self.rate)
        self.updated = now
        if self.tokens < 1:
            return False
        self.tokens -= 1
        return True
