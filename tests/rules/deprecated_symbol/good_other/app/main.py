from app import dates
from app.clock import now as old_now


def run(calendar):
    return calendar.old_now(), old_now(), dates.same_day(), "app.dates.old_now"
