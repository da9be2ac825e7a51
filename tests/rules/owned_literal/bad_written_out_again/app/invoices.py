def invoices(session):
    return session.get("https://billing.acme.com/v2/invoices")
