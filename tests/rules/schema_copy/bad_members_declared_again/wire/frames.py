from enum import IntEnum


class Opcode(IntEnum):
    """What a frame is for."""

    PING = 0x1
    HELLO = 0x2  # first of all
    PARCEL = 0x3
    GOODBYE = 0x4


class Framing(IntEnum):
    BARE = 0
    SEALED = 1
    SIGNED = 2


class Paint:
    WARNING = "\033[93m"
    FAILED = "\033[91m"
    PLAIN = "\033[0m"
