"""The shipped integrations, where each belongs in a repository, and a repository to try them in."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any, Final

import yaml

from tests import repositories as make

ROOT: Final = Path(__file__).resolve().parent.parent.parent
SHIPPED: Final = ROOT / "integrations"
PLACES: Final = {
    "github/ssot-check.yml": ".github/workflows/ssot-check.yml",
    "gitlab/ssot-check.gitlab-ci.yml": ".gitlab-ci.yml",
    "azure/azure-pipelines.yml": "azure-pipelines.yml",
    "jenkins/Jenkinsfile": "Jenkinsfile",
    "circleci/config.yml": ".circleci/config.yml",
}
"""Files below `integrations/` that run the tool in a pipeline, and the name under which their service finds them."""

REGISTRY: Final = "schema_version: 2\ndomains:\n  logging:\n    paths: [src/log.py]\n"
OWNER: Final = """import logging


def setup_logging(service, level="INFO"):
    root = logging.getLogger(service)
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    root.addHandler(handler)
    root.setLevel(level)
    return root
"""


class Loader(yaml.SafeLoader):
    """YAML as the services read it: `on` and `yes` are words."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:bool"]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


def load(path: Path) -> Any:
    """The file as plain values."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader)


def branched(root: Path) -> str:
    """A repository whose main branch has one copy and whose current branch adds another; the commit of the main branch."""
    make.repository(root, {"SSOT_LOCK.yml": REGISTRY, "src/log.py": OWNER, "src/old.py": OWNER})
    main = make.git(root, "rev-parse", "HEAD").strip()
    make.git(root, "update-ref", "refs/remotes/origin/main", main)
    make.git(root, "switch", "-qc", "feature")
    make.write(root, {"src/new.py": OWNER})
    make.git(root, "add", "-A")
    make.git(root, "commit", "-qm", "second")
    return main


def tool(folder: Path) -> Path:
    """The program as one file called `ssot-check` in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "ssot-check"
    path.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m ssot_check "$@"\n')
    path.chmod(0o755)
    return path
