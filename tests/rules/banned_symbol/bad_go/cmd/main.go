package main

import (
	"log/slog"
	web "net/http"
)

func main() {
	slog.SetDefault(nil)
	client := &web.Client{}
	client.Get("a")
	start := slog.SetDefault
	start(nil)
}
