"""Reads Go."""
