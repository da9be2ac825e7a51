"""Where a utility that nobody owns belongs: the owner of its domain that is written in its language."""

from __future__ import annotations

from ssot_check.model.project import Project


def home_of(project: Project, name: str, path: str) -> str:
    """The path to name as the home of code of the file at `path` in the domain `name`; "" when no owner is in its language.

    An entry of the registry is named as it stands there where it is a file or a folder, of a pattern the first file.
    """
    language = project.files[path].language
    for entry in project.registry.domain(name).owner_paths:
        fitting = [owned for owned in project.select(entry) if owned in project.files and project.files[owned].language == language]
        written = sorted(fitting, key=lambda owned: project.files[owned].test or project.files[owned].generated)
        if written:
            return written[0] if entry.is_pattern else entry.path
    return ""


def new_home(name: str) -> str:
    """What stands for the home where there is none."""
    return f"a file of its own that `{name}` lists under `paths`"
