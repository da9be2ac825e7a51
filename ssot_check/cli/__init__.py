"""The command-line door; one file per command."""
