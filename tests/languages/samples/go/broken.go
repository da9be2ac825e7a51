package a

func whole() { go1(); go2() }

func broken( {
	if {
