"""What RULES.md says is never reported as a duplicate, item by item: made from real utilities, planted beside them, and counted.

    python benchmarks/quality/refused.py [--owners N] [--write]

The utilities are functions of the standard library of the Python that runs this, read from its source and owned by one domain. For each
item a tree of its own holds the owners and one case for each of them, so that no case makes the words of another common. The first row is
the control: plain copies, which must be reported. `--write` puts the table into docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import ast
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final, NamedTuple

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent))

from benchmarks.real.run import check  # noqa: E402

PAGE = HERE.parent.parent / "docs" / "benchmarks.md"
BEGIN, END = "<!-- refused: begin (written by benchmarks/quality/refused.py) -->", "<!-- refused: end -->"
OWNERS: Final = 20
LEAST, MOST = 12, 60
"""Lines of a utility."""
MODULES: Final = (
    "calendar", "configparser", "fnmatch", "gettext", "glob", "inspect", "linecache", "mimetypes", "pkgutil", "posixpath", "pprint",
    "random", "shutil", "site", "statistics", "string", "sysconfig", "tempfile", "textwrap", "tokenize", "trace", "urllib.parse", "uuid",
    "warnings", "zipfile",
)  # fmt: skip
CONTROL: Final = "plain copy (control)"


class Owner(NamedTuple):
    """A function of the standard library: its name, source and parameters, and the name of the file that it is put into."""

    name: str
    text: str
    parameters: tuple[str, ...]
    file: str


class Case(NamedTuple):
    """A file of a tree and its text."""

    path: str
    text: str


def owners(number: int) -> list[Owner]:
    """As many functions as are asked for, spread over the modules, in the order of their names."""
    found = [owner for module in MODULES for owner in _functions(module)]
    step = max(1, len(found) // number)
    return found[::step][:number]


def _functions(module: str) -> Iterator[Owner]:
    text = (Path(sysconfig.get_path("stdlib")) / f"{module.replace('.', '/')}.py").read_text(encoding="utf-8")
    for node in ast.parse(text).body:
        if not isinstance(node, ast.FunctionDef) or node.decorator_list or not node.args.args:
            continue
        source = ast.get_source_segment(text, node) or ""
        if LEAST <= source.count("\n") + 1 <= MOST:
            parameters = tuple(item.arg for item in (*node.args.args, *node.args.kwonlyargs))
            yield Owner(node.name, source + "\n", parameters, f"{module.replace('.', '_')}_{node.name.strip('_')}")


def _body(owner: Owner) -> list[str]:
    """The statements of an owner without its documentation, as source."""
    function = ast.parse(owner.text).body[0]
    assert isinstance(function, ast.FunctionDef)
    said = 1 if ast.get_docstring(function) is not None else 0
    return [ast.unparse(node) for node in function.body[said:]]


def _function(name: str, parameters: Sequence[str], statements: Sequence[str]) -> str:
    lines = [line for statement in statements for line in statement.split("\n")]
    return f"def {name}({', '.join(parameters)}):\n" + "".join(f"    {line}\n" for line in lines or ["pass"])


def _copy(folder: str, head: str = "") -> Callable[[Owner, Owner], Case]:
    return lambda owner, _other: Case(f"{folder}/{owner.file}.py", head + owner.text)


def _wrapper(owner: Owner, _other: Owner) -> Case:
    """A facade under the owner's name: checks and logs what it is given, as the owner does first, and passes it on."""
    keywords = ", ".join(f"{item}={item}" for item in owner.parameters)
    told = f"log.debug('{owner.name} of %r', {owner.parameters[0]})"
    text = _function(owner.name, owner.parameters, [told, *_body(owner)[:1], f"return _{owner.name}({keywords})"])
    return Case(
        f"services/{owner.file}.py",
        f"import logging\n\nfrom core.{owner.file} import {owner.name} as _{owner.name}\n\nlog = logging.getLogger(__name__)\n\n\n{text}",
    )


def _reexport(owner: Owner, _other: Owner) -> Case:
    again = f"{owner.name}_again"
    text = f"from core.{owner.file} import {owner.name}\n\n{again} = {owner.name}\n__all__ = ['{owner.name}', '{again}']\n"
    return Case(f"services/{owner.file}.py", text)


