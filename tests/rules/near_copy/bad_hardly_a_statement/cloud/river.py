import logging
import socket

from cloud.base import Driver, Snapshot, SnapshotState

logger = logging.getLogger(__name__)


class RiverDriver(Driver):
    def to_snapshot(self, obj):
        extra = {
            "volume_id": obj["volumeId"],
            "region": obj["region"],
            "description": obj["description"],
            "status": obj["status"],
        }
        state = self.SNAPSHOT_STATE_MAP.get(obj["status"], SnapshotState.UNKNOWN)
        snapshot = Snapshot(
            id=obj["id"],
            driver=self,
            size=obj["size"],
            extra=extra,
            created=obj["creationDate"],
            state=state,
            name=obj["name"],
        )
        return snapshot


def resolve_snapshot_address(host, port):
    try:
        return socket.getaddrinfo(host, port, 0, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    except socket.gaierror as error:
        logger.warning("snapshot store %s is not in the name service: %s", host, error)
        return []
