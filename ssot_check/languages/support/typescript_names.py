"""Watched names in TypeScript and JavaScript: globals (`console.log`), names of packages and of files, programs that are started.

A name of a package is its specifier, a dot, and the exported name: `winston.createLogger`, `@nestjs/common.Logger`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Final

from ssot_check.languages.support.command_touch import watched
from ssot_check.languages.support.excerpt import command_excerpt, excerpt
from ssot_check.languages.support.treesitter import Text
from ssot_check.languages.support.typescript_imports import Names, loaded, module_of
from ssot_check.languages.support.typescript_patterns import key_of, text_of
from ssot_check.model.touch import READS_ENVIRONMENT, Form, Touch, TouchKind, Watch

if TYPE_CHECKING:
    from tree_sitter import Node

_ENVIRONMENT: Final = frozenset(READS_ENVIRONMENT["javascript"])
_GLOBALS: Final = ("globalThis.", "window.", "global.", "self.")
_LINES: Final = frozenset(("child_process.exec", "child_process.execSync", "execa.execaCommand", "execa.execaCommandSync"))
_WORDS: Final = frozenset(
    (
        "child_process.spawn", "child_process.spawnSync", "child_process.execFile", "child_process.execFileSync", "execa", "execa.execa",
        "execa.execaSync",
    )
)  # fmt: skip
_CHAIN: Final = ("member_expression", "subscript_expression")
_NO_USE: Final = frozenset(
    (
        "import_specifier", "export_specifier", "namespace_import", "namespace_export", "import_clause", "import_require_clause",
        "labeled_statement", "pair_pattern", "object_pattern", "array_pattern", "rest_pattern", "required_parameter", "optional_parameter",
        "formal_parameters", "catch_clause",
    )
)  # fmt: skip


class NameFinder:
    """One file. `bound` counts how often it binds a name by something else than an import."""

    def __init__(self, path: str, text: Text, watch: Watch, bound: Counter[str]) -> None:
        self._path = path
        self._text = text
        self._watch = watch
        self._bound = bound
        self._names = Names(path, text)
        self._required: Counter[str] = Counter()

    def find(self, nodes: Iterable[Node], known: Collection[str]) -> Iterator[Touch]:
        """Every touch but those of `known` names, whose imports are told."""
        nodes = list(nodes)
        for node in nodes:
            if node.type == "import_statement":
                self._names.read_import(node)
            elif node.type == "variable_declarator" and (value := node.child_by_field_name("value")) is not None:
                before = set(self._names.origins)
                self._names.read_loader(node.child_by_field_name("name"), value)
                self._required.update(self._names.origins.keys() - before)
        for node in nodes:
            if node.type == "export_specifier":
                yield from self._passed_on(node, known)
            elif _is_whole(node):
                full, dynamic = self._full(node)
                yield from self._use(node, full, known, dynamic=dynamic)
                if self._watch.commands:
                    yield from self._started(node, full)

    def _use(self, node: Node, full: str, known: Collection[str], *, dynamic: bool) -> Iterator[Touch]:
        name = next(self._watch.covering(full), "")
        if name and name not in known and name not in _ENVIRONMENT:
            form = Form.BOUND if _is_offered(node) else Form.DYNAMIC if dynamic else Form.PLAIN
            yield self._touch(node, name, form)

    def _passed_on(self, node: Node, known: Collection[str]) -> Iterator[Touch]:
        """`export { createLogger as start } from "winston"`, and without `from` what was imported."""
        clause = node.parent.parent if node.parent is not None else None
        source = clause.child_by_field_name("source") if clause is not None else None
        written = text_of(node.child_by_field_name("name"))
        module = module_of(key_of(source), self._path.rpartition("/")[0]) if source is not None else ""
        full = f"{module}.{written}" if source is not None else self._names.origins.get(written, "")
        name = next(self._watch.covering(full), "")
        if name and name not in known:
            yield self._touch(node, name, Form.BOUND)

    def _full(self, node: Node) -> tuple[str, bool]:
        """The whole name of a chain of members, and whether a literal string is part of it; "" for what the file binds itself."""
        steps: list[str] = []
        dynamic, base = False, node
        while base.type in _CHAIN:
            key = base.child_by_field_name("property") if base.type == "member_expression" else base.child_by_field_name("index")
            text = text_of(key) if base.type == "member_expression" else key_of(key) if key is not None and key.type == "string" else ""
            if not text:
                return "", False
            dynamic = dynamic or base.type == "subscript_expression"
            steps.append(text)
            base = base.child_by_field_name("object") or base.children[0]
        rest = ".".join(reversed(steps))
        if specifier := loaded(base):
            return ".".join(part for part in (module_of(specifier, self._path.rpartition("/")[0]), rest) if part), dynamic
        first = text_of(base) if base.type == "identifier" else ""
        if not first or self._bound[first] > self._required[first]:
            return "", False
        full = ".".join(part for part in (self._names.origins.get(first, first), rest) if part)
        return next((full.removeprefix(prefix) for prefix in _GLOBALS if full.startswith(prefix)), full), dynamic

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
    parent = node.parent
    if node.type not in (*_CHAIN, "identifier") or parent is None or parent.type in _NO_USE:
        return False
    if parent.type in _CHAIN:
        inner = parent.child_by_field_name("object") or parent.children[0]
        return inner.id != node.id
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
