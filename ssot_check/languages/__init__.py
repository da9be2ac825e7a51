"""Text in, ParsedFile out; one file per language or config format."""
