package main

import (
	"net/http/httptest"

	v "github.com/spf13/viper"
)

func main() {
	v.GetString("a")
	httptest.NewServer(nil)
}
