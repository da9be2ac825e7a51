import sys


def warn_user(message):
    sys.stderr.write(message + "\n")
    sys.stderr.flush()
