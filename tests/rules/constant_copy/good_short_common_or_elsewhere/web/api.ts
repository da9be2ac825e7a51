export const API_URL = "https://api.billing.acme.internal/v2/invoices";
