#!/usr/bin/env python3
"""A script: runs of statements, tables, fallbacks, what it offers."""
import os.path
import sys
from . import sibling
from .other import thing as renamed
from ..above import *

try:
    import yaml
except ImportError:
    yaml = None

    def safe_load(text):
        return text.split()


if yaml is None:

    def dump(value):
        return str(value)


__all__ = ["dump", "late"]

PORTS = {"http": 80, "https": 443, "ssh": 22, "dns": 53}
NAMES = frozenset(["one", "two", "three", "four"])
BANNER = "a long text that is worth being owned by one place"
SMALL = [1, 2]
first, *others = SMALL
typed: int = 3

print("start", file=sys.stderr)
RETRIES = 3
for attempt in range(RETRIES):
    if os.path.exists("x"):
        break

BETWEEN = 1


def main(argv):
    return sibling.run(argv, renamed)


with open("x") as handle:
    data = handle.read()
TRAILING = None

if __name__ == "__main__":
    code = main(sys.argv)
    sys.exit(code)
