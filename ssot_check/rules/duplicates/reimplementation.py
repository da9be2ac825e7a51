"""A unit outside the owner does the same job with other text (clone type 4).

What it does
------------
Compares what survives a rewrite: the functions and programs that are called, attribute and key names, words of messages. When
a unit outside the owner shares most of the telling ones with an owned unit and belongs to the domain's kind, it is
reported. So is, whatever the domain, one of some two hundred well-known jobs (sets logging up, tries again, waits for a port, loads a
file of environment variables, posts a message to a chat, deletes all but the newest files, dumps a database ...) where owner and unit
are both called like it and both do what such a utility must do: which calls, programs, words and steps that are is written down
for each job, so that neither text nor structure need be alike. Names that are contrary (`load_env`, `export_env`) are none,
and what the owner keeps private, or in a class, is no original. Where one of the names says more than the job (`ensure_openssl` beside
`require_program`), and of functions inside functions and jobs that are often done for a thing of one's own, it is a hint. Python and shell
have one list, TypeScript, Go and Rust one each; a few jobs may be done by classes or scripts, and a few are known however they are
called.

For other owners of a kind that is written anew again and again (logging, retry, secrets, health checks, backups ...) a score
is asked that was fitted on jobs which several authors wrote from one sentence each: words of the names, of what is called and said,
synonyms counted in part and rare words more, what the libraries and programs are for, effects outside the process (delete, spawn,
network, wait ...), sizes and parameters. Functions, methods and classes are compared with each other; tests and files that another
domain owns are not asked then. These are hints, shown under `--hints`; where a run is about a change (`--since`, `--staged`), those whose
code comes with it are told as information, which fails nothing. The note
names the shared effects and words, and `ssot-check explain` every signal with its weight and both limits.

The same comparison goes across languages: a shell function that does what an owned Python function does is a hint too, unless the
domain owns a file in the language of the copy.

Why it matters
--------------
A utility that was written again without looking is a second source of truth that no text search finds.

How to fix
----------
Look at both. If they serve one purpose, use the owner; if they do not, say so under `exceptions`.
"""

from collections.abc import Iterator

from ssot_check.model.finding import Finding
from ssot_check.model.match import CloneType, Tier
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.copies import BLOCKS, copy_finding, matches


def check(project: Project) -> Iterator[Finding]:
    """One warning for each re-implementation."""
    for match in matches(project, lambda item: item.clone_type is CloneType.SEMANTIC and item.owner.kind not in BLOCKS):
        word = "possibly" if match.tier is Tier.HINT else "probably"
        yield copy_finding(RULE.code, match, Severity.WARNING, f"{word} a re-implementation of")


RULE = Rule(code="SSOT207", name="reimplementation", severity=Severity.WARNING, explanation=__doc__, check=check)