def _overload(owner: Owner, _other: Owner) -> Case:
    kinds = ("str", "bytes", "int")
    typed = [", ".join([f"{owner.parameters[0]}: {kind}", *owner.parameters[1:]]) for kind in kinds]
    text = "".join(f"@overload\ndef {owner.name}({listed}) -> {kind}: ...\n\n\n" for listed, kind in zip(typed, kinds, strict=True))
    passed = ", ".join(owner.parameters)
    last = _function(owner.name, owner.parameters, [f"return core.{owner.file}.{owner.name}({passed})"])
    return Case(f"services/{owner.file}.py", f"from typing import overload\n\nimport core.{owner.file}\n\n\n{text}{last}")


def _stub(owner: Owner, _other: Owner) -> Case:
    """A protocol and an abstract class that ask for the owner, with its documentation."""
    function = ast.parse(owner.text).body[0]
    assert isinstance(function, ast.FunctionDef)
    said = repr(ast.get_docstring(function) or owner.name)
    listed = ("self", *owner.parameters)
    asked = _function(owner.name, listed, [said, "..."])
    abstract = "@abstractmethod\n" + _function(owner.name, listed, [said, "raise NotImplementedError"])
    indent = (
        [f"    {line}" if line else line for line in asked.split("\n")],
        [f"    {line}" if line else line for line in abstract.split("\n")],
    )
    text = "class Asked(Protocol):\n" + "\n".join(indent[0]) + "\n\nclass Base(ABC):\n" + "\n".join(indent[1])
    return Case(f"services/{owner.file}.py", f"from abc import ABC, abstractmethod\nfrom typing import Protocol\n\n\n{text}")


def _trivial(owner: Owner, _other: Owner) -> Case:
    """The last statement of the owner as a function of its own, where it is short; else its first name handed on."""
    last = _body(owner)[-1]
    short = last if "\n" not in last and len(last) < 40 else f"return {owner.parameters[0]}"
    return Case(f"services/{owner.file}.py", _function(f"finish_{owner.name.strip('_')}", owner.parameters, [short]))


def _record(name: str, fields: Sequence[str]) -> str:
    """A class that holds values: what a person or an editor writes for every one of them."""
    init = [f"self.{field} = {field}" for field in fields]
    shown = ", ".join(f"{field}={{self.{field}!r}}" for field in fields)
    same = " and ".join(f"self.{field} == other.{field}" for field in fields)
    methods = [
        _function("__init__", ("self", *fields), init),
        _function("__repr__", ("self",), [f"return f'{name}({shown})'"]),
        _function("__eq__", ("self", "other"), [f"return isinstance(other, {name}) and {same}"]),
        _function("__hash__", ("self",), [f"return hash(({', '.join(f'self.{field}' for field in fields)},))"]),
    ]
    return f"class {name}:\n" + "\n".join("".join(f"    {line}\n" for line in method.rstrip().split("\n")) for method in methods)


def _values(owner: Owner, other: Owner) -> Case:
    return Case(
        f"services/{owner.file}.py", _record(f"{_title(other)}Values", [f"{item}_{owner.name.strip('_')}" for item in owner.parameters])
    )


def _parser(owner: Owner, program: str) -> str:
    options = [
        f"parser.add_argument('--{item.strip('_').replace('_', '-')}', default=None, help='{item} of the run')" for item in owner.parameters
    ]
    usual = ["parser.add_argument('--verbose', action='store_true')", "parser.add_argument('--output', default='-', help='where to write')"]
    return _function(
        f"parse_{program}",
        ("argv",),
        [f"parser = argparse.ArgumentParser('{program}')", *options, *usual, "return parser.parse_args(argv)"],
    )


def _options(owner: Owner, _other: Owner) -> Case:
    return Case(f"services/{owner.file}.py", "import argparse\n\n\n" + _parser(owner, owner.name.strip("_")))


