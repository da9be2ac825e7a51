def other(stream):
    return stream
