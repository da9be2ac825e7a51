from app.dates import old_now

assert old_now()
