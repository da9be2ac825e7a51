"""The registry is written for a newer version of this program.

What it does
------------
Compares `schema_version` with the newest version that this program reads.

Why it matters
--------------
Keys of a newer version may mean checks that this program does not know. To skip them would be a quiet pass.

How to fix
----------
Update ssot-check, in CI and in the hook alike, or lower `schema_version` together with the keys that need it.
"""

from ssot_check.model.plugins import Rule
from ssot_check.model.verdict import Severity

RULE = Rule(code="SSOT006", name="unsupported-version", severity=Severity.ERROR, explanation=__doc__, check=None)
