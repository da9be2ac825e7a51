"""Reads TypeScript and JavaScript."""
