"""Reads Rust."""
