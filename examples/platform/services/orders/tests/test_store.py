"""The order store keeps what it was given."""

from datetime import datetime

import pytest
from orders.models import Address, Order
from orders.repository import OrderRepository


@pytest.fixture
def repository(tmp_path):
    return OrderRepository(tmp_path / "store.sqlite")


def test_a_saved_entry_can_be_read_back(repository):
    entry = Order("P-1", "north-depot", 900, datetime(2025, 1, 2, 8, 0), Address("A. Vale", "Mill Lane 4", "Hoole"))
    repository.save(entry)
    found = repository.find(datetime(2025, 1, 2))
    assert [item.reference for item in found] == ["P-1"]
    assert found[0].customer == "north-depot"


def test_the_same_entry_is_refused_twice(repository):
    entry = Order("P-1", "north-depot", 900, datetime(2025, 1, 2, 8, 0), Address("A. Vale", "Mill Lane 4", "Hoole"))
    repository.save(entry)
    with pytest.raises(Exception, match="UNIQUE"):
        repository.save(entry)
    assert repository.find("P-1") == entry
