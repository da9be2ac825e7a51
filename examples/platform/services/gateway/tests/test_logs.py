"""Logging lines carry the service and the message."""

import json
import logging
import sys

from acme_platform.log import JsonFormatter
from gateway.logs import get_logger


def capture_logging(service, level="INFO", json_lines=True):
    root = logging.getLogger()
    for handler in list(root.handlers):
        root.removeHandler(handler)
    handler = logging.StreamHandler(sys.stdout)
    if json_lines:
        handler.setFormatter(JsonFormatter(service))
    else:
        handler.setFormatter(logging.Formatter("%(message)s"))
    root.addHandler(handler)
    root.setLevel(level.upper())
    return logging.getLogger(service)


def test_a_line_is_one_json_object(capsys):
    capture_logging("gateway").info("route added", extra={"route": "/orders"})
    entry = json.loads(capsys.readouterr().out)
    assert entry["service"] == "gateway"
    assert entry["route"] == "/orders"


def test_the_logger_stands_below_the_gateway():
    assert get_logger("server").name == "gateway.server"
