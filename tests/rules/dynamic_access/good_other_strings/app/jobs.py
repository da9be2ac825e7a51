import importlib
import logging


def run(name, getattr_, other):
    getattr_(logging, "basicConfig")
    getattr(other, "basicConfig")()
    getattr(logging, name)()
    importlib.import_module("logging.handlers").basicConfig()
    importlib.import_module(name).basicConfig()
    eval("other.basicConfig()")
    eval(name)
    exec("logging.info(1)")
    globals()["other"].basicConfig()
    return "logging.basicConfig", {"logging": "basicConfig"}["logging"]
