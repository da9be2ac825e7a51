"""Programs that a Python file runs: `subprocess`, `os.system` and their like, with arguments that can be seen."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from ssot_check.languages.support.command_touch import watched
from ssot_check.languages.support.excerpt import command_excerpt
from ssot_check.languages.support.python.bindings import Scope
from ssot_check.languages.support.python.readings import Bindings
from ssot_check.languages.support.python.resolve import Resolver, keyword, positional
from ssot_check.languages.support.treesitter import Text, text_of
from ssot_check.model.touch import Touch, TouchKind, Watch

if TYPE_CHECKING:
    from tree_sitter import Node

_LINE: Final = dict.fromkeys(
    (
        "subprocess.run", "subprocess.call", "subprocess.Popen", "subprocess.check_call", "subprocess.check_output", "subprocess.getoutput",
        "subprocess.getstatusoutput", "os.system", "os.popen", "asyncio.create_subprocess_shell", "commands.getoutput",
    ),
    0,
)  # fmt: skip
_WORDS: Final = {"asyncio.create_subprocess_exec": 0, "os.execl": 1, "os.execlp": 1, "os.spawnl": 2, "os.spawnlp": 2}
_LISTS: Final = {"os.execv": 1, "os.execvp": 1, "os.execve": 1, "os.spawnv": 2, "os.spawnvp": 2, "os.posix_spawn": 1, "os.posix_spawnp": 1}
_NOX: Final = "noxfile.py"
_SESSION: Final = re.compile(rb"session\.run(_always|_install)?")
"""How the sessions of a noxfile run a program (nox.thea.codes, `Session.run`); the parameter has that name by custom."""
_DEEPEST: Final = 6
_UNKNOWN: Final = "\0"
_FIELD: Final = re.compile(r"\{[^{}]*\}")


def command_touches(path: str, text: Text, bindings: Bindings, resolver: Resolver, watch: Watch) -> Iterator[Touch]:
    """Every call that runs a watched command."""
    for call, scope in bindings.calls:
        function = call.child_by_field_name("function")
        lines = [_words_of_call(named.name, call, scope, resolver) for named in (resolver.names(function, scope) if function else ())]
        if function is not None and path.rpartition("/")[2] == _NOX and _SESSION.fullmatch(function.text or b""):
            lines.append(tuple(resolver.text(item, scope) for item in positional(call)))
        for words in lines:
            for wanted in dict.fromkeys(watched(words, watch)) if words else ():
                shown = command_excerpt(words)
                place = text.location(path, call.start_byte, call.end_byte)
                yield Touch(TouchKind.COMMAND, " ".join(wanted), place, spelled=shown, scope=scope.name, place="subprocess")


def _words_of_call(name: str, call: Node, scope: Scope, resolver: Resolver) -> tuple[str | None, ...]:
    """The words of the command; () when the call runs none or it cannot be seen."""
    given = positional(call)
    if name in _LINE:
        first = given[0] if given else keyword(call, "args") or keyword(call, "cmd")
        return _words(first, scope, resolver) if first is not None else ()
    if name in _WORDS:
        return tuple(resolver.text(item, scope) for item in given[_WORDS[name] :])
    if name in _LISTS and len(given) > _LISTS[name]:
        return _words(given[_LISTS[name]], scope, resolver)
    return ()


def _words(node: Node, scope: Scope, resolver: Resolver, depth: int = 0) -> tuple[str | None, ...]:
    """Words of a list of strings or of one string with a command line in it."""
    if depth > _DEEPEST:
        return ()
    if node.type in ("list", "tuple"):
        items = [item for item in node.named_children if item.type != "comment"]
        return tuple(word for item in items for word in _item(item, scope, resolver, depth))
    if node.type == "parenthesized_expression" and node.named_child_count == 1:
        return _words(node.named_children[0], scope, resolver, depth + 1)
    if node.type == "binary_operator" and node.children[1].type == "+" and node.children[0].type != "string":
        return _words(node.children[0], scope, resolver, depth + 1)
    if node.type == "identifier" and (value := resolver.value(node, scope)) is not None:
        return _words(*value, resolver, depth + 1)
    if node.type == "call":
        return _split(node, scope, resolver) or _filled(node, scope, resolver)
    line = _command_text(node, scope, resolver)
    return ("sh", "-c", line) if line else ()


def _item(node: Node, scope: Scope, resolver: Resolver, depth: int) -> tuple[str | None, ...]:
    """One word of a list, or those that `*words` puts in its place."""
    if node.type == "list_splat" and node.named_child_count == 1:
        inner = node.named_children[0]
        if inner.type == "identifier" and (value := resolver.value(inner, scope)) is not None:
            inner, scope = value
        return _words(inner, scope, resolver, depth + 1) if inner.type in ("list", "tuple") else (None,)
    return (resolver.text(node, scope),)


def _split(call: Node, scope: Scope, resolver: Resolver) -> tuple[str | None, ...]:
    """`shlex.split("docker build .")` and `"docker build .".split()`."""
    function, given = call.child_by_field_name("function"), positional(call)
    if function is None:
        return ()
    if given and any(named.name == "shlex.split" for named in resolver.names(function, scope)):
        line = _command_text(given[0], scope, resolver)
    elif function.type == "attribute" and not given and function.children[-1].text == b"split":
        line = _command_text(function.children[0], scope, resolver)
    else:
        return ()
    try:
        return tuple(None if _UNKNOWN in word else word for word in shlex.split(line.replace("_{}_", _UNKNOWN)))
    except ValueError:
        return ()


def _filled(call: Node, scope: Scope, resolver: Resolver) -> tuple[str | None, ...]:
    """`"docker build {}".format(x)`."""
    function = call.child_by_field_name("function")
    if function is None or function.type != "attribute" or function.children[-1].text != b"format":
        return ()
    line = _command_text(function.children[0], scope, resolver)
    return ("sh", "-c", _FIELD.sub("_{}_", line)) if line else ()


def _command_text(node: Node, scope: Scope, resolver: Resolver) -> str:
    """The text of a string, with a filler for each expression in it; "" when nothing of it can be seen."""
    known = resolver.text(node, scope)
    if known is not None:
        return known
    if node.type == "string":
        return "".join(
            text_of(child) if child.type == "string_content" else _value(child, scope, resolver)
            for child in node.children
            if child.type in ("string_content", "interpolation")
        )
    if node.type == "binary_operator" and node.children[1].type in ("+", "%"):
        return _command_text(node.children[0], scope, resolver)
    return ""


def _value(interpolation: Node, scope: Scope, resolver: Resolver) -> str:
    """What an expression in a text stands for, a filler where that cannot be seen."""
    inner = [child for child in interpolation.named_children if child.type != "comment"]
    return (resolver.text(inner[0], scope) if len(inner) == 1 else None) or "_{}_"
