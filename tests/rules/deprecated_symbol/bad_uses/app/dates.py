def old_now():
    return 1


class Stamp:
    pass


def same_day():
    return old_now()
