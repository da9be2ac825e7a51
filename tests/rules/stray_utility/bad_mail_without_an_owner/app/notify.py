import json


def chat_payload(channel, text, urgent=False):
    payload = {"channel": channel, "text": text}
    if urgent:
        payload["priority"] = "high"
    payload["link_names"] = True
    return json.dumps(payload, sort_keys=True).encode("utf-8")
