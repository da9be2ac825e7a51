from app.main import main
from app.metrics import count
from app.settings import LEVEL


def setup_logging():
    return main, count, LEVEL
