"""Small functions of one form that each call a helper of their own file."""

from __future__ import annotations

import pytest

from ssot_check.matching.helpers import rests_on_another
from ssot_check.model.match import Tier
from tests.builders import a_unit
from tests.matching.haystacks import a_haystack, searched, weights_of

SEND = """
$call = with_headers($call, $request)
if $call is None:
    raise HeaderError('no header for the interceptor')
return $call.invoke($request)
"""
LIMITS = """
$limits = limits_of($call)
if $limits is None:
    return $call
$request.set('x-query-limits', marshal($limits))
return $call.with_request($request)
"""
ACCESS = """
for $tenant, $rules in rules_of($call).items():
    for $rule in $rules:
        $values.append(f'$tenant $rule')
$request.drop('x-access-rules')
return $call.add('x-access-rules', $values)
"""


def tiers(helper: str, name: str = "send_access_rules", text: str = SEND, owner: str = SEND) -> list[Tier]:
    """What a copy at the end of `jobs/a.py`, where `with_headers` is the helper, is told as; helpers are not counted."""
    calls = ("with_headers",)
    hay = a_haystack(
        a_unit("send_query_limits", owner, line=40, calls=calls),
        a_unit("with_headers", LIMITS),
        a_unit(name, text, "jobs/a.py", line=40, calls=calls),
        *([a_unit("with_headers", helper, "jobs/a.py")] if helper else ()),
    )
    return [match.tier for match in searched(hay) if match.copy.name == name]


def test_a_function_that_rests_on_another_helper_is_a_hint() -> None:
    assert tiers(ACCESS) == [Tier.HINT]
    assert tiers(ACCESS, text=SEND.replace("return", "$log.sent($request)\nreturn")) == [Tier.HINT]


@pytest.mark.parametrize("helper", [LIMITS, LIMITS.replace("$call", "$hop"), LIMITS + "$log.sent($request)\n"])
def test_a_helper_that_was_pasted_along_makes_no_difference(helper: str) -> None:
    assert tiers(helper) == [Tier.GATE]


def test_a_helper_that_stands_elsewhere_is_not_known() -> None:
    assert tiers("") == [Tier.GATE]


@pytest.mark.parametrize("name", ["send_query_limits", "send_limits", "send_query_limits_again"])
def test_under_one_name_it_was_pasted(name: str) -> None:
    assert tiers(ACCESS, name) == [Tier.GATE]


def test_a_long_function_says_more_than_its_helper() -> None:
    long = SEND.replace("return", "$log.write($call.index, $request.host, 'interceptor of a call')\n" * 3 + "return")
    assert tiers(ACCESS, text=long, owner=long) == [Tier.GATE]


def test_both_must_call_it() -> None:
    owner, copy = a_unit("send_query_limits", SEND, calls=("with_headers",)), a_unit("send_access_rules", SEND, "jobs/a.py")
    hay = a_haystack(owner, copy, a_unit("with_headers", LIMITS), a_unit("with_headers", ACCESS, "jobs/a.py"))
    files = hay.files
    assert not rests_on_another(owner, files["app/log.py"], copy, files["jobs/a.py"], weights_of(hay))
