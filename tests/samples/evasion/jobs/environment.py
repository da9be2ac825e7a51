import os
from os import environ as env
from os import getenv as ask


def read(name, request):
    one = os.environ["A"]  # 1
    two = os.environ.get("B", "x")  # 2
    three = ask("C")  # 3
    four = "D" in env  # 4
    five = env.setdefault("E", "x")  # 5
    six = getattr(os, "environ")["F"]  # 6
    seven = {**os.environ}  # 7
    os.environ["SET"] = "x"
    del os.environ["SET"]
    near = request.environ["PATH_INFO"], os.path.expandvars("x")
    return one, two, three, four, five, six, seven, near
