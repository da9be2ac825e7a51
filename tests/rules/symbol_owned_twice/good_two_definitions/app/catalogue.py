from dataclasses import dataclass


@dataclass
class Track:
    title: str
    artist: str
    seconds: float
