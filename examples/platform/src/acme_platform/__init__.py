"""Shared library of the Acme parcel services."""

from acme_platform.log import get_logger, setup_logging
from acme_platform.retry import retry
from acme_platform.settings import Settings, get_settings

__all__ = ["Settings", "get_logger", "get_settings", "retry", "setup_logging"]
