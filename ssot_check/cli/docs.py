"""`ssot-check docs`: the guideline of every domain and the review checklist, from the registry."""

from __future__ import annotations

import os
from pathlib import Path

import click

from ssot_check import discovery
from ssot_check.cli.options import where
from ssot_check.cli.output import emit, say
from ssot_check.cli.request import configure, request
from ssot_check.model.dataclass import replace
from ssot_check.model.errors import SsotError
from ssot_check.model.verdict import Severity, Verdict
from ssot_check.reports.support.words import plural

DEFAULT_FOLDER = "docs/ssot"


@click.command(short_help="Write the guideline of every domain and the review checklist.")
@where
@click.option("-o", "--output", metavar="DIR", type=click.Path(), help=f"Where they go.  [default: {DEFAULT_FOLDER} below the root]")
@click.option("--check", "only", is_flag=True, help="Write nothing; say which are out of date.")
def docs(folder: str, registry: str | None, output: str | None, *, only: bool) -> int:
    """Write one guideline per domain, an index and a review checklist, in Markdown, from the registry and its owners.

    Each says who owns the domain, what it provides, the import or `source` line to use, examples from the
    repository, what not to do, and what is deprecated.
    Files that this command has not written are left alone.

    \b
    Exit codes:
      0  written, or in date
      1  out of date (--check)
      2  the registry or an owner could not be read: nothing is written
    """  # noqa: D301 -- click wants the character \b itself
    from ssot_check.pipeline.answers.guide import guide
    from ssot_check.reports.support.guide_pages import guide_pages
    from ssot_check.reports.support.guidelines import MARK
    from ssot_check.workspace.pages import outdated, renew

    asked = request(folder, {"registry": registry})
    config = configure(asked, (), (), discovery.format_names(), discovery.rule_codes)
    found = guide(replace(config, registry=asked.registry()))
    grave = [problem for problem in found.problems if problem.severity is Severity.ERROR]
    if grave:
        first = grave[0]
        raise SsotError(f"no documents are made: {first.message} ({first.code} at {first.location})", first.remedy)
    target = Path(os.path.abspath(asked.start / output)) if output else asked.root / DEFAULT_FOLDER  # noqa: PTH100 -- follows no link
    wanted = guide_pages(found)
    names = outdated(target, wanted, MARK)
    shown = os.path.relpath(target, asked.start)
    if only:
        emit("".join(f"{os.path.join(shown, name)}: out of date\n" for name in names))  # noqa: PTH118
        return int(Verdict.FINDINGS if names else Verdict.CLEAN)
    renew(target, wanted, names)
    say(f"{shown}: {len(names):,} of {plural(len(wanted), 'document')} written")
    return int(Verdict.CLEAN)
