import subprocess


def start(*words: str) -> subprocess.Popen:
    return subprocess.Popen(words)
