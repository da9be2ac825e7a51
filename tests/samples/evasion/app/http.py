def fetch(*given):
    return given
