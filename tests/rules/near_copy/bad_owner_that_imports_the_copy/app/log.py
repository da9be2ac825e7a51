import logging
import sys
from typing import TYPE_CHECKING

from app.settings import LEVEL

if TYPE_CHECKING:
    from jobs.nightly import Night
if False:
    from jobs.nightly import Day

QUIET = ("urllib3", "botocore")


def setup_logging(service, level=LEVEL):
    """Set up logging once for a service."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    root.handlers.clear()
    root.addHandler(handler)
    root.setLevel(level)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    root.info("logging ready for %s", service)
    return root


def restart(night: "Night") -> None:
    from jobs.nightly import init_logs

    init_logs(night.name)
