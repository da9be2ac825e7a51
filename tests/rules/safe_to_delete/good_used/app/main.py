import importlib
from typing import TYPE_CHECKING

from app import one

if TYPE_CHECKING:
    from app.two import setup


def load():
    return importlib.import_module("app.three"), one
