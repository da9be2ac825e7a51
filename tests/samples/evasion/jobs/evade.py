"""Thirteen lines that go past an owner, each in another form, marked; and lines that only look so."""

import importlib
import logging
import logging as lg
import logging.config
import operator
import os
import subprocess as sp
from importlib.metadata import EntryPoint
from logging import *
from logging import basicConfig as start
from os import system

import requests.adapters as wires  # 1 import of a library, below it, under an alias

LOG = logging
NAME = "basic" + "Config"


def evade(command, options):
    logging.basicConfig()  # 2 the name itself
    lg.basicConfig()  # 3 module under an alias
    start(level="INFO")  # 4 name under an alias
    basicConfig(force=True)  # 5 star import
    LOG.config.dictConfig(options)  # 6 bound anew, attribute chain
    getattr(logging, NAME)()  # 7 getattr with a constant
    importlib.import_module("logging").basicConfig()  # 8 importlib
    __import__("logging").basicConfig()  # 9 __import__
    EntryPoint("x", "logging:basicConfig", "jobs").load()()  # 10 entry point
    system(command)  # 11 name from the module
    sp.run(["ls"])  # 12 list of words
    operator.methodcaller("Popen", command)(sp)  # 13 by the name of a method


def clean(logger, start_job, environ):
    """logging.basicConfig() in a text."""
    logger.basicConfig()  # logging.basicConfig()
    start_job("logging.basicConfig")
    getattr(logger, "basicConfig")()
    importlib.import_module("logging.handlers")
    __import__("logging").getLogger()
    EntryPoint("x", "app.log:setup_logging", "jobs").load()()
    logging.getLogger(__name__).info("requests.get, os.system and subprocess.run")
    os.path.join("os", "system")
    operator.methodcaller("info", "x")(logging)
    system = clean
    system(logger)
    return {"basicConfig": environ["HOME"], "os.system": [basicConfig for basicConfig in logger]}
