import logging
import logging as lg
import logging.config
from functools import partial
from logging import *
from logging import basicConfig as start

LOG = logging
first, second = logging, logging.config


def run(options):
    logging.basicConfig(level="DEBUG")
    lg.basicConfig()
    start(level="INFO")
    basicConfig(force=True)
    LOG.basicConfig()
    second.dictConfig({"version": 1})
    logging.config.dictConfig(options)
    local = logging
    local.basicConfig()
    setup = partial(logging.basicConfig, level="INFO")
    chosen = logging.basicConfig
    chosen()
    return setup, (again := logging).basicConfig
