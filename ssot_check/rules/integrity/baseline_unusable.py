"""The baseline that is named cannot be used.

What it does
------------
Reads the file that the registry's `enforcement.baseline`, the setting `baseline` or `--baseline` names, strictly: it must be there, be
of a version this program knows, hold every key in its right type and every entry once. An unfinished git merge is named as such.

Why it matters
--------------
Without it known findings cannot be told from new ones. A run that passed over the file would either fail on old findings
or, worse, let new ones through.

How to fix
----------
Write the file with `ssot-check baseline create`, or mend the line that the message names. `--no-baseline` reports everything as new.
"""

from ssot_check.model.plugins import Rule
from ssot_check.model.verdict import Severity

RULE = Rule(code="SSOT012", name="baseline-unusable", severity=Severity.ERROR, explanation=__doc__, check=None)
