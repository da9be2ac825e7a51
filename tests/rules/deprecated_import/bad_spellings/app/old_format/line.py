def one(text):
    return text
