"""Project in, Findings out; one file per rule, one folder per family."""
