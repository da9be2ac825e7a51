"""Comments that say that a copy is one on purpose are named in the help: they do not silence it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.pipeline.check import checked
from tests.repositories import write

REGISTRY = "schema_version: 2\ndomains:\n  retry: {paths: [lib/retry.%s], exports: [retryDelay]}\n"
BODY = """
export function retryDelay(attempt: number, base: number): number {
  const wait = base * Math.pow(2, attempt);
  const jitter = Math.random() * (wait / 10);
  if (wait + jitter > 30) {
    return 30;
  }
  return Math.round(wait + jitter);
}
"""
PYTHON = """
import random


%sdef retryDelay(attempt, base):
    wait = base * 2**attempt
    jitter = random.uniform(0, wait / 10)
    if wait + jitter > 30:
        return 30
    return round(wait + jitter, 3)
"""


def told(tmp_path: Path, ending: str, owner: str, copy: str) -> str:
    _, report = checked(
        Config(root=write(tmp_path, {"SSOT_LOCK.yml": REGISTRY % ending, f"lib/retry.{ending}": owner, f"app/a.{ending}": copy}))
    )
    (finding,) = [item for item in report.findings if item.location.path.startswith("app/") and item.code == "SSOT201"]
    return finding.help


@pytest.mark.parametrize(
    ("comment", "words"),
    [
        (
            "// Deliberately a copy: the worker must not load lib.\n",
            'app/a.ts:2 says ("Deliberately a copy: the worker must not load lib."',
        ),
        ("/**\n * Waits.\n * This is duplicated\n * on purpose.\n */\n", 'app/a.ts:4 says ("This is duplicated on purpose."'),
        ("// The worker keeps its own copy so that tests can mock it.\n", 'app/a.ts:2 says ("The worker keeps its own copy'),
    ],
)
def test_a_comment_above_the_copy_is_cited(comment: str, words: str, tmp_path: Path) -> None:
    said = told(tmp_path, "ts", BODY, BODY.replace("export", f"{comment}export", 1))
    assert said.startswith(f"where that still holds, write an allow with what {words}")
    assert "; else delete this `retryDelay`" in said


def test_one_at_the_head_of_the_owner_is_cited_and_in_python_too(tmp_path: Path) -> None:
    assert 'what lib/retry.ts:1 says ("Web keeps its own copy.")' in told(tmp_path / "1", "ts", f"// Web keeps its own copy.\n{BODY}", BODY)
    assert "what app/a.py:5 says" in told(tmp_path / "2", "py", PYTHON % "", PYTHON % "# Intentionally a copy.\n")


@pytest.mark.parametrize(
    "comment", ["// Keep in sync with lib/retry.ts.\n", "// Copied from lib.\n", "// Waits deliberately.\n", "// A copy.\n"]
)
def test_no_other_comment_speaks_for_a_copy(comment: str, tmp_path: Path) -> None:
    assert told(tmp_path, "ts", BODY, BODY.replace("export", f"{comment}export", 1)).startswith("delete this `retryDelay`")


def test_namesakes_that_share_nothing_but_the_names_of_their_own_helpers_are_hints(tmp_path: Path) -> None:
    def provider(client: str, found: str, made: str) -> str:
        return f"""
export async function getOrCreateLabel({client}: Client, name: string) {{
  const label = await getLabel({client}, name);
  if (label) return label;
  const next = {found};
  return createLabel({client}, next);
}}
async function getLabel({client}: Client, name: string) {{ {made} }}
async function createLabel({client}: Client, name: string) {{ {made} return {client}.run(name, 1); }}
"""

    one = provider("gmail", "name.trim()", "await gmail.users.labels.list({ userId: name });")
    two = provider("client", "sanitizeCategory(name)", "await client.api('/me/outlook/masterCategories').filter(name).get();")
    registry = "schema_version: 2\ndomains:\n  gmail: {paths: [gmail/label.ts]}\n"
    root = write(tmp_path, {"SSOT_LOCK.yml": registry, "gmail/label.ts": one, "outlook/label.ts": two})
    _, report = checked(Config(root=root, select=("SSOT203",)))
    assert report.findings == ()
    _, report = checked(Config(root=root, select=("SSOT203",), hints=True))
    assert [item.scope for item in report.findings] == ["getOrCreateLabel"]
