import enum


class Opcode(enum.IntEnum):
    PING = 0x1
    HELLO = 0x2
    PARCEL = 0x3
    GOODBYE = 0x4


class Framing(enum.IntEnum):
    BARE = 0
    SEALED = 1
    SIGNED = 2


class Paint:
    """Colours of a terminal."""

    WARNING = '\033[93m'
    FAILED = '\033[91m'
    PLAIN = '\033[0m'
