"""One key stands twice in one mapping.

What it does
------------
Compares the keys of every mapping of the registry, at every level. The first of two equal keys is read, the second is
reported with both places.

Why it matters
--------------
YAML readers keep the last of two equal keys and say nothing. Half of a domain can vanish that way, and with it the
checks that somebody believes in.

How to fix
----------
Merge the two entries into one, or remove one of them.
"""

from ssot_check.model.plugins import Rule
from ssot_check.model.verdict import Severity

RULE = Rule(code="SSOT003", name="duplicate-key", severity=Severity.ERROR, explanation=__doc__, check=None)
