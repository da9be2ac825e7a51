"""Write docs/rules/ from the rules' own docstrings, and docs/{registry,settings,jobs}.md from schema, settings and catalogue.

With --check nothing is written; it only says which pages are out of date.

Exit codes: 0 in date or written, 1 out of date (--check), 2 wrong usage.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TypeAlias

from ssot_check.discovery import rules
from ssot_check.matching.catalogue import LANGUAGES, catalogue
from ssot_check.model.plugins import Rule
from ssot_check.workspace.registry.schema import schema_text
from ssot_check.workspace.settings import PREFIX, Kind, known

Node: TypeAlias = Mapping[str, Any]

FOLDER: Final = Path(__file__).resolve().parent.parent / "docs"
HEADINGS: Final = ("What it does", "Why it matters", "How to fix")
FAMILIES: Final = {
    "0": "Integrity of the run",
    "1": "The registry holds",
    "2": "Duplicates outside the owner",
    "3": "The owner is bypassed",
    "4": "Deprecated use",
    "5": "Config facts drift",
    "6": "Documentation",
    "7": "Ownership and locks",
    "8": "Suppressions and baseline",
    "9": "The gate is wired",
}
ORIGIN: Final = """Written by `scripts/generate_docs.py` from the rules' docstrings; `ssot-check explain CODE` prints the same text.
The column *fix*: safe fixes are applied by `check --fix`, suggested ones by `check --unsafe-fixes`, each where the repair is certain
([fixes.md](../fixes.md))."""
WORDS: Final = """## Words

- **registry**: the file `SSOT_LOCK.yml`, which says where the one true version of something is ([registry.md](../registry.md)).
  A *compat* registry is one without `schema_version: 2`.
- **domain**: one entry of the registry, one kind of knowledge: logging, retry, the database port.
- **owner**: the files under a domain's `paths` and `members`. What they define is *owned*; a copy of it elsewhere is a finding.
- **unit**: what is compared: a function, method, class, table of constants, or block of a config file.
- **profile**: what is known of a domain's `kind` beforehand: its usual names, calls, words and bans.
- **ban**: a name or command that only the owner may use. **Wrapper**: a file that may use it, too, and passes calls on to the owner.
- **fact**: a value that is decided in one place, and the name it goes by.
- **hint**: a likeness that is too weak to report: counted, and shown under `--hints`.
- **the change**: what differs from another commit (`--since`) or what is staged (`--staged`).
- **baseline**: a file of findings that were there before and fail no run. **Suppression**: a comment or an entry of `exceptions` that
  allows one finding, with a reason.
- **information**: a finding that never fails a run.
- **UNTRUSTED**: the verdict of a run that could not see everything it had to; exit code 2.
"""
REGISTRY_HEAD: Final = """# The registry

Written by `scripts/generate_docs.py` from the JSON Schema that `ssot-check registry schema` prints. Bold keys must be there;
an unknown key is an error. Paths are relative to the repository's root; patterns are those of gitignore.
The README says which keys are read and not yet checked.

```yaml
schema_version: 2
domains:
  http_clients:
    paths: [src/app/http.py]
    exports: [fetch_json]
exceptions:
  - {code: SSOT203, path: services/edge/client.py, reason: its image ships without the library, until: 2027-03-01}
```
"""

SETTINGS_HEAD: Final = f"""# Settings

Written by `scripts/generate_docs.py`. How a run goes is said in four places, and the later one wins: what is built in,
`[tool.ssot-check]` of the `pyproject.toml` at the repository's root, the environment, the command line.
`ssot-check check --show-settings` prints every value and where it comes from. What is checked, and what fails a run, says the
registry ([registry.md](registry.md)).

```toml
[tool.ssot-check]
ignore = ["SSOT116"]
jobs = 4
```

The same in the environment: `{PREFIX}IGNORE=SSOT116`, `{PREFIX}JOBS=4` (capitals, `_` for `-`; commas separate a list;
1, true, yes and on are true). On the command line: `--ignore SSOT116 --jobs 4`. An unknown name or a wrong value ends the run
with exit code 2.

