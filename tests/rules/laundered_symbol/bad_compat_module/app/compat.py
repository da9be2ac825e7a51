import logging
from logging import basicConfig as basicConfig

start = logging.basicConfig
