import importlib


def load():
    return importlib.import_module("shop.legacy_log")
