"""From the documents of one config file to its ParsedFile."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from ssot_check.languages.support.config.ansible import ansible
from ssot_check.languages.support.config.blocks import Found, units
from ssot_check.languages.support.config.ci import action, gitlab, jobs, pre_commit, workflow
from ssot_check.languages.support.config.cluster import kubernetes, rules, scrapes
from ssot_check.languages.support.config.compose import compose
from ssot_check.languages.support.config.dashboard import dashboard
from ssot_check.languages.support.config.generic import generic, names_only, whole
from ssot_check.languages.support.config.kinds import recognise
from ssot_check.languages.support.config.tree import Node, empties, place, scalars
from ssot_check.languages.support.config.use import Form
from ssot_check.model.parsed import Definition, ParsedFile, Reference, ReferenceKind, Setting
from ssot_check.model.problem import Problem
from ssot_check.model.source import SourceFile
from ssot_check.model.unit import Fingerprinter

_READERS: Final[Mapping[str, Callable[[str, Node], Found]]] = {
    "compose": compose,
    "github-workflow": workflow,
    "github-action": action,
    "gitlab-ci": gitlab,
    "circleci": jobs,
    "azure-pipelines": jobs,
    "pre-commit": pre_commit,
    "kubernetes": kubernetes,
    "prometheus-rules": rules,
    "prometheus": scrapes,
    "ansible": ansible,
    "grafana-dashboard": dashboard,
    "ini": names_only,  # sections of setuptools and tox are set by those tools: alike in many projects, and no copies
    # Descriptions of interfaces: settings, but no configuration that could be shared.
    "openapi": names_only,
    "json-schema": names_only,
}

_DEPENDENCIES: Final = frozenset(
    ("dependencies", "devDependencies", "peerDependencies", "optionalDependencies", "resolutions", "overrides", "require")
)
_WITHOUT: Final[Mapping[str, frozenset[str]]] = {
    "package-json": _DEPENDENCIES,
    "composer-json": _DEPENDENCIES,
    "ansible-role": frozenset(("galaxy_info",)),
    "cargo": frozenset(("dependencies", "dev-dependencies", "build-dependencies", "workspace")),
    "pyproject": frozenset(("project", "build-system", "dependency-groups")),
    "pipfile": frozenset(("packages", "dev-packages")),
}
_EXTENDED: Final[Mapping[str, str]] = {"tsconfig": Form.JSON_EXTENDS, "eslint": Form.JSON_EXTENDS, "ruff": Form.TOML_EXTEND}
_THROUGH: Final[Mapping[str, frozenset[str]]] = {"pyproject": frozenset(("tool",))}


def holds_blocks(path: str, documents: Sequence[Node]) -> bool:
    """True for a file of a kind whose parts are compared one by one, as its first keys tell."""
    return recognise(path, documents) in _READERS


def parsed_file(
    source: SourceFile, documents: Sequence[Node], fingerprint: Fingerprinter, problems: Sequence[Problem], kind: str | None = None
) -> ParsedFile:
    """What is known of a config file: its kind, settings, blocks, names and references.

    `kind` is given where the format fixes it. Settings of a file of several documents begin their key path with the index of the document.
    """
    kind = recognise(source.path, documents) if kind is None else kind
    found = [_read(kind, source.path, node) for node in documents]
    many = len(documents) > 1
    return ParsedFile(
        path=source.path,
        language=source.language,
        digest=source.digest,
        kind=kind,
        units=units(source.path, [block for part in found for block in part.blocks], fingerprint),
        definitions=tuple(_definitions(source, kind, documents, found)),
        references=tuple(dict.fromkeys(_references(source, found))),  # an anchor is read wherever it is used
        settings=tuple(
            Setting(path, node.text, place(source.path, span))
            for index, document in enumerate(documents)
            for path, node, span in scalars(document, (str(index),) if many else ())
        ),
        problems=tuple(problems),
        test=source.test,
        lines=source.text.count("\n") + bool(source.text and not source.text.endswith("\n")),
    )


def _definitions(source: SourceFile, kind: str, documents: Sequence[Node], found: Sequence[Found]) -> Iterator[Definition]:
    """The names that the file offers; of plain settings also `a.b` for an empty mapping or list below a key, which no setting shows."""
    yield from (Definition(name, place(source.path, span)) for part in found for name, span in part.definitions)
    for document in documents if kind not in _READERS else ():
        yield from (Definition(".".join(path), place(source.path, node.span)) for path, node in empties(document) if len(path) > 1)


def _references(source: SourceFile, found: Sequence[Found]) -> Iterator[Reference]:
    lines = source.text.split("\n")
    for part in found:
        for kind, name, span in part.references:
            # Readers of script text know the line of a command; its column is where the program stands in that line.
            program = name.partition(" ")[0]
            start = lines[span[0] - 1].find(program) if kind is ReferenceKind.COMMAND else -1
            at = span if start < 0 else (span[0], start + 1, span[0], start + len(program) + 1)
            yield Reference(kind, name, place(source.path, at))


def _read(kind: str, path: str, root: Node) -> Found:
    reader = _READERS.get(kind)
    if reader is not None:
        return reader(path, root)
    if kind == "dotenv":
        return whole(root, path.rpartition("/")[2])
    return generic(root, _WITHOUT.get(kind, frozenset()), _THROUGH.get(kind, frozenset()), _EXTENDED.get(kind, ""))
