"""There is no registry to check against, or there are two.

What it does
------------
Looks for `SSOT_LOCK.yml`, `SSOT_LOCK.yaml` and `.ssot/SSOT_LOCK.yml` in the folder of the run and the folders above
it, up to the top of the git repository; or for the file that `--registry` names. Two of the three in one folder are an error as
well, unless `--registry` names one that would not be read by itself.

Why it matters
--------------
Without a registry nothing can be compared. A gate that stays green because its registry was moved or deleted
is worse than none.

How to fix
----------
`ssot-check init` writes one that proposes owners as comments. Or write a registry, name it with `--registry FILE`, or run in the
right folder. `ssot-check registry schema` prints the JSON Schema that an editor completes from.
"""

from ssot_check.model.plugins import Rule
from ssot_check.model.verdict import Severity

RULE = Rule(code="SSOT001", name="registry-missing", severity=Severity.ERROR, explanation=__doc__, check=None)
