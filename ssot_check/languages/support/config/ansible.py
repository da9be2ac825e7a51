"""Ansible: plays, blocks and tasks, with the short form of module arguments (`src=a dest=b`) read as the long one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ssot_check.languages.support.config import values as config_values
from ssot_check.languages.support.config.blocks import Block, Found, Leaf, Reading, flatten
from ssot_check.languages.support.config.commands import script_commands
from ssot_check.languages.support.config.paths import beside
from ssot_check.languages.support.config.roles import file_of_tasks, nameless, without_name
from ssot_check.languages.support.config.tree import Node, Shape
from ssot_check.languages.support.config.use import Form
from ssot_check.model.parsed import ReferenceKind
from ssot_check.model.unit import Token

_EDITED: Final = frozenset(("line", "regexp", "replace"))


def _value(path: tuple[str, ...], text: str) -> tuple[Token, ...]:
    """What is put into a file, and in place of what, is what such a task does; who changes it the other way round does the reverse."""
    edits = len(path) > 1 and path[-2].rpartition(".")[2] in ("lineinfile", "replace") and path[-1] in _EDITED
    return (config_values.concealed(text),) if edits else config_values.value(path, text)


ANSIBLE: Final = Reading(value=_value, unordered=frozenset(("tags", "loop", "with_items", "notify")), scripts=frozenset(("shell",)))

_LISTS: Final = ("tasks", "pre_tasks", "post_tasks", "handlers", "block", "rescue", "always")
_INCLUDES: Final = frozenset(("include_tasks", "import_tasks", "import_playbook", "include", "include_vars", "vars_files"))
_ROLES: Final = frozenset(("include_role", "import_role"))
_TAKES: Final = _INCLUDES | _ROLES
_NOTHING: Final = Node(Shape.LIST, (1, 1, 1, 1))
_BESIDE: Final = frozenset(("include_tasks", "import_tasks", "include", "include_vars"))
_LONG_CALL: Final = 12
"""From so many entries on what a task hands over is a text of its own: the object of a cluster, the form of an account."""
_ROLE: Final = re.compile(r".*(?:^|/)roles/[^/]+/")
_EXPRESSION: Final = re.compile(r"\{\{.*?\}\}")
_SHELLS: Final = frozenset(("shell", "command", "raw"))
_LONG: Final = re.compile(r"^ansible\.(builtin|legacy)\.")
_ARGUMENT: Final = re.compile(r"(\w+)=(\"[^\"]*\"|'[^']*'|(?:\{\{.*?\}\}|\S)*)")

# Arguments by which a task says what its module is to work on, in the modules of ansible.builtin and ansible.posix.
_SUBJECTS: Final = frozenset(("baseurl", "dest", "file", "key", "name", "package", "path", "pkg", "repo", "src", "that", "url"))
_SUBJECT_ENDINGS: Final = ("_name", "_path", "_url")
_PLAY: Final = frozenset(("hosts", "import_playbook", "roles"))
_INDEX: Final = re.compile(r"\[[^\]]*\]|\s+")

# Keywords of a task, as opposed to its module (Ansible documentation, "Playbook keywords").
_KEYWORDS: Final = frozenset(
    (
        "name", "when", "register", "tags", "loop", "loop_control", "with_items", "with_dict", "with_fileglob", "notify",
        "listen", "become", "become_user", "become_method", "ignore_errors", "changed_when", "failed_when", "until",
        "retries", "delay", "delegate_to", "run_once", "environment", "vars", "args", "check_mode", "diff", "no_log", "async",
        "poll", "any_errors_fatal", "connection", "remote_user", "module_defaults", "throttle", "timeout",
        "ignore_unreachable", "collections", "debugger", "delegate_facts", "port", "local_action",
    )
)  # fmt: skip


def ansible(path: str, root: Node) -> Found:
    """Every task of a playbook or task file; plays and blocks are blocks of their own that hold them, and so is a file of tasks."""
    found = Found()
    _list(found, path, root.items, "")
    _whole(found, path, root)
    return found


def _whole(found: Found, path: str, root: Node) -> None:
    """A file of tasks as one block: what a role that needs them all would take."""
    items = [item for item in root.items if item.shape is Shape.MAP]
    if any(item.keys & _PLAY for item in items):
        return
    leaves = [tuple(_leaves(item)) for item in items]
    calls = [_only_takes(item) or _only_calls(item, own) for item, own in zip(items, leaves, strict=True)]
    name = file_of_tasks(path, [(len(own), call) for own, call in zip(leaves, calls, strict=True)])
    if name:
        entries = without_name((leaf for own in leaves for leaf in own), nameless(path))
        # A file under another name does another job, however much of what leads up to it is equal.
        found.blocks.append(Block(name, root, items[0].head, ANSIBLE, leaves=entries, reuse=Form.TASKS, about=(name,)))


def _list(found: Found, path: str, items: list[Node], scope: str) -> None:
    plain, folder = nameless(path), _included(path, "")
    for item in items:
        if item.shape is not Shape.MAP:
            continue
        name = _name(item)
        reuse = Form.PLAY if item.keys & _PLAY else Form.TASK
        takes = _only_takes(item)
        leaves, about = tuple(_leaves(item)), tuple(_subjects(path, item)) or (tuple(_taken(item)) if takes else ())
        calls = takes or _only_calls(item, leaves)
        if not calls:  # what a short call hands over is all that it says
            leaves, about = without_name(leaves, plain), tuple(text if text.startswith(folder) else plain(text) for text in about)
        if _module(item) not in _ROLES:  # a task that takes a role is the call that a copy of that role's work would become
            found.blocks.append(Block(name, item, item.head, ANSIBLE, scope, leaves=leaves, reuse=reuse, about=about, delegate=calls))
        _references(found, path, item)
        for key in _LISTS:
            below = item.get(key)
            if below is not None:
                _list(found, path, below.items, f"{scope}.{name}" if scope else name)


def _name(item: Node) -> str:
    return item.value("name") or item.value("hosts") or _module(item) or next((key.text for key, _value in item.pairs), "task")


def _only_calls(item: Node, leaves: Sequence[Leaf]) -> bool:
    """True for a task that hands some arguments to a module: the module does the work, and it stands elsewhere."""
    if item.keys & _PLAY or item.keys & frozenset(_LISTS):
        return False
    return len(leaves) < _LONG_CALL and _module(item) not in _SHELLS


def _only_takes(item: Node) -> bool:
    """True for a play or block that takes roles, playbooks and files of tasks and does nothing besides: the work is shared already."""
    below = [task for key in _LISTS for task in (item.get(key) or _NOTHING).items]
    if any(task.shape is not Shape.MAP for task in below):
        return False
    return bool(below or "roles" in item.keys) and all(_module(task) in _TAKES or _only_takes(task) for task in below)


def _taken(item: Node) -> Iterator[str]:
    """The roles that a play, block or task takes."""
    for key, value in item.pairs:
        name = _short(key)
        if name in _ROLES:
            yield from filter(None, (_INDEX.sub("", text.text) for text in (value.get("name"),) if text is not None))
        elif name == "roles":
            named = (role if role.shape is Shape.SCALAR else role.get("role") or role.get("name") for role in value.items)
            yield from (role.text for role in named if role is not None)
        for below in value.items if name in _LISTS else ():
            yield from _taken(below) if below.shape is Shape.MAP else ()


def _module(item: Node) -> str:
    return next((_short(key) for key, _value in item.pairs if _short(key) not in _KEYWORDS and not key.text.startswith("with_")), "")


def _short(key: Node) -> str:
    return _LONG.sub("", key.text)


def _leaves(item: Node) -> Iterator[Leaf]:
    lent = item.span if item.borrowed else None
    for key, value in sorted(item.pairs, key=lambda pair: _short(pair[0])):
        name = _short(key)
        if name in _LISTS:
            for below in value.items:
                yield from _leaves(below) if below.shape is Shape.MAP else ()
        elif name in _SHELLS and value.shape is Shape.SCALAR and "\n" not in value.text.strip():
            span = lent or value.span
            yield Leaf((name,), config_values.words(value.text), span[0], span[2])
        elif name not in _KEYWORDS and value.shape is Shape.SCALAR and _ARGUMENT.match(value.text.strip()):
            span = lent or value.span
            for argument in sorted(_ARGUMENT.findall(value.text)):
                yield Leaf((name, argument[0]), _value((name, argument[0]), argument[1].strip("\"'")), span[0], span[2])
        else:
            yield from flatten(value, ANSIBLE, (name,), lent)


def _subjects(path: str, item: Node) -> Iterator[str]:
    """What a task's module is to work on, without the blanks and indexes of expressions; for a block that of its tasks.

    A file of tasks or variables is looked for in the role of the task: under one name each role means its own.
    """
    for key, value in item.pairs if not item.keys & _PLAY else ():
        name = _short(key)
        for below in value.items if name in _LISTS else ():
            yield from _subjects(path, below)
        if name in _SHELLS:
            yield from _arguments(value)
        elif name in _BESIDE:
            target = value if value.shape is Shape.SCALAR else value.get("file")
            yield from [_included(path, _INDEX.sub("", target.text))] if target is not None else []
        if name in (*_KEYWORDS, *_LISTS, *_SHELLS, *_BESIDE) or name.startswith("with_"):
            continue
        pairs = [(argument.text, " ".join(text.text for text in given.texts)) for argument, given in value.pairs]
        if value.shape is Shape.SCALAR:
            short = [(argument[0], argument[1].strip("\"'")) for argument in _ARGUMENT.findall(value.text)]
            pairs = short or [("name", value.text)]
        yield from filter(None, (_INDEX.sub("", text) for argument, text in pairs if _is_subject(argument)))


def _is_subject(argument: str) -> bool:
    return argument in _SUBJECTS or argument.endswith(_SUBJECT_ENDINGS)


def _arguments(script: Node) -> Iterator[str]:
    """The words of a command of one line that are neither its program nor options nor marks between commands."""
    line = script if script.shape is Shape.SCALAR else script.get("cmd")
    if line is not None and "\n" not in line.text.strip():
        words = _EXPRESSION.sub(lambda found: _INDEX.sub("", found[0]), line.text).split()
        yield from (word for word in words[1:] if word[:1] not in "-|&;<>")


def _included(path: str, target: str) -> str:
    """What the file at `path` means by `target`: seen from its role, else from its own folder, unless it begins elsewhere."""
    if target.startswith(("/", "{{playbook_dir}}")):
        return target
    role = _ROLE.match(path)
    return f"{role[0] if role else path.rpartition('/')[0] + '/'}{target}"


def _references(found: Found, path: str, item: Node) -> None:
    for key, value in item.pairs:
        name = _short(key)
        if name in _INCLUDES:
            for target in [*value.texts, *filter(None, (value.get("file"),))]:
                words = target.text.split()
                found.refer(ReferenceKind.FILE, beside(path, words[0]) if words else "", target.span)
        elif name in _SHELLS:
            script = value if value.shape is Shape.SCALAR else value.get("cmd")
            for line, command in script_commands(script) if script is not None else ():
                found.refer(ReferenceKind.COMMAND, command, (line, 1, line, 1))
