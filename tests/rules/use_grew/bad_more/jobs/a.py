from app.old_log import setup
