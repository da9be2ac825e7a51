import app.settings


def join(names):
    return ",".join(names or app.settings.NAMES)
