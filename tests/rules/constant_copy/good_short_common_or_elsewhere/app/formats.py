DAY = "%Y-%m-%d"
LOCAL = "http://localhost:8080/health"
SECOND = "%Y-%m-%dT%H:%M:%SZ"
SPACE = r"\s+"
_HIDDEN = "https://cdn.acme.internal/logos/billing.png"
GREETING = "Hello {name}"
API_URL = "https://api.billing.acme.internal/v2/invoices"


def path_of(number):
    return "https://api.billing.acme.internal/v2/customers" + number
