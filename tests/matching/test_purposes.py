"""What calls are for: libraries and programs of one purpose."""

from __future__ import annotations

import pytest

from ssot_check.matching.purposes import effects, purposes
from tests.builders import a_unit


@pytest.mark.parametrize(
    ("calls", "purpose"),
    [
        (("requests.get",), "http"),
        (("urllib.request.urlopen",), "http"),
        (("curl",), "http"),
        (("logging.handlers.SysLogHandler",), "syslog"),
        ((".raise_for_status",), "status"),
        (("os.replace",), "rename"),
    ],
)
def test_another_library_has_the_same_purpose(calls: tuple[str, ...], purpose: str) -> None:
    assert purpose in purposes(a_unit("f", "$x = 1", calls=calls))


def test_a_method_of_a_like_name_is_no_library() -> None:
    assert "http" not in purposes(a_unit("f", "$x = 1", calls=("shop.fetch_all", ".total")))


def test_a_program_in_a_text_counts_where_a_program_is_started() -> None:
    assert "image" in purposes(a_unit("f", "subprocess.run(['docker', 'pull'])", calls=("subprocess.run",)))
    assert "image" not in purposes(a_unit("f", "$x = 'docker'"))


def test_effects_are_purposes() -> None:
    unit = a_unit("f", "$x.unlink()", calls=(".unlink",))
    assert effects(unit) == {"delete"}
    assert effects(unit) < purposes(unit)
