"""What is kept of a run, and what the next one may take over because of it."""
