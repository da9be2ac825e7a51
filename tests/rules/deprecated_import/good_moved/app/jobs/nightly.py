import legacy_logging
from app.jobs import legacy_log
from app.log import setup
from app.partly import old_setup

from . import legacy_log as near

legacy_log.setup("app.legacy_log")
