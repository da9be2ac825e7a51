import os
import subprocess


def start(words, env=None, **more):
    env = env or os.environ.copy()
    env.update(more)
    return subprocess.Popen(words, env=env)
