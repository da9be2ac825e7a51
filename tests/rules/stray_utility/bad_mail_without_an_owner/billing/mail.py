import smtplib
from email.message import EmailMessage


def send_invoice_mail(recipient, subject, body, sender="billing@acme.example"):
    message = EmailMessage()
    message["From"] = sender
    message["To"] = recipient
    message["Subject"] = subject
    message.set_content(body)
    with smtplib.SMTP("mail.internal", 587, timeout=10) as server:
        server.starttls()
        server.send_message(message)
    return message
