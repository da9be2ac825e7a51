import importlib
import logging
import operator
import pkgutil
import sys

NAME = "basic" + "Config"


def run():
    getattr(logging, "basicConfig")(level="INFO")
    getattr(logging, NAME)()
    importlib.import_module("logging").basicConfig()
    __import__("logging").basicConfig()
    pkgutil.resolve_name("logging:basicConfig")()
    operator.attrgetter("basicConfig")(logging)()
    vars(logging)["basicConfig"]()
    logging.__dict__["basicConfig"]()
    sys.modules["logging"].basicConfig()
    globals()["logging"].basicConfig()
    eval("logging.basicConfig(level=1)")
    exec("import logging as hidden\nhidden.basicConfig()")
