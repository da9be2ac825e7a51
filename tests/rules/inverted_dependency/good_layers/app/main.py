from app.log import setup_logging


def main():
    setup_logging()
