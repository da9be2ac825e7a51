"""Functions of every kind, and whose names are whose."""

import functools
import logging as log
from logging import getLogger as gl
from os import path

LIMIT = 3


# The comment above is no part of the unit.
@functools.lru_cache(maxsize=LIMIT)
def decorated(first: int, *rest: str, key: str = "x", **options: object) -> str:
    """One line.

    And more.
    """
    text = f"{first!r:>{LIMIT}} of {rest[0]} {{kept}}" + key.upper()  # a comment
    return text


async def fetch(client, url, *, timeout=10):
    async with client.get(url, timeout=timeout) as response, path.open(url) as (a, [b, *c]):
        async for chunk in response:
            yield await chunk.read(), a, b, c


def scopes(values):
    global LIMIT
    LIMIT = len(values)
    total = 0

    def add(value):
        nonlocal total
        total += value
        return add

    squares = [value * value for value in values if (root := value) > 0]
    pairs = {k: v for k, (v, _) in zip(values, squares)}
    for index, value in enumerate(values):
        add(value)(index)
    else:
        del root
    try:
        import numpy as np

        np.array(pairs)
    except (ImportError, ValueError) as error:
        log.error("no %s", error)
        raise RuntimeError from error
    finally:
        gl(__name__).info("done")
    while total:
        total -= 1
        if total == 2:
            break
        elif not total:
            continue
    return scopes(squares)


def matching(command):
    match command:
        case ["go", direction, *others] if direction:
            return others
        case {"name": name, **more}:
            return name, more
        case log.Record(level=level) | (1 | -2) as level:
            return level
        case _:
            pass


short = lambda a, b=2, *c: a + b + len(c)

if True: one = 1; two = 2


def layout(a, b,):
    return (
        decorated(
            a,
            b,
        )
    )
