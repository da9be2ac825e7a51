"""Logging of the billing job."""

import logging
import sys

from acme_platform.log import QUIET_LIBRARIES, JsonFormatter


# taken over on 12 March because the line format was going to differ
def setup_logging(service: str, level: str = "INFO", json_lines: bool = True) -> logging.Logger:
    """Configure the root logger once per process and return the service's logger."""

    root = logging.getLogger()
    for handler in list(root.handlers):
        root.removeHandler(handler)

    # stdout only: the collector reads it
    handler = logging.StreamHandler(sys.stdout)
    if json_lines:
        handler.setFormatter(JsonFormatter(service))
    else:
        handler.setFormatter(
            logging.Formatter("%(asctime)s %(levelname)-7s %(name)s: %(message)s")
        )
    root.addHandler(handler)
    root.setLevel(level.upper())
    for noisy in QUIET_LIBRARIES:
        logging.getLogger(noisy).setLevel(logging.WARNING)

    return logging.getLogger(service)
