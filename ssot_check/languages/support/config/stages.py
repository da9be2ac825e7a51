"""How another Dockerfile takes a stage: no line of it names a stage of another file, and what nobody built is looked for elsewhere.

After Docker's documentation ("Multi-stage builds", "Using Bake with additional contexts"): stages of one file are built with `--target`;
where files cannot be one, Bake gives the result of one target to another as a context, whose name `FROM` reads.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from typing import Final

from ssot_check.languages.support.config.differences import lines_of
from ssot_check.languages.support.config.place import Place, file_name
from ssot_check.model.unit import Unit

ONE_SCRIPT: Final = "COPY and RUN one script"
_COPY: Final = re.compile(r"COPY\s|ADD\s+(?!https?:)")


def stage(at: Place) -> str:
    """A stage with a name."""
    return _shared(at, file_name(f"{posixpath.basename(posixpath.dirname(at.owner))} {at.name}"))


def lone_stage(at: Place) -> str:
    """The last stage of a file, which is what the file is called for."""
    return _shared(at, file_name(" ".join(posixpath.dirname(at.owner).split("/")[-2:])))


def _shared(at: Place, name: str) -> str:
    mine, theirs = (lines_of(text, unit) if unit is not None else [] for text, unit in _sides(at))
    folder, base = posixpath.dirname(at.owner), f"{name.removesuffix('-base')}-base"
    if mine and theirs and _from(mine) != _from(theirs):
        script = posixpath.join(folder, "setup.sh")
        moved = f"move the commands that are equal to {script}, which both build contexts must hold, and let {at.owner} run it too"
        return f"{ONE_SCRIPT} for both images ({moved})"
    equal = "the lines that are equal" + " and copy nothing" * any(map(_COPY.match, mine))
    if folder == posixpath.dirname(at.into):
        return (
            f"FROM {base}, as one more stage of {at.owner} (move {equal} there to a stage `{base}`, and let both images begin FROM it; "
            "each is then built with `docker build --target`)"
        )
    own = posixpath.join(folder, f"{base}.Dockerfile")
    return (
        f"FROM {base} (move {equal} to {own}, and let {at.owner} begin FROM {base} too; build both with `docker buildx bake`, where "
        f'`contexts = {{{base} = "target:{base}"}}` of a target hands it over)'
    )


def _sides(at: Place) -> tuple[tuple[str, Unit], tuple[str, Unit | None]]:
    return (at.use.owner_text, at.use.unit), (at.use.text, at.use.copy)


def _from(lines: Sequence[str]) -> str:
    words = next((line.split() for line in lines if line.startswith("FROM ")), [])
    return next((word for word in words[1:] if not word.startswith("--")), "")
