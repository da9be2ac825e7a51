"""A value that the registry keeps as a fact is written out again, in code or configuration.

What it does
------------
A fact names the place where a value is decided:

    facts: {database.pool_size: {canonical: {file: config/app.yml, select: database.pool_size}}}

`select` is a key of a YAML, TOML, JSON or dotenv file or of a `setup.cfg`, or a constant of a script or source file;
without it the value is the whole file. The same value elsewhere, among the texts and numbers of code and the settings
of configuration, is reported once per file.

* URLs, hosts, images, e-mail addresses and labels of several words are recognised by themselves, a host also inside a
  longer address.
* Anything shorter counts only under a fitting name: the key, variable, parameter or option has the last part of the
  fact's name, and something around it has a word of the part before. For the fact above, 50 in
  `database: {pool_size: 50}` is reported; in `page_size: 50`, or in a `pool_size: 50` that no word of `database`
  surrounds, it is not.
* A port needs no second word, and is found in `host:port`, in URLs and in the mapped ports of containers. Ports that
  everybody uses (8080, 3000, all below 1000) do need one. `true`, `false`, `localhost` and the like are never reported.

Not searched are the files of the fact's domain, its canonical file and its `copies`, tests, documents and generated
files, comments, and short values that Python only compares with. The value of a secret (type `secret_ref`, or a fact
named like a password, key or token) is never printed: such a finding names the file only.

Why it matters
--------------
The day the value changes, this place keeps the old one, and the first to notice is whoever runs into it.

How to fix
----------
Read the value where it is decided: import the constant, read the key, take the variable of the environment. A place
that cannot read it, such as a Dockerfile, is declared under `copies` of the fact.
"""

from collections.abc import Iterator, Sequence

from ssot_check.model.digest import digest_parts
from ssot_check.model.facts import KnownFact, SpelledFact
from ssot_check.model.finding import Finding, Related
from ssot_check.model.location import Location
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.replacement import Taking
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.constants import in_a_message


def check(project: Project) -> Iterator[Finding]:
    """One warning for each file and fact."""
    for path, spelled in sorted(project.facts.spelled.items()):
        for known in dict.fromkeys(item.known for item in spelled):
            yield _finding(known, path, [item for item in spelled if item.known == known], project)


def _finding(known: KnownFact, path: str, places: Sequence[SpelledFact], project: Project) -> Finding:
    fact, first = known.fact, places[0].written
    value = "a secret value" if known.secret else f"`{in_a_message(known.value)}`"
    owner = f", owned by `{fact.domain}`" if fact.domain else ""
    source = known.location.path
    lines = ", ".join(str(item.written.location.line) for item in places)
    several = (f"written out {len(places)} times in this file",) if len(places) > 1 else ()
    return Finding(
        code=RULE.code,
        message=f"{value} is the fact `{fact.name}`{owner}, which {source} decides",
        location=Location(path) if known.secret else first.location,
        why=f"a change to {source} does not reach this value",
        help=_help(known, path, project),
        domain=fact.domain,
        severity=RULE.severity,
        label=f"value of `{fact.name}`",
        related=() if known.secret else _related(known, places),
        notes=(f"line {lines}; not quoted, for it is secret",) if known.secret else several,
        digest=digest_parts((fact.name,)),
    )


def _related(known: KnownFact, places: Sequence[SpelledFact]) -> tuple[Related, ...]:
    canonical = Related(known.location, "canonical value", known.name)
    return (canonical, *(Related(item.written.location, "written out again", "") for item in places[1:]))


def _help(known: KnownFact, path: str, project: Project) -> str:
    source = known.location.path
    if not known.name:
        return f"read it from {source}, or declare this file among the `copies` of the fact"
    same = path in project.files and source in project.files and project.files[path].language == project.files[source].language
    configured = source in project.files and bool(project.files[source].settings)
    line = project.spell(Taking(source, path, known.name.partition(".")[0])) if same and not configured else ""
    read = f"use `{known.name}` of {source}" + (f": {line}" if line else "")
    return f"{read}, or declare this file among the `copies` of the fact"


RULE = Rule(code="SSOT305", name="owned-literal", severity=Severity.WARNING, explanation=__doc__, check=check)
