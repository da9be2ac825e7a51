from app.old_format import line


def setup(service):
    return line(service)


def setup_audits(service):
    return line(service)
