package old

func Setup(n string) string { return n }
