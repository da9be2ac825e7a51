package main

import (
	"fmt"
	o "os"
	. "os"
	"syscall"
)

var get = o.Getenv // 1

func main() {
	fmt.Println(get("A"), o.LookupEnv)      // 2
	v, ok := o.LookupEnv("B")               // 3
	fmt.Println(v, ok, Getenv("C"))         // 4
	fmt.Println(o.ExpandEnv("$D"))          // 5
	fmt.Println(o.Expand("$E", o.Getenv))   // 6
	for _, e := range o.Environ() {         // 7
		fmt.Println(e)
	}
	s, _ := syscall.Getenv("F") // 8
	fmt.Println(s)
	o.Setenv("G", "x")
	fmt.Println("os.Getenv")
}
