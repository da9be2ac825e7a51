INVOICES = "https://api.billing.acme.internal/v2/invoices"
