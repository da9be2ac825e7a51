"""Public entry of the parcel services."""
