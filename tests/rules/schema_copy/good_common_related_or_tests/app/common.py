from dataclasses import dataclass


@dataclass
class User:
    id: int
    name: str
    created_at: float
    updated_at: float


@dataclass
class Team:
    id: int
    name: str
    created_at: float
    updated_at: float


@dataclass
class Project:
    id: int
    name: str
    created_at: float
    updated_at: float


@dataclass
class Label:
    id: int
    name: str
    created_at: float
    updated_at: float


@dataclass
class Vector:
    x: float
    y: float
    z: float
