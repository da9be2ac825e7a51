"""Kinds of `variants` that recognise no file: a misspelled one forbids nothing."""

from __future__ import annotations

from collections.abc import Iterator

from ssot_check.model.problem import Problem
from ssot_check.model.project import Project
from ssot_check.model.registry import Domain, Variants
from ssot_check.rules.support.file_kinds import KINDS, is_by_content, recogniser


def of_no_kind(code: str, domain: Domain, project: Project) -> Iterator[Problem]:
    """One problem for each entry whose allowed files are there, and none of them of its kind. With no such file nobody can tell."""
    for variants in domain.variants:
        allowed = {path for entry in variants.allowed for path in project.select(entry)}
        if allowed and is_by_content(variants.kind) and not _is_any(variants, allowed, project):
            yield Problem(
                code,
                f"no allowed file is of the kind `{variants.kind}`, so that no other one is found",
                variants.location,
                cause="no language recognises such files",
                remedy=f"write one of {', '.join(sorted(KINDS))}, or a pattern of file names such as `*.tf`",
                domain=domain.name,
            )


def _is_any(variants: Variants, paths: set[str], project: Project) -> bool:
    is_one = recogniser(variants.kind)
    return any(is_one(path, project.files.get(path)) for path in paths)
