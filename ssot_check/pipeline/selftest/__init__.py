"""Does the gate work? Violations planted beside the repository's own registry, each to be found."""
