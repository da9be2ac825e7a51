import time

import psycopg


def connect(dsn, attempts=5):
    for attempt in range(attempts):
        try:
            return psycopg.connect(dsn, autocommit=True, application_name="app")
        except psycopg.OperationalError:
            time.sleep(2**attempt)
    raise RuntimeError("database is not reachable")
