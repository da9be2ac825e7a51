import json
import urllib.request


def notify_channel(channel, text):
    data = json.dumps({"channel": channel, "text": text}).encode()
    request = urllib.request.Request("https://chat.internal/hook", data=data)
    with urllib.request.urlopen(request, timeout=5) as answer:
        return answer.status



def send_mail(recipient, subject, body, sender="app@acme.example"):
    message = EmailMessage()
    message["From"] = sender
    message["To"] = recipient
    message["Subject"] = subject
    message.set_content(body)
    with smtplib.SMTP("mail.internal", 587, timeout=10) as server:
        server.starttls()
        server.send_message(message)
    return message
