"""The gateway's own name for the platform's logging."""

from acme_platform import log


def setup_logging(level="INFO"):
    """Platform logging with the gateway's service name."""
    return log.setup_logging("gateway", level)


def get_logger(suffix):
    """A logger below the gateway's."""
    return log.get_logger(f"gateway.{suffix}")
