"""Edited copies of which hardly a statement stands as it was."""

from __future__ import annotations

import pytest

from ssot_check.languages import python, typescript
from ssot_check.matching.fingerprint import fingerprint
from ssot_check.matching.scant import is_scant
from ssot_check.matching.similarity import measure
from ssot_check.model.source import SourceFile
from ssot_check.model.unit import FUNCTIONS, Unit, UnitKind
from tests.matching.haystacks import a_haystack, weights_by_family

OWNER = """\
def resolve(host, port):
    try:
        return socket.getaddrinfo(host, port, 0, socket.SOCK_STREAM)
    except socket.gaierror as error:
        logger.warning("%s: %s", host, error)
        return []
"""
EDITED = (
    OWNER.replace("(host, port):", "(host, port, kind):").replace("0,", "kind,").replace("return []", "return ()").replace("logger", "log")
)
OTHER = "def other(rows):\n    for row in rows:\n        send(row)\n    return rows\n"


def unit(text: str, path: str = "a.py") -> Unit:
    language = python.LANGUAGE if path.endswith(".py") else typescript.LANGUAGE
    units = language.parse(SourceFile(path, language.name, text, "0"), fingerprint).units
    return next(unit for unit in units if unit.kind in FUNCTIONS | {UnitKind.CLASS})


def asked(owner: Unit, copy: Unit, *, named: bool = False) -> bool:
    others = (unit(OTHER.replace("other", f"other_{number}"), f"b{number}.py") for number in range(60))
    weights = weights_by_family(a_haystack(owner, copy, *others))["python"]
    return is_scant(owner, copy, weights, measure(owner, copy, weights), named=named)


def test_few_statements_that_stand_as_they_were_are_little() -> None:
    assert asked(unit(OWNER), unit(EDITED))


def test_all_statements_of_both_are_a_copy_however_few() -> None:
    small = "def send_all(rows):\n    return [post(row, retries=RETRIES_OF_STORES) for row in rows if row.ready]\n"
    assert not asked(unit(small), unit(small))
    assert asked(unit(small), unit(small.replace("row.ready", "row.open")))


def test_a_name_that_few_others_bear_says_of_what_it_is_a_copy() -> None:
    assert not asked(unit(OWNER), unit(EDITED), named=True)


def test_texts_that_stand_nowhere_else_were_pasted() -> None:
    messages = '"quota of the tenant is spent", "renew the contract", error'
    owner, copy = (text.replace('"%s: %s", host, error', messages) for text in (OWNER, EDITED))
    assert not asked(unit(owner), unit(copy))


@pytest.mark.parametrize("name", ["Resolver", "Resolve"])
def test_of_classes_the_name_says_so(name: str) -> None:
    head = "class Resolver:\n    async def resolve(self, host):\n        return await self.ask(host, timeout=TIMEOUT_OF_STORES)\n"
    copy = head.replace("Resolver", name).replace("host)", "host, port)").replace("self.ask", "self.pool.ask")
    assert asked(unit(head), unit(copy)) == (name != "Resolver")


STRUCT = """\
export function connect(address: Address): Connection<Any> {
  return { surreal: startSurreal(), address: address.resolved(), capacity: 0, answers: nothingYet };
}
"""


def test_elsewhere_the_one_statement_that_is_left_is_little() -> None:
    other = STRUCT.replace("connect(address: Address)", "connect<P>(this: Surreal, address: Into<P>)").replace(
        "startSurreal()", "this.inner()"
    )
    assert asked(unit(STRUCT, "a.ts"), unit(other, "a.ts"))
    assert not asked(unit(STRUCT, "a.ts"), unit(STRUCT, "a.ts"))


def test_elsewhere_two_statements_are_told_as_before() -> None:
    head = "export function resolve(host: string) {\n  const found = ask(host);\n  console.log(found);\n  return found;\n}\n"
    assert not asked(unit(head, "a.ts"), unit(head.replace("ask", "demand"), "a.ts"))
