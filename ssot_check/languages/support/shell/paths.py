"""Where does a `source` line point? Evaluates the usual idioms for "my own folder" and "the repository".

A value is a text; one that begins with `ANCHOR` is a path from the repository root. `$(dirname "$0")`,
`${BASH_SOURCE[0]%/*}`, `$(cd "$(dirname ...)" && pwd)`, `$(git rev-parse --show-toplevel)` and variables made of them
are anchored. A plain relative path may be meant from the script's folder, from the folder around it where the path begins with the
name of the former (a script that goes there first), or from the repository root (the usual working directory): all are candidates, and the
reader of the references keeps the one that exists.
"""

from __future__ import annotations

import posixpath
from typing import Final

from ssot_check.languages.support.shell.tree import Node, Tree
from ssot_check.languages.support.shell.words import VARIABLES, command_line, leaf_text
from ssot_check.model.location import repository_path

ANCHOR: Final = "\x00/"
MAX_VALUES: Final = 4  # different values of one variable that are followed
_QUOTES = frozenset({'"', '$"'})
_SAME_PATH = frozenset({"realpath", "readlink", "greadlink", "cygpath"})
_OWN_FILE = frozenset({"0", "BASH_SOURCE", "BATS_TEST_FILENAME"})
_OWN_FOLDER = frozenset({"BATS_TEST_DIRNAME"})
_ROOTS = frozenset(
    {
        "BUILD_SOURCESDIRECTORY", "CI_PROJECT_DIR", "GITHUB_WORKSPACE", "GIT_ROOT", "PROJECT_DIR", "PROJECT_ROOT",
        "REPO_DIR", "REPO_ROOT", "ROOT_DIR", "WORKSPACE",
    }
)  # fmt: skip


class Paths:
    """Evaluates words of one script. Assignments are recorded in source order."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.file = ANCHOR + tree.path
        self.folder = ANCHOR + posixpath.dirname(tree.path)
        self.variables: dict[str, tuple[str, ...]] = {}

    def assign(self, name: str, value: Node | None) -> None:
        """Record an assignment; several different values of one variable are all kept."""
        found = self.values(value) if value is not None else ()
        known = self.variables.get(name, ())
        self.variables[name] = tuple(dict.fromkeys((*found, *known)))[:MAX_VALUES]

    def own_folder(self) -> tuple[str, ...]:
        """Variables that can hold nothing but the folder of the script."""
        return tuple(name for name, values in self.variables.items() if values == (self.folder,))

    def targets(self, node: Node) -> tuple[str, ...]:
        """Repository paths that the word may mean, likeliest first; () when it cannot be told."""
        found: list[str] = []
        for value in self.values(node):
            if value.startswith(ANCHOR):
                candidates = [value.removeprefix(ANCHOR).lstrip("/")]
            elif value.startswith(("/", "~", "-")) or not value:
                continue
            else:
                here = self.folder.removeprefix(ANCHOR)
                around, folder = posixpath.split(here)
                up = [posixpath.join(around, value)] if around and value.startswith(f"{folder}/") else []
                candidates = [posixpath.join(here, value), *up, value]
            found.extend(path for candidate in candidates if (path := repository_path(candidate)) and path != ".")
        return tuple(dict.fromkeys(found))

    def values(self, node: Node) -> tuple[str, ...]:
        """Texts that the word may stand for; () when unknown."""
        if node.type in ("string", "concatenation", "command_name", "translated_string"):
            return self._joined(node)
        if node.type == "simple_expansion":
            variable = node.child(*VARIABLES)
            return self._variable(variable.text) if variable else ()
        if node.type == "expansion":
            return self._expansion(node)
        if node.type == "command_substitution":
            return self._output(node)
        return (leaf_text(node),) if not node.children else ()

    def _joined(self, node: Node) -> tuple[str, ...]:
        texts = [""]
        for child in node.children:
            if child.type in _QUOTES:
                continue
            texts = [text + value for text in texts for value in self.values(child)][:MAX_VALUES]
        return tuple(texts)

    def _variable(self, name: str) -> tuple[str, ...]:
        if name in self.variables:
            return self.variables[name]
        if name in _OWN_FILE:
            return (self.file,)
        if name in _OWN_FOLDER:
            return (self.folder,)
        return (ANCHOR,) if name in _ROOTS else ()

    def _expansion(self, node: Node) -> tuple[str, ...]:
        """`${x}`, `${x[0]}`, `${x%/*}`, `${x:-default}`."""
        inner = [child for child in node.children if child.type not in ("${", "}") and child.text.strip() != "${"]
        if not inner:
            return ()
        first = inner[0].child(*VARIABLES) if inner[0].type == "subscript" else inner[0]
        if first is None or first.type not in VARIABLES:
            return ()
        values = self._variable(first.text)
        if len(inner) == 1:
            return values
        operator, argument = inner[1].text, inner[2] if len(inner) > 2 else None
        if operator in ("%", "%%") and argument is not None and argument.text == "/*":
            return tuple(_parent(value) for value in values)
        if operator in (":-", "-", ":=", "="):
            return tuple(dict.fromkeys((*values, *(self.values(argument) if argument is not None else ()))))
        return ()

    def _output(self, node: Node) -> tuple[str, ...]:
        """Text printed by `dirname`, `cd x && pwd`, `realpath`, `git rev-parse --show-toplevel`."""
        commands = _commands(node.children[1:-1])
        words = [command_line(self.tree, command).argv for command in commands]
        names = [[self.values(word)[:1] for word in command] for command in words]
        if not names or not names[0]:
            return ()
        first = names[0][0]
        if first == ("cd",) and len(words[0]) > 1:
            return self.values(words[0][-1])
        if first == ("pwd",):
            return ("",)
        if first == ("git",) and ("--show-toplevel",) in names[0]:
            return (ANCHOR,)
        if first == ("dirname",) and len(words[0]) > 1:
            return tuple(_parent(value) for value in self.values(words[0][-1]))
        if first[:1] and first[0] in _SAME_PATH and len(words[0]) > 1:
            return self.values(words[0][-1])
        return self.values(words[0][-1]) if first == ("echo",) and len(words[0]) == 2 else ()


def _parent(value: str) -> str:
    if value.startswith(ANCHOR):
        inner = posixpath.normpath(value.removeprefix(ANCHOR) or ".")
        return ANCHOR + (posixpath.join(inner, "..") if inner.endswith("..") or inner == "." else posixpath.dirname(inner))
    return posixpath.dirname(value)


def _commands(nodes: tuple[Node, ...]) -> list[Node]:
    found = []
    for node in nodes:
        if node.type == "command":
            found.append(node)
        elif node.type in ("list", "redirected_statement", "pipeline"):
            found.extend(_commands(node.children))
    return found
