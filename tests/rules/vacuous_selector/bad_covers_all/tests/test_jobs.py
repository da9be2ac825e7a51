def test_half():
    assert half(2) == 1
