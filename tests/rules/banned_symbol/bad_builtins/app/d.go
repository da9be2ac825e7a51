package app

func Two(panic func(string)) {
	panic("mine")
}

func Three() {
	panic("told")
}
