package main

import (
	"fmt"

	"example.com/x/pkg/old"
)

func main() {
	fmt.Println(old.Setup("a"))
}
