"""Helpers that several rules share; not rules themselves."""
