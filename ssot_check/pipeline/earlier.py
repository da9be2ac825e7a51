"""The baseline as it was before the change: at the merge base of `--since`, else in the last commit."""

from __future__ import annotations

from ssot_check.model.baseline import Baseline
from ssot_check.model.config import Config
from ssot_check.model.errors import UsageError
from ssot_check.workspace import baseline
from ssot_check.workspace.git import GitUnavailableError, ask
from ssot_check.workspace.revisions import merge_base, renamed_since


def earlier_baseline(config: Config, now: Baseline | None) -> Baseline | None:
    """The baseline before the change, renames followed; None where there was none, git has none, or `now` holds nothing that it did not."""
    if now is None or config.baseline_ref or now.path.startswith(".."):
        return None
    try:
        commit = merge_base(config.root, config.since, "--since").commit if config.since else "HEAD"
        raw = ask(config.root, "cat-file", "blob", f"{commit}:./{now.path}").stdout
        before = baseline.understand(raw, now.path).baseline
        if before is None or set(now.entries) <= set(before.entries):
            return None
        return before.followed(renamed_since(config.root, commit))
    except (GitUnavailableError, UsageError):  # no git, no commit, or no such file in it: then it is new, and nothing has grown
        return None
