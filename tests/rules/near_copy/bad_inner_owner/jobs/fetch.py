import logging
import random
import time

logger = logging.getLogger(__name__)


def fetch_until_it_works(call, page, attempts=5, first=0.5, factor=2.0, errors=(OSError,)):
    pause = first
    for attempt in range(1, attempts + 1):
        try:
            return call(page)
        except errors as error:
            if attempt == attempts:
                logger.error("%s failed %d times, giving up: %s", call, attempt, error)
                raise
            logger.warning("%s failed, try %d of %d", call, attempt, attempts)
            time.sleep(pause + random.uniform(0, pause / 10))
            pause *= factor
