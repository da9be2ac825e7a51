"""Tell customers where their parcel is."""

import smtplib
from email.message import EmailMessage

from orders.logs import get_logger

LOG = get_logger("orders.status")


def mail_customer(address, title, text, sender="parcels@acme.example", server_name="mail.internal", server_port=25):
    """Send one status mail."""
    mail = EmailMessage()
    mail["From"] = sender
    mail["To"] = address
    mail["Subject"] = title
    mail.set_content(text)
    with smtplib.SMTP(server_name, server_port, timeout=20) as connection:
        connection.starttls()
        try:
            connection.send_message(mail)
        except smtplib.SMTPRecipientsRefused:
            LOG.warning("address refused", extra={"recipient": address})
            return False
    LOG.info("status mailed", extra={"recipient": address, "subject": title})
    return True


def announce(result, address):
    """One mail per delivery attempt."""
    if result.delivered:
        return mail_customer(address, "Delivered", f"Parcel {result.reference} was delivered. {result.note}")
    return mail_customer(address, "On its way", f"Attempt {result.attempts} for {result.reference} failed: {result.note}")
