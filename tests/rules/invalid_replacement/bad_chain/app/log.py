def setup_logging():
    return 1
