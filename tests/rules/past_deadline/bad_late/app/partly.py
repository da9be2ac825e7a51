def old_setup(service):
    return service
