import json
import urllib.request


def notify_channel(channel, text):
    data = json.dumps({"channel": channel, "text": text}).encode()
    request = urllib.request.Request("https://chat.internal/hook", data=data)
    with urllib.request.urlopen(request, timeout=5) as answer:
        return answer.status
