import smtplib
from email.message import EmailMessage


def mail_customer(address, subject, body, sender="orders@acme.example"):
    message = EmailMessage()
    message["From"] = sender
    message["To"] = address
    message["Subject"] = subject
    message.set_content(body)
    with smtplib.SMTP("mail.internal", 587, timeout=10) as server:
        server.starttls()
        server.send_message(message)
    return message
