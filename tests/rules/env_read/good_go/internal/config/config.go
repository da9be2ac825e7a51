package config

import "os"

func Setting(name string) string {
	return os.Getenv(name)
}
