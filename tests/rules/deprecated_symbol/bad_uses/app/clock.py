def now():
    return 1


class Stamp:
    pass
