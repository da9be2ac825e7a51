def read_secret(name):
    return name
