"""Payment reminders by mail."""

import smtplib
from email.message import EmailMessage

from acme_platform import get_logger
from billing.store import overdue

LOGGER = get_logger("billing.reminders")


def send_mail(recipient, subject, body, sender="billing@acme.example", host="mail.internal", port=587):
    """Send one plain-text mail; returns False when the server refuses the recipient."""
    message = EmailMessage()
    message["From"] = sender
    message["To"] = recipient
    message["Subject"] = subject
    message.set_content(body)
    with smtplib.SMTP(host, port, timeout=10) as server:
        server.starttls()
        try:
            server.send_message(message)
        except smtplib.SMTPRecipientsRefused:
            LOGGER.warning("recipient refused", extra={"recipient": recipient})
            return False
    LOGGER.info("mail sent", extra={"recipient": recipient, "subject": subject})
    return True


def remind(connection, today, addresses):
    """Remind every customer with an overdue invoice once; returns the numbers that were sent."""
    sent = []
    for invoice in overdue(connection, today):
        address = addresses.get(invoice.customer)
        if address is None:
            LOGGER.warning("no address", extra={"customer": invoice.customer})
            continue
        text = f"Invoice {invoice.number} over {invoice.total} EUR was due on {invoice.due:%d %B %Y}."
        if send_mail(address, f"Reminder: invoice {invoice.number}", text):
            sent.append(invoice.number)
    return sent
