import asyncio
import logging

log = logging.getLogger(__name__)


async def retry_call(function, attempts=5, delay=0.5):
    for attempt in range(attempts):
        try:
            return await function()
        except OSError as error:
            if attempt == attempts - 1:
                raise
            log.warning("attempt %d failed: %s", attempt + 1, error)
            await asyncio.sleep(delay * 2**attempt)
