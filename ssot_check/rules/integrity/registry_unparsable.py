"""The registry is not readable as YAML.

What it does
------------
Reports a registry that is not valid YAML with line, column, the offending line and the likely cause. Where exactly one
change of exactly that line makes the document load, it is shown as a patch. The domains that can be read are
checked nevertheless. It also reports a registry that is empty, too large, not UTF-8, nested too deeply, that holds several
documents or control characters, or whose aliases grow without bound.

Why it matters
--------------
A checker that cannot read its registry and says "passed" is the disease this program exists to cure. The run ends
with exit code 2, and no option changes that.

How to fix
----------
Apply the patch where one is shown (`check --unsafe-fixes`). Usual causes: a list item that is a bare text with a deeper key below it (write
`- path: ...`), a tab in the indentation, a colon in a text without quotes, a quote that is never closed, a line that is indented
differently from its neighbours.
"""

from ssot_check.model.finding import Safety
from ssot_check.model.plugins import Rule
from ssot_check.model.verdict import Severity

RULE = Rule(code="SSOT002", name="registry-unparsable", severity=Severity.ERROR, explanation=__doc__, check=None, fix=Safety.SUGGESTED)
