"""Invoices in SQLite."""

import sqlite3
from contextlib import closing
from datetime import date
from decimal import Decimal

from billing.models import Invoice, InvoiceLine

SCHEMA = """
CREATE TABLE IF NOT EXISTS invoice (
    number TEXT PRIMARY KEY,
    customer TEXT NOT NULL,
    issued TEXT NOT NULL,
    due TEXT NOT NULL,
    paid INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS invoice_line (
    number TEXT NOT NULL REFERENCES invoice(number),
    text TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    unit_price TEXT NOT NULL
);
"""


def connect(path):
    """Open the invoice database and make sure its tables are there."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.executescript(SCHEMA)
    return connection


def save(connection, invoice):
    """Write one invoice with its lines, or nothing."""
    with closing(connection.cursor()) as cursor:
        cursor.execute("BEGIN")
        try:
            cursor.execute(
                "INSERT INTO invoice (number, customer, issued, due) VALUES (?, ?, ?, ?)",
                (invoice.number, invoice.customer, invoice.issued.isoformat(), invoice.due.isoformat()),
            )
            cursor.executemany(
                "INSERT INTO invoice_line VALUES (?, ?, ?, ?)",
                [(invoice.number, line.text, line.quantity, str(line.unit_price)) for line in invoice.lines],
            )
        except sqlite3.Error:
            cursor.execute("ROLLBACK")
            raise
        cursor.execute("COMMIT")


def overdue(connection, today):
    """Unpaid invoices whose due date has passed, oldest first."""
    found = []
    query = "SELECT number, customer, issued, due FROM invoice WHERE paid = 0 AND due < ? ORDER BY due, number"
    for number, customer, issued, due in connection.execute(query, (today.isoformat(),)):
        lines = connection.execute("SELECT text, quantity, unit_price FROM invoice_line WHERE number = ?", (number,))
        found.append(
            Invoice(
                number,
                customer,
                date.fromisoformat(issued),
                date.fromisoformat(due),
                tuple(InvoiceLine(text, quantity, Decimal(price)) for text, quantity, price in lines),
            )
        )
    return found
