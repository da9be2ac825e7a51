from logging import basicConfig

__all__ = ["basicConfig"]
