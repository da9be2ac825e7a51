def setup(stream):
    return stream
