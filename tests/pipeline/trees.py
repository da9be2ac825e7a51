"""Small repositories on disk, with a registry that makes `app/log.py` the owner of logging."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.repositories import write

REGISTRY = "schema_version: 2\ndomains:\n  logging:\n    paths: [app/log.py]\n    exports: [setup_logging]\n"
HOOK = {
    ".pre-commit-config.yaml": "repos: [{repo: local, hooks: [{id: ssot-check, name: ssot-check, entry: ssot-check, language: system}]}]\n"
}
"""What keeps rule 901 silent in repositories about something else."""
OWNER = '''\
import logging
import sys


def setup_logging(service, level="INFO"):
    """Set up logging once for a service."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    root = logging.getLogger()
    root.handlers.clear()
    root.addHandler(handler)
    root.setLevel(level)
    root.info("logging ready for %s", service)
    return root
'''
COPY = OWNER.replace("setup_logging", "prepare").replace("handler =", "out =").replace("handler.", "out.").replace("(handler)", "(out)")
EDITED = COPY.replace("    root.handlers.clear()\n", "    root.propagate = False\n")
INNOCENT = "def double(number):\n    return number * 2\n"


def tree(root: Path, files: Mapping[str, str | bytes] | None = None, registry: str = REGISTRY) -> Path:
    """The registry, the owner and `files` below `root`."""
    return write(root, {"SSOT_LOCK.yml": registry, "app/log.py": OWNER, **(files or {})})
