// Package x
package x

import (
	"fmt"
	l "github.com/a/b/log"
	. "strings"
	_ "embed"
)

import "os"

const A = 1
const (
	B = iota
	C
)
var T = map[string]int{"a": 1, "b": 2}
var (
	d, e int = 1, 2
	f = func(a int) int { return a }
)

type S struct {
	Name string `json:"name"`
	*E
}
type I interface { Do(x int) error }
type Al = int

// Doc
func Setup(level string, opts ...func(int)) (*S, error) {
	x, err := l.New(level)
	if err != nil {
		return nil, fmt.Errorf("bad %w", err)
	} else if y := os.Getenv("A"); y == "" {
		x.Do()
	} else {
		x = nil
	}
	for i := 0; i < 10; i++ {
		go func() { fmt.Println(i) }()
	}
	for k, v := range T { defer v.Close(k) }
	for { break }
	switch x := y.(type) { case int, string: return; default: foo() }
	switch y { case 1: a(); b(); case 2: }
	select { case m := <-ch: foo(m); case ch <- 1: }
	q := []byte("x")
	s := &S{Name: "a", E: E{1, 2}}
	m := make(map[string]int, 3)
	x.y.z[3:4] = 'c'
outer:
	for range 3 { continue outer }
	i++
	var z int
	*p = 1.5
	ch <- x.(int)
	return s, nil
}
func (s *S[T]) Do(x int) error { return s.E.Do(x) }
func G[T any](x T) T { return x }
