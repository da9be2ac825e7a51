package cmd

func sameItems(got, want []string) bool {
	if len(got) != len(want) {
		return false
	}
	for place, item := range got {
		if item != want[place] {
			return false
		}
	}
	return true
}
