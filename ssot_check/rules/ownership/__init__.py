"""Ownership and locks."""
