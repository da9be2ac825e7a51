from app.log.core import get_logger

LOG_FORMAT = '%(message)s'
