"""Parcel orders."""
