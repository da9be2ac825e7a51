package main

import (
	"fmt"

	old "example.com/x/pkg/newer"
)

func main() {
	fmt.Println(old.Setup("a"))
}
