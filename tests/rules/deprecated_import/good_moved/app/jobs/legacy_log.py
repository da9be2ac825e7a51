def setup(service):
    return service * 2
