import logging


def numbered(url, line):
    logging.basicConfig(format="%(asctime)s %(levelname)-8s [%(name)s] %(message)s")
    return [url, line]
