package main

import (
	"log/slog"
	"net/http"
)

// slog.SetDefault(nil)
func main() {
	slog.Info("slog.SetDefault", "http.Client")
	http.Get("a")
}

func given(slog other, client *http.Client) {
	slog.SetDefault(nil)
}
