from app.latest_log import setup_logging
from app.test import BaseTestCase
