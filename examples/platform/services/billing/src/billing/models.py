"""What an invoice is."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class InvoiceLine:
    """One position."""

    text: str
    quantity: int
    unit_price: Decimal


@dataclass(frozen=True)
class Invoice:
    """One invoice of one customer."""

    number: str
    customer: str
    issued: date
    due: date
    lines: tuple[InvoiceLine, ...] = field(default_factory=tuple)

    @property
    def total(self):
        """Sum of all positions."""
        return sum((line.quantity * line.unit_price for line in self.lines), Decimal("0"))
