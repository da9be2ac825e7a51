def test_fetch():
    assert fetch(1)
