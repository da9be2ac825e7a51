"""Asks git which commit and branch a report speaks of."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from ssot_check.model.checkout import Checkout
from ssot_check.workspace import services
from ssot_check.workspace.git import GitUnavailableError, ask, decode
from ssot_check.workspace.revisions import head


def checkout(root: Path, environment: Mapping[str, str] = os.environ) -> Checkout | None:
    """The state that is checked out around `root`; None where git does not answer."""
    try:
        branch = decode(ask(root, "symbolic-ref", "--quiet", "--short", "HEAD", accepted=(0, 1)).stdout).strip()
        commit = head(root)
        differs = ask(root, "diff", "--no-ext-diff", "--no-textconv", "--quiet", "HEAD", "--", accepted=(0, 1)) if commit else None
    except GitUnavailableError:
        return None
    return Checkout(commit, branch or services.branch(environment), differs is not None and differs.returncode == 1)
