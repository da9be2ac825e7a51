import logging as log
import sys

QUIET = ("urllib3", "botocore")


def init_logs(app_name: str, threshold: str = "DEBUG") -> log.Logger:
    out = log.StreamHandler(sys.stdout)
    out.setFormatter(log.Formatter("%(levelname)s: %(message)s"))
    top = log.getLogger()
    top.handlers.clear()
    top.addHandler(out)
    top.setLevel(threshold)
    for library in QUIET:
        log.getLogger(library).setLevel(log.WARNING)
    top.info("logs are on for %s", app_name)
    return top
