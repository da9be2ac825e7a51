"""The folders of the charts: a picture with one column shows nobody where copies leak to."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ssot_check.reports.support.html.folders import MOST, folders_of


def test_two_folders_are_enough_where_they_tell_things_apart() -> None:
    paths = ["services/orders/src/a.py", "services/billing/src/b.py", "scripts/c.sh", "d.py"]
    assert list(folders_of(paths).values()) == ["services/orders", "services/billing", "scripts", "(root)"]


def test_what_holds_most_is_divided_where_it_branches() -> None:
    paths = ["src/app/core/api/v1/a.py", "src/app/core/web/b.py", "src/app/core/c.py", "docs/d.md"]
    assert list(folders_of(paths).values()) == ["src/app/core/api", "src/app/core/web", "src/app/core", "docs"]


def test_a_path_counts_as_often_as_it_is_told() -> None:
    once = ["src/app/a/x.py", "src/app/b/x.py", "docs/a.md", "docs/b.md"]
    assert set(folders_of(once).values()) == {"src/app", "docs"}
    assert set(folders_of([*once, "src/app/a/x.py"]).values()) == {"src/app/a", "src/app/b", "docs"}


def test_one_folder_alone_stays_as_it_is() -> None:
    assert set(folders_of(["src/app/core/deep/a.py", "src/app/core/deep/b.py"]).values()) == {"src/app"}
    assert folders_of([]) == {}


@given(st.lists(st.lists(st.sampled_from("abc"), min_size=1, max_size=6).map("/".join), max_size=40))
def test_every_path_is_below_its_folder_and_no_order_matters(paths: list[str]) -> None:
    found = folders_of(paths)
    assert set(found) == set(paths)
    assert all(name == "(root)" or f"{path}/".startswith(f"{name}/") for path, name in found.items())
    assert folders_of(reversed(paths)) == found
    assert len(set(found.values())) < MOST + 3 * len("abc")
