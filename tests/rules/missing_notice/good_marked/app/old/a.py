"""Superseded by app.log."""
