INVOICES_OF_THE_YEAR = "https://api.billing.acme.internal/v2/invoices"
