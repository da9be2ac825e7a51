"""What the report formats share: clean text, columns, colour, snippets, problems, words and counts."""
