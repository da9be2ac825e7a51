"""ssot-check keeps one source of truth per kind of knowledge."""

__version__ = "0.1.0"
