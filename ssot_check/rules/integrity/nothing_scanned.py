"""No file is left to compare after all filters.

What it does
------------
Reports a run in which not a single file was analysed: an empty folder, a wrong starting folder, an `include` or
`exclude` that leaves nothing, or a repository in languages without an analyser. A path on the command line without a listed file is
the same; one of which no file is compared (a submodule, vendored code, pictures) is a warning, as is `--staged` where nothing is staged.

Why it matters
--------------
A run that saw nothing finds nothing. Taken for a pass, it would hide a broken gate for months; so the verdict is
UNTRUSTED (exit code 2).

How to fix
----------
Start in the right folder (or name it with `-C DIR`), look at `ssot-check --show-files -v`, and correct `scan.include` and
`scan.exclude` in the registry.
"""

from __future__ import annotations

from ssot_check.model.plugins import Rule
from ssot_check.model.verdict import Severity

RULE = Rule(code="SSOT008", name="nothing-scanned", severity=Severity.ERROR, explanation=__doc__, check=None)
