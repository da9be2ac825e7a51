import logging
import sys

QUIET = ("urllib3", "botocore")


def init_logs(app_name: str, threshold: str = "DEBUG") -> logging.Logger:
    out = logging.StreamHandler(sys.stdout)
    out.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
    top = logging.getLogger()
    top.addHandler(out)
    top.setLevel(threshold)
    logging.captureWarnings(True)
    for library in QUIET:
        logging.getLogger(library).setLevel(logging.WARNING)
    if app_name:
        top.info("logs are on for %s", app_name)
    return top
