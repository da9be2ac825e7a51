"""`ssot-check registry`: show what the registry says, validate it, print its JSON Schema."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict

import click

from ssot_check.cli.options import where
from ssot_check.cli.output import PIPE_WIDTH, emit, say
from ssot_check.cli.request import request
from ssot_check.model.errors import RegistryError
from ssot_check.model.problem import Problem
from ssot_check.model.registry import Ban, Component, Deprecated, Domain, ExceptionEntry, Registry
from ssot_check.model.report import Presentation
from ssot_check.model.verdict import Severity, Verdict
from ssot_check.reports.support.hygiene import visible
from ssot_check.reports.support.words import plural


@click.group(name="registry", no_args_is_help=False, short_help="Show, validate and describe the registry.")
def registry_group() -> None:
    """Show, validate and describe the registry."""


@registry_group.command(short_help="Print what the registry says, domain by domain.")
@where
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True, help="How to print it.")
def show(folder: str, registry: str | None, form: str) -> int:
    """Print every domain with its components, paths, exports and deprecated entries."""
    loaded, problems = load(folder, registry)
    emit(as_json(loaded) if form == "json" else as_text(loaded))
    if problems:
        say(f"{counted(problems)} in {loaded.path}; `ssot-check registry validate` shows them")
    return verdict(problems)


@registry_group.command()
@where
def validate(folder: str, registry: str | None) -> int:
    """Check that the registry can be read as it is meant.

    Whether what it says is true of the repository, `ssot-check check --select SSOT1` tells.

    \b
    Exit codes:
      0  it can (warnings are allowed)
      2  it is missing, broken, or a value of it cannot be used
    """  # noqa: D301 -- click wants the character \b itself
    loaded, problems = load(folder, registry)
    from ssot_check.reports.support.problems import render_problem

    blocks = [render_problem(problem, Presentation(width=PIPE_WIDTH)) for problem in problems]
    line = f"{visible(loaded.path)}: {loaded.dialect}, {plural(len(loaded.domains), 'domain')}, {counted(problems)}"
    emit("\n".join([*blocks, line + "\n"]))
    return verdict(problems)


@registry_group.command()
def schema() -> int:
    """Print the JSON Schema of version 2, for editors."""
    from ssot_check.workspace.registry.schema import schema_text

    emit(schema_text())
    return 0


def load(folder: str, named: str | None) -> tuple[Registry, tuple[Problem, ...]]:
    """The registry of the run and its problems. Raises RegistryError when none of it can be read."""
    from ssot_check.workspace import lockfile

    asked = request(folder, {"registry": named})
    loaded = lockfile.load(asked.registry(), asked.root, asked.settings.number("max-registry-bytes"))
    if loaded.registry is None:
        raise RegistryError(loaded.problems)
    return loaded.registry, loaded.problems


def verdict(problems: Sequence[Problem]) -> int:
    """0, or 2 when a problem is an error."""
    broken = any(problem.severity is Severity.ERROR for problem in problems)
    return int(Verdict.UNTRUSTED if broken else Verdict.CLEAN)


def counted(problems: Sequence[Problem]) -> str:
    """How many errors and warnings."""
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    return f"{plural(errors, 'error')}, {plural(len(problems) - errors, 'warning')}"


def as_json(registry: Registry) -> str:
    """The whole registry as JSON, without its text."""
    data = asdict(registry)
    del data["lines"]
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def as_text(registry: Registry) -> str:
    """The registry as an indented tree."""
    head = f"{registry.path}: {registry.dialect}, enforcement {registry.level}, {plural(len(registry.domains), 'domain')}"
    blocks = [[head], *(list(domain_lines(domain)) for domain in registry.domains)]
    if registry.deprecated:
        blocks.append(["deprecated", *(f"  {deprecated_line(item)}" for item in registry.deprecated)])
    if registry.facts:
        blocks.append(["facts", *(f"  {fact.name} ({fact.type})" for fact in registry.facts)])
    if registry.exceptions:
        blocks.append(["exceptions", *(f"  {exception_line(item)}" for item in registry.exceptions)])
    return "\n".join("".join(visible(line) + "\n" for line in block) for block in blocks)


def domain_lines(domain: Domain) -> Iterator[str]:
    """A domain's lines."""
    yield domain.name + (f": {domain.description}" if domain.description else "")
    if domain.people:
        yield f"  people: {', '.join(domain.people)}"
    for component in domain.components:
        yield from component_lines(component)
    for wrapper in domain.wrappers:
        yield f"  wrapper {wrapper.path.path}"
    for named in domain.named:
        yield f"  {named.role} {named.path.path}"
    yield from bound_lines(domain)
    if domain.depends_on:
        yield f"  depends on {', '.join(item.name for item in domain.depends_on)}"
    for entry in domain.deprecated:
        yield f"  deprecated {deprecated_line(entry)}"


def bound_lines(domain: Domain) -> Iterator[str]:
    """What the domain asks of the files outside it."""
    for variants in domain.variants:
        yield f"  {variants.kind} only in {', '.join(entry.path for entry in variants.allowed) or 'no file'}"
    for ban in domain.bans:
        yield f"  banned {ban_line(ban)}"
    for must in domain.must_use:
        yield f"  {must.files.path} must use {must.source.path}"


def ban_line(ban: Ban) -> str:
    """What nobody but the owner may touch, what to use instead, and where it is allowed all the same."""
    what = ", ".join(ban.symbols) or f"command `{ban.command}`"
    allowed = ", ".join(entry.path for entry in ban.allow_in)
    said = "; ".join(part for part in (f"use {ban.use}" if ban.use else "", f"allowed in {allowed}" if allowed else "") if part)
    return f"{what} ({said})" if said else what


def component_lines(component: Component) -> Iterator[str]:
    """A component's lines."""
    yield f"  {component.name or 'owner'}" + (" (locked)" if component.locked else "")
    for entry in component.paths:
        yield f"    {entry.path}"
    for entry in component.members:
        yield f"    {entry.path} (member)"
    if component.exports:
        yield f"    exports {', '.join(item.name for item in component.exports)}"


def exception_line(entry: ExceptionEntry) -> str:
    """One finding that may stand: which, where, until when and why."""
    where = f"{entry.path.path}::{entry.symbol}" if entry.symbol else entry.path.path
    return f"{entry.code} {where}" + (f" until {entry.until}" if entry.until else "") + f": {entry.reason}"


def deprecated_line(entry: Deprecated) -> str:
    """One deprecated thing: what, instead of it what, until when, and what it says of itself."""
    what = entry.path.path if entry.path else ""
    if entry.symbol:
        what = f"{what}::{entry.symbol}" if what else entry.symbol
    use = " or ".join(item.path for item in entry.use)
    parts = [f"use {use}" if use else "", f"remove in {entry.remove_in}" if entry.remove_in else "",
             f"remove by {entry.remove_by}" if entry.remove_by else "", entry.state]  # fmt: skip
    said = "; ".join(part for part in parts if part)
    return f"{what} ({said})" if said else what
