"""Other values, other names, too few members, and members that are taken from the owner."""

from enum import IntEnum

from wire import frames


class Opcode(IntEnum):
    PING = 0x11
    HELLO = 0x12
    PARCEL = 0x13
    GOODBYE = 0x14


class Sealing(IntEnum):
    BARE = 0
    SEALED = 1
    SIGNED = 2


class Side(IntEnum):
    NEAR = 0
    FAR = 1


class Paint:
    WARNING = frames.Paint.WARNING
    FAILED = frames.Paint.FAILED
    PLAIN = frames.Paint.PLAIN
