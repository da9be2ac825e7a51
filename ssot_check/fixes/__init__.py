"""Finding in, text edits out."""
