def setup():
    return 2


def twice():
    return 2 * setup()
