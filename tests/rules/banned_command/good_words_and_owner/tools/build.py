import subprocess


def build(run, command):
    """docker build ."""
    run(["docker", "build"])
    subprocess.run(["scripts/deploy.sh", "docker", "build"])
    subprocess.run(command + ["docker", "build"])
    print("docker build .")
    return ["docker", "build"]
