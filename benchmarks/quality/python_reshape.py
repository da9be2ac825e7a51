"""Rewrites of a whole Python function: guards, comprehensions, async, methods and callable classes."""

from __future__ import annotations

import libcst as cst
import libcst.matchers as m

from benchmarks.quality.python_code import body_of, code, statement, text_of, with_body

# ruff: noqa: N802  libcst calls the methods by the names of its node classes


def loop_to_list(function: cst.FunctionDef) -> cst.FunctionDef:
    """`a = []` and a loop that only appends to it become a comprehension."""
    out: list[cst.BaseStatement] = []
    for node in body_of(function):
        append = m.extract(
            node,
            m.For(
                body=m.IndentedBlock(
                    body=[m.SimpleStatementLine(body=[m.Expr(m.Call(func=m.Attribute(m.Name(), m.Name("append")), args=[m.Arg()]))])]
                )
            ),
        )
        if append is not None and isinstance(node, cst.For) and out and code(out[-1]).endswith("= []"):
            call = code(node.body)
            name, _, rest = call.partition(".append(")
            if code(out[-1]).startswith(f"{name} ="):
                out[-1] = statement(f"{name} = [{rest[:-1]} for {code(node.target)} in {code(node.iter)}]\n")
                continue
        out.append(node)
    return with_body(function, out)


def early_return(function: cst.FunctionDef) -> cst.FunctionDef:
    """A last `if` without `else` becomes a guard."""
    body = body_of(function)
    last = body[-1]
    if not isinstance(last, cst.If) or last.orelse is not None or not isinstance(last.body, cst.IndentedBlock):
        return function
    guard = statement(f"if not ({code(last.test)}):\n    return None\n")
    return with_body(function, [*body[:-1], guard, *last.body.body])


def nested(function: cst.FunctionDef) -> cst.FunctionDef:
    """The first guard that ends in return or raise takes the rest of the function as its `else`."""
    body = body_of(function)
    for number, node in enumerate(body[:-1]):
        leaves = m.If(orelse=None, body=m.IndentedBlock(body=[m.ZeroOrMore(), m.SimpleStatementLine(body=[m.Return() | m.Raise()])]))
        if m.matches(node, leaves):
            rest = cst.Else(body=cst.IndentedBlock(body=body[number + 1 :]))
            return with_body(function, [*body[:number], node.with_changes(orelse=rest)])
    return function


def asynchronous(function: cst.FunctionDef) -> cst.FunctionDef:
    """Sync to async: bare calls and assigned calls are awaited; async to sync: no more `await`."""
    if function.asynchronous:
        done = function.visit(_NoAwait())
        return done.with_changes(asynchronous=None) if isinstance(done, cst.FunctionDef) else function
    if m.findall(function, m.Yield()):
        return function
    calls = m.SimpleStatementLine(body=[m.Expr(m.Call()) | m.Assign(value=m.Call())])
    body = [_awaited(node) if m.matches(node, calls) else node for node in body_of(function)]
    return with_body(function, body).with_changes(asynchronous=cst.Asynchronous())


def _awaited(node: cst.BaseStatement) -> cst.BaseStatement:
    call = m.findall(node, m.Call())[0]
    done = node.deep_replace(call, cst.Await(call)) if isinstance(call, cst.Call) else node
    return done if isinstance(done, cst.BaseStatement) else node


def callable_class(function: cst.FunctionDef) -> str:
    """The function as `__call__` of a class; "" for a method."""
    names = [item.name.value for item in function.params.params]
    if names[:1] == ["self"] or function.decorators or function.asynchronous:
        return ""
    params = function.params.with_changes(
        params=[cst.Param(cst.Name("self"), comma=cst.Comma(cst.SimpleWhitespace(""), cst.SimpleWhitespace(" "))), *function.params.params]
    )
    title = "".join(part.title() for part in function.name.value.split("_"))
    made = statement(f"class {title or 'Job'}:\n    pass\n")
    call = function.with_changes(name=cst.Name("__call__"), params=params)
    return text_of(made.with_changes(body=cst.IndentedBlock(body=[call])))


def plain_function(function: cst.FunctionDef) -> cst.FunctionDef:
    """A method as a function: `self` becomes an ordinary parameter."""
    if [item.name.value for item in function.params.params][:1] != ["self"]:
        return function
    done = function.visit(_Self())
    return done if isinstance(done, cst.FunctionDef) else function


class _Self(cst.CSTTransformer):
    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.Name:
        return updated_node.with_changes(value="owner") if updated_node.value == "self" else updated_node


class _NoAwait(cst.CSTTransformer):
    def leave_Await(self, original_node: cst.Await, updated_node: cst.Await) -> cst.BaseExpression:
        return updated_node.expression
