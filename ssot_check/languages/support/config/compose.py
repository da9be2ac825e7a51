"""Docker Compose: services as blocks, with the short and the long spelling of a field read as one.

Field forms after the Compose Specification (compose-spec, 05-services.md).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from ssot_check.languages.support.config import values as config_values
from ssot_check.languages.support.config.blocks import Block, Found, Leaf, Reading, flatten
from ssot_check.languages.support.config.paths import beside
from ssot_check.languages.support.config.tree import Node, Shape, Span
from ssot_check.languages.support.config.use import Form
from ssot_check.model.parsed import ReferenceKind
from ssot_check.model.unit import NAME, NUMBER, TEXT, Token

COMPOSE: Final = Reading(
    value=config_values.value,
    unordered=frozenset(
        (
            "cap_add", "cap_drop", "configs", "devices", "dns", "dns_search", "env_file", "expose", "external_links", "group_add", "links",
            "networks", "profiles", "secrets", "security_opt", "tmpfs", "volumes_from", "capabilities", "cache_from", "ports", "volumes",
        )
    ),
)  # fmt: skip

_MAPPINGS: Final = frozenset(("args", "labels", "extra_hosts"))  # of a `build`
_MIN_VOLUME_LEAVES: Final = 6
_WORD: Final = re.compile(r"[a-z]+")
_VARIABLE: Final = re.compile(r"\$\{[^}]*\}|\$\w+")


def compose(path: str, root: Node) -> Found:
    """Services (and big volumes and networks) of one compose document."""
    found = Found()
    for key, node in root.mapped("services"):
        found.define(key)
        if node.shape is Shape.MAP:
            entries, about = service_leaves(node), _program(key.text, node)
            calls = _extended(path, node)
            found.blocks.append(Block(key.text, node, key.span, COMPOSE, leaves=entries, reuse=Form.COMPOSE, calls=calls, about=about))
            _references(found, path, node)
    for section in ("volumes", "networks"):
        for key, node in root.mapped(section):
            if node.shape is Shape.MAP and len(flatten(node, COMPOSE)) >= _MIN_VOLUME_LEAVES:
                found.blocks.append(Block(key.text, node, key.span, COMPOSE, scope=section))
    for item in root.listed("include"):
        for target in [item] if item.shape is Shape.SCALAR else _texts(item, "path"):
            found.refer(ReferenceKind.FILE, beside(path, target.text), target.span)
    return found


def _program(name: str, node: Node) -> tuple[str, ...]:
    """Words of the service and of the image that it runs, none where it is built here.

    Of an image that is named elsewhere its entry point or command tells. Two services with none in common run different programs.
    """
    image = _VARIABLE.sub("", node.value("image")).rpartition("/")[2].partition("@")[0].partition(":")[0]
    if not image and node.value("image"):
        runs = next((texts for key in ("entrypoint", "command") if (texts := _texts(node, key))), [])
        image = _VARIABLE.sub("", " ".join(text.text for text in runs))
    return tuple(sorted({*_WORD.findall(name.lower()), *_WORD.findall(image.lower())})) if image else ()


def _extended(path: str, node: Node) -> tuple[str, ...]:
    file, service = beside(path, node.value("extends", "file")), node.value("extends", "service")
    return (f"{file.rpartition('.')[0].replace('/', '.')}.{service}",) if file and service else ()


def service_leaves(node: Node) -> tuple[Leaf, ...]:
    """Entries of a service in normal form, sorted by key path."""
    found: list[Leaf] = []
    lent = node.span if node.borrowed else None
    for key, value in sorted(node.pairs, key=lambda pair: pair[0].text):
        found.extend(_field(key.text, value, lent))
    return tuple(found)


def _field(name: str, node: Node, lent: Span | None) -> list[Leaf]:
    lent = lent or (node.span if node.borrowed else None)
    if name in _FIELDS:
        return _FIELDS[name]((name,), node, lent)
    return flatten(node, COMPOSE, (name,), lent)


def _leaf(path: tuple[str, ...], tokens: tuple[Token, ...], span: Span) -> Leaf:
    return Leaf(path, tokens, span[0], span[2])


def _texts(node: Node, *path: str) -> list[Node]:
    found = node.get(*path)
    return found.texts if found is not None else []


def _mapping(path: tuple[str, ...], node: Node, lent: Span | None) -> list[Leaf]:
    """`KEY: value` or `- KEY=value` (extra_hosts also `- name:address`)."""
    found = []
    for key, value in node.pairs:
        if value.shape is Shape.SCALAR:
            found.append(
                _leaf((*path, key.text), (config_values.variable(key.text, value.text),), lent or (*key.span[:2], *value.span[2:]))
            )
        else:
            found.extend(flatten(value, COMPOSE, (*path, key.text), lent))
    for item in node.texts if node.shape is Shape.LIST else []:
        name, _mark, text = item.text.partition("=" if "=" in item.text or path[-1] != "extra_hosts" else ":")
        found.append(_leaf((*path, name.strip()), (config_values.variable(name, text.strip()),), lent or item.span))
    return sorted(found, key=lambda leaf: (leaf.path, leaf.tokens))


def _command(path: tuple[str, ...], node: Node, lent: Span | None) -> list[Leaf]:
    """A command as one line or as a list; `CMD` and `CMD-SHELL` of a health check are the two spellings of one thing."""
    text = " ".join(item.text for item in node.texts)
    return [_leaf(path, config_values.words(re.sub(r"^CMD(-SHELL)?\s+", "", text)), lent or node.span)]


def _depends(path: tuple[str, ...], node: Node, lent: Span | None) -> list[Leaf]:
    found = [_leaf((*path, item.text), ((NAME, "service_started"),), lent or item.span) for item in node.texts]
    for key, value in node.pairs:
        tokens = (config_values.meant(value.value("condition") or "service_started"),)
        found.append(_leaf((*path, key.text), tokens, lent or key.span))
    return sorted(found)


def _build(path: tuple[str, ...], node: Node, lent: Span | None) -> list[Leaf]:
    if node.shape is Shape.SCALAR:
        return [_leaf((*path, "context"), (config_values.incidental(node.text),), lent or node.span)]
    found = []
    for key, value in sorted(node.pairs, key=lambda pair: pair[0].text):
        below = (*path, key.text)
        found.extend(_mapping(below, value, lent) if key.text in _MAPPINGS else flatten(value, COMPOSE, below, lent))
    return found


def _healthcheck(path: tuple[str, ...], node: Node, lent: Span | None) -> list[Leaf]:
    found = []
    for key, value in sorted(node.pairs, key=lambda pair: pair[0].text):
        below = (*path, key.text)
        found.extend(_command(below, value, lent) if key.text == "test" else flatten(value, COMPOSE, below, lent))
    return found


def _names(path: tuple[str, ...], node: Node, lent: Span | None) -> list[Leaf]:
    """A list of names, or a mapping of names to options."""
    found = [_leaf((*path, item.text), (), lent or item.span) for item in node.texts]
    for key, value in node.pairs:
        below = flatten(value, COMPOSE, (*path, key.text), lent) if value.shape is Shape.MAP and value.entries else []
        found.extend(below or [_leaf((*path, key.text), (), lent or key.span)])
    return sorted(found)


def _port(item: Node, span: Span) -> Leaf:
    """`[host:][published:]target[/protocol]` or the mapping of the same fields."""
    if item.shape is Shape.MAP:
        host, published = item.value("host_ip"), item.value("published")
        target, protocol = item.value("target"), item.value("protocol")
    else:
        ends, _slash, protocol = item.text.partition("/")
        # A host address and a `${PORT:-80}` both hold colons of their own.
        parts = re.findall(r"(?:\$\{[^}]*\}|\[[^\]]*\]|[^:])+", ends)
        target = parts[-1] if parts else ""
        published = parts[-2] if len(parts) > 1 else ""
        host = parts[-3] if len(parts) > 2 else ""
    tokens = [(NUMBER, text) for text in (host, published) if text]
    return _leaf(("ports",), (*tokens, (NUMBER, target), (NAME, protocol or "tcp")), span)


def _volume(item: Node, span: Span) -> Leaf:
    """`[source:]target[:mode]` or the mapping of the same fields. The mount point is meant, the source is incidental."""
    if item.shape is Shape.MAP:
        source, target = item.value("source"), item.value("target")
        mode = "ro" if item.value("read_only").lower() in ("true", "yes", "on") else ""
    else:
        parts = re.findall(r"(?:\$\{[^}]*\}|^[A-Za-z]:(?=[\\/])|[^:])+", item.text)
        target = parts[1] if len(parts) > 1 else "".join(parts)
        source = parts[0] if len(parts) > 1 else ""
        mode = "ro" if len(parts) > 2 and "ro" in parts[2].split(",") else ""
    tokens: list[Token] = [config_values.meant(target)]
    if source:
        tokens.append((TEXT, source))
    if mode:
        tokens.append((NAME, mode))
    return _leaf(("volumes",), tuple(tokens), span)


def _items(path: tuple[str, ...], node: Node, lent: Span | None) -> list[Leaf]:
    read = _port if path[-1] == "ports" else _volume
    return sorted(read(item, lent or item.span) for item in node.items)


def _files(path: tuple[str, ...], node: Node, lent: Span | None) -> list[Leaf]:
    return sorted(_leaf(path, (config_values.incidental(item.text),), lent or item.span) for item in _env_files(node))


def _env_files(node: Node) -> list[Node]:
    """`env_file` as one name, a list of names, or a list of mappings with `path`."""
    return node.texts or [target for item in node.items for target in _texts(item, "path")]


_FIELDS: Final[dict[str, Callable[[tuple[str, ...], Node, Span | None], list[Leaf]]]] = {
    "environment": _mapping,
    "labels": _mapping,
    "extra_hosts": _mapping,
    "sysctls": _mapping,
    "annotations": _mapping,
    "command": _command,
    "entrypoint": _command,
    "ports": _items,
    "volumes": _items,
    "depends_on": _depends,
    "build": _build,
    "healthcheck": _healthcheck,
    "networks": _names,
    "env_file": _files,
}


def _references(found: Found, path: str, node: Node) -> None:
    build = node.get("build")
    if build is not None:
        context = build.text if build.shape is Shape.SCALAR else build.value("context") or "."
        dockerfile = build.value("dockerfile") or "Dockerfile"
        if not build.get("dockerfile_inline"):
            found.refer(ReferenceKind.FILE, beside(path, f"{context}/{dockerfile}"), build.span)
    env_file = node.get("env_file")
    if env_file is not None:
        for target in _env_files(env_file):
            found.refer(ReferenceKind.FILE, beside(path, target.text), target.span)
    extends = node.get("extends", "file")
    if extends is not None:
        found.refer(ReferenceKind.FILE, beside(path, extends.text), extends.span)
