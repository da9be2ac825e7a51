from app.report import numbered
from app.urls import checked

API_URL = "https://api.billing.acme.internal/v2/invoices"
LINE_FORMAT = "%(asctime)s %(levelname)-8s [%(name)s] %(message)s"


def first():
    return numbered(checked(API_URL), LINE_FORMAT)