| setting | value | built in | meaning |
|---|---|---|---|"""
JOBS_HEAD: Final = """# Well-known jobs

Written by `scripts/generate_docs.py` from the catalogue in `ssot_check/matching/known/`. When a function that another file holds
does one of these, and a unit of an owner does it too, rule [207](rules/SSOT207.md) says so, however differently the two are written.
Both must do what such a utility must do, and be called like it and like nothing else (else it is a hint); those in italics are known by
what they do alone. Those marked *hint*
are shown under `--hints`: as often they are done for a thing of their own.
"""
JOBS_OF: Final = {"": "Python and shell", "go": "Go", "rust": "Rust", "typescript": "TypeScript and JavaScript"}

BUILT_IN: Final = {"jobs": "one for each processor, at most 16"}
"""Built-in values that differ from one machine to the next."""


def family(rule: Rule) -> str:
    """Title of the family that the first digit of the code names."""
    return FAMILIES[rule.code.removeprefix("SSOT")[0]]


def fixes(rule: Rule) -> str:
    """How safe the fixes are that the rule's findings carry."""
    return rule.fix.value if rule.fix else "none"


def body(explanation: str) -> str:
    """The docstring as Markdown: the first line is left out (it is the summary), the three headings become headings."""
    lines: list[str] = []
    for line in explanation.strip().splitlines()[1:]:
        bare = line.strip().strip("#:").strip()
        if bare in HEADINGS:
            lines += ["", f"## {bare}", ""]
        elif not (line.strip() and set(line.strip()) <= set("-=")):
            lines.append(line.rstrip())
    return squeeze(lines)


def squeeze(lines: Sequence[str]) -> str:
    """Join lines; runs of empty lines become one, none at either end."""
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip("\n")


def page(rule: Rule) -> str:
    """One rule's page."""
    facts = f"{family(rule)} · severity: {rule.severity.value} · fix: {fixes(rule)} · [words](index.md#words)"
    return f"# {rule.code} {rule.name}\n\n{rule.summary}\n\n{facts}\n\n{body(rule.explanation)}\n"


def index(found: Sequence[Rule]) -> str:
    """All rules, by family."""
    lines = ["# Rules", "", ORIGIN, "", WORDS]
    for title in FAMILIES.values():
        members = [rule for rule in found if family(rule) == title]
        if members:
            lines += [f"## {title}", "", "| code | name | severity | fix | what it says |", "|---|---|---|---|---|"]
            lines += [row(rule) for rule in members]
            lines.append("")
    return "\n".join(lines)


def row(rule: Rule) -> str:
    """One line of the index."""
    summary = rule.summary.replace("|", "\\|")
    return f"| [{rule.code}]({rule.code}.md) | {rule.name} | {rule.severity.value} | {fixes(rule)} | {summary} |"


def registry_page(schema: Node) -> str:
    """The whole page: the keys at the top, then one table for each kind of entry, in the schema's order."""
    parts = [REGISTRY_HEAD, *table("At the top", schema)]
    for name, node in schema["$defs"].items():
        if "properties" in node:
            parts += table(f"`{name}`", node)
    return "\n".join(parts)


def table(title: str, node: Node) -> list[str]:
    """A section with one table."""
    return [f"## {title}", "", node["description"], "", "| key | value | meaning |", "|---|---|---|", *rows(node, ""), ""]


def rows(node: Node, prefix: str) -> Iterator[str]:
    """A line for each key; keys inside it follow, joined by dots."""
    for key, value in node["properties"].items():
        must = "**" if key in node.get("required", ()) else ""
        yield f"| {must}`{prefix}{key}`{must} | {kind(value)} | {meaning(value)} |"
        if "properties" in value:
            yield from rows(value, f"{prefix}{key}.")
        each = value.get("additionalProperties")
        if isinstance(each, Mapping) and "properties" in each:
            yield from rows(each, f"{prefix}{key}.NAME.")


