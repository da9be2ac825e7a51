"""The nightly job."""

from app.log import get_logger


def run(orders):
    total = sum(order.price for order in orders)
    get_logger("nightly").info("total %s", total)
    return total
