package newer

func Setup(n string) string { return n }

func Other() {}
