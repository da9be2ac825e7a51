import logging
import socket
import time

log = logging.getLogger(__name__)


def wait_for_port(host, port, timeout=30.0):
    deadline = time.monotonic() + timeout
    while time.monotonic() < deadline:
        try:
            with socket.create_connection((host, port), timeout=1.0):
                return True
        except OSError:
            time.sleep(0.2)
    log.error("%s:%d did not open within %.0f seconds", host, port, timeout)
    return False
