"""Helpers that several languages share; the doors to tree-sitter and libcst."""
