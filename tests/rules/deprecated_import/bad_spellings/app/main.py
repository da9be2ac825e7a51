import app.legacy_log
import app.legacy_log as journal
from app import legacy_log
from app import legacy_log as old
from app.legacy_log import setup, setup_audits
from app.legacy_log import setup as begin
from app.gone_log import setup as vanished
from app.old_format.line import one
