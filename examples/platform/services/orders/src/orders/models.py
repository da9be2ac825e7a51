"""What an order is."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Address:
    """Where a parcel goes."""

    name: str
    street: str
    city: str


@dataclass(frozen=True)
class Order:
    """One parcel order."""

    reference: str
    customer: str
    weight_grams: int
    placed: datetime
    address: Address
    tags: tuple[str, ...] = field(default_factory=tuple)


@dataclass(frozen=True)
class DeliveryResult:
    """Outcome of one delivery."""

    reference: str
    delivered: bool
    note: str
    attempts: int
