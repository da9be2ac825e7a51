"""Orders in SQLite, and the two ways to look them up."""

import sqlite3
from datetime import datetime
from typing import Protocol, overload

from orders.models import Address, Order


class OrderSource(Protocol):
    """What the planner needs from any store of orders."""

    def connect(self, address: str, token_file: str) -> None:
        """Open the store."""
        ...

    def save(self, order: Order) -> None:
        """Keep one order."""
        ...


class OrderRepository:
    """The only place that knows the table."""

    def __init__(self, path):
        self._connection = sqlite3.connect(path)
        self._connection.execute(
            "CREATE TABLE IF NOT EXISTS parcel_order ("
            "reference TEXT PRIMARY KEY, customer TEXT, weight INTEGER, placed TEXT, name TEXT, street TEXT, city TEXT)"
        )

    @overload
    def find(self, key: str) -> Order | None: ...

    @overload
    def find(self, key: datetime) -> list[Order]: ...

    def find(self, key):
        """By reference, or everything placed on a day."""
        columns = "reference, customer, weight, placed, name, street, city"
        if isinstance(key, str):
            row = self._connection.execute(f"SELECT {columns} FROM parcel_order WHERE reference = ?", (key,)).fetchone()
            return _order(row) if row else None
        rows = self._connection.execute(
            f"SELECT {columns} FROM parcel_order WHERE substr(placed, 1, 10) = ? ORDER BY placed", (f"{key:%Y-%m-%d}",)
        )
        return [_order(row) for row in rows]

    def save(self, order):
        """Insert one order; a known reference is an error."""
        place = order.address
        values = (order.reference, order.customer, order.weight_grams, order.placed.isoformat(), place.name, place.street, place.city)
        with self._connection:
            self._connection.execute("INSERT INTO parcel_order VALUES (?, ?, ?, ?, ?, ?, ?)", values)


def _order(row):
    reference, customer, weight, placed, name, street, city = row
    return Order(reference, customer, weight, datetime.fromisoformat(placed), Address(name, street, city))
