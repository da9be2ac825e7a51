"""Follows hooks and pipelines through everything they call, to where the tool runs, or does not."""
