from app.log import setup_logging

NAME = "main"
setup_logging()
