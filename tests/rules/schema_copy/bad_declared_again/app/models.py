from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Shipment:
    """One parcel on its way."""

    table: ClassVar[str] = "shipments"
    shipment_id: str
    carrier_code: str
    tracking_number: str
    dispatched_at: float
    weight_grams: int = 0


@dataclass
class RetryPolicy:
    max_attempts: int
    backoff_seconds: float
    jitter_ratio: float
    give_up_after: float
    retriable_codes: tuple
    dead_letter_queue: str
    alert_channel: str
