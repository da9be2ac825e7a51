OTHER_URL = "https://api.billing.acme.internal/v2/payments"
CUSTOMERS = "https://api.billing.acme.internal/v2/customers"
LOGO = "https://cdn.acme.internal/logos/billing.png"
