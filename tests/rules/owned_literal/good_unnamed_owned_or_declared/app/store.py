"""Connects to db.internal.acme.com, port 6543."""

# The database is at db.internal.acme.com:6543.
LIMIT = 6543
PAGE_SIZE = 50
ORDERS = "orders"


def connect(driver, settings, debug=True):
    """Host: db.internal.acme.com"""
    return driver.connect(settings.host, settings.port, label="orders_6543", note="ask db.internal.acme.com for more")


def mirrored(url):
    return url == "https://mirror-of-db.internal.acme.com.evil.org"
