"""What everybody writes the same way."""

import re

API_URL = "https://api.billing.acme.internal/v2/invoices"
LINE_FORMAT = "%(asctime)s %(levelname)-8s [%(name)s] %(message)s"
INVOICE_NUMBER = re.compile(r"^(?P<country>[A-Z]{2})-(\d{4})-(\d{6})$")


class Stamps:
    """Formats of points in time."""

    LETTER = "%a %d %b %Y um %H:%M:%S"
