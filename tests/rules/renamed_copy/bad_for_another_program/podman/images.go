package podman

// IsAvailable tells whether the program answers.
func IsAvailable(logger Logger) bool {
	lines, err := OutputLines(Command("podman", "version", "--format", "{{.Client}}"))
	if err != nil || len(lines) != 1 {
		logger.Warn("no version was printed")
		return false
	}
	return strings.HasPrefix(lines[0], "engine")
}
