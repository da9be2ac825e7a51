package main

import (
	"fmt"
	sys "os"

	"github.com/spf13/viper"
)

const host = "DB_HOST"

var Read = sys.Getenv

type server struct{}

func (s *server) start(name string) {
	one := sys.Getenv(host)
	two, ok := sys.LookupEnv("DB_PORT")
	for _, item := range sys.Environ() {
		fmt.Println(item)
	}
	viper.AutomaticEnv()
	func() { fmt.Println(sys.ExpandEnv("$DB_NAME"), sys.Getenv(name)) }()
	read := sys.Getenv
	fmt.Println(one, two, ok, read)
}
