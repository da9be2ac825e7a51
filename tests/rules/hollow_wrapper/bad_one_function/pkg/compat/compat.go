package compat
import ("fmt"
 l "example.com/x/pkg/log")
func A(n string) string { return l.Setup(n) }
func Hollow(n string) string { fmt.Println(n); return n + "x" }
