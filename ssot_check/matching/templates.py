"""Files of a project template (cookiecutter, copier): they become files of another repository, where nothing of this one can be taken."""

from __future__ import annotations

from typing import Final

_FILLED_IN: Final = ("{{", "{%")
"""What a folder or file is called that gets its name when the template is filled in."""


def leaves_home(owner: str, copy: str) -> bool:
    """True for a file of a template to which the owner's does not belong: both paths from the repository root."""
    template = template_of(copy)
    return bool(template) and template != template_of(owner)


def template_of(path: str) -> str:
    """The folder above which nothing of a template is known to lie, "" where the file is of none."""
    parts = path.split("/")
    for depth, part in enumerate(parts, start=1):
        if any(mark in part for mark in _FILLED_IN):
            return "/".join(parts[:depth])
    return ""
