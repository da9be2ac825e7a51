package pkg

import "os"

var Read = os.Getenv

var hidden = os.Getenv
