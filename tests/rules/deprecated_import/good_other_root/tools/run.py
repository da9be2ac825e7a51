from shop.legacy_log import setup

setup()
