"""A script that does its work when it is sourced is no library, and nobody is told to source it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.languages.support.shell import program, tree
from ssot_check.languages.support.shell.program import work_of
from ssot_check.languages.support.shell.tree import Tree
from ssot_check.model.config import Config
from ssot_check.pipeline.check import checked
from tests.repositories import write

HEAD = '#!/bin/bash\nset -eu\nHERE=$(dirname "$0")\n'
MAIN = 'main() {\n  echo "$1"\n  return 0\n}\n'
REGISTRY = "schema_version: 2\ndomains:\n  installer:\n    paths: [tools/install.sh]\n    exports: [supports_links]\n"
LINKS = """\
supports_links() {
  if [ -n "$FORCE_LINKS" ]; then
    [ "$FORCE_LINKS" != 0 ]
    return $?
  fi
  case "$TERM_PROGRAM" in
  ghostty|Hyper|iTerm.app|vscode|WezTerm) return 0 ;;
  esac
  [ -n "$WT_SESSION" ]
}
"""


@pytest.mark.parametrize(
    ("end", "work"),
    [
        ('main "$@"\n', 'main "$@"'),
        ('if [ -t 1 ]; then\n  main --colour "$@"\nelse\n  main "$@"\nfi\n', 'main --colour "$@"'),
        ('main "${@}" || exit 1\n', 'main "${@}"'),
        ("main check\nexit $?\n", "exit $?"),
        ("while :; do\n  main now\n  sleep 60\ndone\n", "while :; do"),
        ('echo "[events]" >"$FILE"\nexport FILE\n', 'echo "[events]" >"$FILE"'),
        ("cat >> $HERE/out <<END\nx\nEND\n", "cat >> $HERE/out <<END"),
        ("java -jar server.jar node\n", "java -jar server.jar node"),
        ("export READY=1\n\nmain\n", "main"),
        ("exec /usr/bin/server\n", "exec /usr/bin/server"),
        ('main "$NAME" ${VERSION}\n', 'main "$NAME" ${VERSION}'),
        ("docker build . 2>&1\n", "docker build . 2>&1"),
        ('if [ "$1" = init ]; then\n  main\nelse\n  exec "$@"\nfi\n', "main"),
        ('if [ "$1" == now ]; then\n  main\nelif [ -z "$1" ]; then\n  main ask\nfi\n', "main"),
        ('case "${1:-}" in\nstart) main ;;\n*) echo "what?" ;;\nesac\n', "main"),
        ('if [ $# -lt 1 ]; then\n  echo "usage: $0 FILE"\n  exit 2\nfi\nexport READY=1\n', "exit 2"),
        ("other() { main two; }\nexport READY=1\nother\nmain one\n", "other"),
        ("main one\ngo run .\npushd web\nnpm install\nnpm start\npopd\nset +x\n", "go run ."),
        ('[ "_$SHOP_ENV" = "_testing" ] || main\n', "main"),
        ('{\nlate() { return 1; }\n[ "_$SHOP_ENV" = "_testing" ] || main\n}\n', "main"),
        ('for one in $ALL; do\n  [ -e "$one" ] || exit 1\n  [ -r "$one" ] || exit 2\ndone\n[ -n "$ALL" ] || exit 3\n', "exit 1"),
        ('rm -rf deb\nfor ARCH in amd64 arm64; do\n  echo "$ARCH"\n  fetch "$ARCH" .\n  chmod +x "$ARCH"\ndone\n', "rm -rf deb"),
    ],
)
def test_a_program_runs_when_it_is_sourced(end: str, work: str) -> None:
    assert work_of("tools/install.sh", HEAD + MAIN + end) == work


@pytest.mark.parametrize(
    ("end", "work"),
    [
        ('if [[ ! -t 1 ]]; then\n  main "$1" --raw\nelse\n  main "$@"\nfi\n', 'main "$@"'),
        ('[[ "$ZSH_EVAL_CONTEXT" = toplevel ]] &&\n  main "$@"\n', ""),
        ("main defaults\n", ""),
    ],
)
def test_a_program_that_was_not_understood_is_known_by_its_end(end: str, work: str) -> None:
    broken = "#!/usr/bin/env zsh\nNAMES=(${${${(@k)TYPES}:|MAIN}:|OTHER})\nfunction main {\n  echo ${(j: :)@}\n}\n"
    assert work_of("tools/changelog.sh", f"{broken}{end}") == work


@pytest.mark.parametrize(
    "end",
    [
        "",
        "main defaults\n",
        "main one\nmain two\n",
        "command -v git >/dev/null || exit 1\n",
        'if [[ "${BASH_SOURCE[0]}" == "$0" ]]; then\n  main "$@"\nfi\n',
        '[ "${0##*/}" = install.sh ] && main "$@"\n',
        '[ -n "$AS_LIBRARY" ] && return\nmain "$@"\n',
        'out=$(main "$@")\n',
        "alias ll='ls -l'\n",
        'echo "ready" >&2\n',
        "echo ready >/dev/null\n",
        'while read -r line; do\n  names="$names $line"\ndone < names.txt\n',
        "curl --version\nexport READY=1\n",
        '"$TOOL" --version\n',
        'main "$NAME"\nexport READY=1\n',
        "readonly HERE\n",
        'for part in "$HERE"/lib/*.sh; do\n  [ -r "$part" ] && . "$part"\ndone\n',
        "exec 3>&1\n",
        'if [ "$1" = quiet ]; then\n  exec 3>/dev/null\nfi\n',
        'if [ -n "$CI" ]; then\n  main one\nfi\n',
        'case "$TERM" in\nxterm*) main colours ;;\nesac\n',
        "mkdir -p /tmp/state\ntouch /tmp/state/lock\nmain one\nset +x\n",
    ],
)
def test_a_library_may_set_itself_up_and_a_program_may_mind_being_sourced(end: str) -> None:
    assert work_of("tools/install.sh", HEAD + MAIN + end) == ""


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ("", 'delete this `supports_links` and write instead: source "$(dirname "${BASH_SOURCE[0]}")/install.sh"'),
        (
            'supports_links "$@"\n',
            (
                "first move `supports_links` to a file that both can source, for tools/install.sh runs "
                '`supports_links "$@"` when it is sourced; then delete this `supports_links` and take it from there; or, if this script '
                "ships without that file (it sources nothing so far), let it stand below the line # ssot: allow[SSOT201] -- ships alone"
            ),
        ),
    ],
)
def test_nobody_is_told_to_source_a_program(end: str, expected: str, tmp_path: Path) -> None:
    root = write(tmp_path, {"SSOT_LOCK.yml": REGISTRY, "tools/install.sh": f"#!/bin/bash\n{LINKS}{end}", "tools/upgrade.sh": LINKS})
    _, report = checked(Config(root=root, select=("SSOT201",)))
    (finding,) = report.findings
    assert finding.help == expected
    assert (finding.fix is None) == bool(end)


def test_an_owner_is_read_once_for_all_of_its_copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def parse_tree(path: str, source: str) -> Tree:
        asked.append(path)
        return tree.parse_tree(path, source)

    monkeypatch.setattr(program, "parse_tree", parse_tree)
    work_of.cache_clear()
    copies = {f"tools/upgrade{number}.sh": LINKS for number in range(3)}
    root = write(tmp_path, {"SSOT_LOCK.yml": REGISTRY, "tools/install.sh": f"#!/bin/bash\n{LINKS}", **copies})
    _, report = checked(Config(root=root, select=("SSOT201",)))
    assert len(report.findings) == len(copies)
    assert asked == ["tools/install.sh"]
