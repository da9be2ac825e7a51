package main

import (
	"os"
	"os/exec"

	"example.org/app/internal/config"
)

type fake struct{}

func (fake) Getenv(name string) string { return name }

// os.Getenv("A")
func main() {
	command := exec.Command("a", "os.Getenv")
	command.Env = append(os.Environ(), "A=b")
	other := exec.Cmd{Env: os.Environ()}
	os.Setenv("A", config.Setting("A"))
	os.Exit(len(other.Path))
}

func hidden(os fake) string {
	return os.Getenv("A")
}