def kind(node: Node) -> str:
    """What may stand there, in a word or two."""
    if "enum" in node:
        return ", ".join(f"`{choice}`" for choice in node["enum"])
    if "const" in node:
        return f"`{node['const']}`"
    if "$ref" in node:
        return f"`{node['$ref'].rpartition('/')[2]}`"
    if "anyOf" in node:
        return " or ".join(dict.fromkeys(kind(choice) for choice in node["anyOf"]))
    if node.get("type") == "array":
        return f"list of {kind(node['items'])}"
    each = node.get("additionalProperties")
    if isinstance(each, Mapping):
        return f"NAME: {kind(each)}"
    return {"object": "mapping"}.get(str(node.get("type")), str(node.get("type"))) if isinstance(node.get("type"), str) else "`text`"


def meaning(node: Node) -> str:
    """What a key means, and its default."""
    said = f" Default: `{json.dumps(node['default'])}`." if "default" in node else ""
    return str(node["description"]).replace("|", "\\|") + said


def settings_page(settings: Mapping[str, Kind]) -> str:
    """One line for each setting."""
    lines = [f"| `{name}` | {item.wanted} | {BUILT_IN.get(name) or built_in(item)} | {item.meaning} |" for name, item in settings.items()]
    return "\n".join((SETTINGS_HEAD, *lines)) + "\n"


def jobs_page() -> str:
    """The jobs of every language, in the order of the alphabet."""
    parts = [JOBS_HEAD]
    for language in ("", *LANGUAGES):
        parts += [f"## {JOBS_OF[language]}", "", *(f"- {job_line(language, name)}" for name in sorted(catalogue(language))), ""]
    return "\n".join(parts)


def job_line(language: str, name: str) -> str:
    """What is done, and how it is known."""
    job = catalogue(language)[name]
    return (f"*{name}*" if job.telling else name) + (" (hint)" if job.unsure else "")


def built_in(item: Kind) -> str:
    """The built-in value as `pyproject.toml` would say it; an empty text or list is nothing."""
    empty = item.default in ("", ())
    return "" if empty else f"`{json.dumps(item.default)}`"


def pages(found: Sequence[Rule]) -> Mapping[str, str]:
    """Path below docs/ to text, for every generated page."""
    explained = {f"rules/{rule.code}.md": page(rule) for rule in found}
    first = {"registry.md": registry_page(json.loads(schema_text())), "settings.md": settings_page(known()), "jobs.md": jobs_page()}
    return {**first, "rules/index.md": index(found), **explained}


def stale(folder: Path, wanted: Mapping[str, str]) -> list[str]:
    """Pages that are missing, differ, or belong to no rule any more; sorted."""
    files = [
        *folder.glob("rules/*.md"),
        *(folder / name for name in ("registry.md", "settings.md", "jobs.md") if (folder / name).is_file()),
    ]
    present = {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in files}
    return sorted(name for name in wanted.keys() | present.keys() if wanted.get(name) != present.get(name))


def write(folder: Path, wanted: Mapping[str, str], names: Sequence[str]) -> None:
    """Bring the named pages in date."""
    (folder / "rules").mkdir(parents=True, exist_ok=True)
    for name in names:
        if name in wanted:
            (folder / name).write_text(wanted[name], encoding="utf-8", newline="\n")
        else:
            (folder / name).unlink()


def main(argv: Sequence[str] | None = None) -> int:
    """Write or check; returns the exit code."""
    parser = argparse.ArgumentParser(description="Write the pages below docs/ that the program itself can tell.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a page is out of date")
    options = parser.parse_args(argv)
    wanted = pages(rules())
    names = stale(FOLDER, wanted)
    if options.check:
        for name in names:
            sys.stderr.write(f"docs/{name} is out of date; run scripts/generate_docs.py\n")
        return 1 if names else 0
    write(FOLDER, wanted, names)
    sys.stderr.write(f"{len(names)} of {len(wanted)} pages written\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
