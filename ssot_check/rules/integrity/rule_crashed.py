"""A rule raised an error; the other rules went on.

What it does
------------
Turns an error inside a rule of ssot-check into one problem that names the rule and the kind of error. The findings of
all other rules are still reported.

Why it matters
--------------
A rule that did not finish has not said that everything is well. The verdict is UNTRUSTED (exit code 2) until the
rule runs, or is left out by name.

How to fix
----------
The fault is in ssot-check, not in the repository: report it with the message. Until it is mended,
`--ignore CODE` leaves that one rule out.
"""

from __future__ import annotations

from ssot_check.model.plugins import Rule
from ssot_check.model.verdict import Severity

RULE = Rule(code="SSOT011", name="rule-crashed", severity=Severity.ERROR, explanation=__doc__, check=None)
