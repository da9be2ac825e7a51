"""Gateway settings; older than the platform library."""

import os


def get_settings(prefix="GATEWAY_"):
    """Every variable with the prefix, lower-cased, with the defaults of the first release."""
    settings = {"host": "0.0.0.0", "port": 8080, "log_level": "INFO", "request_timeout_seconds": 5.0, "debug": False}
    for name, raw in os.environ.items():
        if not name.startswith(prefix):
            continue
        key = name[len(prefix) :].lower()
        kind = type(settings.get(key, ""))
        settings[key] = raw.lower() in ("1", "true", "yes") if kind is bool else kind(raw)
    return settings
