package log
import "fmt"
func Setup(n string) string { fmt.Println(n); return n }
