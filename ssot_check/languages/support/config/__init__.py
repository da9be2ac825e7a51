"""Reads config files: blocks, settings, and what a copied block would write instead."""
