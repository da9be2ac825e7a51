"""What the order service does before it takes requests."""

import logging
import sys

from acme_platform.log import QUIET_LIBRARIES, JsonFormatter


def init_app_logs(app_name, threshold="DEBUG", structured=False):
    base = logging.getLogger()
    for stream in list(base.handlers):
        base.removeHandler(stream)
    stream = logging.StreamHandler(sys.stdout)
    if structured:
        stream.setFormatter(JsonFormatter(app_name))
    else:
        stream.setFormatter(logging.Formatter("[%(levelname)s] %(name)s - %(message)s"))
    base.addHandler(stream)
    base.setLevel(threshold.upper())
    for package in QUIET_LIBRARIES:
        logging.getLogger(package).setLevel(logging.WARNING)
    return logging.getLogger(app_name)
