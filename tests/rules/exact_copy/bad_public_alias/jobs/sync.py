import threading
import time


class _RateLimitDecorator:
    """Lets a function be called so often in a period."""

    def __init__(self, calls=15, period=900, clock=time.monotonic):
        self.calls = calls
        self.period = period
        self.clock = clock
        self.lock = threading.RLock()
        self.last_reset = clock()
        self.num_calls = 0

    def remaining(self):
        elapsed = self.clock() - self.last_reset
        return self.period - elapsed
