from app.log import setup_logging
