assert connect().port == 6543
