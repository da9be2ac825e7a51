class Driver:
    SNAPSHOT_STATE_MAP = {}
