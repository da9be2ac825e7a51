"""The hand-written sets: small owned utilities, the same jobs written anew, and other jobs in the same words.

A set is a folder of `type4/`: the owners are `owned.*`, the rest is in all its other files, one for each author.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from benchmarks.quality.model import TYPE_4, Draft, Function, Piece, Span
from benchmarks.quality.planting import SUFFIXES, Planter

FOLDER: Final = Path(__file__).resolve().parent / "type4"
SETS: Final = {"tuning": ("tuning", "described"), "reporting": ("reporting",)}
"""The folders whose jobs are planted for tuning, and for reporting."""
SAME_WORDS: Final = "same words"
KINDS: Final = {"again": TYPE_4, "like": SAME_WORDS}
_HEADER: Final = re.compile(r"^#: (?P<word>\S+) (?P<name>\S+)$", re.MULTILINE)


def add(planter: Planter, language: str, name: str) -> None:
    """Put the owners of one folder of `type4/` into `platform/` as files of their own domains, and plant the rest."""
    suffix, folder = SUFFIXES[language][0], FOLDER / name
    place = "platform" if name in SETS else f"platform/{name}"
    owners: dict[str, Function] = {}
    for domain, title, text in _parts(folder / f"owned{suffix}"):
        path = f"{place}/{domain}{suffix}"
        start = planter.texts.get(path, _head(language, folder))
        first = start.count("\n") + 3
        planter.texts[path] = f"{start}\n\n{text}"
        planter.own(path, domain)
        owners[title] = Function(Span(path, first, first + text.count("\n") - 1), title, text, 0, language)
    for file in others(folder, suffix):
        imports = _imports(file) if language == "python" else ()
        for word, title, text in _parts(file):
            needed = tuple(line for line in imports if _bound(line) in text)
            planter.drafts.append(Draft(KINDS[word], f"hand-written, {title}", (owners[title],), (Piece(text, needed),)))


def others(folder: Path, suffix: str) -> list[Path]:
    """The files of a set that hold no owners, by name."""
    return sorted(path for path in folder.glob(f"*{suffix}") if path.stem != "owned")


def _parts(file: Path) -> list[tuple[str, str, str]]:
    """(first word, name, text) of every part below a header."""
    text = file.read_text(encoding="utf-8")
    heads = list(_HEADER.finditer(text))
    ends = [*(head.start() for head in heads[1:]), len(text)]
    return [(head["word"], head["name"], text[head.end() : end].strip("\n") + "\n") for head, end in zip(heads, ends, strict=True)]


def _head(language: str, folder: Path) -> str:
    if language == "python":
        return "\n".join([*_imports(folder / "owned.py"), "", "log = logging.getLogger(__name__)"]) + "\n"
    return "#!/usr/bin/env bash\n"


def _imports(file: Path) -> tuple[str, ...]:
    return tuple(re.findall(r"^(?:import|from) .+$", file.read_text(encoding="utf-8"), re.MULTILINE))


def _bound(line: str) -> str:
    return re.split(r"[ .,]", line.rsplit(" import ", maxsplit=1)[-1].removeprefix("import "))[0]
