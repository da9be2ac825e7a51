import os
import sys


def load_env_file(path, service, registry):
    """Load the settings of a service and tell the registry of it."""
    entry = registry.find(service)
    if entry is None:
        raise LookupError(service)
    if entry.retired:
        print(f"{service} is retired", file=sys.stderr)
        return None
    with open(path) as stream:
        for line in stream:
            line = line.strip()
            if not line or line.startswith("#") or "=" not in line:
                continue
            key, _, value = line.partition("=")
            os.environ.setdefault(key.strip(), value.strip().strip("'\""))
    entry.loaded = True
    entry.source = path
    entry.host = os.environ.get("HOST", "")
    registry.save(entry)
    for listener in registry.listeners:
        listener.told(entry)
    print(f"{service} has its settings", file=sys.stderr)
    return entry
