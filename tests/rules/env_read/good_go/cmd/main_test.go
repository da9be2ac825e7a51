package main

import "os"

var home = os.Getenv("HOME")
