import subprocess
def call(args):
    return subprocess.run(args, check=True)
