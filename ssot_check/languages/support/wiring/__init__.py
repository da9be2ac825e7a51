"""Reads hooks and pipelines for the steps that they run."""
