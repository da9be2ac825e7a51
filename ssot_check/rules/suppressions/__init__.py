"""Suppressions and baseline."""
