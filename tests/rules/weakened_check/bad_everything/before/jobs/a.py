from app.log import log

log()
