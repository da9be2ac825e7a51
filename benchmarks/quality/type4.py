"""The hand-written set: small owned utilities, the same jobs written anew, and other jobs in the same words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from benchmarks.quality.model import TYPE_4, Draft, Function, Piece, Span
from benchmarks.quality.planting import SUFFIXES, Planter

FOLDER: Final = Path(__file__).resolve().parent / "type4"
SAME_WORDS: Final = "same words"
KINDS: Final = {"again": TYPE_4, "like": SAME_WORDS}
_HEADER: Final = re.compile(r"^#: (?P<word>\S+) (?P<name>\S+)$", re.MULTILINE)


def add(planter: Planter, language: str) -> None:
    """Put the owners into `platform/` as files of their own domains, and plant the rest."""
    suffix = SUFFIXES[language]
    owners: dict[str, Function] = {}
    for domain, name, text in _parts(f"owned{suffix}"):
        path = f"platform/{domain}{suffix}"
        start = planter.texts.get(path, _head(language))
        first = start.count("\n") + 3
        planter.texts[path] = f"{start}\n\n{text}"
        planter.own(path, domain)
        owners[name] = Function(Span(path, first, first + text.count("\n") - 1), name, text, 0, language)
    imports = _imports("again.py") if language == "python" else ()
    for word, name, text in _parts(f"again{suffix}"):
        needed = tuple(line for line in imports if _bound(line) in text)
        planter.drafts.append(Draft(KINDS[word], f"hand-written, {name}", (owners[name],), (Piece(text, needed),)))


def _parts(file: str) -> list[tuple[str, str, str]]:
    """(first word, name, text) of every part below a header."""
    text = (FOLDER / file).read_text(encoding="utf-8")
    heads = list(_HEADER.finditer(text))
    ends = [*(head.start() for head in heads[1:]), len(text)]
    return [(head["word"], head["name"], text[head.end() : end].strip("\n") + "\n") for head, end in zip(heads, ends, strict=True)]


def _head(language: str) -> str:
    if language == "python":
        return "\n".join([*_imports("owned.py"), "", "log = logging.getLogger(__name__)"]) + "\n"
    return "#!/usr/bin/env bash\n"


def _imports(file: str) -> tuple[str, ...]:
    return tuple(re.findall(r"^(?:import|from) .+$", (FOLDER / file).read_text(encoding="utf-8"), re.MULTILINE))


def _bound(line: str) -> str:
    return re.split(r"[ .,]", line.rsplit(" import ", maxsplit=1)[-1].removeprefix("import "))[0]
