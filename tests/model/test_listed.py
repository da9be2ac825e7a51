from __future__ import annotations

import pytest

from ssot_check.model.listed import listed


@pytest.mark.parametrize(("count", "said"), [(0, ""), (1, "n0"), (2, "n0, n1"), (3, "n0, n1 and 1 more"), (1_002, "n0, n1 and 1,000 more")])
def test_a_few_of_many(count: int, said: str) -> None:
    assert listed([f"n{number}" for number in range(count)], 2) == said
