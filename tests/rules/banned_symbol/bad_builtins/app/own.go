package app

func Say(x string) {
	println(x)
}
