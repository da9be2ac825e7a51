from app.log import setup_logging

setup_logging()
