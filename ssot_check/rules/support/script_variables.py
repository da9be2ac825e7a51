"""Which variables a shell script may have from the scripts that it sources, and from those that source it."""

from __future__ import annotations

from functools import cached_property

from ssot_check.model.parsed import ParsedFile, ReferenceKind
from ssot_check.model.project import Project
from ssot_check.rules.support.footing import uses_of
from ssot_check.rules.support.uses import Uses

_SHELL = "shell"


class ScriptVariables:
    """Answers for all scripts of a project; who sources whom is found out when it is asked for the first time."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def may_set(self, path: str, name: str) -> bool:
        """True when another script sets the variable where this one reads it, or may do so unseen.

        What is neither started by itself nor sourced by a script that can be seen is a part of somebody unknown.
        """
        around = {other for other, reached in self._reached.items() if path in reached}
        if around <= {path} and path not in self._project.tree.executable:
            return True
        files = [self._project.files[other] for other in sorted(around.union(*(self._reached[other] for other in around)))]
        return any(_is_dark(file, self._project) or any(item.name == name for item in file.definitions) for file in files)

    @cached_property
    def _reached(self) -> dict[str, frozenset[str]]:
        """By script, itself and every analysed file that runs in the same shell."""
        uses = uses_of(self._project)
        scripts = [file for _, file in sorted(self._project.files.items()) if file.language == _SHELL]
        return {file.path: frozenset({file.path, *self._sourced(uses, file)}) for file in scripts}

    def _sourced(self, uses: Uses, file: ParsedFile) -> set[str]:
        found: set[str] = set()
        waiting = [file]
        while waiting:
            for target in uses.targets(waiting.pop()):
                known = self._project.files.get(target.path)
                if target.reference.kind is ReferenceKind.SOURCE and known is not None and target.path not in found:
                    found.add(target.path)
                    waiting.append(known)
        return found


def _is_dark(file: ParsedFile, project: Project) -> bool:
    """True when the file may define more than can be seen: it evaluates text, or sources what was not analysed."""
    sourced = (item.name for item in file.references if item.kind is ReferenceKind.SOURCE)
    return file.open_names or any(name not in project.files for name in sourced)
