from app.vault import read_secret


def test_it():
    assert read_secret("a") == "a"
