def setup_logging():
    from app.main import NAME

    return NAME
