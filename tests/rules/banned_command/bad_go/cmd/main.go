package main

import (
	"context"
	"os/exec"
)

const tool = "docker"

func main() {
	exec.Command("docker", "build", ".").Run()
	exec.CommandContext(context.TODO(), tool, "--context", "a", "build")
	exec.Command("sh", "-c", "cd a && docker build .")
	exec.Command("docker", "ps", "build")
	exec.Command("echo", "docker build")
}
