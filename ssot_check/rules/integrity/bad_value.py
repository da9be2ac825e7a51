"""A value of the registry is not of the expected kind.

What it does
------------
Checks type, bounds and spelling of every value: truth values, numbers, dates, words from a fixed list, regular
expressions that must compile, and paths and patterns, which must not leave the repository (absolute, `..`, a drive, or
a symbolic link that points out). A value that is only doubtful, such as a domain that is named but not registered, is a warning.

Why it matters
--------------
A value that cannot be used means that a part of the registry is not checked, so the verdict cannot be trusted.

How to fix
----------
Write the value as the message says. Texts that look like something else (`3.10`, `on`) are taken as they are written.
"""

from ssot_check.model.plugins import Rule
from ssot_check.model.verdict import Severity

RULE = Rule(code="SSOT005", name="bad-value", severity=Severity.ERROR, explanation=__doc__, check=None)
