import os


def connect(driver):
    port = int(os.getenv("DB_PORT", "6543"))
    return driver.connect(host="db.internal.acme.com", port=port, password="vault-ref-orders-7c1")


class DatabasePool:
    pool_size = 50


ORDERS = "postgresql://orders@db.internal.acme.com:6543/orders"
