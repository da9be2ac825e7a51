import math
import random


def delay_of(attempt, base=0.5, limit=30.0):
    """Seconds to wait before the next attempt."""
    wait = base * math.pow(2, attempt)
    jitter = random.uniform(0, wait / 10)
    if wait + jitter > limit:
        return limit
    return round(wait + jitter, 3)


print(delay_of(3))
