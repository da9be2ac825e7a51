"""Reads `SSOT_LOCK.yml`: from YAML nodes to the registry, in both dialects."""
