BILLING_URL = "https://billing.acme.com/v2"
