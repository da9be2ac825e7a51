"""Whether what a registry names lies behind a link that leads out of the repository."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


class Links:
    """Asks the disk once for each path; `said` has the answers by path, True where it leads out."""

    def __init__(self, root: Path) -> None:
        self.said: dict[str, bool] = {}
        self._root = root
        self._real_root: Path | None = None

    def lead_out(self, path: str) -> bool:
        """True when `path`, from the root, stands for something outside."""
        if path not in self.said:
            self.said[path] = self._leads_out(path)
        return self.said[path]

    def _leads_out(self, path: str) -> bool:
        if self._real_root is None:
            self._real_root = self._root.resolve()
        try:
            return not (self._root / path).resolve().is_relative_to(self._real_root)
        except (OSError, RuntimeError, ValueError):  # a loop of links, or a name the file system cannot hold
            return False


def are_as_before(root: Path, said: Mapping[str, bool]) -> bool:
    """True when the disk answers today what it `said`."""
    links = Links(root)
    return all(links.lead_out(path) is out for path, out in said.items())
