"""The weekly report, older than the registry."""

import os


def recipients():
    return os.environ["REPORT_TO"].split(",")
