def note(text):
    return text


def louder(text):
    return text.upper()
