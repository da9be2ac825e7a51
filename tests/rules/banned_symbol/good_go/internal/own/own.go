package own

func Do(name string) string {
	return name
}
