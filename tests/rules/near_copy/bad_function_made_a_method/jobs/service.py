import logging
import sys

QUIET = ("urllib3", "botocore")


class Service:
    def __init__(self, name):
        self.name = name
        self.log = self.setup_logs("INFO")

    def setup_logs(self, level):
        handler = logging.StreamHandler(sys.stdout)
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
        root = logging.getLogger()
        root.handlers.clear()
        root.addHandler(handler)
        root.setLevel(level)
        for name in QUIET:
            logging.getLogger(name).setLevel(logging.WARNING)
        return root
