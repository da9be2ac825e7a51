"""What the readers of every programming language share, whatever the grammar: from the statements of a file to its units."""
