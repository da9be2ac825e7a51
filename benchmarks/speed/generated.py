"""A large repository that nobody wrote: the same number and seed give the same bytes.

Functions are put together from a vocabulary in which, as in real code, a few words are everywhere and most are rare. The owners stand in
`src/core/`; every COPY_EVERY-th file holds a copy of one of their functions with its names changed.
"""

from __future__ import annotations

import random
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final

SEED: Final = 20_260_101
FILES: Final = 20_000
LINES: Final = 150
COPY_EVERY: Final = 500
LARGE: Final = 3
"""So many files of LARGE_LINES lines each: the large files of a commit."""
LARGE_LINES: Final = 1_340
PACKAGE_FILES: Final = 40
KINDS: Final = ("logging", "retry", "configuration", "storage", "caching", "metrics", "dates", "validation")
OWNED: Final = 4
"""Files of each kind in `src/core/`."""
_VERBS: Final = (
    "load read fetch build make find check parse render store update merge split count group order queue drop apply resolve open close"
    " encode decode collect filter map trace watch bind plan route scale shift settle weigh grant revoke draft"
)
VERBS: Final = tuple(_VERBS.split(" "))
_SYLLABLES: Final = "ba co di fe gu ha ki lo mu ne po qua ri so tu va wi xe yo za bra cle dri fro glu"
SYLLABLES: Final = tuple(_SYLLABLES.split(" "))


def write(root: Path, files: int = FILES, lines: int = LINES, *, large: bool = True) -> Path:
    """The repository below `root`, committed; nothing is done when it is there already."""
    if (root / ".git").is_dir():
        return root
    words = some_words(random.Random(SEED))
    owners = {path: list(_functions(random.Random(f"{SEED}:{path}"), words, lines)) for path in _owner_paths()}
    for path, functions in owners.items():
        _put(root / path, _module(path, functions))
    copied = [function for functions in owners.values() for function in functions]
    for number in range(files - len(owners)):
        _put(root / _path(number), _file(number, words, copied, lines))
    for number in range(LARGE if large else 0):
        chance = random.Random(f"{SEED}:large{number}")
        _put(root / f"src/large/big_{number}.py", _module(f"large {number}", _functions(chance, words, LARGE_LINES)))
    _put(root / "SSOT_LOCK.yml", _registry(owners))
    for command in (["init", "-q"], ["add", "-A"], ["-c", "user.name=b", "-c", "user.email=b@b", "commit", "-q", "-m", "generated"]):
        subprocess.run(["git", *command], cwd=root, check=True)
    return root


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _owner_paths() -> list[str]:
    return [f"src/core/{kind}/part_{number}.py" for kind in KINDS for number in range(OWNED)]


def _path(number: int) -> str:
    ending = "sh" if number % 50 == 49 else "yml" if number % 100 == 48 else "py"
    return f"src/pkg_{number // PACKAGE_FILES:03d}/unit_{number % PACKAGE_FILES:02d}.{ending}"


def some_words(chance: random.Random) -> list[str]:
    """A vocabulary."""
    found: dict[str, None] = {}
    while len(found) < 6_000:
        found["".join(chance.choice(SYLLABLES) for _ in range(chance.randint(2, 4)))] = None
    return list(found)


def _word(chance: random.Random, words: list[str]) -> str:
    """Frequent words first, after Zipf: the density falls with the rank."""
    return words[int(len(words) ** chance.random()) - 1]


def _file(number: int, words: list[str], copied: list[list[str]], lines: int) -> str:
    chance = random.Random(f"{SEED}:{number}")
    path = _path(number)
    if path.endswith(".sh"):
        return "\n".join(["#!/bin/sh", *_shell(chance, words, lines // 3)]) + "\n"
    if path.endswith(".yml"):
        return "\n".join(_config(chance, words, lines // 3)) + "\n"
    functions = list(_functions(chance, words, lines))
    if number % COPY_EVERY == 0:
        functions.append(_renamed(copied[number // COPY_EVERY % len(copied)]))
    return _module(path, functions)


def _module(title: str, functions: Iterator[list[str]] | list[list[str]]) -> str:
    body = "\n\n\n".join("\n".join(lines) for lines in functions)
    return f'"""Part {title}."""\n\nimport json\nimport os\nfrom pathlib import Path\n\n\n{body}\n'


def _renamed(function: list[str]) -> list[str]:
    head = function[0].replace("(", "_again(", 1)
    return [head, *(line.replace("result", "outcome").replace("item", "entry") for line in function[1:])]


def _functions(chance: random.Random, words: list[str], lines: int) -> Iterator[list[str]]:
    """Functions until so many lines are reached."""
    total = 6
    while total < lines - 4:
        made = function(chance, words)
        total += len(made) + 2
        yield made


def function(chance: random.Random, words: list[str]) -> list[str]:
    """The lines of one function made of these words."""
    first, second = _word(chance, words), _word(chance, words)
    lines = [f"def {chance.choice(VERBS)}_{first}_{second}({first}, {second}, limit={chance.randint(1, 90)}):"]
    lines += [f'    """{chance.choice(VERBS).title()} the {first} of a {second}."""', "    result = []"]
    for _ in range(chance.randint(2, 6)):
        lines += _statement(chance, words, first, second)
    return [*lines, "    return result"]


def _statement(chance: random.Random, words: list[str], first: str, second: str) -> list[str]:
    one, two, three = (_word(chance, words) for _ in range(3))
    shapes = (
        [f"    {one} = {first}.{chance.choice(VERBS)}_{two}({second}, limit)"],
        [f"    for item in {first}.{one}:", f"        if item.{two} > limit:", f"            result.append(item.{three}())"],
        [f'    if {second} is None or "{one} {two}" in {first}:', f'        raise ValueError("no {three} for {{}}".format({second}))'],
        ["    try:", f"        {one} = json.loads({first}.{two})", "    except ValueError:", f'        {one} = {{"{three}": limit}}'],
        [f'    with open(os.path.join({first}, "{one}.{two}")) as stream:', f"        result.extend(stream.{three}(limit))"],
        [f"    {one} = [{two}.{three} for {two} in {second} if {two}.{chance.choice(VERBS)}]", f"    result.append({one})"],
        [f'    {one} = Path({first}) / "{two}" / str({second})', f"    {one}.mkdir(exist_ok=True)"],
        ["    while limit > 0:", f"        limit -= {first}.{one}({two}={second})", f'        result.append("{three}")'],
    )
    return shapes[chance.randrange(len(shapes))]


def _shell(chance: random.Random, words: list[str], lines: int) -> Iterator[str]:
    for _ in range(max(1, lines // 5)):
        one, two, three = (_word(chance, words) for _ in range(3))
        yield from (f"{chance.choice(VERBS)}_{one}() {{", f'    local {two}="$1"', f'    {one}-ctl {three} --{two} "${two}"', "}", "")


def _config(chance: random.Random, words: list[str], lines: int) -> Iterator[str]:
    for number in range(max(1, lines // 3)):
        one, two = _word(chance, words), _word(chance, words)
        yield from (f"{one}_{number}:", f"  {two}: {chance.randint(1, 999)}", f"  name: {two} of {one}")


def _registry(owners: dict[str, list[list[str]]]) -> str:
    lines = ["schema_version: 2", "domains:"]
    for kind in KINDS:
        names = [functions[0][0].split()[1].split("(")[0] for path, functions in owners.items() if f"/{kind}/" in path]
        lines += [f"  {kind}:", f"    paths: [src/core/{kind}/**]", f"    exports: [{', '.join(dict.fromkeys(names))}]"]
    return "\n".join(lines) + "\n"
