from app.log.core import _make_handler
