"""Notifications: the on-call channel. Everything else is a page in the handbook, not code."""

import json
import urllib.request

from acme_platform.retry import retry
from acme_platform.secrets import read_secret

SEVERITY_ICONS = {
    "critical": ":rotating_light:",
    "error": ":x:",
    "warning": ":warning:",
    "info": ":information_source:",
    "resolved": ":white_check_mark:",
}


@retry(attempts=3)
def notify_oncall(title, body, severity="warning", service="platform"):
    """Post one message to the on-call chat channel."""
    icon = SEVERITY_ICONS.get(severity, SEVERITY_ICONS["info"])
    payload = {
        "text": f"{icon} *{title}*",
        "attachments": [{"text": body, "footer": f"{service} | {severity}"}],
    }
    request = urllib.request.Request(
        read_secret("oncall-webhook"),
        data=json.dumps(payload).encode("utf-8"),
        headers={"Content-Type": "application/json"},
        method="POST",
    )
    with urllib.request.urlopen(request, timeout=5) as response:
        if response.status >= 300:
            raise OSError(f"chat answered {response.status}")
