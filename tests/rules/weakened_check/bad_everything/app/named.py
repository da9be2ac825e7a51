def named():
    return 1
