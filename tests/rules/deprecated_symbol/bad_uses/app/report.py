import app.dates

from .dates import Stamp


def line(kind=Stamp):
    return app.dates.old_now(), kind
