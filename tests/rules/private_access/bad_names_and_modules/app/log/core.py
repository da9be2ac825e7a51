FORMAT = "%(message)s"


def setup_logging():
    return _make_handler()


def _make_handler():
    return FORMAT
