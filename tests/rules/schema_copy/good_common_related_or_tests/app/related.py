from dataclasses import dataclass

from app.models import Shipment


@dataclass
class Traced(Shipment):
    shipment_id: str
    carrier_code: str
    tracking_number: str
    dispatched_at: float
    weight_grams: int


@dataclass
class Wire:
    shipment_id: str
    carrier_code: str
    tracking_number: str
    dispatched_at: float
    weight_grams: int

    def unpack(self):
        return Shipment(**vars(self))


@dataclass
class Half:
    shipment_id: str
    carrier_code: str
    tracking_number: str
    driver: str
