"""Structural rewrites of a Python function: another control shape or another idiom, the same work."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Final

import libcst as cst
import libcst.matchers as m

from benchmarks.quality.python_code import code, parse, statement, text_of
from benchmarks.quality.python_edits import rename_function
from benchmarks.quality.python_reshape import asynchronous, callable_class, early_return, loop_to_list, nested, plain_function

Rewrite = Callable[[cst.FunctionDef], cst.FunctionDef]
Statements = cst.BaseStatement | cst.FlattenSentinel[cst.BaseStatement] | cst.RemovalSentinel
MOST: Final = 3

# ruff: noqa: N802  libcst calls the methods by the names of its node classes


def _apply(transformer: cst.CSTTransformer) -> Rewrite:
    def run(function: cst.FunctionDef) -> cst.FunctionDef:
        done = function.visit(transformer)
        return done if isinstance(done, cst.FunctionDef) else function

    return run


class _ForToWhile(cst.CSTTransformer):
    def leave_For(self, original_node: cst.For, updated_node: cst.For) -> Statements:
        if updated_node.orelse or updated_node.asynchronous or m.findall(updated_node.body, m.Continue()):
            return updated_node
        head = f"pending = list({code(updated_node.iter)})\n"
        loop = statement(f"while pending:\n    {code(updated_node.target)} = pending.pop(0)\n")
        if not isinstance(loop, cst.While) or not isinstance(updated_node.body, cst.IndentedBlock):
            return updated_node
        body = loop.body.with_changes(body=[*loop.body.body, *updated_node.body.body])
        return cst.FlattenSentinel([statement(head), loop.with_changes(body=body)])


class _ListToLoop(cst.CSTTransformer):
    """`name = [e for x in y if c]` and `return [...]` as a loop that appends."""

    def leave_SimpleStatementLine(self, original_node: cst.SimpleStatementLine, updated_node: cst.SimpleStatementLine) -> Statements:
        node = updated_node.body[0]
        value = node.value if isinstance(node, cst.Return | cst.Assign) else None
        single = isinstance(value, cst.ListComp) and value.for_in.inner_for_in is None
        named = isinstance(node, cst.Return) or m.matches(node, m.Assign(targets=[m.AssignTarget(target=m.Name())]))
        if not single or not named or not isinstance(value, cst.ListComp):
            return updated_node
        name = code(node.targets[0].target) if isinstance(node, cst.Assign) else "collected"
        tests = "".join(f" if {code(item.test)}:\n" for item in value.for_in.ifs[:1])
        inner = f"    {tests.strip()}\n        {name}.append({code(value.elt)})" if tests else f"    {name}.append({code(value.elt)})"
        text = f"{name} = []\nfor {code(value.for_in.target)} in {code(value.for_in.iter)}:\n{inner}\n"
        text += f"return {name}\n" if isinstance(node, cst.Return) else ""
        return cst.FlattenSentinel(list(cst.parse_module(text).body))


class _Formatting(cst.CSTTransformer):
    """`%` and f-strings to `.format`, `.format` to `%`."""

    def visit_ConcatenatedString(self, node: cst.ConcatenatedString) -> bool:
        return False

    def leave_BinaryOperation(self, original_node: cst.BinaryOperation, updated_node: cst.BinaryOperation) -> cst.BaseExpression:
        if not isinstance(updated_node.operator, cst.Modulo) or not isinstance(updated_node.left, cst.SimpleString):
            return updated_node
        right = updated_node.right
        if isinstance(right, cst.Dict):
            return updated_node
        values = [code(item.value) for item in right.elements] if isinstance(right, cst.Tuple) else [code(right)]
        text = code(updated_node.left)
        if text.count("%s") + text.count("%d") != len(values) or text.count("%") != len(values) or "{" in text:
            return updated_node
        return cst.parse_expression(f"{text.replace('%s', '{}').replace('%d', '{}')}.format({', '.join(values)})")

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.BaseExpression:
        func = updated_node.func
        if not m.matches(func, m.Attribute(value=m.SimpleString(), attr=m.Name("format"))) or not isinstance(func, cst.Attribute):
            return updated_node
        text, values = code(func.value), [code(item) for item in updated_node.args]
        if text.count("{}") != len(values) or text.count("{") != len(values) or "%" in text or any("=" in item for item in values):
            return updated_node
        return cst.parse_expression(f"({text.replace('{}', '%s')} % ({', '.join(values)},))")

    def leave_FormattedString(self, original_node: cst.FormattedString, updated_node: cst.FormattedString) -> cst.BaseExpression:
        values, text = [], ""
        for part in updated_node.parts:
            if isinstance(part, cst.FormattedStringText):
                text += part.value
            elif not isinstance(part, cst.FormattedStringExpression) or part.conversion or part.format_spec or part.equal:
                return updated_node
            else:
                values.append(code(part.expression))
                text += "{}"
        quote = updated_node.end
        return cst.parse_expression(f"{quote}{text}{quote}.format({', '.join(values)})") if values else updated_node


_PATHS: Final = {
    "exists": "pathlib.Path({}).exists()",
    "isdir": "pathlib.Path({}).is_dir()",
    "isfile": "pathlib.Path({}).is_file()",
    "basename": "pathlib.Path({}).name",
    "dirname": "str(pathlib.Path({}).parent)",
    "abspath": "str(pathlib.Path({}).resolve())",
    "expanduser": "str(pathlib.Path({}).expanduser())",
}


class _Paths(cst.CSTTransformer):
    """`os.path` to pathlib."""

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.BaseExpression:
        name = code(updated_node.func)
        values = [code(item.value) for item in updated_node.args]
        if name == "os.path.join" and len(values) > 1 and not any(item.star for item in updated_node.args):
            return cst.parse_expression(f"str(pathlib.Path({values[0]}, {', '.join(values[1:])}))")
        if name.startswith("os.path.") and len(values) == 1 and name[8:] in _PATHS:
            return cst.parse_expression(_PATHS[name[8:]].format(values[0]))
        if name == "os.makedirs" and values:
            return cst.parse_expression(f"pathlib.Path({values[0]}).mkdir(parents=True, exist_ok=True)")
        return updated_node


class _WithToTry(cst.CSTTransformer):
    def leave_With(self, original_node: cst.With, updated_node: cst.With) -> Statements:
        item = updated_node.items[0]
        single = len(updated_node.items) == 1 and item.asname is not None and not updated_node.asynchronous
        if not single or item.asname is None or not isinstance(updated_node.body, cst.IndentedBlock):
            return updated_node
        name = code(item.asname.name)
        wrapped = statement(f"try:\n    pass\nfinally:\n    {name}.close()\n")
        return cst.FlattenSentinel([statement(f"{name} = {code(item.item)}\n"), wrapped.with_changes(body=updated_node.body)])


class _TryToWith(cst.CSTTransformer):
    def leave_Try(self, original_node: cst.Try, updated_node: cst.Try) -> Statements:
        final = code(updated_node.finalbody.body) if updated_node.finalbody else ""
        if updated_node.handlers or not final.endswith(".close()") or "\n" in final:
            return updated_node
        head = statement(f"with contextlib.closing({final.removesuffix('.close()')}):\n    pass\n")
        return head.with_changes(body=updated_node.body)


class _IfToMatch(cst.CSTTransformer):
    """A chain of comparisons of one name with constants becomes `match`."""

    def leave_If(self, original_node: cst.If, updated_node: cst.If) -> Statements:
        cases, node, subject = [], updated_node, ""
        while True:
            test = node.test
            constant = m.Comparison(left=m.Name(), comparisons=[m.ComparisonTarget(m.Equal(), m.SimpleString() | m.Integer())])
            if not m.matches(test, constant) or not isinstance(test, cst.Comparison) or subject not in {"", code(test.left)}:
                return updated_node
            subject = code(test.left)
            cases.append((code(test.comparisons[0].comparator), node.body))
            if not isinstance(node.orelse, cst.If):
                break
            node = node.orelse
        if len(cases) < 2:
            return updated_node
        cases += [("_", node.orelse.body)] if node.orelse else []
        made = statement(f"match {subject}:\n" + "".join(f"    case {pattern}:\n        pass\n" for pattern, _ in cases))
        if not isinstance(made, cst.Match):
            return updated_node
        return made.with_changes(cases=[case.with_changes(body=body) for case, (_, body) in zip(made.cases, cases, strict=True)])


class _Ternary(cst.CSTTransformer):
    """`x = a if c else b` and `return a if c else b` as `if` statements."""

    def leave_SimpleStatementLine(self, original_node: cst.SimpleStatementLine, updated_node: cst.SimpleStatementLine) -> Statements:
        node = updated_node.body[0]
        value = node.value if isinstance(node, cst.Return | cst.Assign) else None
        if not isinstance(value, cst.IfExp) or (isinstance(node, cst.Assign) and len(node.targets) > 1):
            return updated_node
        start = f"{code(node.targets[0].target)} =" if isinstance(node, cst.Assign) else "return"
        return statement(f"if {code(value.test)}:\n    {start} {code(value.body)}\nelse:\n    {start} {code(value.orelse)}\n")


class _LambdaToDef(cst.CSTTransformer):
    def leave_SimpleStatementLine(self, original_node: cst.SimpleStatementLine, updated_node: cst.SimpleStatementLine) -> Statements:
        found = m.findall(updated_node, m.Lambda())
        if len(found) != 1 or not isinstance(found[0], cst.Lambda):
            return updated_node
        made = statement(f"def pick({code(found[0].params)}):\n    return {code(found[0].body)}\n")
        done = updated_node.deep_replace(found[0], cst.Name("pick"))
        return cst.FlattenSentinel([made, done]) if isinstance(done, cst.SimpleStatementLine) else updated_node


REWRITES: Final[Sequence[tuple[str, Rewrite]]] = (
    ("for to while", _apply(_ForToWhile())),
    ("comprehension to loop", _apply(_ListToLoop())),
    ("loop to comprehension", loop_to_list),
    ("if to early return", early_return),
    ("early return to else", nested),
    ("formatting", _apply(_Formatting())),
    ("os.path to pathlib", _apply(_Paths())),
    ("with to try", _apply(_WithToTry())),
    ("try to with", _apply(_TryToWith())),
    ("if chain to match", _apply(_IfToMatch())),
    ("ternary to if", _apply(_Ternary())),
    ("lambda to def", _apply(_LambdaToDef())),
    ("sync and async", asynchronous),
    ("method to function", plain_function),
)


def rewritten(text: str, rng: random.Random) -> tuple[str, str]:
    """Up to MOST rewrites that do something to the function, in random order; its name changes as well."""
    function = parse(text)
    applied: list[str] = []
    before = code(function)
    for name, rewrite in rng.sample(list(REWRITES), len(REWRITES)):
        if len(applied) == MOST:
            break
        try:
            after = rewrite(function)
        except (cst.ParserSyntaxError, cst.CSTValidationError, TypeError):
            continue
        if code(after) != before:
            function, before = after, code(after)
            applied.append(name)
    function = rename_function(function, rng)
    if not applied or rng.random() < 0.15:
        made = callable_class(function)
        return (made, " + ".join([*applied, "function to class"])) if made else ("", "")
    return text_of(function), " + ".join(sorted(applied))
