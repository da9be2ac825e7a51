import logging
import os
from logging import DEBUG, INFO, getLogger

TRACE = DEBUG - 5
logging.addLevelName(TRACE, "TRACE")
LEVELS = {"TRACE": TRACE, "DEBUG": DEBUG, "INFO": INFO}
FORMAT = "%(relativeCreated)d %(levelname)s: %(message)s"
level = LEVELS[os.environ.get("SHOP_LOG_LEVEL", "INFO").upper()]
logging.basicConfig(format=FORMAT, level=level)
logger = getLogger("shop")
