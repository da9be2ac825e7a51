package api

func Open(address string) error {
	return dial(address)
}
