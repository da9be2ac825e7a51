"""https://api.billing.acme.internal/v2/invoices"""
# https://api.billing.acme.internal/v2/invoices
