from app import legacy_log
from app.partly import old_setup
