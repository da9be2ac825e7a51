"""Repairs of the registry's `exceptions`: what goes, what stays as it was written, and when nothing is touched."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.model.finding import Safety
from ssot_check.pipeline.check import checked
from ssot_check.pipeline.fix import fix
from tests.pipeline.trees import HOOK, tree

DOMAINS = "schema_version: 2\ndomains:\n  shells: {paths: [app/log.py], bans: [{symbol: os.system}]}\n"
OWNER = "import os\n\nos.system('a')\n"
USER = "import os\n\nos.system('b')\n"
NEEDED = "{code: SSOT301, path: jobs/a.py, reason: runs first}"
IDLE = "{code: SSOT203, path: jobs/a.py, reason: was needed}"
OVER = "{code: SSOT301, path: jobs/a.py, reason: for the move, until: 2026-01-31}"
BARE = "{code: SSOT301, path: jobs/a.py}"

CASES = {
    "the only entry takes the key along": (f"exceptions:\n  - {IDLE}\n", "", Safety.SAFE),
    "all at once": (f"# remarks\nexceptions:  # agreed\n  # first\n  - {IDLE}\n  - {OVER}\n", "# remarks\n  # first\n", Safety.SAFE),
    "one of two, with remarks": (
        f"exceptions:\n\n  # by Ann\n  - {NEEDED}  # for now\n  # by Bob\n  - {IDLE}  # later\n# end\n",
        f"exceptions:\n\n  # by Ann\n  - {NEEDED}  # for now\n  # by Bob\n# end\n", Safety.SAFE,
    ),
    "a block": (
        f"exceptions:\n- code: SSOT203\n  path: jobs/a.py\n  reason: >\n    was needed\n\n    once\n- {NEEDED}\n",
        f"exceptions:\n- {NEEDED}\n", Safety.SAFE,
    ),
    "at the end of the file": (f"exceptions:\n  - {NEEDED}\n  - {IDLE}", f"exceptions:\n  - {NEEDED}\n", Safety.SAFE),
    "in brackets": (f"exceptions: [{IDLE}, {NEEDED}]\n", f"exceptions: [{NEEDED}]\n", Safety.SAFE),
    "in brackets, behind": (f"exceptions: [{NEEDED}, {IDLE}]\n", f"exceptions: [{NEEDED}]\n", Safety.SAFE),
    "in brackets, all": (f"exceptions: [{IDLE}, {OVER}]\n", "exceptions: []\n", Safety.SAFE),
    "without reason only with a look": (f"exceptions:\n  - {BARE}\n", f"exceptions:\n  - {BARE}\n", Safety.SAFE),
    "without reason": (f"exceptions:\n  - {BARE}\n  - {IDLE}\n", "", Safety.SUGGESTED),
    "a slip in the code": (
        f"exceptions:\n  - {NEEDED.replace('SSOT301', 'SOT301')}\n  - {IDLE}\n", f"exceptions:\n  - {NEEDED}\n", Safety.SUGGESTED,
    ),
    "no code at all": (f"exceptions:\n  - {IDLE.replace('SSOT203', 'SSOT003')}\nscan: {{}}\n", "scan: {}\n", Safety.SUGGESTED),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_allows_nothing_goes_and_the_rest_stays(name: str, tmp_path: Path) -> None:
    before, after, safety = CASES[name]
    files = {"app/log.py": OWNER, "jobs/a.py": USER, **HOOK}
    root = tree(tmp_path, files, registry=DOMAINS + before)
    config = Config(root=root, today=date(2026, 6, 1))
    fix(config, (Safety.SAFE, Safety.SUGGESTED) if safety is Safety.SUGGESTED else (Safety.SAFE,))
    assert (root / "SSOT_LOCK.yml").read_text(encoding="utf-8") == DOMAINS + after
    assert not [item for item in checked(config)[1].problems if item.code in ("SSOT002", "SSOT005")]
