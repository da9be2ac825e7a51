import smtplib
from email.message import EmailMessage

from app.notify import connection


def send_invoice_mail(recipient, invoice):
    message = EmailMessage()
    message["Subject"] = "Invoice"
    if smtplib.SMTP.debuglevel:
        return None
    with connection("mail.internal") as server:
        server.starttls()
        return server.sendmail(recipient, message)
