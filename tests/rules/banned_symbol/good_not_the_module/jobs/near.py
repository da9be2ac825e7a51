"""logging.basicConfig() in a text is no call."""

from typing import TYPE_CHECKING

import logging

if TYPE_CHECKING:
    from logging import basicConfig

    basicConfig()


def parameter(logging):
    logging.basicConfig()


def variable(make):
    logging = make()
    logging.basicConfig()


class Setup:
    def basicConfig(self):
        return self.basicConfig()


def annotated(call: "logging.basicConfig") -> None:
    logging.getLogger(__name__).basicConfig()
    [logging.basicConfig for logging in call]
    return lambda logging: logging.basicConfig(), "logging.basicConfig"  # logging.basicConfig()


def tested(handler):
    return isinstance(handler, (str, logging.StreamHandler)) or issubclass(handler, logging.StreamHandler)
