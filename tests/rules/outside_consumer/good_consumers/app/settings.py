from app.vault import read_secret


def token():
    return read_secret("token")
