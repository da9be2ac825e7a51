"""Create the audit table."""

import sqlite3
import sys

STATEMENTS = (
    "CREATE TABLE audit (id INTEGER PRIMARY KEY, at TEXT NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL)",
    "CREATE INDEX audit_at ON audit (at)",
)


def upgrade(path):
    """Apply the migration in one transaction."""
    connection = sqlite3.connect(path)
    with connection:
        for statement in STATEMENTS:
            connection.execute(statement)
        connection.execute("INSERT INTO schema_history VALUES (1, 'create audit')")
    connection.close()


if __name__ == "__main__":
    upgrade(sys.argv[1])
