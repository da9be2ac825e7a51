"""Two lists of one content in two orders."""

from __future__ import annotations

import pytest

from ssot_check.pipeline.ordered import is_other_order

ALL = ["aws", "battery", "bun", "directory", "hostname", "username"]
SHOWN = ["username", "hostname", "directory", "bun", "battery", "aws"]
MOVED = [*(f"m{number}" for number in range(1, 12)), "m0"]
FORMS = {
    "python": "NAME = [\n    {},  # the user's\n]",
    "tuple": "NAME: tuple[str, ...] = ({})",
    "rust": "pub const NAME: &[&str] = &[\n    // Let's go\n    #[cfg(feature = \"user's\")]\n    {},\n];",
    "go": "var name = []string{{{}}}",
    "typescript": "export const name: string[] = [{}];",
}
UNORDERED = {
    "python": "NAME = {{{}}}",
    "frozen": "NAME = frozenset(({}))",
    "typescript": "export const name = new Set([{}]);",
    "rust": "pub static NAME: Set<&str> = phf_set! {{{}}};",
    "no constant": "name({})",
}


def text(form: str, members: list[str]) -> str:
    return form.format(", ".join(f'"{member}"' for member in members))


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_another_order_is_another_list(form: str) -> None:
    assert is_other_order(text(form, ALL), text(form, SHOWN))
    assert not is_other_order(text(form, ALL), text(form, ALL))


@pytest.mark.parametrize("form", UNORDERED.values(), ids=UNORDERED)
def test_a_set_has_no_order(form: str) -> None:
    assert not is_other_order(text(form, ALL), text(form, SHOWN))
    assert not is_other_order(text(FORMS["python"], ALL), text(form, SHOWN))


def test_one_that_was_moved_or_left_out_or_added_is_a_detail() -> None:
    form = FORMS["rust"]
    assert not is_other_order(text(form, [f"m{number}" for number in range(12)]), text(form, MOVED))
    assert not is_other_order(text(form, ALL), text(form, [*ALL[:2], "new", *ALL[3:]]))


def test_two_members_have_no_order_to_speak_of() -> None:
    assert not is_other_order(text(FORMS["go"], ALL), text(FORMS["go"], ["username", "aws", "x"]))
