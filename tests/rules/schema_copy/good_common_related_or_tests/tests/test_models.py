from dataclasses import dataclass


@dataclass
class FakeShipment:
    shipment_id: str
    carrier_code: str
    tracking_number: str
    dispatched_at: float
    weight_grams: int
