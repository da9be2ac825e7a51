from app.dates import old_now
