import logging
import socket

log = logging.getLogger(__name__)


def resolve_snapshot_address(host, port, family=0):
    try:
        found = socket.getaddrinfo(host, port, family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        return [address for *_, address in found]
    except socket.gaierror as error:
        log.error("snapshot store %s is not in the name service: %r", host, error)
        return []
