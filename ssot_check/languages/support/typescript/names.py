"""Watched names in TypeScript and JavaScript: globals (`console.log`), names of packages and of files, programs that are started.

A name of a package is its specifier, a dot, and the exported name: `winston.createLogger`, `@nestjs/common.Logger`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Final

from ssot_check.languages.support.command_touch import watched
from ssot_check.languages.support.excerpt import command_excerpt, excerpt
from ssot_check.languages.support.treesitter import Text, text_of
from ssot_check.languages.support.typescript.imports import module_of
from ssot_check.languages.support.typescript.patterns import key_of
from ssot_check.languages.support.typescript.reach import CHAIN, ENVIRONMENTS, Reach, outermost
from ssot_check.model.touch import Form, Touch, TouchKind, Watch

if TYPE_CHECKING:
    from tree_sitter import Node

_LINES: Final = frozenset(("child_process.exec", "child_process.execSync", "execa.execaCommand", "execa.execaCommandSync"))
_WORDS: Final = frozenset(
    (
        "child_process.spawn", "child_process.spawnSync", "child_process.execFile", "child_process.execFileSync", "execa", "execa.execa",
        "execa.execaSync",
    )
)  # fmt: skip
_REFLECT: Final = "Reflect.get"
NO_USE: Final = frozenset(
    (
        "import_specifier", "export_specifier", "namespace_import", "namespace_export", "import_clause", "import_require_clause",
        "labeled_statement", "pair_pattern", "object_pattern", "array_pattern", "rest_pattern", "required_parameter", "optional_parameter",
        "formal_parameters", "catch_clause",
    )
)  # fmt: skip


class NameFinder:
    """One file."""

    def __init__(self, path: str, text: Text, watch: Watch, reach: Reach) -> None:
        self._path = path
        self._text = text
        self._watch = watch
        self._reach = reach

    def find(self, nodes: Iterable[Node], known: Collection[str]) -> Iterator[Touch]:
        """Every touch but those of `known` names, whose imports are told."""
        for node in nodes:
            if node.type == "export_specifier":
                yield from self._passed_on(node, known)
            elif _is_whole(node):
                full, dynamic = self._reach.full(node)
                yield from self._use(node, full, known, dynamic=dynamic)
                if self._watch.commands:
                    yield from self._started(node, full)

    def _use(self, node: Node, full: str, known: Collection[str], *, dynamic: bool) -> Iterator[Touch]:
        name = next(self._watch.covering(full), "")
        if name and name not in known and name not in ENVIRONMENTS:
            form = Form.BOUND if _is_offered(node) else Form.DYNAMIC if dynamic else Form.PLAIN
            yield self._touch(node, name, form)

    def _passed_on(self, node: Node, known: Collection[str]) -> Iterator[Touch]:
        """`export { createLogger as start } from "winston"`, and without `from` what was imported."""
        clause = node.parent.parent if node.parent is not None else None
        if any(child.type == "type" for child in (*(clause.children if clause is not None else ()), *node.children)):
            return  # a type does nothing
        source = clause.child_by_field_name("source") if clause is not None else None
        written = text_of(node.child_by_field_name("name"))
        module = module_of(key_of(source), self._path.rpartition("/")[0]) if source is not None else ""
        full = f"{module}.{written}" if source is not None else self._reach.origin(written)
        name = next(self._watch.covering(full), "")
        if name and name not in known:
            yield self._touch(node, name, Form.BOUND)

    def _started(self, node: Node, full: str) -> Iterator[Touch]:
        """`execSync("docker build .")`, `spawn("docker", ["build", "."])`."""
        call = node.parent if node.parent is not None and node.parent.type == "call_expression" else None
        arguments = call.child_by_field_name("arguments") if call is not None and full in _LINES | _WORDS else None
        given = arguments.named_children if arguments is not None else []
        if call is None or not given:
            return
        words: list[str | None] = ["sh", "-c", _string(given[0]) or ""] if full in _LINES else [_string(given[0])]
        if full in _WORDS and len(given) > 1 and given[1].type == "array":
            words += [_string(item) for item in given[1].named_children]
        for wanted in dict.fromkeys(watched(words, self._watch)):
            place = self._text.location(self._path, call.start_byte, call.end_byte)
            shown = command_excerpt(words)
            yield Touch(TouchKind.COMMAND, " ".join(wanted), place, spelled=shown, place="subprocess")

    def _touch(self, node: Node, name: str, form: Form) -> Touch:
        spelled = excerpt(self._text.slice(node.start_byte, node.end_byte))
        return Touch(TouchKind.NAME, name, self._text.location(self._path, node.start_byte, node.end_byte), spelled=spelled, form=form)


def _is_whole(node: Node) -> bool:
    """True for a name or a chain of members that is no part of a longer one, where a value is meant."""
    if node.type == "call_expression":
        return text_of(node.children[0]) == _REFLECT and (node.parent is None or node.parent.type not in CHAIN)
    parent = node.parent
    if node.type not in (*CHAIN, "identifier") or parent is None or parent.type in NO_USE:
        return False
    outer = outermost(node)
    if outer.parent is not None and outer.parent.type in CHAIN:
        inner = outer.parent.child_by_field_name("object") or outer.parent.children[0]
        return inner.id != outer.id
    left = parent.child_by_field_name("left") or parent.child_by_field_name("name")
    return left is None or left.id != node.id or parent.type not in ("assignment_expression", "variable_declarator", "function_declaration")


def _is_offered(node: Node) -> bool:
    """True for `export const start = winston.createLogger`."""
    declarator = node.parent
    if declarator is None or declarator.type != "variable_declarator":
        return False
    return declarator.parent is not None and declarator.parent.parent is not None and declarator.parent.parent.type == "export_statement"


def _string(node: Node) -> str | None:
    """The text of a literal, `_` for what a template puts in; None for anything else."""
    if node.type == "string":
        return key_of(node)
    if node.type == "template_string":
        return "".join(text_of(child) if child.type == "string_fragment" else "_" for child in node.named_children)
    return None
