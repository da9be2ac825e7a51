from app.legacy_log import setup
