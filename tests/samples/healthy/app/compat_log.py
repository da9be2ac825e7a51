"""The name that old services call."""

from app.log import setup_logging


def init_log(service):
    return setup_logging(service)
