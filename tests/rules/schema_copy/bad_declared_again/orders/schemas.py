from pydantic import BaseModel


class ParcelOut(BaseModel):
    tracking_number: str
    carrier_code: str
    shipment_id: str
    weight_grams: int
    dispatched_at: float

    class Config:
        frozen = True
