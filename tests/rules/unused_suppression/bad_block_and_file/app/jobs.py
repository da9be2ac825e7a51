# ssot: allow-file[SSOT204] -- nothing of the kind is here
# ssot: allow-begin[SSOT202] -- neither here
from app.log import setup_logging
# ssot: allow-end

setup_logging()
