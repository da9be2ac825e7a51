from app.log import _impl
from app.log._impl import inner
from app.log.core import _make_handler, setup_logging
