import logging
import re
from datetime import datetime


def parse_line(line):
    found = re.match(r"^(?P<country>[A-Z]{2})-(\d{4})-(\d{6})$", line)
    return found and found["country"]


def begin(path):
    handler = logging.FileHandler(path)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)-8s [%(name)s] %(message)s"))
    return handler


def stamp(moment, other):
    return moment.strftime("%a %d %b %Y um %H:%M:%S"), datetime.strptime(other, "%a %d %b %Y um %H:%M:%S")
