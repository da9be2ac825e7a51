from cloud.base import Driver, Snapshot, SnapshotState, parse_date


class LakeDriver(Driver):
    def to_snapshot(self, node):
        if "snapshot" in node:
            node = node["snapshot"]
        extra = {
            "volume_id": node["volumeId"],
            "name": node["displayName"],
            "created": node["createdAt"],
            "description": node["displayDescription"],
            "status": node["status"],
        }
        state = self.SNAPSHOT_STATE_MAP.get(node["status"], SnapshotState.UNKNOWN)
        try:
            created = parse_date(node["createdAt"])
        except ValueError:
            created = None
        snapshot = Snapshot(
            id=node["id"],
            driver=self,
            size=node["size"],
            extra=extra,
            created=created,
            state=state,
            name=node["displayName"],
        )
        return snapshot
