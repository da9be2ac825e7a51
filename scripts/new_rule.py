"""Write an empty rule and its two fixture folders: new_rule.py SSOT299 some-name.

The first digit of the code picks the family, and so the folder. Nothing that exists is overwritten.
Exit codes: 0 written, 2 wrong usage or something of that name or code is there already.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
FAMILIES: Final = {
    "0": ("integrity", "Integrity of the run."),
    "1": ("registry", "The registry holds."),
    "2": ("duplicates", "Duplicates outside the owner."),
    "3": ("bypass", "The owner is bypassed."),
    "4": ("deprecation", "Deprecated use."),
    "5": ("facts", "Config facts drift."),
    "6": ("documentation", "Documentation."),
    "7": ("ownership", "Ownership and locks."),
    "8": ("suppressions", "Suppressions and baseline."),
    "9": ("gate", "The gate is wired."),
}
RULE: Final = '''"""One sentence that says what is wrong.

What it does
------------
Say what is compared with what.

Why it matters
--------------
Say what goes wrong when nobody reports this.

How to fix
----------
Say what to write instead.
"""

from collections.abc import Iterator

from ssot_check.model.finding import Finding
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.verdict import Severity


def check(project: Project) -> Iterator[Finding]:
    """Yield one finding per place."""
    yield from ()


RULE = Rule(code="{code}", name="{name}", severity=Severity.ERROR, explanation=__doc__, check=check)
'''
REGISTRY: Final = """schema_version: 2
domains:
  example:
    paths: [owner.py]
"""


def files(code: str, name: str) -> Mapping[str, str]:
    """Repository path to text, for everything a new rule needs."""
    folder, title = FAMILIES[code.removeprefix("SSOT")[0]]
    module = name.replace("-", "_")
    wanted = {
        f"ssot_check/rules/{folder}/{module}.py": RULE.replace("{code}", code).replace("{name}", name),
        f"tests/rules/{module}/bad_example/SSOT_LOCK.yml": REGISTRY,
        f"tests/rules/{module}/bad_example/owner.py": "",
        f"tests/rules/{module}/bad_example/expected.txt": "",
        f"tests/rules/{module}/good_example/SSOT_LOCK.yml": REGISTRY,
        f"tests/rules/{module}/good_example/owner.py": "",
        f"tests/rules/{module}/good_example/expected.txt": "",
    }
    init = f"ssot_check/rules/{folder}/__init__.py"
    return wanted if (ROOT / init).exists() else {init: f'"""{title}"""\n', **wanted}


def taken(code: str, wanted: Mapping[str, str]) -> list[str]:
    """Paths that are in the way: files that exist, and a rule that has the code already."""
    sources = sorted((ROOT / "ssot_check" / "rules").rglob("*.py"))
    same = [str(path.relative_to(ROOT)) for path in sources if f'"{code}"' in path.read_text(encoding="utf-8")]
    return same + [path for path in wanted if (ROOT / path).exists()]


def main(argv: Sequence[str] | None = None) -> int:
    """Write the files; returns the exit code."""
    parser = argparse.ArgumentParser(description="Write an empty rule and its fixture folders.")
    parser.add_argument("code", help="SSOT and three digits")
    parser.add_argument("name", help="lower-case words joined by hyphens; reads well after 'allow'")
    options = parser.parse_args(argv)
    if not re.fullmatch(r"SSOT\d{3}", options.code):
        parser.error(f"{options.code!r} is no code: SSOT and three digits")
    if not re.fullmatch(r"[a-z]+(-[a-z]+)*", options.name):
        parser.error(f"{options.name!r} is no name: lower-case words joined by hyphens")
    wanted = files(options.code, options.name)
    in_the_way = taken(options.code, wanted)
    if in_the_way:
        parser.error("already there: " + ", ".join(in_the_way))
    for path, text in wanted.items():
        target = ROOT / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
        sys.stdout.write(path + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
