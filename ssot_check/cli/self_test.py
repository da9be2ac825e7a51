"""`ssot-check self-test`: the answer to "does the gate work?"."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from ssot_check import __version__, discovery
from ssot_check.cli.options import where
from ssot_check.cli.output import emit
from ssot_check.cli.request import configure, request
from ssot_check.model.dataclass import replace
from ssot_check.model.verdict import Verdict
from ssot_check.reports.support.hygiene import visible

if TYPE_CHECKING:
    from ssot_check.pipeline.selftest.run import SelfTest

_CONCLUSIONS = {
    Verdict.CLEAN: "The gate works: every planted violation was found.",
    Verdict.FINDINGS: "The gate does not work here: planted violations went unseen.",
    Verdict.UNTRUSTED: "Nothing was tested: every rule is switched off.",
}


@click.command(name="self-test", short_help="Plant a violation of every rule and demand that each is found.")
@where
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True, help="Format of the answer.")
def self_test(folder: str, registry: str | None, form: str) -> int:
    """Plant a violation of every rule and demand that each is found.

    Works in a temporary folder, with a copy of the registry and of one owner file
    for each domain; nothing of the repository is changed.

    \b
    Exit codes:
      0  every planted violation was found
      1  one went unseen
      2  there is no registry to test, or every rule is switched off
    """  # noqa: D301 -- click wants the character \b itself
    from ssot_check.pipeline.selftest.run import self_test as run

    asked = request(folder, {"registry": registry})
    config = configure(asked, (), (), discovery.format_names(), discovery.rule_codes)
    done = run(replace(config, registry=asked.registry()))
    emit(_json(done) if form == "json" else "".join(line + "\n" for line in _lines(done)))
    return int(done.verdict)


def _lines(done: SelfTest) -> Iterator[str]:
    width = max(len(row.name) for row in done.rows)
    most = max(len(row.outcome) for row in done.rows)
    for row in done.rows:
        yield visible(f"{row.code}  {row.name:<{width}}  {row.outcome:<{most}}  {row.detail}".rstrip())
    counts = ", ".join(f"{count} {outcome}" for outcome, count in done.counts.items() if count)
    yield ""
    yield visible(f"{_CONCLUSIONS[done.verdict]} ({counts}; {done.registry})")


def _json(done: SelfTest) -> str:
    document = {
        "tool": {"name": "ssot-check", "version": __version__},
        "registry": done.registry,
        "verdict": done.verdict.name.lower(),
        "exit_code": int(done.verdict),
        "counts": {outcome.value: count for outcome, count in done.counts.items()},
        "rules": [
            {"code": row.code, "name": row.name, "outcome": row.outcome.value, "detail": row.detail, "fails_a_run": row.fails}
            for row in done.rows
        ],
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
