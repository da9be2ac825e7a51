import logging
from logging import getLogger as getLogger

start = logging.getLogger
log = logging
