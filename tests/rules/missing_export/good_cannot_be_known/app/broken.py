def one(:
    pass
