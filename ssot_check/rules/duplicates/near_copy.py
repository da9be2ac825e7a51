"""A unit outside the owner is an edited copy of an owned unit (clone type 3).

What it does
------------
Scores, from 0 to 1, how much of an owned unit stands again in another one: rare statements and token sequences, their
order, names from outside, words of literals. What is reported depends on the score:

* at or above `duplicates.threshold` of the domain: an error
* somewhat below it: a warning with low confidence, which fails a run only under `enforcement.level: strict`
* where no more than three statements of a Python function or class stand as they were: such a warning too, unless it bears a name that few
  others have, or words of a message that stands nowhere else
* functions that do alike for two things what their names say (`delete_pod` and `delete_volume`), and say it in their code: a warning,
  since neither can stand in for the other
* where no more than five statements align of a method that Python asks for (`__setattr__`), in classes of no common base: a warning, too
* two classes of one base and one kind (`SrvValue`, `TlsaValue`) that have names of their own throughout, and a constructor of Go that
  answers the type of its own package: a warning, since neither can be the other
* at any height, when the two call other things, say other things, have other names or nowhere run alike for long, or are
  lists of other names in another order: a hint, which is counted, and shown under `--hints` or where a change brings it
* so are the beginnings of two programs (`main`, what declares arguments), and small functions that each of several modules
  has for its own type (`create` and `update` of every `service.py`), and classes of two tables (`__tablename__`)

A method that overrides the owner's answers the same call, and is no copy of it; one that has all its statements in one row, with something
more before or behind, and does not call `super()`, is.

A short function that calls throughout the opposite of what its owner calls (`lock` for `unlock`) is a hint. A shell function with at most
half of the owner's statements, below the line that sources the owner of that name, overrides it: a warning that says so.

In Python a warning is all that is told of two functions that hand on what they take, of two classes for two directions, of models that
differ and refer to others, and of interfaces that others have to fill in. Two answers to one method of a base of which all but a statement
or two is one text are a warning, with less in common a hint.

In Python a function of one statement that only calls a function of a third file, as the owner does, is none of them: it hands on.

What is registered as a step from one version of stored data to the next (`@db_schema.upgrade`) is never reported.

A reader judged 207 pairs, each scored by a fit to the other repositories: 91 in a hundred reported ones were true, and
54 of the hints. Of 309 later ones 19 became hints for what they lack together, three of them true and seven unsure. An owner
whose statements stand together inside a longer function is found there, too; the finding then names the lines.

Why it matters
--------------
Most copies are edited a little. Each edit is either a feature that the owner should have or a bug that only the copy
has.

How to fix
----------
Read the statements that differ, move what is worth keeping into the owner, and replace the copy by it. A deliberate
variant belongs under `exceptions` with a reason, or its path under the domain's `duplicates.ignore`.
"""

from collections.abc import Iterator

from ssot_check.model.finding import Finding
from ssot_check.model.match import FINDS, CloneType, Tier
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.copies import BLOCKS, copy_finding, matches


def check(project: Project) -> Iterator[Finding]:
    """One finding for each edited copy, in its tier."""
    for match in matches(project, lambda item: item.clone_type is CloneType.NEAR and item.owner.kind not in BLOCKS):
        gate = match.tier is Tier.GATE
        what = (
            "an edited copy of"
            if gate or match.apart.startswith(FINDS)
            else "a twin, for another thing, of"
            if match.twins
            else "possibly an edited copy of"
        )
        yield copy_finding(RULE.code, match, Severity.ERROR if gate else Severity.WARNING, what)


RULE = Rule(code="SSOT203", name="near-copy", severity=Severity.ERROR, explanation=__doc__, check=check)
