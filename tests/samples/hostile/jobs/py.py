import os, sys
import importlib
import logging as lg
import functools
import builtins
import operator
from os import environ as settings


class Holder:
    env = os.environ  # 1

    def read(self):
        return self.env["A"]


def a():
    match dict(kind=1):
        case {"kind": k}:
            return (lambda e: e["A"])(os.environ)  # 2


run = functools.partial(__import__("subprocess").run, check=True)  # 3
mod = sys.modules["os"]
x = mod.environ["A"]  # 4
y = vars(os)["environ"]["A"]  # 5
z = os.__dict__["getenv"]("A")  # 6
w = operator.attrgetter("environ")(os)["A"]  # 7
b = [*settings.items()]  # 8
c = {**settings}  # 9
d = "%(HOME)s" % settings  # 10
e = "{HOME}".format(**os.environ)  # 11
f = os.path.expandvars("$HOME/x")  # 12
lg.root.handlers or getattr(lg, "basic" + "Config")()  # 13
(go := importlib.import_module)("os").system("ls")  # 14
for fn in (os.getenv, os.getcwd):  # 15
    fn("A")
with_env = os.environb.get(b"A")  # 16
g = globals()["os"].environ["B"]  # 17
h = eval("os.environ['A']")  # 18
import posix
i = posix.environ[b"A"]  # 19
from subprocess import *
Popen(["ls"])  # 20
import os as _o, subprocess as _s
del _s
_o.path.expandvars(k0)
_o.putenv("A", "b")
os.environ["A"] = "b"
j: "os.environ" = None
k = "os.getenv('A')"
class getenv: pass
