import os
import shlex
import subprocess
from subprocess import check_call as run

DOCKER = "docker"


def build(tag):
    subprocess.run(["docker", "build", "."], check=True)
    run([DOCKER, "build", "-t", tag])
    os.system("cd app; docker build -t %s ." % tag)
    subprocess.Popen(f"docker build -t {tag} .", shell=True)
    subprocess.call(["sh", "-c", "docker build ."])
    command = ["sudo", "docker", "build"]
    subprocess.check_output(command + [tag])
    subprocess.run(shlex.split(f"docker build {tag}"))
    os.execvp("docker", ["docker", "build"])
