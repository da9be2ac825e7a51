import logging

import app.log
import app.log as renamed
from app.log import Logger, setup_logging

_SETUP = setup_logging
LEVELS = {"a": 1, "b": 2, "c": 3, "d": 4}


def start(name):
    return setup_logging(name, 1)


def start_renamed(name):
    return renamed.setup_logging(name, as_level(1))


def start_dotted(name):
    return app.log.setup_logging(name, 1)


def as_level(text):
    return int(text) + 4


def start_bound(name):
    return _SETUP(name, 1)


def start_in_turn(name):
    return start(name)


def hollow(name):
    root = logging.getLogger(name)
    root.setLevel(LEVELS[name])
    return root


class Writer:
    def __init__(self):
        self._inner = Logger()

    def write(self, text):
        return self._inner.write(text)

    def hollow(self, text):
        print(text.upper())
        return len(text)


class Derived(Logger):
    def more(self, text):
        print(text)
