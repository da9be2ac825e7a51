"""Invoices and payment reminders."""
