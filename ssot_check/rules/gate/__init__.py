"""The gate is wired."""
