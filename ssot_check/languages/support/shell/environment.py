"""Where a shell script reads a variable that it never sets: what it finds in its environment, or what others that it sources have set."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ssot_check.languages.support.excerpt import excerpt
from ssot_check.languages.support.shell.scope import Scopes
from ssot_check.languages.support.shell.tree import Node, Tree
from ssot_check.languages.support.shell.words import command_line, literal
from ssot_check.model.touch import EXPANSION, WHOLE, Touch, TouchKind, Watch

_PRINTENV: Final = "printenv"
_EXPANSIONS: Final = ("simple_expansion", "expansion")
_SETTING: Final = re.compile(r"[A-Z][A-Z0-9_]*")
_OF_THE_SHELL: Final = re.compile(
    r"HOME|PATH|PWD|OLDPWD|USER|LOGNAME|SHELL\w*|TERM\w*|LANG|LANGUAGE|LC_\w+|TZ|TMPDIR|TMP|TEMP|IFS|PS[0-4]|HOST(?:NAME|TYPE)?|MACHTYPE"
    r"|OSTYPE|E?[UG]ID|GROUPS|PPID|S?RANDOM|SECONDS|EPOCH\w+|LINENO|FUNCNAME|PIPESTATUS|DIRSTACK|SHLVL|OPT(?:ARG|IND|ERR)|REPLY|COLUMNS"
    r"|LINES|_*BASH\w*|ZSH\w*|ZDOTDIR|KSH\w*|COMP\w*|MAPFILE|COPROC|READLINE_\w+|HIST\w+|CDPATH|EDITOR|VISUAL|PAGER|DISPLAY|XDG_\w+"
    r"|SSH_\w+|SUDO_\w+|NO_COLOR|CLICOLOR\w*|FORCE_COLOR"
)
"""Variables of the shell, the login and the terminal (bash(1), "Shell Variables"; environ(7)): no settings of a program."""


def environment_touches(tree: Tree, scopes: Scopes, watch: Watch) -> Iterator[Touch]:
    """The first reading of each variable in capitals that the script sets nowhere, and every `printenv`."""
    own = {name for names in (*scopes.assigned.values(), *scopes.declared.values()) for name in names}
    seen: set[str] = set()
    for node in tree.root.walk():
        if node.type in _EXPANSIONS and EXPANSION in watch.names:
            name = _variable(node)
            if _SETTING.fullmatch(name) and not _OF_THE_SHELL.fullmatch(name) and name not in own | seen:
                seen.add(name)
                yield _touch(tree, node, EXPANSION, name)
        elif node.type == "command" and _PRINTENV in watch.names:
            yield from _printed(tree, node)


def _variable(node: Node) -> str:
    """The variable that an expansion reads; an element of an array is none of the environment."""
    found = node.child("variable_name")
    return found.text if found is not None else ""


def _printed(tree: Tree, node: Node) -> Iterator[Touch]:
    argv, _, program = command_line(tree, node)
    if program is not None and program.name == _PRINTENV:
        operands = [literal(word) or "" for word in argv[program.index + 1 :]]
        named = [word for word in operands if not word.startswith("-")]
        yield _touch(tree, node, _PRINTENV, named[0] if named else WHOLE)


def _touch(tree: Tree, node: Node, name: str, key: str) -> Touch:
    spelled = excerpt(tree.text.slice(node.start, node.end))
    return Touch(TouchKind.ENVIRONMENT, name, tree.location(node), spelled=spelled, key=key)
