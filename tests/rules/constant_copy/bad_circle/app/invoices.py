INVOICES = "https://api.billing.acme.internal/v2/invoices"


def count(url):
    return url.count(INVOICES)
