"""Classes made the fast way behave as those of the standard library."""

from __future__ import annotations

import copy
import dataclasses
import functools
import pickle
from typing import Any, ClassVar, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssot_check.model.dataclass import dataclass, field, names_of, replace


class Plain:
    """The same class body for both ways of making it."""

    name: str
    sizes: tuple[int, ...] = ()
    more: dict[str, int] = dataclasses.field(default_factory=dict)
    note: str = dataclasses.field(default="", compare=False, repr=False)


def body() -> dict[str, Any]:
    """What a class statement with the body of Plain would hand over."""
    return {key: value for key, value in vars(Plain).items() if key not in {"__dict__", "__weakref__"}}


Slow: Any = dataclasses.dataclass(frozen=True, slots=True)(type("Made", (), body()))
Quick: Any = dataclass(frozen=True, slots=True)(type("Made", (), body()))
Own: Any = dataclass(frozen=True, slots=True)(
    type("Made", (), body() | {"more": field(default_factory=dict), "note": field(default="", compare=False, repr=False)})
)
VALUES: Final = st.tuples(st.sampled_from("ab"), st.sampled_from([(), (1,)]), st.sampled_from([{}, {"x": 1}]), st.sampled_from("nm"))


@dataclass(frozen=True, slots=True)
class Point:
    """A class that can be pickled by its name."""

    x: int
    y: int = 0


@dataclass(frozen=True, slots=True)
class Folded:
    """A class with an equality of its own."""

    text: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Folded) and self.text.lower() == other.text.lower()

    def __hash__(self) -> int:
        return hash(self.text.lower())


@given(VALUES, VALUES)
def test_equality_and_text_are_those_of_the_standard_library(one: tuple[Any, ...], two: tuple[Any, ...]) -> None:
    for made in (Quick, Own):
        assert (made(*one) == made(*two)) is (Slow(*one) == Slow(*two))
        assert (made(*one) != made(*two)) is (Slow(*one) != Slow(*two))
        assert repr(made(*one)) == repr(Slow(*one))
        assert made(*one) != Slow(*one)


def test_equal_values_have_one_hash_and_each_default_is_its_own() -> None:
    assert len({Point(1), Point(1, 0), Point(1, 2)}) == 2
    assert hash(Point(1, 2)) == hash((1, 2))
    assert Quick("a").more is not Quick("a").more
    assert Own("a").more is not Own("a").more
    with pytest.raises(TypeError, match="unhashable"):
        hash(Quick("a"))


def test_nothing_can_be_set_added_or_deleted() -> None:
    point = Point(1)
    for name in ("x", "other"):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(point, name, 2)
    with pytest.raises(dataclasses.FrozenInstanceError):
        del point.x
    assert not hasattr(point, "__dict__")


def test_values_are_replaced_copied_pickled_matched_and_listed() -> None:
    point = Point(1, 2)
    assert dataclasses.replace(point, y=3) == Point(1, 3)
    assert pickle.loads(pickle.dumps(point)) == copy.deepcopy(point) == copy.copy(point) == point
    assert dataclasses.astuple(point) == (1, 2)
    match point:
        case Point(x, y):
            assert (x, y) == (1, 2)


def test_wrong_arguments_are_refused_by_name() -> None:
    with pytest.raises(TypeError, match=r"__init__\(\) missing 1 required positional argument: 'x'"):
        Point()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="unexpected keyword argument 'z'"):
        Point(1, z=2)  # type: ignore[call-arg]


def test_what_a_class_says_itself_stands() -> None:
    assert Folded("A") == Folded("a")
    assert len({Folded("A"), Folded("a")}) == 1


@dataclass
class Open:
    """Nothing said: values can be set."""

    x: int
    more: list[int] = dataclasses.field(default_factory=list)
    hidden: int = dataclasses.field(default=1, repr=False)


@dataclass(slots=True)
class Slotted:
    """Values can be set, and nothing added."""

    x: int = 0


@dataclass(frozen=True)
class Frozen:
    """Nothing can be set, but the class has room for what is worked out once."""

    x: int
    y: int = 0

    @functools.cached_property
    def twice(self) -> int:
        """Worked out once."""
        return 2 * self.x


