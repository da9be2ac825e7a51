import os, subprocess, shlex, asyncio
from subprocess import check_call as cc, Popen
TOOL = "docker"
ARGS = ["docker", "build"]
subprocess.call(["docker", "build"])
os.system("docker build .")
subprocess.check_output("docker build .", shell=True)
cc(("docker", "build"))
Popen(args=["docker", "build"])
os.popen("docker build .")
subprocess.call([TOOL, "build"])
subprocess.call(ARGS + ["."])
subprocess.call(["sh", "-c", "docker build ."])
subprocess.call(f"{TOOL} build .", shell=True)
subprocess.call(shlex.split("docker build ."))
asyncio.create_subprocess_exec("docker", "build")
asyncio.create_subprocess_shell("docker build .")
os.execvp("docker", ["docker", "build"])
os.spawnlp(os.P_WAIT, "docker", "docker", "build")
subprocess.call("docker build .".split())
subprocess.call(["sudo", "docker", "build"])
subprocess.call(["docker", *["build"]])
subprocess.getoutput("docker build .")
cmd = ["docker"]
cmd += ["build"]
subprocess.call(cmd)
cmd2 = "docker build %s" % "x"
os.system(cmd2)
os.system("docker " + "build .")
os.system("docker build {}".format(1))
subprocess.call(["docker", "run"])
print("docker build")
