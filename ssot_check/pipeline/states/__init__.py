"""Other states of the repository than its work tree: an index, a commit, an unsaved file, and the change between two."""
