import logging


def setup_logging(level="INFO"):
    logging.basicConfig(level=level, format="%(levelname)s %(message)s")
    return logging.getLogger()
