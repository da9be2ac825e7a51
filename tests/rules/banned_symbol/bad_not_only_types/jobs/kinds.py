import subprocess

WAYS = {"start": 1}


class Quiet(subprocess.Popen):
    pass


def ways(name: str) -> object:
    return WAYS[name](subprocess.Popen), [subprocess.Popen][0], subprocess.Popen[bytes](["ls"])
