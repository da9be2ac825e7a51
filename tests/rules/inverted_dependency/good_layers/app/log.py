from typing import TYPE_CHECKING

from app.settings import LEVEL
from app.text import join

if TYPE_CHECKING:
    from app.main import main


def setup_logging():
    return join([LEVEL])
