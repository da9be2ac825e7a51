def run(*given):
    return given
