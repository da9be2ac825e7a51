def setup():
    return 1


def more():
    return 1
