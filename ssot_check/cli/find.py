"""`ssot-check find`: is there already an owner for this? Asked before a helper is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import click

from ssot_check import discovery
from ssot_check.cli.options import PLACE, where
from ssot_check.cli.output import PIPE_WIDTH, emit, write_error
from ssot_check.cli.request import configure, repository_path_of, request
from ssot_check.model.answer import Answer, Answers
from ssot_check.model.dataclass import replace
from ssot_check.model.errors import UsageError
from ssot_check.model.report import Presentation
from ssot_check.model.verdict import Severity
from ssot_check.reports.support.hygiene import encodable, visible

_SCHEMA: Final = 1
_WORDS: Final = "no owner answers this. What to do next: ask with other words, or look at `ssot-check registry show`"


@click.command(short_help="Ask whether there is already an owner for something.")
@click.argument("question", nargs=-1, required=True)
@where
@click.option("--limit", metavar="N", type=click.IntRange(min=1), default=5, show_default=True, help="Most answers that are shown.")
@click.option("--into", metavar="FILE", default="", type=click.Path(), help="Spell the import for FILE, which need not exist yet.")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True, help="Format of the answer.")
def find(question: tuple[str, ...], folder: str, registry: str | None, **options: str | int) -> int:
    """Ask whether there is already an owner for something.

    QUESTION is words, such as "structured logging setup", or FILE:LINE for the function
    or block that stands there. Answered are owned functions, classes, constants, blocks
    and facts, best first, with the line that imports or sources each.

    \b
    Exit codes:
      0  at least one owner answers
      1  none does
      2  the answer cannot be trusted: bad usage, registry missing or broken,
         an owner that could not be read
    """  # noqa: D301 -- click wants the character \b itself
    text = " ".join(question).strip()
    if not re.search(r"\w", text):
        raise UsageError("the question holds no word", 'write `ssot-check find "retry with backoff"`, or FILE:LINE')
    asked = request(folder, {"registry": registry})
    config = configure(asked, (), (), discovery.format_names(), discovery.rule_codes)
    config = replace(config, registry=asked.registry())
    place = PLACE.fullmatch(text) if len(question) == 1 else None
    into = str(options["into"]).replace("\\", "/").removeprefix("./")
    if place and ("/" in place[1] or "." in place[1]):
        from ssot_check.pipeline.answers.find_code import find_code

        answers = find_code(config, repository_path_of(place[1], asked), int(place[2]))
    else:
        from ssot_check.pipeline.answers.find import find as run

        answers = run(config, text, into)
    tell(answers, int(options["limit"]), str(options["form"]))
    return int(answers.verdict)


def tell(answers: Answers, limit: int, form: str) -> None:
    """Print the answers; what keeps them from being trusted goes to standard error."""
    if form == "json":
        emit(as_json(answers, limit))
    else:
        emit("".join(visible(line) + "\n" for line in as_lines(answers, limit)))
    grave = [problem for problem in answers.problems if problem.severity is Severity.ERROR]
    if grave and form != "json":
        from ssot_check.reports.support.problems import render_problem

        write_error("\n".join(render_problem(problem, Presentation(width=PIPE_WIDTH)) for problem in grave).rstrip("\n"))


def as_lines(answers: Answers, limit: int) -> Iterator[str]:
    """Two to four short lines for each answer, and one on what was looked through."""
    if answers.owned:
        yield f"{answers.question}: this is the owner's own code (domain {', '.join(answers.owned)})"
    for number, item in enumerate(answers.found[:limit], start=1):
        yield from _answer_lines(number, item)
    more = len(answers.found) - limit
    if more > 0:
        yield f"and {more} more: --limit {len(answers.found)} shows all"
    if not answers.found and not answers.owned:
        yield f"{answers.question}: {_WORDS}"
    if answers.unknown:
        yield f"no owner knows: {', '.join(answers.unknown)}"
    yield f"looked through {answers.units} units of {answers.files} files in {answers.domains} domains"


def _answer_lines(number: int, item: Answer) -> Iterator[str]:
    exported = ", exported" if item.exported else ""
    yield f"{number}. {item.name}  [{item.domain}]  {item.kind}{exported}, score {item.score:.2f}: {', '.join(item.matched)}"
    if item.doc:
        yield f"   {item.doc}"
    yield f"   {item.location}" + (f"  {item.signature}" if item.signature else "")
    if item.use:
        yield f"   {item.use}"


def as_json(answers: Answers, limit: int) -> str:
    """The answers as one JSON document; `docs/find.md` describes it."""
    import json

    document = {
        "schema": _SCHEMA,
        "question": encodable(answers.question),
        "verdict": {0: "found", 1: "nothing", 2: "untrusted"}[int(answers.verdict)],
        "exit_code": int(answers.verdict),
        "owned_by": list(answers.owned),
        "total": len(answers.found),
        "answers": [_answer_object(item) for item in answers.found[:limit]],
        "unknown_words": list(answers.unknown),
        "looked_through": {"domains": answers.domains, "files": answers.files, "units": answers.units},
        "problems": [
            {"code": item.code, "severity": item.severity.value, "message": encodable(item.message), "path": encodable(item.location.path)}
            for item in answers.problems
        ],
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _answer_object(item: Answer) -> dict[str, object]:
    return {
        "domain": item.domain,
        "name": item.name,
        "kind": item.kind,
        "path": encodable(item.location.path),
        "line": item.location.line,
        "score": item.score,
        "matched": [encodable(word) for word in item.matched],
        "signature": encodable(item.signature),
        "doc": encodable(item.doc),
        "use": encodable(item.use),
        "exported": item.exported,
    }
