import app.dates

from .dates import Stamp


def line(kind=Stamp):
    return app.dates.old_now(), kind


def both():
    from app.dates import old_now

    return old_now(), app.dates.old_now()
