def good(a, b):
    return a + b


values = [1, 2


def after(c):
    return c
