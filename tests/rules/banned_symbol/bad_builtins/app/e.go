package app

func panic(x string) {}

func Four() {
	panic("own")
}
