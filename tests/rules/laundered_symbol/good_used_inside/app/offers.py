from app.log import setup_logging

__all__ = ["setup_logging"]
start = setup_logging
