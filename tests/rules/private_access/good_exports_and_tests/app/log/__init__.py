from app.log.core import setup_logging
