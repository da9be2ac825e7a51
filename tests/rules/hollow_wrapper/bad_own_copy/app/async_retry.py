import random
import time

from app.retry import LIMIT


def retry_later(task, attempts=LIMIT, base=0.1, factor=2.0, jitter=0.05):
    delay = base
    last = None
    for attempt in range(attempts):
        try:
            return task()
        except (ConnectionError, TimeoutError) as error:
            last = error
            if attempt + 1 == attempts:
                break
            time.sleep(delay + random.uniform(0, jitter))
            delay *= factor
    raise RuntimeError(f"gave up after {attempts} attempts") from last
