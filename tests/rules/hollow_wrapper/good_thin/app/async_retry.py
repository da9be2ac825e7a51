import asyncio

from app.retry import LIMIT, retry_call


async def retry_later(task, attempts=LIMIT, base=0.1, factor=2.0, jitter=0.05):
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(None, retry_call, task, attempts, base, factor, jitter)
