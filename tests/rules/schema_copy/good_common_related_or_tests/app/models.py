from dataclasses import dataclass


@dataclass
class Row:
    id: int
    name: str
    created_at: float
    updated_at: float


@dataclass
class Shipment:
    shipment_id: str
    carrier_code: str
    tracking_number: str
    dispatched_at: float
    weight_grams: int


@dataclass
class Point:
    x: float
    y: float
    z: float
