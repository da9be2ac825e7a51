def setup(service):
    return service
