import logging


def setup_logging(name, level):
    root = logging.getLogger(name)
    root.setLevel(level)
    return root


class Logger:
    def write(self, x):
        print(x)
