export const STATUS_URL = "https://status.acme.internal/api/v1/summary";
