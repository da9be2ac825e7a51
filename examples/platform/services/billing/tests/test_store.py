"""The invoice store keeps what it was given."""

from datetime import date
from decimal import Decimal

import pytest
from billing.models import Invoice, InvoiceLine
from billing.store import connect, overdue, save


@pytest.fixture
def connection(tmp_path):
    opened = connect(tmp_path / "store.sqlite")
    yield opened
    opened.close()


def test_a_saved_entry_can_be_read_back(connection):
    entry = Invoice("2025-001", "north-depot", date(2025, 1, 2), date(2025, 1, 16), (InvoiceLine("parcel", 3, Decimal("4.20")),))
    save(connection, entry)
    found = overdue(connection, date(2025, 2, 1))
    assert [item.number for item in found] == ["2025-001"]
    assert found[0].customer == "north-depot"


def test_the_same_entry_is_refused_twice(connection):
    entry = Invoice("2025-001", "north-depot", date(2025, 1, 2), date(2025, 1, 16))
    save(connection, entry)
    with pytest.raises(Exception, match="UNIQUE"):
        save(connection, entry)
    assert len(overdue(connection, date(2025, 2, 1))) == 1
