import app.log
from app import log
from app.log import core, setup_logging
from app.log.core import FORMAT as layout
from app.log.core import setup_logging as start
from jobs._own import FORMAT
