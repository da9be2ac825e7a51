import logging
def start():
    logging.basicConfig(level=20)
