import time

from app.errors import NotFound


def remove_pod(client, name, timeout=60):
    try:
        found = client.pods.get(name)
    except NotFound:
        return False
    found.finalizers.clear()
    client.pods.delete(name, grace_period=0)
    deadline = time.monotonic() + timeout
    while time.monotonic() < deadline:
        if not client.pods.exists(name):
            return True
        time.sleep(0.5)
    raise TimeoutError(f"pod {name} is still there: {found.finalizers}")
