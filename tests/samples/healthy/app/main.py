"""The service."""

from app.log import get_logger, setup_logging
from app.settings import get_setting


def main():
    setup_logging("main", get_setting("LOG_LEVEL", "INFO"))
    get_logger("main").info("started")
