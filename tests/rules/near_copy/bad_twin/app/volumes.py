import time

from app.errors import NotFound


def remove_volume(client, name, timeout=60):
    try:
        found = client.volumes.get(name)
    except NotFound:
        return False
    found.finalizers.clear()
    client.volumes.delete(name, grace_period=0)
    deadline = time.monotonic() + timeout
    while time.monotonic() < deadline:
        if not client.volumes.exists(name):
            return True
        time.sleep(0.5)
    raise TimeoutError(f"volume {name} is still there: {found.finalizers}")
