import logging


def log_audit_event(user, action, target):
    logger = logging.getLogger("audit")
    if not logger.isEnabledFor(logging.INFO):
        return False
    logger.info("user %s did %s", user, action)
    for item in target:
        logger.debug("target %s of kind %s", item.name, item.kind)
    return True
