def setup():
    return 1


def old_setup():
    return 2
