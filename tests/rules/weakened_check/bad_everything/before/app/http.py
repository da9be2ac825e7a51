def http():
    return 1
