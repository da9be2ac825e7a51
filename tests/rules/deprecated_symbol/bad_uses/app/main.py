import datetime as dt

from app import dates
from app.dates import old_now as clock
from app.dates import same_day

started = dt.datetime.utcnow()
print(clock(), same_day(), dates.old_now(), getattr(dates, "Stamp"))
