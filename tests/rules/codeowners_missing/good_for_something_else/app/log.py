def l(a):
    return a
