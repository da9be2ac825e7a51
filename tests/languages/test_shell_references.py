"""Where `source` lines point, and which commands a script runs."""

from __future__ import annotations

import pytest

from ssot_check.languages.support.shell.fetched import fetched, fetching
from ssot_check.model.parsed import ReferenceKind
from tests.languages.shell_reading import named, script

LOG = "lib/log.sh"


@pytest.mark.parametrize(
    "text",
    [
        'source "$(dirname "$0")/../lib/log.sh"',
        '. "$(dirname "${BASH_SOURCE[0]}")/../lib/log.sh"',
        '. "$(dirname -- "${BASH_SOURCE[0]}")/../lib/log.sh"',
        'source "$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/../lib/log.sh"',
        'source "$(cd "$(dirname "$0")" >/dev/null 2>&1; pwd -P)/../lib/log.sh"',
        '. "${0%/*}/../lib/log.sh"',
        '. "${BASH_SOURCE%/*}/../lib/log.sh"',
        'DIR="$(cd "$(dirname "$0")" && pwd)"\nROOT="$DIR/.."\nsource "${ROOT}/lib/log.sh"',
        'HERE=$(dirname "$(readlink -f "$0")")\n. "$HERE/../lib/log.sh"',
        'ROOT="$(git rev-parse --show-toplevel)"\n. "$ROOT/lib/log.sh"',
        '. "$(git rev-parse --show-toplevel)/lib/log.sh"',
        '. "${REPO_ROOT:-$(git rev-parse --show-toplevel)}/lib/log.sh"',
        'REPO="${REPO_ROOT:-.}"\n. "${GITHUB_WORKSPACE}/lib/log.sh"',
        'LIB_DIR="$(dirname "$(dirname "$(realpath "$0")")")/lib"\nsource "$LIB_DIR/log.sh"',
        'f() {\n  local here\n  here="$(dirname "$0")"\n  . "$here/../lib/log.sh"\n}',
        'for part in log; do :; done\nfor file in "$(dirname "$0")/../lib/log.sh"; do . "$file"; done',
    ],
)
def test_idioms_for_the_own_folder_and_the_root(text: str) -> None:
    assert LOG in named(script(text + "\n"), ReferenceKind.SOURCE)


def test_a_plain_relative_path_has_two_candidates() -> None:
    assert named(script(". lib/log.sh\n"), ReferenceKind.SOURCE) == ["lib/log.sh", "scripts/lib/log.sh"]


def test_a_path_that_begins_with_the_own_folder_may_be_meant_from_the_one_around_it() -> None:
    found = named(script(". hack/log.sh\n", "tools/hack/deploy.sh"), ReferenceKind.SOURCE)
    assert set(found) == {"tools/hack/log.sh", "tools/hack/hack/log.sh", "hack/log.sh"}


@pytest.mark.parametrize("text", ["/etc/os-release", "$UNKNOWN/x.sh", "$HOME/.profile", "../../outside.sh"])
def test_what_cannot_be_resolved_is_kept_as_written(text: str) -> None:
    assert text in named(script(f'. "{text}"\n', "a/deploy.sh"), ReferenceKind.SOURCE) or "outside" in text


def test_commands_with_their_places() -> None:
    parsed = script("own() { :; }\nsudo docker build . && own\nlog_info x\nif [ -f a ]; then exit 1; fi\n")
    found = [(item.name, item.location.line, item.location.column, item.location.end_column) for item in parsed.references]
    assert found == [("docker build", 2, 6, 18), ("log_info", 3, 1, 9)]


def test_scripts_of_the_repository_that_are_run() -> None:
    text = 'HERE="$(dirname "$0")"\n"$HERE/build.sh" x\nbash "$HERE/../ci/run.sh"\n./tools/x.sh\n'
    assert named(script(text), ReferenceKind.FILE) == ["scripts/build.sh", "ci/run.sh", "scripts/tools/x.sh", "tools/x.sh"]


@pytest.mark.parametrize(
    ("word", "path"),
    [
        ("<(curl -fsSL https://raw.githubusercontent.com/own/shop/main/lib/log.sh)", "lib/log.sh"),
        ("<(curl -fsSL 'https://raw.githubusercontent.com/own/shop/refs/heads/main/lib/log.sh')", "lib/log.sh"),
        ("<(wget -qO- https://gitlab.com/own/shop/-/raw/v1.2/lib/log.sh)", "lib/log.sh"),
        ("<(curl -s https://git.example.org/own/shop/raw/branch/main/lib/deep/log.sh)", "lib/deep/log.sh"),
        ("<(curl -s https://github.com/own/shop/raw/main/lib/log.sh)", "lib/log.sh"),
        ("<(curl -s https://raw.githubusercontent.com/own/shop/main/install.sh)", ""),
        ("<(curl -s https://example.org/lib/log.sh)", ""),
        ("<(curl -s https://raw.githubusercontent.com/own/shop/main/lib/log.sh | sed s/a/b/)", ""),
        ("<(cat lib/log.sh)", ""),
    ],
)
def test_a_file_that_is_fetched_and_sourced_is_that_of_the_repository(word: str, path: str) -> None:
    assert fetched(word) == path
    line = f"source {word}"
    assert fetching(f"{line} || exit 1", path, "lib/other.sh") == (line.replace(path, "lib/other.sh") if path else "")