@dataclass(frozen=True)
class Derived(Frozen):
    """Goes to the standard library."""

    z: int = 5


def test_what_is_not_frozen_can_be_set_and_has_no_hash() -> None:
    one, other = Open(1), Open(2)
    one.x = 2
    one.more.append(1)
    assert (one, repr(other)) == (Open(2, [1]), "Open(x=2, more=[])")
    assert (Open.hidden, hasattr(Open, "more"), other.more) == (1, False, [])
    slotted = Slotted()
    slotted.x = 3
    assert slotted == Slotted(3) == pickle.loads(pickle.dumps(slotted))
    with pytest.raises(AttributeError):
        slotted.y = 1  # type: ignore[attr-defined]
    for kind in (Open, Slotted):
        with pytest.raises(TypeError, match="unhashable"):
            hash(kind(1))


def test_what_is_frozen_without_slots_has_room_for_what_is_worked_out() -> None:
    frozen = Frozen(2)
    assert (frozen.twice, frozen.__dict__["twice"], Frozen.y) == (4, 4, 0)
    assert {frozen: 1}[Frozen(2, 0)] == 1
    assert pickle.loads(pickle.dumps(frozen)) == copy.copy(frozen) == dataclasses.replace(frozen, x=2) == frozen
    with pytest.raises(dataclasses.FrozenInstanceError):
        frozen.x = 1  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        del frozen.x


def test_what_derives_from_such_a_class_knows_its_fields() -> None:
    assert [item.name for item in dataclasses.fields(Derived)] == ["x", "y", "z"]


@dataclass
class Checked:
    """Goes to the standard library, with fields of our own."""

    count: ClassVar[int] = 3
    x: int
    more: list[int] = field(default_factory=list, compare=False)

    def __post_init__(self) -> None:
        self.more.append(self.x)


def test_fields_of_our_own_are_those_of_the_standard_library_where_it_makes_the_class() -> None:
    assert (Checked(1), Checked(1).more, Checked.count) == (Checked(1, [5]), [1], 3)
    for made in (Quick, Own):
        said = [(item.name, item.default_factory is dict, item.compare, item.repr) for item in dataclasses.fields(made)]
        assert said[1:] == [("sizes", False, True, True), ("more", True, True, True), ("note", False, False, False)]
    assert [field.name for field in dataclasses.fields(Frozen)] == ["x", "y"]
    assert repr(Derived(1)) == "Derived(x=1, y=0, z=5)"


@pytest.mark.parametrize("frozen", [True, False])
@pytest.mark.parametrize("slots", [True, False])
def test_values_of_a_class_without_equality_are_told_apart_by_what_they_are(*, frozen: bool, slots: bool) -> None:
    for maker in (dataclass, dataclasses.dataclass):
        kind: Any = maker(frozen=frozen, slots=slots, eq=False)(type("Made", (), body()))
        one, two = kind("a"), kind("a")
        assert one == one != two  # noqa: PLR0124
        assert len({one, two, one}) == 2
        assert repr(one) == "Made(name='a', sizes=(), more={})"


def test_every_other_kind_of_class_is_left_to_the_standard_library() -> None:
    @dataclass(frozen=True, slots=True, order=True)
    class Ordered:
        x: int

    @dataclass(frozen=True)
    class Shared:
        many: ClassVar[int] = 3
        x: int = 0

    assert Ordered(1) < Ordered(2)
    assert repr(Shared()) == f"{Shared.__qualname__}(x=0)"


@given(VALUES)
def test_a_value_with_other_fields_is_that_of_the_standard_library(one: tuple[Any, ...]) -> None:
    for changes in ({}, {"name": "c"}, {"sizes": (2,), "note": "x"}):
        quick, slow = replace(Quick(*one), **changes), dataclasses.replace(Slow(*one), **changes)
        assert [getattr(quick, name) for name in names_of(Quick)] == [getattr(slow, name) for name in names_of(Slow)]
    with pytest.raises(TypeError):
        replace(Quick(*one), other=1)


def test_the_names_of_fields_are_told_of_data_classes_only() -> None:
    assert names_of(Quick) == names_of(Slow) == tuple(field.name for field in dataclasses.fields(Quick))
    assert names_of(str) == names_of(Plain) == ()
