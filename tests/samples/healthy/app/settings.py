"""Settings come from the environment, and only here."""

import os


def get_setting(name, default=None):
    return os.getenv(name, default)
