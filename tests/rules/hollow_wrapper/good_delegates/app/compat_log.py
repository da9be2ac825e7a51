async def start():
    from .log import setup_logging

    return setup_logging()
