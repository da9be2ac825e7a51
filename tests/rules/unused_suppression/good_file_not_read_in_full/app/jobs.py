# ssot: allow[SSOT201] -- runs before the package is installed
from app.log import setup_logging

setup_logging(
