def setup(service):
    return service


def setup_audit(service):
    return service
