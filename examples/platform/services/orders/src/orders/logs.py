"""Old import path; kept until the last caller has moved."""

from acme_platform.log import get_logger, setup_logging

__all__ = ["get_logger", "setup_logging"]
