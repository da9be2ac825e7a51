"""The look at the same files of a run that tells of all others, too: where it tells what it told, so does one about staged owners."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from ssot_check.model.dataclass import replace
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.report import Report
from ssot_check.model.staged import Staged
from ssot_check.pipeline.again.calm import known
from ssot_check.pipeline.again.recount import shifted

if TYPE_CHECKING:
    from ssot_check.pipeline.again.look import Look


class Wide(NamedTuple):
    """A look about staged files, and that one."""

    look: Look
    beyond: Look

    @property
    def edited(self) -> frozenset[str]:
        """The owners among the files of which no more is asked than what they own."""
        return self.beyond.edited

    def said(self, before: Mapping[str, ParsedFile], left: Mapping[str, ParsedFile], after: Mapping[str, ParsedFile]) -> Report | None:
        """What is told of staged owners; None where it may be something new. Raises UnsureError."""
        told, rows = self.beyond.said(before, left, after), self.look.old.domains
        return replace(self.look.old, domains=shifted(rows, self.beyond.old.domains, told.domains)) if told is not None else None


def wide(look: Look) -> Wide | None:
    """None where it is not known what such a run told of the state that the `look` compares with, or the files are not plain to it."""
    config = replace(look.config, staged=False)
    calm = known(config, look.start, look.memory)
    if calm is None or (calm.sums, calm.files, calm.told) != (look.calm.sums, look.calm.files, look.calm.told):
        return None
    beyond = replace(look, config=config, calm=calm, touched=Staged(look.paths, look.start.registry.path))
    return Wide(look, beyond) if beyond.is_plain() else None
