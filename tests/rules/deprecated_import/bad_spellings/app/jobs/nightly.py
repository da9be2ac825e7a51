from typing import TYPE_CHECKING

from .. import legacy_log
from ..legacy_log import setup

if TYPE_CHECKING:
    from app.legacy_log import setup_audits


def run():
    from app.legacy_log import setup

    return setup


def load():
    import importlib

    return importlib.import_module("app.legacy_log")
