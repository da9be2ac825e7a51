"""Logging is set up here."""

import logging
import sys


def setup_logging(service, level="INFO"):
    """Set up logging once for a service."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    root = logging.getLogger()
    root.handlers.clear()
    root.addHandler(handler)
    root.setLevel(level)
    root.info("logging ready for %s", service)
    return root


def get_logger(name):
    """A logger below the root that `setup_logging` has set up."""
    return logging.getLogger(name)
