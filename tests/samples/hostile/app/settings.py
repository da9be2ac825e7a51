import os
def get(name):
    return os.environ[name]