def _namesake(owner: Owner, other: Owner) -> Case:
    """The owner's name over the body of another function of the standard library, which is no owner."""
    return Case(f"services/{owner.file}.py", _function(owner.name, other.parameters, _body(other)))


def _title(owner: Owner) -> str:
    return "".join(part.title() for part in owner.name.strip("_").split("_"))


ITEMS: Final[Mapping[str, Callable[[Owner, Owner], Case]]] = {
    CONTROL: _copy("services"),
    "delegating wrapper": _wrapper,
    "re-export": _reexport,
    "overloads": _overload,
    "protocol and abstract stub": _stub,
    "trivial unit under the size floor": _trivial,
    "generated file": _copy("services", "# Code generated by stubgen 1.2. DO NOT EDIT.\n\n"),
    "vendored file": _copy("services/_vendor/lib"),
    "migration": _copy("services/migrations"),
    "data-class boilerplate": _values,
    "argument-parser boilerplate": _options,
    "test against code": _copy("tests"),
    "same name, another purpose": _namesake,
}


class Row(NamedTuple):
    """Cases of one item, those with a finding of family 2, and those with one when hints are asked for too."""

    item: str
    cases: int
    reported: int
    hinted: int


def measure(number: int, items: Sequence[str] = tuple(ITEMS)) -> list[Row]:
    """Plant and count every item."""
    made = owners(2 * number)
    chosen, others = made[::2][:number], made[1::2][:number]
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(lambda item: _row(item, chosen, others), items))


def _row(item: str, chosen: Sequence[Owner], others: Sequence[Owner]) -> Row:
    cases = [ITEMS[item](owner, other) for owner, other in zip(chosen, others, strict=True)]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        names = [owner.name for owner in chosen]
        _write(
            root,
            Case(
                "SSOT_LOCK.yml",
                f"schema_version: 2\ndomains:\n  utilities:\n    paths: [core/*.py]\n    exports: [{', '.join(dict.fromkeys(names))}]\n",
            ),
        )
        for owner in chosen:
            record = _record(f"{_title(owner)}Record", owner.parameters)
            kept = f"import argparse\n\n\n{owner.text}\n\n{record}\n\n{_parser(owner, owner.file)}"
            _write(root, Case(f"core/{owner.file}.py", kept))
        for case in cases:
            _write(root, case)
        findings = [item for item in check(root, "--hints")["findings"] if item["code"].startswith("SSOT2")]
    paths = {case.path for case in cases}
    hinted = {item["location"]["path"] for item in findings}
    told = {item["location"]["path"] for item in findings if item["confidence"] != "hint"}
    return Row(item, len(cases), len(paths & told), len(paths & hinted))


def _write(root: Path, case: Case) -> None:
    path = root / case.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(case.text, encoding="utf-8")


def table(rows: Sequence[Row]) -> str:
    """The section of the page."""
    version = sys.version_info
    lines = [
        "## Never reported: the list of the rules, measured",
        "",
        f"Written by `python benchmarks/quality/refused.py --write`, Python {version.major}.{version.minor}: each case is",
        "made from a utility of the standard library, which stands beside it as the owner. `tests/test_benchmarks.py` holds each item.",
        "",
        "| item | cases | reported | rate | with `--hints` |",
        "|---|--:|--:|--:|--:|",
    ]
    lines += [f"| {row.item} | {row.cases} | {row.reported} | {row.reported / row.cases:.0%} | {row.hinted} |" for row in rows]
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--owners", type=int, default=OWNERS, help="utilities, and so cases of each item (%(default)s)")
    parser.add_argument("--write", action="store_true", help="put the table into docs/benchmarks.md")
    arguments = parser.parse_args()
    section = table(measure(arguments.owners))
    sys.stdout.write(section)
    if arguments.write:
        text = PAGE.read_text(encoding="utf-8")
        marked = f"{BEGIN}\n{section}{END}\n"
        before, found, rest = text.partition(BEGIN)
        PAGE.write_text(
            before + marked + rest.partition(END)[2].lstrip("\n") if found else f"{text.rstrip()}\n\n{marked}", encoding="utf-8"
        )


if __name__ == "__main__":
    main()
