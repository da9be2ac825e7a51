from typing import TypedDict


class Track(TypedDict):
    plays: int
    skips: int
