"""A key of the registry is not part of its format.

What it does
------------
Compares every key with the published schema and suggests the nearest known one. An error in version 2, a warning in the
compat dialect, where any mapping may be a role of its own.

Why it matters
--------------
A misspelt key is silently without effect: `exprots:` protects nothing.

How to fix
----------
Write the key that is suggested, or remove it. `ssot-check registry schema` prints all keys of version 2 with their
descriptions.
"""

from ssot_check.model.plugins import Rule
from ssot_check.model.verdict import Severity

RULE = Rule(code="SSOT004", name="unknown-key", severity=Severity.ERROR, explanation=__doc__, check=None)
