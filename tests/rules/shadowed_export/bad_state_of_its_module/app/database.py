IMPORTING = False


def set_is_importing(value):
    global IMPORTING
    IMPORTING = value
