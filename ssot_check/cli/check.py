"""`ssot-check check`: the main door as click shows it. What it does stands in `cli.checking`."""

from __future__ import annotations

import click

from ssot_check.cli import checking
from ssot_check.cli.complete import codes as complete_codes
from ssot_check.cli.complete import formats as complete_formats
from ssot_check.cli.options import where


@click.command(short_help="Check the repository against its registry (the default).")
@click.argument("paths", nargs=-1, type=click.Path())
@where
@click.option("--baseline", metavar="FILE", type=click.Path(), help="Take known findings from FILE instead of the registry's baseline.")
@click.option("--no-baseline", is_flag=True, help="Report known findings as well.")
@click.option("--no-suppressions", is_flag=True, help="Report what comments and the registry's `exceptions` allow as well.")
@click.option(
    "--hints", is_flag=True, help="Report also the pairs that are too loosely alike to be likely copies, and circles closed on purpose."
)
@click.option("--since", metavar="REV",
              help="Report what came after the merge base of REV and HEAD; `auto` asks CI for REV, `none` reports everything.  "
              "[default: auto in a build of a change]")  # fmt: skip
@click.option("--baseline-ref", metavar="REV", help="Take the findings of commit REV for known; no baseline file is read.")
@click.option("--staged", is_flag=True, help="Check what is staged in git, and report what touches a staged file.")
@click.option("--watch", is_flag=True, help="Check again after every change of a file, until Ctrl-C.")
@click.option("--stdin-filename", metavar="FILE", type=click.Path(), help="With `-` for PATHS: check FILE as it stands on standard input.")
@click.option("--select", metavar="CODES", multiple=True, shell_complete=complete_codes,
              help="Run only rules whose code begins so (comma-separated or repeated).")  # fmt: skip
@click.option("--ignore", metavar="CODES", multiple=True, shell_complete=complete_codes, help="Leave out rules whose code begins so.")
@click.option("--domain", metavar="NAME", multiple=True, help="Report findings of this domain only (repeatable).")
@click.option("--format", metavar="NAME", shell_complete=complete_formats, help="Format of the report on standard output.  [default: full]")
@click.option("-o", "--output", metavar="[FORMAT=]FILE", multiple=True, type=click.Path(), help="Also write a report to FILE (repeatable).")
@click.option(
    "--fail-on", type=click.Choice(("error", "warning", "never")), help="Which severity fails the run, whatever the registry says."
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 instead of 1. An untrusted verdict still exits with 2.")
@click.option("--statistics", is_flag=True, help="Add counts per rule.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing when clean, and findings without detail.")
@click.option("-v", "--verbose", is_flag=True, help="Print more detail.")
@click.option("--color", type=click.Choice(("auto", "always", "never")), help="Colour the report.  [default: auto]")
@click.option("--jobs", metavar="N", type=click.IntRange(min=1), help="Number of worker processes.  [default: one per processor]")
@click.option(
    "--token-budget", metavar="N", type=click.IntRange(min=0), help="Most tokens of the `ai` format, 0 for no limit.  [default: 10000]"
)
@click.option("--no-cache", is_flag=True, help="Read and parse every file, and keep nothing for the next run.")
@click.option("--cache-dir", metavar="DIR", type=click.Path(), help="Keep the cache in DIR.  [default: .ssot-check-cache]")
@click.option("--diff", "diff", is_flag=True, help="Print a patch of every fix instead of the report, and change nothing.")
@click.option("--fix", is_flag=True, help="Apply the fixes that are safe, and report what remains.")
@click.option("--unsafe-fixes", is_flag=True, help="Apply the suggested fixes as well.")
@click.option("--show-files", is_flag=True, help="List the files that are analysed (with -v also the others), and stop.")
@click.option("--show-settings", is_flag=True, help="Show every setting and where it comes from, and stop.")
@click.pass_context
def check(context: click.Context, /, **options: object) -> int:
    """Check the repository against its registry.

    The whole repository is always compared; PATHS narrow what is reported.

    \b
    Exit codes:
      0  clean
      1  findings that fail the run
      2  the verdict cannot be trusted: bad usage, registry missing or broken,
         nothing scanned, an owner that could not be read, a rule that crashed
      130  interrupted (Ctrl-C); nothing was proved

    A run that comes to no report removes what an earlier run wrote to --output.
    """  # noqa: D301 -- click wants the character \b itself
    given = {click.core.ParameterSource.COMMANDLINE, click.core.ParameterSource.PROMPT}
    return checking.check(options, {name: value for name, value in options.items() if context.get_parameter_source(name) in given})
