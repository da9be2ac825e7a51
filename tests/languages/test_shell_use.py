"""The `source` line of a help text is the one that the script's author would write."""

from __future__ import annotations

import pytest

from ssot_check.languages.support.shell.use import source_line

OWNER = "scripts/lib/ops.sh"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 'source "$(dirname "${BASH_SOURCE[0]}")/lib/ops.sh"'),
        ("#!/usr/bin/env bash\nls\n", 'source "$(dirname "${BASH_SOURCE[0]}")/lib/ops.sh"'),
        ("#!/bin/sh\nls\n", '. "$(dirname "$0")/lib/ops.sh"'),
        ("#!/usr/bin/env dash\nls\n", '. "$(dirname "$0")/lib/ops.sh"'),
        ('#!/bin/bash\nHERE="$(cd "$(dirname "$0")" && pwd)"\n', 'source "$HERE/lib/ops.sh"'),
        ('#!/bin/sh -e\nreadonly HERE=$(dirname "$0")\n', '. "$HERE/lib/ops.sh"'),
        ('#!/bin/bash\nHERE=$(dirname "$0")\nif x; then HERE=/opt; fi\n', 'source "$(dirname "${BASH_SOURCE[0]}")/lib/ops.sh"'),
        ('#!/bin/bash\nf() {\n  local here=$(dirname "$0")\n}\n', 'source "$(dirname "${BASH_SOURCE[0]}")/lib/ops.sh"'),
        ('#!/bin/bash\n  . "${BASH_SOURCE[0]%/*}/lib/ops.sh"\n', '. "${BASH_SOURCE[0]%/*}/lib/ops.sh"'),
        ('#!/bin/bash\n[ -f x ] && . "${BASH_SOURCE[0]%/*}/lib/ops.sh"\n', 'source "$(dirname "${BASH_SOURCE[0]}")/lib/ops.sh"'),
        ('#!/bin/bash\n. "${BASH_SOURCE[0]%/*}/lib/other.sh"\n', 'source "$(dirname "${BASH_SOURCE[0]}")/lib/ops.sh"'),
    ],
)
def test_the_line_is_written_as_the_script_writes(text: str, line: str) -> None:
    assert source_line(OWNER, "scripts/nightly.sh", text) == line
